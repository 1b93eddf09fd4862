"""One question to the endpoint that the operator set, over a connection that is bounded in time and bytes.

No redirect is followed, no proxy of the environment heeded, nothing packed is taken, and no word of what the endpoint
says when it refuses is kept: it may repeat the key.
"""

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from email.utils import parsedate_to_datetime
from functools import cache
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from claims.reading.backends.http.endpoint import Endpoint
from claims.reading.backends.http.problems import NoAnswer

CONNECT_SECONDS = 10.0
HEADERS_SIZE = 128_000  # bytes before the body, and what chunks are wrapped in
CHUNK = 65_536


class Overrun(Exception):
    """More came than was allowed."""


def left(until: float) -> float:
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


class Bounded:
    """A socket whose sends and reads share one end of time, so that drops do not add up, and one count of bytes."""

    until, room = 0.0, 0

    def recv_into(self, *args: Any) -> int:
        self.settimeout(left(self.until))  # type: ignore[attr-defined]
        size: int = super().recv_into(*args)  # type: ignore[misc]
        self.room -= size
        if self.room < 0:
            raise Overrun
        return size

    def send(self, *args: Any) -> int:
        self.settimeout(left(self.until))  # type: ignore[attr-defined]
        sent: int = super().send(*args)  # type: ignore[misc]
        return sent


class Plain(Bounded, socket.socket):
    pass


class Sealed(Bounded, ssl.SSLSocket):
    pass


class OverPlain(HTTPConnection):
    dialled: Plain

    def _new_conn(self) -> socket.socket:
        return self.dialled


class OverTLS(HTTPSConnection):
    dialled: Plain

    def _new_conn(self) -> socket.socket:
        return self.dialled


@cache
def trust() -> ssl.SSLContext:
    """The machine's list of authorities and a bundled one; names are always checked."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.sslsocket_class = Sealed
    return context


def post(endpoint: Endpoint, body: bytes) -> bytes:
    """The answer's body. Raises NoAnswer and nothing else."""
    until = time.monotonic() + endpoint.seconds
    try:
        with connected(endpoint, until) as connection:
            connection.request("POST", endpoint.target, body, headers_for(endpoint), preload_content=False)
            with closing(connection.getresponse()) as response:
                return taken(endpoint, response, until)
    except Overrun:
        raise NoAnswer("too_large") from None
    except (HTTPException, HTTPError, OSError, ValueError) as error:
        raise NoAnswer("timeout" if timed_out(error) else "cut_off") from None  # its text may hold what was sent


def headers_for(endpoint: Endpoint) -> dict[str, str]:
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
    headers |= {"Connection": "close", "User-Agent": "factcheck"}
    return headers | ({"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {})


@contextmanager
def connected(endpoint: Endpoint, until: float) -> Iterator[OverPlain | OverTLS]:
    dialled = dial(endpoint, until)
    connection = wrapped(endpoint, left(until))
    connection.dialled = dialled
    try:
        establish(connection, endpoint, until)
        yield connection
    finally:
        connection.close()
        dialled.close()


def wrapped(endpoint: Endpoint, seconds: float) -> OverPlain | OverTLS:
    at = urlsplit(endpoint.url)
    if at.scheme == "https":
        return OverTLS(at.hostname or "", endpoint.port, timeout=seconds, ssl_context=trust())
    return OverPlain(at.hostname or "", endpoint.port, timeout=seconds)


def dial(endpoint: Endpoint, until: float) -> Plain:
    for family, kind, proto, _, place in places(endpoint):
        dialled = Plain(family, kind, proto)
        dialled.settimeout(min(CONNECT_SECONDS, left(until)))
        try:
            dialled.connect(place)
        except OSError:
            dialled.close()
            continue
        return dialled
    raise NoAnswer("unreachable")


def places(endpoint: Endpoint) -> list[Any]:
    try:
        return socket.getaddrinfo(urlsplit(endpoint.url).hostname, endpoint.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NoAnswer("unreachable") from None


def establish(connection: OverPlain | OverTLS, endpoint: Endpoint, until: float) -> None:
    connection.dialled.settimeout(min(CONNECT_SECONDS, left(until)))
    connection.dialled.until, connection.dialled.room = until, HEADERS_SIZE
    try:
        connection.connect()
    except (ssl.SSLError, HTTPError):
        raise NoAnswer("tls_failed") from None
    assert isinstance(connection.sock, Bounded)
    connection.sock.until, connection.sock.room = until, HEADERS_SIZE + endpoint.max_bytes


def taken(endpoint: Endpoint, response: BaseHTTPResponse, until: float) -> bytes:
    headers = response.headers
    if response.status != 200:
        raise NoAnswer.with_status(response.status, seconds_in(headers.get("retry-after", "")))
    if headers.get("content-encoding", "identity").strip().lower() not in ("identity", ""):
        raise NoAnswer("packed")
    if "json" not in headers.get("content-type", "").lower():
        raise NoAnswer("not_json")
    return content_of(endpoint, response, until)


def content_of(endpoint: Endpoint, response: BaseHTTPResponse, until: float) -> bytes:
    content = bytearray()
    while chunk := response.read(CHUNK, decode_content=False):
        content += chunk
        if len(content) > endpoint.max_bytes:
            raise Overrun
        left(until)
    return bytes(content)


def timed_out(error: BaseException | None) -> bool:
    """urllib3 wraps what a socket raises."""
    while error:
        if isinstance(error, TimeoutError):
            return True
        error = error.__cause__ or error.__context__
    return False


def seconds_in(retry_after: str) -> int | None:
    """Seconds, or a date."""
    if retry_after.isdecimal():
        return int(retry_after[:9])
    try:
        return max(0, int(parsedate_to_datetime(retry_after).timestamp() - time.time()))
    except (ValueError, TypeError, OverflowError):
        return None
