"""What matches a query, newest first and so many at most: however common its words are, it stays quick."""

from django.db.models.expressions import RawSQL


def newest(source: str, query: str, most: int) -> RawSQL:
    """Ids for `pk__in`; `source` is "passages", "claims", "verdicts" or "articles", `query` a tsquery as text."""
    return RawSQL("SELECT * FROM desk_newest(%s, %s::tsquery, %s)", [source, query, most])
