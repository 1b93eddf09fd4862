"""When what is looked at again. Due work is a query; nothing here remembers anything."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Now

from claims.ingest.fetch import checked
from claims.models import Feed

SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=6)
MOST_WAIT = timedelta(hours=24)
AT_ONCE = 1000  # hosts that one look wakes workers for

# A cited page: how old the citation is, and how long until the next look.
CITED = [
    (timedelta(hours=2), timedelta(minutes=15)),
    (timedelta(days=1), timedelta(hours=1)),
    (timedelta(days=3), timedelta(hours=6)),
    (timedelta(days=14), timedelta(days=1)),
]
CITED_LATER = timedelta(days=7)

DUE_HOSTS = """
SELECT due.host FROM (
    SELECT host FROM claims_feed WHERE is_active AND host <> '' AND due_at <= clock_timestamp()
    UNION SELECT host FROM claims_importitem
        WHERE outcome = 'waiting' AND raw_id IS NULL AND host <> '' AND due_at <= clock_timestamp()
    UNION SELECT host FROM claims_watch WHERE due_at <= clock_timestamp()
    UNION SELECT host FROM claims_preview WHERE done_at IS NULL AND host <> '' AND due_at <= clock_timestamp()
) AS due LEFT JOIN claims_host AS host ON host.name = due.host
WHERE host.name IS NULL OR (host.busy_until <= clock_timestamp() AND host.next_at <= clock_timestamp())
LIMIT %s
"""


def due_hosts() -> list[str]:
    """Hosts where something is due and whose turn is free."""
    with connection.cursor() as cursor:
        cursor.execute(DUE_HOSTS, [AT_ONCE])
        return [name for (name,) in cursor.fetchall()]


def look_now(feeds: QuerySet[Feed]) -> int:
    return feeds.update(due_at=Now())


def pause(feeds: QuerySet[Feed]) -> int:
    return feeds.update(is_active=False)


def resume(feeds: QuerySet[Feed]) -> int:
    return feeds.update(is_active=True, failures=0, due_at=Now())


def follow_move(feed: Feed) -> bool:
    """A curator agrees that the feed lives elsewhere now. False where another feed is at that address."""
    if not feed.moved_to or Feed.objects.filter(location=feed.moved_to).exists():
        return False
    feed.location, feed.host, feed.moved_to = feed.moved_to, checked(feed.moved_to).netloc, ""
    feed.etag = feed.modified = feed.digest = ""
    feed.due_at = Now()
    feed.save()
    return True


def release(feeds: QuerySet[Feed]) -> int:
    """A curator looked at what had changed hands: its new things are imported from the next look on."""
    return feeds.exclude(held="").update(held="", home="", digest="", etag="", modified="", due_at=Now())


def jittered(wait: timedelta) -> timedelta:
    """A tenth sooner or later, so that feeds of one pace do not come in step."""
    return wait * random.uniform(0.9, 1.1)


def pace(every: timedelta, usual_gap: timedelta | None, brought: int) -> timedelta:
    """How long until the next look: half of what mostly lies between two new things; longer while nothing comes."""
    if brought and usual_gap:
        return _within(usual_gap / 2)
    return _within(every * 1.25) if not brought else _within(every)


def gap(usual: timedelta | None, since_last: timedelta | None, brought: int) -> timedelta | None:
    """The usual time between two new things, the latest counting for three tenths."""
    if not brought or since_last is None:
        return usual
    latest = since_last / brought
    return latest if usual is None else usual * 0.7 + latest * 0.3


def first_gap(published: Sequence[datetime]) -> timedelta | None:
    """Of a feed that is new here: by the dates that its newest items bear."""
    newest = sorted(published, reverse=True)[:20]
    gaps = [(later - earlier).total_seconds() for later, earlier in pairwise(newest)]
    return timedelta(seconds=median(gaps)) if len(gaps) > 1 else None


def back_off(every: timedelta, failures: int, asked: float | None = None) -> timedelta:
    """After failures in a row, never sooner than the site asked for, and daily at the least."""
    wait: timedelta = every * 2 ** min(failures, 12)
    return min(max(wait, timedelta(seconds=asked or 0)), MOST_WAIT)


def until_next_look(age: timedelta) -> timedelta:
    """Of a cited page, by the time since it was cited."""
    return next((wait for until, wait in CITED if age < until), CITED_LATER)


def _within(wait: timedelta) -> timedelta:
    return min(max(wait, SHORTEST), LONGEST)
