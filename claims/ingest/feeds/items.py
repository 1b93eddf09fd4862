"""What reading a feed gives."""

from dataclasses import dataclass, field

from claims.ingest.page import Unreadable

MOST_ITEMS = 500
MOST_BYTES = 20_000_000


class FeedError(Unreadable):
    """These bytes are no feed that can be read; the code says why, in a word."""


@dataclass
class Item:
    """One entry. Dates are ISO with an offset, or "" where what was said can not be true."""

    address: str = ""
    title: str = ""
    guid: str = ""
    published: str = ""
    updated: str = ""
    published_said: str = ""
    summary: str = ""
    content: str = ""
    author: str = ""
    language: str = ""
    fingerprint: str = ""


@dataclass
class Parsed:
    """A feed as read. `partial`: bytes are missing, so no validator (ETag) may be kept for it."""

    kind: str
    title: str = ""
    home: str = ""
    language: str = ""
    items: list[Item] = field(default_factory=list)
    more: list[str] = field(default_factory=list)
    ttl_minutes: int | None = None
    skip_hours: list[int] = field(default_factory=list)
    skip_days: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    partial: bool = False


@dataclass(frozen=True)
class Found:
    """Somewhere a feed may be: not looked at yet."""

    address: str
    kind: str
    title: str
    why: str
