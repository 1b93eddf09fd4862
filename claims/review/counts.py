"""How much each queue holds, counted only so far that it stays quick."""

from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Q

from claims.models import Claim, Person
from claims.review.queues import LABELS, views

MANY = 1000  # above this a count reads "1,000+"


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
    return Claim.objects.filter(views(Person())["unassigned"]).order_by()[: MANY + 1].count()


def _capped(where: Q) -> tuple[str, tuple[Any, ...]]:
    sql, values = Claim.objects.filter(where).order_by().values("pk")[: MANY + 1].query.sql_with_params()
    return f"SELECT count(*) FROM ({sql}) AS few", values
