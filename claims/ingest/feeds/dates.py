"""Dates as feeds say them."""

import re
from calendar import timegm
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import struct_time

EARLIEST = datetime(1971, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=2)
LONG_AGO = datetime.min.replace(tzinfo=UTC)  # the place in order of what has no date
PARTIAL = re.compile(r"(\d{4})(?:-(\d\d))?")
LEAP = re.compile(r":60\b")
OFFSET = re.compile(r"[+-](\d\d):?\d\d$")


def instant(said: str) -> datetime | None:
    """ISO 8601 or RFC 822, with its own offset; nothing where what is said can not be a time of publication."""
    said = said.strip()[:60]
    if partial := PARTIAL.fullmatch(said):
        said = f"{partial[1]}-{partial[2] or '01'}-01"
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return _sane(read(said))
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return None


def iso(said: str, parsed: struct_time | None = None) -> str:
    """The date as ISO, from what was said or else from what a parser of stranger forms made of it."""
    at = instant(said)
    if at is None and parsed is not None and _possible(said):
        at = _at(parsed)
    return at.isoformat() if at else ""


def _at(parsed: struct_time) -> datetime | None:
    try:
        return _sane(datetime.fromtimestamp(timegm(parsed), UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _possible(said: str) -> bool:
    offset = OFFSET.search(said.strip())
    return not LEAP.search(said) and (offset is None or int(offset[1]) <= 14)


def _sane(at: datetime) -> datetime | None:
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return at if EARLIEST <= at <= datetime.now(UTC) + AHEAD else None
