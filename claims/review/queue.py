"""Lists of claims: views, filters, keyset pages, and counts that stay quick."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from claims.models import Claim, Kind, Person
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


COLUMNS = (
    *("pk", "wording", "claimant", "figures_said", "reasons", "supports", "contradicts", "context", "state"),
    *("priority", "added_at", "article__current__language", "article__outlet__name"),
    *("assignee_id", "assignee__name", "lease__holder_id", "lease__holder__name", "left"),
)


class Page(NamedTuple):
    rows: list[Row]
    after: str  # where the next page begins; "" on the last


def views(person: Person) -> dict[str, Q]:
    opened = Q(state__in=OPEN)
    return {
        "open": opened,
        "new": Q(state=State.NEW),
        "unassigned": Q(state__in=WAITING, assignee=None),
        "mine": opened & Q(assignee=person),
        "disputed": opened & Q(supports__gt=0, contradicts__gt=0),
        "bare": opened & Q(supports=0, contradicts=0, context=0),
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
        claims = claims.filter(Q(wording__icontains=word) | Q(claimant__icontains=word))
    return claims


def page(claims: QuerySet[Claim], after: str = "") -> Page:
    """Fifty claims after the place that `after` ("priority-id") names, the most pressing first."""
    place = _place(after)
    if place:
        priority, pk = place
        claims = claims.filter(Q(priority__lt=priority) | Q(priority=priority, pk__gt=pk), priority__lte=priority)
    listed = claims.annotate(left=F("lease__expires_at") - Now()).order_by("-priority", "pk")
    rows = [Row._make(values) for values in listed.values_list(*COLUMNS)[: PAGE + 1]]
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Page(rows[:PAGE], f"{last.priority}-{last.pk}" if last else "")


def _place(after: str) -> tuple[int, int] | None:
    priority, _, pk = after.partition("-")
    return (int(priority[:9]), int(pk[:18])) if priority.isdecimal() and pk.isdecimal() else None


def counts(person: Person) -> dict[str, int]:
    """How many claims each view holds, none counted beyond MANY + 1, in one query."""
    parts = {name: _capped(where) for name, where in views(person).items()}
    sql = ", ".join(f"({part})" for part, _ in parts.values())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", [value for _, values in parts.values() for value in values])
        return dict(zip(parts, cursor.fetchone(), strict=True))


def waiting() -> int:
    """How many claims wait in nobody's hands, counted as far as MANY + 1."""
    return Claim.objects.filter(state__in=WAITING, assignee=None).order_by()[: MANY + 1].count()


def _capped(where: Q) -> tuple[str, tuple[Any, ...]]:
    sql, values = Claim.objects.filter(where).order_by().values("pk")[: MANY + 1].query.sql_with_params()
    return f"SELECT count(*) FROM ({sql}) AS few", values
