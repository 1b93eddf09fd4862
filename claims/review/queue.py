"""Lists of claims: views, filters, keyset pages, and counts that stay quick."""

import json
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from claims.models import Claim, Kind, Person
from claims.review.alike import says
from claims.states import OPEN, WAITING, State

PAGE = 50
MANY = 1000  # above this a count reads "1,000+"

LABELS = {
    "open": "All open",
    "new": "Found by the machine",
    "unassigned": "Unassigned",
    "mine": "Mine",
    "disputed": "Disputed",
    "bare": "No evidence",
    "changed": "Evidence changed",
    "review": "Waiting for sign-off",
    "signed": "Signed, not public",
    "published": "Published",
    "dismissed": "Dismissed",
    "all": "Every claim",
}


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
    drifted: int
    state: str
    priority: int
    added_at: datetime
    language: str | None
    outlet: str | None
    assignee_id: int | None
    assignee: str | None
    holder_id: int | None
    holder: str | None
    left: timedelta | None  # of the hold, by the database's clock


# By hand, because seven joins take longer to plan than to run. `few` is a page's worth of claims.
LIST = """
SELECT c.id, c.wording, c.claimant, c.figures_said, c.reasons, c.supports, c.contradicts, c.context, c.drifted, c.state,
       c.priority, c.added_at,
       (SELECT r.language FROM claims_article a JOIN claims_revision r ON r.id = a.current_id
        WHERE a.id = c.article_id),
       (SELECT o.name FROM claims_article a JOIN claims_outlet o ON o.id = a.outlet_id WHERE a.id = c.article_id),
       c.assignee_id, (SELECT p.name FROM claims_person p WHERE p.id = c.assignee_id),
       l.holder_id, (SELECT p.name FROM claims_person p WHERE p.id = l.holder_id), l.expires_at - now()
FROM ({few}) AS few JOIN claims_claim c ON c.id = few.id LEFT JOIN claims_lease l ON l.claim_id = c.id
ORDER BY c.priority DESC, c.id
"""


class Page(NamedTuple):
    rows: list[Row]
    after: str  # where the next page begins; "" on the last


def views(person: Person) -> dict[str, Q]:
    opened = Q(state__in=OPEN)
    return {
        "open": opened,
        "new": Q(state=State.NEW),
        "unassigned": Q(state__in=WAITING, assignee=None, snoozed_until=None),
        "mine": opened & Q(assignee=person),
        "disputed": opened & Q(supports__gt=0, contradicts__gt=0),
        "bare": opened & Q(supports=0, contradicts=0, context=0),
        "changed": Q(drifted__gt=0, state__in=(*OPEN, State.PUBLISHED)),
        "review": Q(state=State.REVIEW),
        "signed": Q(state=State.SIGNED),
        "published": Q(state=State.PUBLISHED),
        "dismissed": Q(state=State.DISMISSED),
        "all": Q(),
    }


def chosen(person: Person, view: str, *, kind: str = "", outlet: str = "", words: str = "") -> QuerySet[Claim]:
    """The claims of a view under the address's filters; what is unknown in them is no filter."""
    claims = Claim.objects.filter(views(person).get(view, views(person)["open"]))
    if kind in Kind.values:
        claims = claims.filter(kind=kind)
    if outlet.isdecimal():
        claims = claims.filter(article__outlet=int(outlet[:18]))
    for word in words.replace("\0", "").split()[:8]:
        claims = claims.filter(says(word))
    return claims


def page(claims: QuerySet[Claim], after: str = "") -> Page:
    """Fifty claims after the place that `after` ("priority-id") names, the most pressing first."""
    place = _place(after)
    if place:
        priority, pk = place
        claims = claims.filter(Q(priority__lt=priority) | Q(priority=priority, pk__gt=pk), priority__lte=priority)
    rows = _listed(claims)
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Page(rows[:PAGE], f"{last.priority}-{last.pk}" if last else "")


def _listed(claims: QuerySet[Claim]) -> list[Row]:
    """A page and one more, by which it is known whether another follows."""
    few, values = claims.order_by("-priority", "pk").values_list("id")[: PAGE + 1].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(LIST.format(few=few), values)
        return [Row._make([*row[:4], json.loads(row[4]), *row[5:]]) for row in cursor.fetchall()]


def _place(after: str) -> tuple[int, int] | None:
    priority, _, pk = after.partition("-")
    return (int(priority[:9]), int(pk[:18])) if priority.isdecimal() and pk.isdecimal() else None


def counts(person: Person) -> dict[str, int]:
    """How many claims each view holds, none counted beyond MANY + 1, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(*_counting(person.pk))
        return dict(zip(LABELS, cursor.fetchone(), strict=True))


@lru_cache(maxsize=500)
def _counting(person: int) -> tuple[str, list[Any]]:
    """Kept, because writing this query takes longer than running it."""
    parts = [_capped(where) for where in views(Person(pk=person)).values()]
    sql = ", ".join(f"({part})" for part, _ in parts)
    return f"SELECT {sql}", [value for _, values in parts for value in values]


def waiting() -> int:
    """How many claims wait in nobody's hands, counted as far as MANY + 1."""
    return Claim.objects.filter(state__in=WAITING, assignee=None, snoozed_until=None).order_by()[: MANY + 1].count()


def _capped(where: Q) -> tuple[str, tuple[Any, ...]]:
    sql, values = Claim.objects.filter(where).order_by().values("pk")[: MANY + 1].query.sql_with_params()
    return f"SELECT count(*) FROM ({sql}) AS few", values
