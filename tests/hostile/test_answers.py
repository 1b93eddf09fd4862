"""Rows U27 to U30 of the hostile catalogue: what a site sends is bounded in time and bytes, whatever it says of it."""

import gzip
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from claims.ingest.fetch import FEED, PAGE, FetchError, Limits, body, client, connect, fetch
from tests.hostile.listener import OK, Answer, Listener, answer

QUICK = Limits(FEED.size, seconds=1.0)
MB = 1_000_000
HTML = b"<p>" + b"One of a thousand words. " * 4000


def refused(site: Listener, found: Answer, limits: Limits = QUICK) -> FetchError:
    site.answers["/"] = found
    with pytest.raises(FetchError) as refusal:
        fetch(site.url(), limits=limits)
    return refusal.value


def slowly(parts: bytes, begin: bytes = b"", every: float = 0.05) -> Callable[[], Iterator[bytes]]:
    def drip() -> Iterator[bytes]:
        yield begin
        for number in range(len(parts)):
            time.sleep(every)
            yield parts[number : number + 1]

    return drip


def endless(part: bytes, begin: bytes = OK + b"\r\n") -> Callable[[], Iterator[bytes]]:
    def flood() -> Iterator[bytes]:
        yield begin
        while True:
            yield part

    return flood


SLOW: dict[str, Answer] = {
    "a body drop by drop": slowly(b"x" * 1000, OK + b"Content-Length: 1000\r\n\r\n"),
    "a header drop by drop": slowly(b"X-Slow: " + b"x" * 1000, OK),
    "a status line drop by drop": slowly(b"HTTP/1.1 200 " + b"O" * 1000),
    "headers one by one": slowly(b"X: x\r\n" * 400, OK, every=0.01),
    "a chunk's size drop by drop": slowly(b"0" * 1000, OK + b"Transfer-Encoding: chunked\r\n\r\n"),
    "trailers drop by drop": slowly(b"X: x\r\n" * 1000, OK + b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n"),
    "nothing at all": slowly(b"x" * 100, every=0.5),
}


@pytest.mark.parametrize("way", SLOW)
def test_u27_one_deadline_ends_all_slowness(way: str, site: Listener) -> None:
    begun = time.monotonic()
    assert refused(site, SLOW[way]).code == "deadline"
    assert 0.9 < time.monotonic() - begun < 3


def test_u27_redirects_share_the_deadline(site: Listener) -> None:
    hop = b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"
    begun = time.monotonic()
    assert refused(site, slowly(hop, every=0.01)).code == "deadline"  # each hop is quick enough by itself
    assert time.monotonic() - begun < 3


def test_u27_twin_with_a_limit_for_each_read_alone_drops_add_up(
    site: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (client, connect):
        monkeypatch.setattr(module, "left", lambda until: 1.0)
    site.answers["/"] = slowly(b"x" * 40, OK + b"Content-Length: 40\r\n\r\n")
    begun = time.monotonic()
    assert len(fetch(site.url(), limits=QUICK).content) == 40
    assert time.monotonic() - begun > 1.5


CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
HUGE: dict[str, Answer] = {
    "a body without end": endless(b"x" * MB),
    "a length that is a lie": endless(b"x" * MB, OK + b"Content-Length: 99999999999999999999\r\n\r\n"),
    "a length that is nonsense": endless(b"x" * MB, OK + b"Content-Length: -1\r\n\r\n"),
    "chunks without end": endless(b"10000\r\n" + b"x" * 65536 + b"\r\n", CHUNKED),
    "a chunk of less than nothing": endless(b"x" * MB, CHUNKED + b"-1\r\n"),
    "chunks with long remarks": endless(b"1;" + b"x" * 60_000 + b"\r\nx\r\n", CHUNKED),
    "trailers without end": endless(b"X: " + b"x" * 60_000 + b"\r\n", CHUNKED + b"0\r\n"),
    "one chunk without end": endless(b"x" * MB, CHUNKED + b"FFFFFFFFFFFFFF\r\n"),
}


@pytest.mark.parametrize("way", HUGE)
def test_u28_what_has_no_end_is_too_large(way: str, site: Listener) -> None:
    tracemalloc.start()
    assert refused(site, HUGE[way], FEED).code == "too_large"
    assert tracemalloc.get_traced_memory()[1] < 40 * MB
    tracemalloc.stop()


def test_u28_a_flood_of_tiny_chunks_ends_at_the_deadline(site: Listener) -> None:
    assert refused(site, endless(b"1\r\nx\r\n" * 1000, CHUNKED)).code in ("deadline", "too_large")


def test_u28_a_chunk_whose_size_has_no_end_is_refused(site: Listener) -> None:
    assert refused(site, endless(b"0" * 70_000, CHUNKED)).code in ("bad_encoding", "bad_headers")


def test_u28_a_body_of_the_very_size_is_taken_and_one_byte_more_is_not(site: Listener) -> None:
    site.answers["/"] = answer(b"x" * FEED.size)
    assert len(fetch(site.url(), limits=FEED).content) == FEED.size
    assert refused(site, answer(b"x" * (FEED.size + 1)), FEED).code == "too_large"
    assert refused(site, answer(b"x" * (FEED.size + 1), length=False), FEED).code == "too_large"


@cache
def bomb(size: int, layers: int = 1) -> bytes:
    packed = bytes(size)
    for _ in range(layers):
        packed = gzip.compress(packed, 9)
    return packed


def test_u29_a_bomb_is_stopped_before_it_fills_memory(site: Listener) -> None:
    site.answers["/"] = answer(bomb(300 * MB), "Content-Encoding: gzip")
    tracemalloc.start()
    with pytest.raises(FetchError) as refusal:
        fetch(site.url())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refusal.value.code == "too_large"
    assert peak < 30 * MB


def test_u29_twin_without_limits_the_bomb_goes_off() -> None:
    packed = bomb(30 * MB)
    everything = Limits(10**12, ratio=10**6)
    assert len(body.read_body(iter([packed]), "gzip", everything)) == 30 * MB
    with pytest.raises(FetchError):
        body.read_body(iter([packed]), "gzip", PAGE)


def test_u29_a_small_page_may_be_packed_tightly(site: Listener) -> None:
    site.answers["/"] = answer(bomb(900_000), "Content-Encoding: gzip")
    assert len(fetch(site.url()).content) == 900_000


def test_u29_a_bomb_below_the_size_is_stopped_by_its_ratio() -> None:
    assert len(bomb(4 * MB)) * FEED.ratio < 4 * MB
    with pytest.raises(FetchError, match="larger"):
        body.read_body(iter([bomb(4 * MB)]), "gzip", FEED)


def test_u29_a_bomb_within_gzip_is_left_packed(site: Listener) -> None:
    """One layer is the answer's; what lies in it is a file, which its reader bounds."""
    site.answers["/"] = answer(bomb(300 * MB, layers=2), "Content-Encoding: gzip")
    assert len(fetch(site.url()).content) < MB


DAMAGED: dict[str, Answer] = {
    "two encodings": answer(bomb(1000, layers=2), "Content-Encoding: gzip, gzip"),
    "an encoding nobody asked for": answer(b"x", "Content-Encoding: br"),
    "a wrong checksum": answer(gzip.compress(HTML)[:-8] + b"\0" * 8, "Content-Encoding: gzip"),
    "a wrong length": answer(gzip.compress(HTML)[:-4] + b"\1\1\1\1", "Content-Encoding: gzip"),
    "gzip that is cut": answer(gzip.compress(HTML)[:-40], "Content-Encoding: gzip"),
    "gzip without its end": answer(gzip.compress(HTML)[:-8], "Content-Encoding: gzip"),
    "gzip that is none": answer(HTML, "Content-Encoding: gzip"),
    "deflate that is cut": answer(zlib.compress(HTML)[:-20], "Content-Encoding: deflate"),
    "deflate that is none": answer(b"\xff" + HTML, "Content-Encoding: deflate"),
    "a second stream that is cut": answer(gzip.compress(HTML) * 2, "Content-Encoding: gzip")[:-4],
    "less than its length": OK + b"Content-Length: 1000\r\n\r\n<p>Half a",
    "chunks that break off": CHUNKED + b"5\r\nHello\r\n5\r\nHe",
    "chunks without the last": CHUNKED + b"5\r\nHello\r\n",
    "a chunk's size that is no number": CHUNKED + b"zz\r\nHello\r\n",
}


@pytest.mark.parametrize("way", DAMAGED)
def test_u29_what_is_damaged_or_cut_is_said(way: str, site: Listener) -> None:
    found = refused(site, DAMAGED[way])
    assert found.code == "bad_encoding"
    assert not found.permanent


BAD_HEADERS: dict[str, Answer] = {
    "a thousand cookies": answer(HTML, *(f"Set-Cookie: name{number}=value" for number in range(1000))),
    "a header of a megabyte": answer(HTML, "X-Long: " + "x" * MB),
    "a megabyte of headers": answer(HTML, *(f"X-Long-{number}: " + "x" * 50_000 for number in range(20))),
    "a flood of headers": endless(b"".join(b"X-%d: %b\r\n" % (n, b"x" * 60_000) for n in range(90)), OK),
    "an answer that is promised for ever": endless(b"HTTP/1.1 100 Continue\r\n\r\n" * 100, b""),
    "headers without end": endless(b"X-More: and more\r\n", OK),
    "a status line without end": endless(b"x" * 1000, b"HTTP/1.1 200 "),
    "no status": b"HTTP/1.1 OK\r\n\r\n",
    "a status beyond all": b"HTTP/1.1 99999 OK\r\n\r\n",
    "no HTTP": b"SSH-2.0-OpenSSH_9.2\r\n",
    "HTTP 0.9": b"<p>Hello.</p>",
}


@pytest.mark.parametrize("way", BAD_HEADERS)
def test_u30_headers_beyond_measure_are_refused(way: str, site: Listener) -> None:
    assert refused(site, BAD_HEADERS[way]).code == "bad_headers"


def test_u30_controls_in_headers_are_left_out(site: Listener) -> None:
    """They would end in the database, or in a header of the next request."""
    site.answers["/"] = answer(HTML, 'ETag: "\x00\x1b7"', "Content-Type: text/\x00html", "X: \xff\x85")
    fetched = fetch(site.url())
    assert (fetched.etag, fetched.content_type, fetched.headers["x"]) == ('"7"', "text/html", "\xff\x85")


@pytest.mark.parametrize("line", [b"no colon \x1b[31m here", b": no name", b" folded: first"])
def test_u30_what_is_no_header_is_not_written_to_the_log(
    line: bytes, site: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    site.answers["/"] = OK + line + b"\r\nContent-Length: 1\r\n\r\nx"
    assert fetch(site.url()).content == b"x"
    assert caplog.records == []


def test_u30_a_cookie_is_neither_kept_nor_sent_back(site: Listener) -> None:
    cookie = "Set-Cookie: session=secret"
    site.answers |= {"/": answer(b"", cookie, "Location: /2", status="302 Found"), "/2": answer(HTML, cookie)}
    assert "set-cookie" not in fetch(site.url()).headers
    assert fetch(site.url()).content == HTML
    assert not [request for request in site.requests if "cookie" in request.lower()]


def test_a_site_that_hangs_up_does_not_answer(site: Listener) -> None:
    assert refused(site, b"").code == "connect_failed"


def test_a_neighbour_is_not_affected(site: Listener) -> None:
    site.answers["/good"] = answer(HTML)
    for way in ("a body without end", "chunks without end"):
        assert refused(site, HUGE[way]).code == "too_large"
        assert fetch(site.url("/good")).content == HTML
