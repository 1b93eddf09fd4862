"""The queue's address: one parameter, one filter."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict

from claims.models import Kind, Outlet
from claims.review.queue import LABELS


class Filters(NamedTuple):
    view: str = "open"
    kind: str = ""
    outlet: str = ""
    q: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "Filters":
        """What is unknown is left out, so that every address is answered."""
        view, kind, outlet = query.get("view", ""), query.get("kind", ""), query.get("outlet", "")
        return cls(
            view=view if view in LABELS else "open",
            kind=kind if kind in Kind.values else "",
            outlet=outlet if outlet.isascii() and outlet.isdecimal() and len(outlet) <= 18 else "",
            q=" ".join(query.get("q", "").replace("\0", "").split())[:200],
        )

    @property
    def any(self) -> bool:
        return bool(self.kind or self.outlet or self.q)

    @property
    def cleared(self) -> "Filters":
        return Filters(self.view)

    def address(self, **more: Any) -> str:
        """This list's, relative to the queue; `more` changes a filter or adds a parameter."""
        told = {name: value for name, value in {**self._asdict(), **more}.items() if value}
        return "?" + urlencode({name: value for name, value in told.items() if (name, value) != ("view", "open")})


class Chip(NamedTuple):
    label: str
    value: str
    without: str  # the address of the list without this filter


def chips(filters: Filters) -> list[Chip]:
    shown = []
    if filters.q:
        shown.append(Chip("Words", filters.q, filters.address(q="")))
    if filters.kind:
        shown.append(Chip("Kind", Kind(filters.kind).label, filters.address(kind="")))
    if filters.outlet:
        outlet = Outlet.objects.filter(pk=int(filters.outlet)).first()
        shown.append(Chip("Outlet", outlet.name if outlet else "unknown", filters.address(outlet="")))
    return shown
