"""Feeds and pages of links that are too much, damaged, or anything at all."""

import gzip
import time
from random import Random
from typing import Any

import pytest

from claims.ingest.feeds import FeedError, parse
from claims.ingest.page import Unreadable
from tests.hostile.feeds import ADDRESS, MOST_SECONDS, read, refusal, rss


def test_a_small_gzip_that_unpacks_to_much_is_refused_and_a_damaged_one_named() -> None:
    assert refusal(gzip.compress(b"<urlset>" + b" " * 50_000_000)) == "too_large"
    packed = gzip.compress(rss("<title>A</title>"))
    assert refusal(packed[:-9]) == "bad_encoding"
    assert refusal(packed[:-8] + b"\0" * 8) == "bad_encoding"


PAGES = {
    "deep": b"<div>" * 50_000 + b"<a href=/2024/05/01/a-story-of-it>A story</a>",
    "long": b"".join(b"<a href=/2024/05/01/%d>s</a>" % n for n in range(50_000)),
    "wide": b"<a " + b"".join(b"x%d='1' " % n for n in range(100_000)) + b"href=/2024/05/01/a-story-of-it>A</a>",
    "open": b"<p>Words</p>" + b"<!--" * 200_000,
}


@pytest.mark.parametrize("kind", ["links", "page"])
@pytest.mark.parametrize("page", PAGES)
def test_a_hostile_page_ends_in_time_as_items_or_a_named_error(kind: str, page: str) -> None:
    started = time.monotonic()
    outcome = outcome_of(PAGES[page], kind=kind)
    assert time.monotonic() - started < MOST_SECONDS + 3
    assert outcome in {"items", "no_items", "too_complex", "too_much_memory"}


def outcome_of(raw: bytes, **how: Any) -> str:
    try:
        return "items" if read(raw, **how).items else "nothing"
    except Unreadable as refused:
        return refused.code


def test_an_item_of_300_000_elements_is_too_complex() -> None:
    assert refusal(rss("<title>" + "<a>" * 200 + "<b/>" * 300_000 + "</a>" * 200 + "</title>")) == "too_complex"


PIECES = [
    *(b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"</item>", b"<item>", b"<entry>", b"\0", b"\xff", b"'"),
    *(b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b" xml:base='//['", b"<?xml", b"<link>http://[::1</link>", b"<x:y>"),
    *(b"\xed\xa0\x80", b"&#x110000;", b"&#99999999999;", b"<geo:point xmlns:geo='x'> </geo:point>", b'{"'),
]
WHOLE = [
    rss("<title>A</title><link>/a</link><pubDate>2024-05-06</pubDate>", "<title>B</title><guid>b</guid>"),
    b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>A</title><link href="/a"/></entry></feed>',
    b"<urlset><url><loc>/a</loc><lastmod>2024-05-06</lastmod></url></urlset>",
    b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "url": "/a", "title": "A"}]}',
    b"<html><body><a href='/2024/05/06/a'>A</a></body></html>",
]


def mangled(chance: Random) -> bytes:
    raw = chance.choice(WHOLE)
    for _ in range(chance.randint(1, 6)):
        start, end = sorted(chance.choices(range(len(raw) + 1), k=2))
        raw = (
            raw[:start]
            + chance.choice([chance.choice(PIECES), chance.randbytes(1), raw[start:end] * 2, b""])
            + raw[end:]
        )
    return raw


@pytest.mark.parametrize("kind", ["auto", "links", "page"])
def test_2000_mangled_feeds_end_as_feeds_or_named_errors_and_no_address_leaves_the_web(kind: str) -> None:
    chance = Random(kind)
    for _ in range(2000):
        try:
            parsed = parse(mangled(chance), address=ADDRESS, kind=kind)
        except FeedError:
            continue
        assert all(item.address.startswith(("https://", "http://")) for item in parsed.items if item.address)


@pytest.mark.parametrize("selector", ["h2[", "a:nope", ")", "a" * 200_000 + "[", "::before", "a:contains("])
def test_a_selector_that_is_none_is_named(selector: str) -> None:
    assert refusal(b"<a href=/x>Story</a>", kind="links", selector=selector) == "selector_invalid"
