"""The queue's address: one parameter, one filter."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Model
from django.http import QueryDict

from claims.models import Kind, Outlet, Story, Topic
from claims.review.queue import Filter
from claims.review.queues import LABELS, SORTS, sort_of, sorts
from claims.states import State


class Filters(NamedTuple):
    view: str = "open"
    kind: str = ""
    state: str = ""
    outlet: str = ""
    topic: str = ""
    story: str = ""
    sort: str = ""  # "" is the view's own
    q: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "Filters":
        """What is unknown is left out, so that every address is answered."""
        view, sort = query.get("view", ""), query.get("sort", "")
        view = view if view in LABELS else "open"
        return cls(
            view=view,
            kind=_one_of(query.get("kind", ""), Kind.values),
            state=_one_of(query.get("state", ""), State.values),
            outlet=_number(query.get("outlet", "")),
            topic=_number(query.get("topic", "")),
            story=_number(query.get("story", "")),
            sort=sort if sort in sorts(view)[1:] else "",
            q=" ".join(query.get("q", "").replace("\0", "").split())[:200],
        )

    @property
    def any(self) -> bool:
        return any(self.narrowed)

    @property
    def narrowed(self) -> Filter:
        return Filter(self.kind, self.state, self.outlet, self.topic, self.story, self.q)

    @property
    def order(self) -> str:
        return sort_of(self.view, self.sort)

    @property
    def cleared(self) -> "Filters":
        return Filters(self.view, sort=self.sort)

    def to(self, view: str) -> str:
        """The address of another queue: the filters stay, an order that it has not is left."""
        return self.address(view=view, sort=self.sort if self.sort in sorts(view)[1:] else "")

    def address(self, **more: Any) -> str:
        """This list's, relative to the queue; `more` changes a filter or adds a parameter."""
        told = {name: value for name, value in {**self._asdict(), **more}.items() if value}
        return "?" + urlencode({name: value for name, value in told.items() if (name, value) != ("view", "open")})


def _one_of(value: str, known: list[str]) -> str:
    return value if value in known else ""


def _number(value: str) -> str:
    return value if value.isascii() and value.isdecimal() and len(value) <= 18 else ""


class Chip(NamedTuple):
    label: str
    value: str
    without: str  # the address of the list without this filter


def chips(filters: Filters) -> list[Chip]:
    told = (
        ("q", "Words", filters.q),
        ("kind", "Kind", Kind(filters.kind).label if filters.kind else ""),
        ("state", "State", State(filters.state).label if filters.state else ""),
        ("outlet", "Outlet", _named(Outlet, filters.outlet)),
        ("topic", "Topic", _named(Topic, filters.topic)),
        ("story", "Story", _named(Story, filters.story)),
    )
    return [Chip(label, str(value), filters.address(**{name: ""})) for name, label, value in told if value]


def _named(model: type[Model], number: str) -> str:
    if not number:
        return ""
    found = model._default_manager.filter(pk=int(number)).first()
    return str(found) if found else "unknown"


def orders(filters: Filters) -> list[tuple[str, str, bool]]:
    """Each order of the view: its label, its address, and whether it is the one in use."""
    offered = sorts(filters.view)
    return [
        (SORTS[name].label, filters.address(sort="" if name == offered[0] else name), name == filters.order)
        for name in offered
    ]
