"""The good ways through the fetcher, against a real server on an allowed host."""

import gzip
import time
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from pytest_django import Settings

from claims.ingest.fetch import FEED, PAGE, PDF, ROBOTS, FetchError, Limits, connect, fetch
from claims.ingest.fetch.gate import Address
from tests.hostile.conftest import Resolver, inner, resolver, site
from tests.hostile.listener import NOT_FOUND, Listener, answer, listening, redirect

__all__ = ["inner", "resolver", "site"]
BODY = b"<p>The dam held.</p>" * 100


def code_of(url: str) -> FetchError:
    with pytest.raises(FetchError) as refused:
        fetch(url)
    return refused.value


def test_a_page_is_fetched_with_what_it_says_of_itself(site: Listener) -> None:
    said = 'ETag: "7"', "Last-Modified: Sat, 21 Nov 2026 10:00:00 GMT", "Content-Type: text/html", "X-A: 1", "X-A: 2"
    site.answers["/"] = answer(BODY, *said)
    fetched = fetch(site.url("/#part"))
    assert (fetched.url, fetched.final_url, fetched.status) == (site.url(), site.url(), 200)
    assert (fetched.content, fetched.content_type) == (BODY, "text/html")
    assert (fetched.etag, fetched.modified) == ('"7"', "Sat, 21 Nov 2026 10:00:00 GMT")
    assert fetched.headers["x-a"] == "1, 2"
    assert (fetched.moved_to, fetched.not_modified, fetched.partial, fetched.retry_after) == ("", False, False, None)


@pytest.mark.parametrize("port", ["", ":80", ":443"])
def test_the_host_is_named_as_browsers_name_it(
    port: str, site: Listener, resolver: Resolver, settings: Settings
) -> None:
    settings.FACTCHECK_ALLOWED_HOSTS = ["news.example.org"]
    resolver.name("news.example.org", [(site.ip, site.port)])
    site.answers["/a?b=c"] = answer(BODY)
    fetch(f"http://News.Example.ORG{port}/a?b=c#d")
    lines = site.requests[0].split("\r\n")
    assert lines[0] == "GET /a?b=c HTTP/1.1"
    assert f"Host: news.example.org{port.replace(':80', '')}" in lines


def test_the_desk_says_who_it_is_and_whom_to_ask(site: Listener, settings: Settings) -> None:
    site.answers["/"] = answer(BODY)
    settings.FACTCHECK_CONTACT = "desk@example.org"
    fetch(site.url())
    settings.FACTCHECK_CONTACT = "https://example.org/bot"
    fetch(site.url())
    by_mail, by_page = site.requests
    assert f"User-Agent: factcheck/{settings.VERSION} (+desk@example.org)\r\n" in by_mail
    assert "From: desk@example.org\r\n" in by_mail
    assert f"User-Agent: factcheck/{settings.VERSION} (+https://example.org/bot)\r\n" in by_page
    assert "From:" not in by_page


def test_what_has_not_changed_is_not_sent_again(site: Listener) -> None:
    site.answers["/"] = answer(b"", 'ETag: "8"', status="304 Not Modified")
    fetched = fetch(site.url(), etag='"7"', modified="Sat, 21 Nov 2026 10:00:00 GMT")
    assert (fetched.not_modified, fetched.status, fetched.content, fetched.etag) == (True, 304, b"", '"8"')
    assert 'If-None-Match: "7"\r\n' in site.requests[0]
    assert "If-Modified-Since: Sat, 21 Nov 2026 10:00:00 GMT\r\n" in site.requests[0]


def test_a_304_with_a_body_is_unchanged_all_the_same(site: Listener) -> None:
    site.answers["/"] = answer(BODY, status="304 Not Modified")
    assert fetch(site.url(), etag='"7"').content == b""


def test_a_304_that_nobody_asked_for_is_an_error(site: Listener) -> None:
    site.answers["/"] = answer(b"", status="304 Not Modified")
    assert code_of(site.url()).code == "http_304"


@pytest.mark.parametrize("etag", ['"x"\r\nX-Evil: 1', '"ü"', '"a b"'])
def test_a_validator_that_can_not_be_said_is_left_out(etag: str, site: Listener) -> None:
    site.answers["/"] = answer(BODY)
    fetch(site.url(), etag=etag)
    assert "If-None-Match" not in site.requests[0]


def test_a_page_that_moved_for_good_says_where(site: Listener) -> None:
    site.answers |= {"/": redirect("/2", 301), "/2": redirect("/3", 308), "/3": answer(BODY)}
    fetched = fetch(site.url())
    assert (fetched.url, fetched.final_url, fetched.moved_to) == (site.url(), site.url("/3"), site.url("/3"))


def test_a_move_ends_at_the_first_hop_that_is_not_for_good(site: Listener) -> None:
    site.answers |= {"/": redirect("/2", 301), "/2": redirect("/3", 302), "/3": redirect("/4", 301), "/4": answer(BODY)}
    assert (fetch(site.url()).moved_to, fetch(site.url()).final_url) == (site.url("/2"), site.url("/4"))
    assert fetch(site.url("/2")).moved_to == ""


def test_whoever_asks_is_told_of_each_hop_and_its_time_is_its_own(site: Listener) -> None:
    site.answers |= {"/": redirect("/2"), "/2": redirect("/3"), "/3": answer(BODY)}
    told: list[str] = []

    def pause(hop: Address) -> None:
        told.append(hop.url)
        time.sleep(0.6)

    assert fetch(site.url(), limits=Limits(PAGE.size, seconds=1.0), before_hop=pause).content == BODY
    assert told == [site.url("/2"), site.url("/3")]


def test_whoever_is_told_may_refuse(site: Listener) -> None:
    def refuse(hop: Address) -> None:
        raise FetchError("robots_refused")

    site.answers |= {"/": redirect("/2"), "/2": answer(BODY)}
    with pytest.raises(FetchError) as refused:
        fetch(site.url(), before_hop=refuse)
    assert (refused.value.code, site.hits) == ("robots_refused", 1)


@pytest.mark.parametrize(
    ("said", "meant"),
    [("a b", "/d/a%20b"), ("/\xc3\xa9", "/%C3%A9"), ("/\xe9", "/%C3%A9"), ("?x=1", "/d/?x=1"), ("../up#a", "/up")],
)
def test_a_redirect_is_read_as_browsers_read_it(said: str, meant: str, site: Listener) -> None:
    site.answers |= {"/d/": redirect(said), meant: answer(BODY)}
    assert fetch(site.url("/d/")).final_url == site.url(meant)


PACKED = {
    "gzip": ("gzip", gzip.compress(BODY)),
    "x-gzip": ("x-gzip", gzip.compress(BODY)),
    "several streams of gzip": ("gzip", gzip.compress(BODY[:77]) + gzip.compress(BODY[77:])),
    "gzip with padding": ("gzip", gzip.compress(BODY) + b"\0" * 100),
    "deflate": ("deflate", zlib.compress(BODY)),
    "deflate without its wrapping": ("deflate", zlib.compress(BODY)[2:-4]),
    "nothing": ("identity", BODY),
}


@pytest.mark.parametrize("way", PACKED)
@pytest.mark.parametrize("pieces", [1, 7])
def test_a_body_is_unpacked(way: str, pieces: int, site: Listener) -> None:
    encoding, packed = PACKED[way]
    size = -(-len(packed) // pieces)
    parts = [packed[start : start + size] for start in range(0, len(packed), size)]
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
    headers = f"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nTransfer-Encoding: chunked\r\n\r\n"
    site.answers["/"] = headers.encode() + chunks
    assert fetch(site.url()).content == BODY
    assert "Accept-Encoding: gzip, deflate\r\n" in site.requests[0]


def test_a_body_without_a_length_ends_with_the_connection(site: Listener) -> None:
    site.answers["/"] = answer(BODY, length=False)
    assert fetch(site.url()).content == BODY


@pytest.mark.parametrize(
    ("status", "code", "permanent"),
    [
        (400, "http_400", True), (401, "http_401", True), (403, "http_403", True), (404, "http_404", True),
        (408, "http_408", False), (410, "http_410", True), (418, "http_418", True), (429, "http_429", False),
        (451, "http_451", True), (500, "http_5xx", False), (503, "http_5xx", False), (599, "http_5xx", False),
    ],
)  # fmt: skip
def test_an_answer_that_is_no_page_is_named(status: int, code: str, permanent: bool, site: Listener) -> None:
    site.answers["/"] = answer(BODY, status=f"{status} No")
    refused = code_of(site.url())
    assert (refused.code, refused.status, refused.permanent) == (code, status, permanent)
    assert refused.message.endswith(".")


@pytest.mark.parametrize(
    ("said", "meant"), [("120", 120), ("315360000", 86400), ("9" * 400, 86400), ("Mon, 01 Jan 2001 10:00:00 GMT", 0)]
)
def test_a_site_may_ask_to_wait_a_day_at_most(said: str, meant: int, site: Listener) -> None:
    site.answers["/"] = answer(b"", f"Retry-After: {said}", status="503 Busy")
    assert code_of(site.url()).retry_after == meant


@pytest.mark.parametrize(("hours", "meant"), [(1, range(3000, 3601)), (24 * 3650, range(86400, 86401))])
def test_it_may_name_a_time_to_come_back_at(hours: int, meant: range, site: Listener) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(hours=hours), usegmt=True)
    site.answers["/"] = answer(b"", f"Retry-After: {until}", status="503 Busy")
    assert code_of(site.url()).retry_after in meant


@pytest.mark.parametrize("said", ["", "soon", "-5", "1.5", "Sat, 99 Nov 2026 10:00:00 GMT", "²"])
def test_a_wait_that_is_nonsense_is_none(said: str, site: Listener) -> None:
    site.answers["/"] = answer(b"", f"Retry-After: {said.encode().decode('latin-1')}", status="429 Slow down")
    assert code_of(site.url()).retry_after is None


def test_an_answer_of_nothing_is_said(site: Listener) -> None:
    site.answers |= {"/": answer(b""), "/204": b"HTTP/1.1 204 No Content\r\n\r\n"}
    assert [code_of(site.url(path)).code for path in ("/", "/204")] == ["empty", "empty"]


def test_a_part_is_marked_and_its_validators_are_dropped(site: Listener) -> None:
    site.answers["/"] = answer(BODY, 'ETag: "7"', status="206 Partial Content")
    fetched = fetch(site.url())
    assert (fetched.partial, fetched.content, fetched.etag) == (True, BODY, "")


def test_limits_are_of_what_is_asked_for(site: Listener) -> None:
    site.answers["/"] = answer(b"x" * (FEED.size + 1))
    assert len(fetch(site.url(), limits=PAGE).content) == FEED.size + 1
    with pytest.raises(FetchError, match="larger"):
        fetch(site.url(), limits=FEED)


def test_a_page_that_is_a_pdf_may_be_longer(site: Listener) -> None:
    long = b"%PDF-1.7" + b"x" * PAGE.size
    site.answers |= {
        "/": answer(long, "Content-Type: application/pdf"),
        "/html": answer(long, "Content-Type: text/html"),
    }
    assert len(fetch(site.url()).content) == len(long) <= PDF.size
    assert code_of(site.url("/html")).code == "too_large"


def test_a_robots_file_is_cut_not_refused(site: Listener) -> None:
    site.answers["/robots.txt"] = answer(b"#" * 2_000_000)
    assert len(fetch(site.url("/robots.txt"), limits=ROBOTS).content) == ROBOTS.size


def test_the_next_address_of_a_name_is_tried_where_one_is_dead(
    site: Listener, inner: Listener, resolver: Resolver, settings: Settings
) -> None:
    settings.FACTCHECK_ALLOWED_HOSTS = ["two.example.org"]
    resolver.name("two.example.org", [("127.0.0.9", 9), (inner.ip, inner.port)])
    assert fetch("http://two.example.org/").status == 200
    assert inner.hits == 1


def test_a_host_where_nothing_listens_does_not_answer(settings: Settings) -> None:
    with listening() as gone:
        settings.FACTCHECK_ALLOWED_HOSTS = [gone.place]
    assert code_of(gone.url()).code == "connect_failed"


def test_through_the_operators_proxy_go_all_but_allowed_hosts(
    site: Listener, inner: Listener, resolver: Resolver, settings: Settings
) -> None:
    settings.FACTCHECK_PROXY = f"http://desk:secret@{inner.place}"
    inner.answers["http://news.example.org/a"] = answer(BODY)
    resolver.name("news.example.org", [])  # only the proxy knows
    assert fetch("http://news.example.org/a").content == BODY
    assert "Proxy-Authorization: Basic ZGVzazpzZWNyZXQ=\r\n" in inner.requests[0]
    assert "Host: news.example.org\r\n" in inner.requests[0]
    site.answers["/"] = answer(BODY)
    assert fetch(site.url()).content == BODY
    assert (site.hits, inner.hits) == (1, 1)


def test_with_a_proxy_the_gate_stays_shut(inner: Listener, resolver: Resolver, settings: Settings) -> None:
    settings.FACTCHECK_PROXY = inner.url()
    resolver.name("private.example.org", [("10.0.0.1", 80)])
    for url in ("http://private.example.org/", "http://10.0.0.1/", "http://localhost.localdomain/"):
        assert code_of(url).code == "address_refused"
    assert inner.hits == 0


def test_a_proxy_that_refuses_is_told_from_a_site_that_does(
    inner: Listener, resolver: Resolver, settings: Settings
) -> None:
    settings.FACTCHECK_PROXY = inner.url()
    resolver.name("news.example.org", [])
    inner.answers["news.example.org:443"] = NOT_FOUND
    assert code_of("https://news.example.org/").code == "proxy_refused"
    assert inner.requests[0].startswith("CONNECT news.example.org:443 HTTP/1")


def test_certificates_are_read_once() -> None:
    assert connect.trust() is connect.trust()
