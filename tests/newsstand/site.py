"""All hosts in one server. It keeps the time of the simulated while, and knows what it was asked for and when."""

import asyncio
import gzip
import threading
import time
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.utils import formatdate
from typing import Any

from tests.newsstand.stories import Stand, Story
from tests.services import free_port

BOMB = gzip.compress(bytes(200_000_000))
ASKS_TO_WAIT = 600  # seconds, of who is busy
SHOWN = 30  # stories in a feed


@dataclass(frozen=True)
class Request:
    ip: str
    path: str
    begun: float
    ended: float
    status: int


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes = b""
    headers: tuple[str, ...] = ()
    announced: int = -1  # the length it claims
    way: str = ""  # how it is sent

    def head(self) -> bytes:
        length = len(self.body) if self.announced < 0 else self.announced
        said = () if self.way in ("endless", "hangs") else (f"Content-Length: {length}",)
        return "\r\n".join((f"HTTP/1.1 {self.status} So", *self.headers, *said, "", "")).encode()


class Newsstand:
    def __init__(self, stands: list[Stand], seconds: float) -> None:
        self.stands, self.seconds = stands, seconds
        self.port = free_port()
        self.begun, self.skipped = time.monotonic(), 0.0
        self.began_at = time.time() - seconds - 600  # so that nothing is dated later than the database's clock
        self.requests: list[Request] = []
        self.feeds = {(stand.ip, stand.path): stand for stand in stands}
        self.feeds |= {(stand.ip, f"/moved{stand.path}"): stand for stand in stands}
        self.feeds |= {(self.elsewhere(stand), f"/away{stand.path}"): stand for stand in stands}
        self.pages = {(stand.ip, story.path): story for stand in stands for story in stand.stories}
        self.troubled: set[tuple[str, str]] = set()

    @property
    def ips(self) -> list[str]:
        return sorted({stand.ip for stand in self.stands})

    @property
    def places(self) -> list[str]:
        return [f"{ip}:{self.port}" for ip in self.ips]

    def elsewhere(self, stand: Stand) -> str:
        return self.stands[(stand.number + 1) % len(self.stands)].ip

    def address(self, ip: str, path: str) -> str:
        return f"http://{ip}:{self.port}{path}"

    def clock(self) -> float:
        return time.monotonic() - self.begun + self.skipped

    def published(self, stand: Stand) -> list[Story]:
        now = min(self.clock(), self.seconds)
        return [story for story in stand.stories if story.published <= now][-SHOWN:]

    @contextmanager
    def open(self) -> Iterator[None]:
        listening, over = threading.Event(), asyncio.Event()
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=lambda: loop.run_until_complete(self._stand(listening, over)))
        thread.start()
        try:
            assert listening.wait(10)
            yield
        finally:
            loop.call_soon_threadsafe(over.set)
            thread.join()
            loop.close()

    async def _stand(self, listening: threading.Event, over: asyncio.Event) -> None:
        server = await asyncio.start_server(self._serve, self.ips, self.port, backlog=512)
        listening.set()
        await over.wait()
        server.close()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        begun, ip, path, status = self.clock(), writer.get_extra_info("sockname")[0], "", 0
        with suppress(OSError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            path = head.split(" ")[1]
            answer = self._answer(ip, path, head)
            status = answer.status
            await until_either(self._send(answer, writer), reader.read())
        self.requests.append(Request(ip, path, begun, self.clock(), status))
        writer.close()

    async def _send(self, answer: Answer, writer: asyncio.StreamWriter) -> None:
        if answer.way == "reset":
            writer.transport.abort()
            return
        writer.write(answer.head())
        if answer.way == "hangs":
            await asyncio.sleep(3600)
        for part in parts_of(answer):
            if answer.way in ("slow", "drips"):
                await asyncio.sleep(0.2 if answer.way == "slow" else 1)
            writer.write(part)
            await writer.drain()

    def _answer(self, ip: str, path: str, head: str) -> Answer:
        if path == "/robots.txt":
            return robots(ip)
        if stand := self.feeds.get((ip, path)):
            stand.asked += 1
            return self._feed(stand, path, head)
        if story := self.pages.get((ip, path.removeprefix("/elsewhere"))):
            return self._page(story, ip, path)
        return Answer(404)

    def _page(self, story: Story, ip: str, path: str) -> Answer:
        first = (ip, path) not in self.troubled
        self.troubled.add((ip, path))
        if story.trouble == "gone":
            return Answer(404)
        if story.trouble == "unsteady" and first:
            return Answer(503)
        if story.trouble == "elsewhere" and path == story.path:
            return Answer(302, headers=(f"Location: /elsewhere{path}",))
        return Answer(200, story.page(ip), ("Content-Type: text/html; charset=utf-8",))

    def _feed(self, stand: Stand, path: str, head: str) -> Answer:
        trouble = self._trouble(stand, path)
        if trouble:
            return trouble
        told = self.published(stand)
        validators = validators_of(stand, told, self.began_at)
        if validators and validators[0].split(": ", 1)[1] in head:
            return Answer(304, headers=validators)
        body = self.rss(stand, told)
        if stand.fault == "cut short" and stand.asked % 2:
            told, body = told[1:], body[: body.rindex(b"<guid>")]  # in the midst of the oldest
        if stand.fault == "cut":
            return Answer(200, body[: len(body) // 2], announced=len(body))
        stand.shown |= {story.path for story in told}
        return Answer(200, body, ("Content-Type: application/rss+xml", *validators), way=stand.fault)

    def _trouble(self, stand: Stand, path: str) -> Answer | None:
        match stand.fault:
            case "failing":
                return Answer(500)
            case "unsteady" if stand.asked % 2:
                return Answer(503)
            case "busy" if stand.asked == 2:
                return Answer(429, headers=(f"Retry-After: {ASKS_TO_WAIT}",))
            case "moved" if path == stand.path:
                return Answer(301, headers=(f"Location: /moved{path}",))
            case "moved away" if path == stand.path:
                away = self.address(self.elsewhere(stand), f"/away{path}")
                return Answer(301, headers=(f"Location: {away}",))
            case "endless" | "hangs":
                return Answer(200, b"<rss>" * 10_000, way=stand.fault)
            case "drips":
                return Answer(200, b"<rss>" * 1000, way="drips")
            case "reset":
                return Answer(200, way="reset")
            case "bomb":
                return Answer(200, BOMB, ("Content-Encoding: gzip", "Content-Type: application/rss+xml"))
            case "no feed":
                return Answer(200, b"<!doctype html><form>Sign in</form>", ("Content-Type: text/html",))
            case "gone":
                return Answer(410)
        return None

    def rss(self, stand: Stand, told: list[Story]) -> bytes:
        items = "".join(
            f"<item><title>{story.title}</title><link>{self.address(stand.ip, story.path)}</link>"
            f"<guid>{story.path}</guid><pubDate>{dated(self.began_at + story.published)}</pubDate></item>"
            for story in reversed(told)
        )
        head = f"<title>Paper {stand.number}</title><link>{self.address(stand.ip, '/')}</link>"
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


async def until_either(sent: Coroutine[Any, Any, None], gone: Coroutine[Any, Any, bytes]) -> None:
    """All was sent, or whoever asked has hung up."""
    tasks = {asyncio.create_task(sent), asyncio.create_task(gone)}
    done, left = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in left:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def parts_of(answer: Answer) -> Iterator[bytes]:
    if answer.way == "endless":
        while True:
            yield answer.body
    size = {"slow": len(answer.body) // 8 + 1, "drips": 1}.get(answer.way, len(answer.body) or 1)
    yield from (answer.body[start : start + size] for start in range(0, len(answer.body), size))


def robots(ip: str) -> Answer:
    """Most have none; some ask to wait."""
    if ip.endswith("7"):
        return Answer(200, b"User-agent: *\nDisallow: /private\nCrawl-delay: 1\n", ("Content-Type: text/plain",))
    return Answer(404)


def validators_of(stand: Stand, told: list[Story], began_at: float) -> tuple[str, ...]:
    match stand.validator:
        case "etag":
            return (f'ETag: "{stand.number}-{len(told)}"',)
        case "modified":
            return (f"Last-Modified: {dated(began_at + told[-1].published)}",)
    return ()


def dated(at: float) -> str:
    return formatdate(at, usegmt=True)
