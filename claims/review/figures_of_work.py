"""The desk in numbers: what came and was done, how old what waits is, how long a verdict takes, who did what."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from claims.models import Person
from claims.review import waiting
from claims.review.waiting import Ages
from claims.states import OPEN

DAYS, WEEKS = 30, 12
KEPT = 300  # seconds that counts are kept: over a month of a busy desk they take longer than a page may


class Day(NamedTuple):
    day: date
    came: int  # claims that became open
    done: int  # that are open no more
    submitted: int
    signed: int
    published: int


class Week(NamedTuple):
    first: date
    verdicts: int
    median: float  # hours from the claim's arrival to its first verdict
    slow: float  # nine in ten took no longer


class Work(NamedTuple):
    """Of one person, in the last DAYS days."""

    name: str
    submitted: int
    returned: int  # of theirs, by somebody else
    decided: int  # others' verdicts signed or sent back
    dismissed: int
    attached: int


class Figures(NamedTuple):
    counted_at: datetime
    days: list[Day]
    open_now: int
    ages: Ages
    weeks: list[Week]


DAILY = """
SELECT (at AT TIME ZONE %(zone)s)::date,
  count(*) FILTER (WHERE after = ANY(%(open)s) AND before <> ALL(%(open)s)),
  count(*) FILTER (WHERE before = ANY(%(open)s) AND after <> ALL(%(open)s)),
  count(*) FILTER (WHERE action = 'submit'), count(*) FILTER (WHERE action = 'sign'),
  count(*) FILTER (WHERE action = 'publish')
FROM claims_event WHERE at >= %(since)s GROUP BY 1
"""
WEEKLY = """
SELECT date_trunc('week', v.proposed_at AT TIME ZONE %(zone)s)::date, count(*),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM v.proposed_at - c.added_at) / 3600),
  percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM v.proposed_at - c.added_at) / 3600)
FROM claims_verdict v JOIN claims_claim c ON c.id = v.claim_id
WHERE v.number = 1 AND v.proposed_at >= %(since)s GROUP BY 1 ORDER BY 1
"""
PERSONAL = """
SELECT p.name, count(*) FILTER (WHERE what = 'submit'), count(*) FILTER (WHERE what = 'returned'),
  count(*) FILTER (WHERE what IN ('sign', 'return')), count(*) FILTER (WHERE what = 'dismiss'),
  count(*) FILTER (WHERE what = 'attach')
FROM (SELECT by_id AS person, action AS what FROM claims_event WHERE at >= %(since)s
  UNION ALL SELECT v.proposed_by_id, 'returned' FROM claims_event e JOIN claims_verdict v
    ON v.claim_id = e.claim_id AND v.number = (e.data->>'verdict')::int WHERE e.at >= %(since)s AND e.action = 'return')
  AS work JOIN claims_person p ON p.id = work.person
WHERE %(person)s::bigint IS NULL OR p.id = %(person)s GROUP BY p.id, p.name ORDER BY p.name
"""
Told = TypeVar("Told")


def figures() -> Figures:
    """Counted in the days of the zone that is active now, and kept for a while."""
    zone = timezone.get_current_timezone_name()
    return _kept(f"figures {zone}", lambda: _count(zone))


def _count(zone: str) -> Figures:
    days, ages = _days(zone), waiting.ages()
    return Figures(timezone.now(), days, _open(), ages, _weeks(zone))


def _days(zone: str) -> list[Day]:
    """Every day, the ones without work too."""
    first = timezone.localdate() - timedelta(days=DAYS - 1)
    found = {row[0]: row for row in _rows(DAILY, zone=zone, open=list(OPEN), since=_midnight(first))}
    every = (first + timedelta(days=number) for number in range(DAYS))
    return [Day._make(found.get(day, (day, 0, 0, 0, 0, 0))) for day in every]


def _weeks(zone: str) -> list[Week]:
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))
    rows = _rows(WEEKLY, zone=zone, since=_midnight(monday))
    return [Week(first, number, float(median), float(slow)) for first, number, median, slow in rows]


def _open() -> int:
    ((number,),) = _rows("SELECT count(*) FROM claims_claim WHERE state = ANY(%(open)s)", open=list(OPEN))
    return int(number)


def backlog(told: Figures) -> list[int]:
    """How many claims were open at the end of each day: reckoned back from now."""
    left = [told.open_now]
    for day in reversed(told.days[1:]):
        left.append(max(left[-1] - day.came + day.done, 0))
    return left[::-1]


def people(only: Person | None) -> list[Work]:
    """What each did; `only` is for those who may see nothing but their own."""
    since = _midnight(timezone.localdate() - timedelta(days=DAYS - 1))
    key = f"people {only.pk if only else 'all'} {timezone.get_current_timezone_name()}"
    told = {"since": since, "person": only.pk if only else None}
    return _kept(key, lambda: [Work._make(row) for row in _rows(PERSONAL, **told)])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def _rows(sql: str, **values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _kept(key: str, count: Callable[[], Told]) -> Told:
    key = key.replace(" ", "-")
    told: Told | None = cache.get(key)
    if told is None:
        told = count()
        cache.set(key, told, KEPT)
    return told
