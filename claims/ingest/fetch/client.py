"""One address fetched, through its redirects, within its limits."""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.client import HTTPException

from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from claims.ingest.fetch import gate
from claims.ingest.fetch.body import CHUNK, PAGE, Limits, limits_for, read_body
from claims.ingest.fetch.connect import HEADERS_SIZE, Allowance, OverPlain, Overrun, OverTLS, connected, judged, left
from claims.ingest.fetch.errors import FetchError, answered
from claims.ingest.fetch.gate import Address
from claims.ingest.fetch.operator import Operator, from_settings

HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FEEDS = "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5"
REDIRECTS, FOR_GOOD = (301, 302, 303, 307, 308), (301, 308)
LONGEST_HEADERS = 256_000
LONGEST_WAIT = 24 * 3600
NEVER_LEADS_ON = {"url_invalid", "scheme_refused", "port_refused", "address_refused", "self_refused", "dns_failed"}
CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
UNSPEAKABLE = re.compile(r"[^\x21-\x7e]")


@dataclass(frozen=True)
class Fetched:
    url: str
    final_url: str
    status: int
    headers: dict[str, str]
    content: bytes
    moved_to: str = ""  # where the site says that the first address has moved for good
    etag: str = ""
    modified: str = ""
    retry_after: int | None = None
    not_modified: bool = False
    partial: bool = False

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "")


@dataclass
class Trip:
    """What is known on the way from the first address to the last."""

    operator: Operator
    limits: Limits
    asked: Address
    until: float
    headers: dict[str, str]
    here: Address
    allowed: bool
    moved: str = ""
    for_good: bool = True
    hops: int = 0
    allowance: Allowance = field(default_factory=lambda: Allowance(0))  # of the connection that is open


def fetch(
    url: str,
    *,
    limits: Limits = PAGE,
    etag: str = "",
    modified: str = "",
    allow: Sequence[str] | None = None,
    accept: str = HTML,
    before_hop: Callable[[Address], None] | None = None,
) -> Fetched:
    """Raises FetchError and nothing else. `allow` stands in for the operator's list of allowed hosts.

    `before_hop` is told of each further address after it is judged and before it is asked. It may take its time, which
    is not the site's, and may raise FetchError.
    """
    operator = from_settings(allow)
    asked = gate.parse(url, operator.allowed)
    headers = headers_of(operator, accept, etag, modified)
    until = time.monotonic() + limits.seconds
    trip = Trip(operator, limits, asked, until, headers, here=asked, allowed=operator.allows(asked))
    while True:
        fetched = visit(trip)
        if fetched:
            return fetched
        trip.hops += 1
        if trip.hops > limits.redirects:
            raise FetchError("too_many_redirects")
        if before_hop:
            announce(trip, before_hop)


def checked(url: str, allow: Sequence[str] | None = None) -> Address:
    """The address as it would be asked for, or FetchError; nothing is asked or looked up yet."""
    operator = from_settings(allow)
    address = gate.parse(url, operator.allowed)
    objection = "" if operator.allows(address) else operator.objection_to_name(address)
    if objection:
        raise FetchError(objection)
    return address


def reach_of(url: str) -> Sequence[str] | None:
    """What a page at `url` may make the desk fetch: no private host, unless the operator allows that very place."""
    operator = from_settings()
    return None if operator.allows(gate.parse(url, operator.allowed)) else ()


def announce(trip: Trip, before_hop: Callable[[Address], None]) -> None:
    with naming_errors(trip):
        if not trip.allowed:
            judged(trip.here, trip.operator, trip.until)
    begun = time.monotonic()
    before_hop(trip.here)
    trip.until += time.monotonic() - begun


def headers_of(operator: Operator, accept: str, etag: str, modified: str) -> dict[str, str]:
    """Nothing in them is about the person who asked, and nothing a site sent before but its own validators."""
    headers = {
        "User-Agent": operator.agent,
        "Accept": accept,
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
        "If-None-Match": "" if UNSPEAKABLE.search(etag) else etag,
        "If-Modified-Since": "" if UNSPEAKABLE.search(modified.replace(" ", "")) else modified,
        "From": operator.contact if "@" in operator.contact else "",
    }
    return {name: value for name, value in headers.items() if value}


def visit(trip: Trip) -> Fetched | None:
    """Nothing when the address leads on; the trip then stands at the next one."""
    with naming_errors(trip), opened(trip) as response:
        if response.status in REDIRECTS and "location" in response.headers:
            lead_on(trip, response)
            return None
        return taken(trip, response)


@contextmanager
def naming_errors(trip: Trip) -> Iterator[None]:
    try:
        yield
    except FetchError as error:
        if trip.hops and error.code in NEVER_LEADS_ON:
            raise FetchError("redirect_refused") from None  # whatever it was: a page learns nothing about our network
        raise
    except TimeoutError as error:
        raise FetchError("deadline") from error


@contextmanager
def opened(trip: Trip) -> Iterator[BaseHTTPResponse]:
    with connected(trip.here, trip.operator, trip.until, allowed=trip.allowed) as connection:
        trip.allowance = connection.dialled.allowance
        response = ask(connection, trip.headers)
        try:
            yield response
        finally:
            response.close()


def ask(connection: OverPlain | OverTLS, headers: dict[str, str]) -> BaseHTTPResponse:
    try:
        connection.request(
            "GET",
            connection.target,
            headers=headers | connection.more_headers,
            preload_content=False,
            decode_content=False,
        )
        response = connection.getresponse()
    except TimeoutError:
        raise
    except OSError as error:  # hanging up is this and an HTTPException too
        raise FetchError("connect_failed") from error
    except (HTTPException, HTTPError, ValueError, Overrun) as error:
        raise FetchError("bad_headers") from error
    if sum(len(name) + len(value) for name, value in response.headers.items()) > LONGEST_HEADERS:
        raise FetchError("bad_headers")
    return response


def lead_on(trip: Trip, response: BaseHTTPResponse) -> None:
    """An allowed private host is reached by its own address or from another one, never from outside."""
    try:
        location = gate.follow(trip.here, response.headers["location"])
        following = gate.parse(location, trip.operator.allowed if trip.allowed else ())
    except FetchError:
        raise FetchError("redirect_refused") from None
    if trip.here.scheme == "https" and following.scheme == "http":
        raise FetchError("redirect_refused")
    trip.for_good = trip.for_good and response.status in FOR_GOOD
    if trip.for_good:
        trip.moved = following.url
    trip.allowed = trip.allowed and trip.operator.allows(following)
    trip.here = following


def taken(trip: Trip, response: BaseHTTPResponse) -> Fetched:
    headers = headers_in(response)
    retry_after = seconds_in(headers.get("retry-after", ""))
    asked_for_news = "If-None-Match" in trip.headers or "If-Modified-Since" in trip.headers
    unchanged = response.status == 304 and asked_for_news
    if not unchanged and not 200 <= response.status < 300:
        raise answered(response.status, retry_after)
    content = b"" if unchanged else content_of(trip, response, headers)
    partial = response.status == 206
    return Fetched(
        url=trip.asked.url,
        final_url=trip.here.url,
        status=response.status,
        headers=headers,
        content=content,
        moved_to=trip.moved,
        etag="" if partial else headers.get("etag", ""),
        modified="" if partial else headers.get("last-modified", ""),
        retry_after=retry_after,
        not_modified=unchanged,
        partial=partial,
    )


def headers_in(response: BaseHTTPResponse) -> dict[str, str]:
    """Cookies are dropped where they arrive, and what no header may hold."""
    names = {name.lower() for name in response.headers} - {"set-cookie"}
    return {name: CONTROLS.sub("", response.headers[name]) for name in names}


def content_of(trip: Trip, response: BaseHTTPResponse, headers: dict[str, str]) -> bytes:
    limits = limits_for(trip.limits, headers.get("content-type", ""))
    announced = headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > limits.size and not limits.cut:
        raise FetchError("too_large")
    trip.allowance.size = 2 * limits.size + HEADERS_SIZE  # as it travels: chunks have sizes, and may have much else
    content = read_body(chunks_of(response, trip.until), headers.get("content-encoding", ""), limits)
    if not content:
        raise FetchError("empty", status=response.status)
    return content


def chunks_of(response: BaseHTTPResponse, until: float) -> Iterator[bytes]:
    try:
        while chunk := response.read(CHUNK, decode_content=False):
            left(until)
            yield chunk
    except TimeoutError:
        raise
    except Overrun as error:
        raise FetchError("too_large") from error
    except (HTTPException, HTTPError, OSError, ValueError) as error:
        raise (TimeoutError() if timed_out(error) else FetchError("bad_encoding")) from error


def timed_out(error: BaseException | None) -> bool:
    """urllib3 wraps what a socket raises."""
    while error:
        if isinstance(error, TimeoutError):
            return True
        error = error.__cause__ or error.__context__
    return False


def seconds_in(retry_after: str) -> int | None:
    """Seconds, or a date; nobody keeps the desk away for longer than a day."""
    if retry_after.isdecimal():
        return min(int(retry_after[:10]), LONGEST_WAIT)
    try:
        seconds = parsedate_to_datetime(retry_after).timestamp() - time.time()
    except (ValueError, TypeError, OverflowError):
        return None
    return int(min(max(seconds, 0), LONGEST_WAIT))
