"""What matches a query, newest first and so many at most: however common its words are, it stays quick."""

from typing import Any

from django.contrib.postgres.search import SearchQueryField
from django.db import connection
from django.db.models import BooleanField, Func
from django.db.models.expressions import RawSQL

LONGEST = 200


def newest(source: str, query: str, most: int) -> RawSQL:
    """Ids for `pk__in`; `source` is "passages", "claims", "verdicts" or "articles", `query` a tsquery as text."""
    return RawSQL("SELECT * FROM desk_newest(%s, %s::tsquery, %s)", [source, query, most])


def as_query(query: str) -> RawSQL:
    return RawSQL("%s::tsquery", [query], output_field=SearchQueryField())


def matches(vector: Any, query: str) -> Func:
    """For a filter; Django's own takes words alone."""
    return Func(vector, as_query(query), template="%(expressions)s", arg_joiner=" @@ ", output_field=BooleanField())


def tidy(words: str) -> str:
    return " ".join(words.replace("\0", " ").split())[:LONGEST]


def understood(words: str) -> str:
    """A tsquery as text: "quoted words" stand beside one another, -this is not there, `or` is or."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT websearch_to_tsquery('desk', %s)::text", [words])
        (query,) = cursor.fetchone()
    return str(query)
