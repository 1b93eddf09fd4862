"""Lists of claims: views, filters, keyset pages, and counts that stay quick."""

from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

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
}


class Page(NamedTuple):
    claims: list[Claim]
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
    }


def chosen(person: Person, view: str, *, kind: str = "", outlet: str = "", words: str = "") -> QuerySet[Claim]:
    """The claims of a view under the address's filters; what is unknown in them is no filter."""
    claims = Claim.objects.filter(views(person).get(view, views(person)["open"]))
    if kind in Kind.values:
        claims = claims.filter(kind=kind)
    if outlet.isdecimal():
        claims = claims.filter(article__outlet=int(outlet[:18]))
    for word in words.split()[:8]:
        claims = claims.filter(Q(wording__icontains=word) | Q(claimant__icontains=word))
    return claims


def page(claims: QuerySet[Claim], after: str = "") -> Page:
    """Fifty claims after the place that `after` ("priority-id") names, the most pressing first."""
    place = _place(after)
    if place:
        priority, pk = place
        claims = claims.filter(Q(priority__lt=priority) | Q(priority=priority, pk__gt=pk), priority__lte=priority)
    related = claims.select_related("article__outlet", "article__current", "assignee", "lease__holder")
    rows = list(related.order_by("-priority", "pk")[: PAGE + 1])
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


def _capped(where: Q) -> tuple[str, tuple[Any, ...]]:
    sql, values = Claim.objects.filter(where).order_by().values("pk")[: MANY + 1].query.sql_with_params()
    return f"SELECT count(*) FROM ({sql}) AS few", values
