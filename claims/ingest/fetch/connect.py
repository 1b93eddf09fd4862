"""From a web address to an open connection: looked up once, judged, and connected to the very numbers judged."""

import base64
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
MOST_ADDRESSES = 4


def left(until: float) -> float:
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


class Deadline:
    """A socket that gives every read no more than what is left of the whole fetch, so that drops do not add up."""

    until = 0.0

    def recv_into(self, *args: Any) -> int:
        self.settimeout(left(self.until))  # type: ignore[attr-defined]
        return super().recv_into(*args)  # type: ignore[misc,no-any-return]


class Plain(Deadline, socket.socket):
    pass


class Sealed(Deadline, ssl.SSLSocket):
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
    context.set_alpn_protocols(["http/1.1"])
    context.sslsocket_class = Sealed
    return context


@contextmanager
def connected(address: Address, operator: Operator, until: float, *, allowed: bool) -> Iterator[OverPlain | OverTLS]:
    """`allowed` hosts are the operator's own choice: they may be anywhere, and are reached without the proxy."""
    ips = [] if allowed else judged(address, operator, until)
    via = urlsplit(operator.proxy) if operator.proxy and not allowed else None
    dialled = dial(places_to_dial(address, ips, via, until), until)
    connection = wrapped(address, dialled, via, until)
    try:
        prepare(connection, until)
        yield connection
    finally:
        connection.close()
        dialled.close()


def judged(address: Address, operator: Operator, until: float) -> list[IP]:
    """All addresses of the host, none of which is refused. With a proxy, one that only the proxy can look up passes."""
    if objection := operator.objection_to_name(address):
        raise FetchError(objection)
    try:
        ips = [address.literal] if address.literal else look_up(address.host, address.port, until)
    except FetchError:
        if not operator.proxy:
            raise
        return []
    for objection in map(operator.objection_to, ips):
        if objection:
            raise FetchError(objection)
    return ips


def look_up(host: str, port: int, until: float) -> list[IP]:
    """In a thread, as the resolver of the C library can't be told when to stop."""
    answers: SimpleQueue[list[Any]] = SimpleQueue()
    threading.Thread(target=ask_resolver, args=(host, port, answers), daemon=True).start()
    try:
        found = answers.get(timeout=min(LOOKUP_SECONDS, left(until)))
    except (Empty, TimeoutError):
        found = []
    if not found:
        raise FetchError("dns_failed")
    return list(dict.fromkeys(ip_address(place[4][0]) for place in found))


def ask_resolver(host: str, port: int, answers: SimpleQueue[list[Any]]) -> None:
    try:
        answers.put(getaddrinfo(host, port, type=socket.SOCK_STREAM))
    except (OSError, UnicodeError):
        answers.put([])


def places_to_dial(address: Address, ips: list[IP], via: SplitResult | None, until: float) -> list[tuple[IP, int]]:
    """Operators answer for their proxy and for the hosts they allow: those are looked up and not judged."""
    if via:
        port = via.port or 80
        return [(ip, port) for ip in by_turns(look_up(via.hostname or "", port, until))]
    found = ips or look_up(address.host, address.port, until)
    return [(ip, address.port) for ip in by_turns(found)]


def by_turns(ips: list[IP]) -> list[IP]:
    """Both families early, so that a broken one costs one try."""
    first = [ip for ip in ips if ip.version == ips[0].version]
    second = [ip for ip in ips if ip.version != ips[0].version]
    return [ip for pair in zip_longest(first, second) for ip in pair if ip][:MOST_ADDRESSES]


def dial(places: list[tuple[IP, int]], until: float) -> Plain:
    """The first that takes the connection; together they have the time of one."""
    last = time.monotonic() + min(CONNECT_SECONDS, left(until))
    for number, (ip, port) in enumerate(places):
        dialled = Plain(socket.AF_INET if ip.version == 4 else socket.AF_INET6, socket.SOCK_STREAM)
        try:
            dialled.settimeout(max(0.1, (last - time.monotonic()) / (len(places) - number)))
            dialled.connect((str(ip), port))
        except OSError:
            dialled.close()
            continue
        dialled.until = until
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
    connection.sock.until = until  # type: ignore[union-attr]
