"""Feeds through the parsing child, as in a worker."""

import time
from typing import Any

import pytest

from claims.ingest import child
from claims.ingest.feeds import Item, Parsed
from claims.ingest.page import Unreadable

ADDRESS = "https://feeds.example/news.xml"
MOST_SECONDS = 10
NEXT = b"<rss><channel><title>The next one</title><item><title>Still read</title><link>/a</link></item></channel></rss>"


def read(raw: bytes, **how: Any) -> Parsed:
    return child.found(Parsed, "feed", raw, address=ADDRESS, **how)


def refusal(raw: bytes, **how: Any) -> str:
    """The code of the refusal, after which the next feed is read all the same."""
    started = time.monotonic()
    with pytest.raises(Unreadable) as refused:
        read(raw, **how)
    assert time.monotonic() - started < MOST_SECONDS
    assert str(refused.value)
    assert read(NEXT).items[0].title == "Still read"
    return refused.value.code


def rss(*items: str, head: str = "") -> bytes:
    listed = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>T</title>{listed}</channel></rss>'.encode()


def one(item: str, **how: Any) -> Item:
    (found,) = read(rss(item), **how).items
    return found
