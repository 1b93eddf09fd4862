"""The addresses of the lists of imports: one parameter, one filter."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict

from claims.forms.keys import number
from claims.forms.queue import Chip
from claims.models import Feed, Import, ImportItem

Outcome = ImportItem.Outcome
BAD = (Outcome.FAILED, Outcome.QUARANTINED)


class Runs(NamedTuple):
    """Which runs are listed. What is unknown is left out, so that every address is answered."""

    feed: int | None = None
    way: str = ""
    outcome: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "Runs":
        way, outcome = query.get("way", ""), query.get("outcome", "")
        return cls(
            feed=number(query.get("feed", "")),
            way=way if way in Import.Way.values else "",
            outcome=outcome if outcome in Outcome.values else "",
        )

    def address(self, **more: Any) -> str:
        told = {name: value for name, value in {**self._asdict(), **more}.items() if value}
        return "?" + urlencode(told)

    def chosen(self) -> QuerySet[Import]:
        runs = Import.objects.select_related("feed", "asked_by", "token").order_by("-pk")
        if self.feed:
            runs = runs.filter(feed=self.feed)
        if self.way:
            runs = runs.filter(way=self.way)
        return runs.filter(Exists(self._items())) if self.outcome else runs

    def _items(self) -> QuerySet[ImportItem]:
        return ImportItem.objects.filter(with_outcome(self.outcome), run=OuterRef("pk"))

    def chips(self) -> list[Chip]:
        shown = []
        if self.feed:
            feed = Feed.objects.filter(pk=self.feed).first()
            shown.append(Chip("Feed", feed.name if feed else "unknown", self.address(feed=None)))
        if self.way:
            shown.append(Chip("Way", str(Import.Way(self.way).label), self.address(way="")))
        if self.outcome:
            shown.append(Chip("Outcome", str(Outcome(self.outcome).label), self.address(outcome="")))
        return shown


def with_outcome(outcome: str) -> Q:
    """Quarantined items failed too."""
    return Q(outcome__in=BAD) if outcome == Outcome.FAILED else Q(outcome=outcome)
