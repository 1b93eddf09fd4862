"""From a web address to an open connection: looked up once, judged, and connected to the very numbers judged."""

import base64
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from itertools import zip_longest
from queue import Empty, SimpleQueue
from socket import getaddrinfo
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from claims.ingest.fetch.address import IP
from claims.ingest.fetch.errors import FetchError
from claims.ingest.fetch.gate import Address
from claims.ingest.fetch.operator import Operator

CONNECT_SECONDS = LOOKUP_SECONDS = 10.0
MOST_PLACES = 4
HEADERS_SIZE = 512_000  # bytes, of all that comes before a body

Place = tuple[int, tuple[Any, ...]]  # family and socket address, as the resolver gives them


def left(until: float) -> float:
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


class Overrun(Exception):
    """More came than was allowed, in whatever wrapping."""


@dataclass
class Allowance:
    """What is left of a fetch: its time, and the bytes that may still come."""

    until: float
    size: int = HEADERS_SIZE

    def spend(self, size: int) -> int:
        self.size -= size
        if self.size < 0:
            raise Overrun
        return size


class Bounded:
    """A socket whose reads share one allowance, so that drops do not add up, nor does what a library reads unasked."""

    allowance = Allowance(0)

    def recv_into(self, *args: Any) -> int:
        self.settimeout(left(self.allowance.until))  # type: ignore[attr-defined]
        return self.allowance.spend(super().recv_into(*args))  # type: ignore[misc]


class Plain(Bounded, socket.socket):
    pass


class Sealed(Bounded, ssl.SSLSocket):
    pass


class OverPlain(HTTPConnection):
    dialled: Plain
    target: str
    more_headers: dict[str, str]

    def _new_conn(self) -> socket.socket:
        return self.dialled


class OverTLS(HTTPSConnection):
    dialled: Plain
    target: str
    more_headers: dict[str, str]

    def _new_conn(self) -> socket.socket:
        return self.dialled


@cache
def trust() -> ssl.SSLContext:
    """The machine's list of authorities and a bundled one; names are always checked."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    context.sslsocket_class = Sealed
    return context


@contextmanager
def connected(address: Address, operator: Operator, until: float, *, allowed: bool) -> Iterator[OverPlain | OverTLS]:
    """`allowed` hosts are the operator's own choice: they may be anywhere, and are reached without the proxy."""
    via = urlsplit(operator.proxy) if operator.proxy and not allowed else None
    places = look_up(address.host, address.port, until) if allowed else judged(address, operator, until)
    if via:
        places = look_up(via.hostname or "", via.port or 80, until)
    dialled = dial(by_turns(places), until)
    connection = wrapped(address, dialled, via, until)
    try:
        prepare(connection, until)
        yield connection
    finally:
        connection.close()
        dialled.close()


def judged(address: Address, operator: Operator, until: float) -> list[Place]:
    """All places the host has, none of which is refused. With a proxy, a name that only the proxy knows passes."""
    if objection := operator.objection_to_name(address):
        raise FetchError(objection)
    try:
        places = look_up(address.host, address.port, until)
    except FetchError:
        if not operator.proxy:
            raise
        return []
    for place in places:
        if objection := operator.objection_to(ip_of(place)):
            raise FetchError(objection)
    return places


def look_up(host: str, port: int, until: float) -> list[Place]:
    """In a thread, as the resolver of the C library can't be told when to stop."""
    answers: SimpleQueue[list[Any]] = SimpleQueue()
    threading.Thread(target=ask_resolver, args=(host, port, answers), daemon=True).start()
    try:
        found = answers.get(timeout=min(LOOKUP_SECONDS, left(until)))
    except Empty:
        found = []
    if not found:
        raise FetchError("dns_failed")
    return list(dict.fromkeys((family, place) for family, _, _, _, place in found))


def ask_resolver(host: str, port: int, answers: SimpleQueue[list[Any]]) -> None:
    try:
        answers.put(getaddrinfo(host, port, type=socket.SOCK_STREAM))
    except (OSError, UnicodeError):
        answers.put([])


def ip_of(place: Place) -> IP:
    return ip_address(place[1][0])


def by_turns(places: list[Place]) -> list[Place]:
    """Both families early, so that a broken one costs one try."""
    first = [place for place in places if place[0] == places[0][0]]
    second = [place for place in places if place[0] != places[0][0]]
    return [place for pair in zip_longest(first, second) for place in pair if place][:MOST_PLACES]


def dial(places: list[Place], until: float) -> Plain:
    """The first that takes the connection; together they have the time of one."""
    last = time.monotonic() + min(CONNECT_SECONDS, left(until))
    for number, (family, place) in enumerate(places):
        dialled = Plain(family, socket.SOCK_STREAM)
        try:
            dialled.settimeout(max(0.1, (last - time.monotonic()) / (len(places) - number)))
            dialled.connect(place)
        except OSError:
            dialled.close()
            continue
        dialled.allowance = Allowance(until)
        return dialled
    raise FetchError("connect_failed")


def wrapped(address: Address, dialled: Plain, via: SplitResult | None, until: float) -> OverPlain | OverTLS:
    connection: OverPlain | OverTLS
    if address.scheme == "https":
        connection = OverTLS(address.host, address.port, timeout=left(until), ssl_context=trust())
        if via:
            connection.set_tunnel(address.host, address.port, headers=credentials(via))
    else:
        connection = OverPlain(address.host, address.port, timeout=left(until))
    forwarded = via and address.scheme == "http"
    connection.dialled = dialled
    connection.target = address.url if forwarded else address.target
    connection.more_headers = credentials(via) if via and forwarded else {}
    return connection


def credentials(via: SplitResult) -> dict[str, str]:
    if not via.username:
        return {}
    pair = f"{unquote(via.username)}:{unquote(via.password or '')}"
    return {"Proxy-Authorization": "Basic " + base64.b64encode(pair.encode()).decode()}


def prepare(connection: OverPlain | OverTLS, until: float) -> None:
    connection.dialled.settimeout(min(CONNECT_SECONDS, left(until)))
    try:
        connection.connect()
    except (ssl.SSLError, HTTPError) as error:
        raise FetchError("tls_failed") from error
    except OSError as error:
        tunnel = "Tunnel connection failed" in str(error)
        raise FetchError("proxy_refused" if tunnel else "connect_failed") from error
    connection.sock.allowance = connection.dialled.allowance  # type: ignore[union-attr]
