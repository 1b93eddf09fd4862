"""Lists of claims: filters and keyset pages."""

import json
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from claims.models import Claim, Kind, Person
from claims.review.alike import says
from claims.review.queues import SORTS, beyond, having, order, views
from claims.states import State

PAGE = 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)


class Row(NamedTuple):
    """What a list shows of a claim: plain values, because a page of model instances takes three times as long."""

    pk: int
    wording: str
    claimant: str
    figures: str
    reasons: list[str]
    supports: int
    contradicts: int
    context: int
    origins: int
    conflicts: int
    drifted: int
    state: str
    priority: int
    version: int
    added_at: datetime
    due_at: datetime | None
    snoozed_until: datetime | None
    story_id: int | None
    story: str | None
    topic: str | None
    language: str | None
    outlet: str | None
    assignee_id: int | None
    assignee: str | None
    holder_id: int | None
    holder: str | None
    left: timedelta | None  # of the hold, by the database's clock


# By hand, because nine joins take longer to plan than to run. `few` is a page's worth of claims.
LIST = """
SELECT c.id, c.wording, c.claimant, c.figures_said, c.reasons, c.supports, c.contradicts, c.context, c.origins,
       c.conflicts, c.drifted, c.state, c.priority, c.version, c.added_at, c.due_at, c.snoozed_until,
       c.story_id, (SELECT s.title FROM claims_story s WHERE s.id = c.story_id),
       (SELECT t.name FROM claims_topic t WHERE t.id = c.topic_id),
       (SELECT r.language FROM claims_article a JOIN claims_revision r ON r.id = a.current_id
        WHERE a.id = c.article_id),
       (SELECT o.name FROM claims_article a JOIN claims_outlet o ON o.id = a.outlet_id WHERE a.id = c.article_id),
       c.assignee_id, (SELECT p.name FROM claims_person p WHERE p.id = c.assignee_id),
       l.holder_id, (SELECT p.name FROM claims_person p WHERE p.id = l.holder_id), l.expires_at - now()
FROM ({few}) AS few JOIN claims_claim c ON c.id = few.id LEFT JOIN claims_lease l ON l.claim_id = c.id
ORDER BY {order}
"""


class Page(NamedTuple):
    rows: list[Row]
    after: str  # where the next page begins; "" on the last


class Filter(NamedTuple):
    """What narrows a queue; as written in an address, and what is unknown in it is no filter."""

    kind: str = ""
    state: str = ""
    outlet: str = ""
    topic: str = ""
    story: str = ""
    words: str = ""


def chosen(person: Person, view: str, narrowed: Filter = Filter()) -> QuerySet[Claim]:  # noqa: B008  (never changed)
    claims = Claim.objects.filter(views(person).get(view, views(person)["open"]))
    if narrowed.kind in Kind.values:
        claims = claims.filter(kind=narrowed.kind)
    if narrowed.state in State.values:
        claims = claims.filter(state=narrowed.state)
    for field, number in (("article__outlet", narrowed.outlet), ("topic", narrowed.topic), ("story", narrowed.story)):
        if number.isdecimal():
            claims = claims.filter(**{field: int(number[:18])})
    for word in narrowed.words.replace("\0", "").split()[:8]:
        claims = claims.filter(says(word))
    return claims


def page(claims: QuerySet[Claim], after: str = "", sort: str = "pressing") -> Page:
    """Fifty claims after the place that `after` ("key-number") names."""
    claims = claims.filter(having(sort), _after(after, sort))
    rows = _listed(claims, sort)
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Page(rows[:PAGE], f"{_key(last, sort)}-{last.pk}" if last else "")


def _listed(claims: QuerySet[Claim], sort: str) -> list[Row]:
    """A page and one more, by which it is known whether another follows."""
    few, values = claims.order_by(*order(sort)).values_list("id")[: PAGE + 1].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(LIST.format(few=few, order=_order_sql(sort)), values)
        return [Row._make([*row[:4], json.loads(row[4]), *row[5:]]) for row in cursor.fetchall()]


def _order_sql(sort: str) -> str:
    names = [name.replace("pk", "id") for name in order(sort)]
    return ", ".join(f"c.{name.removeprefix('-')}{' DESC' if name.startswith('-') else ''}" for name in names)


def _key(row: Row, sort: str) -> int:
    value = getattr(row, SORTS[sort].key) if SORTS[sort].key else 0
    return (value - EPOCH) // TICK if isinstance(value, datetime) else int(value)


def _after(after: str, sort: str) -> Q:
    key, _, pk = after.partition("-")
    if not (key.isascii() and key.isdecimal() and pk.isascii() and pk.isdecimal()):
        return Q()
    number = int(key[:16])
    timed = SORTS[sort].key.endswith(("_at", "_until"))
    return beyond(sort, EPOCH + number * TICK if timed else min(number, 9**9), int(pk[:18]))
