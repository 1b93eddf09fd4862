"""The search page's address: one parameter, one filter."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict

from claims.models import Verdict
from claims.search.everything import SPANS, Narrowed
from claims.search.newest import tidy
from claims.search.sources import SOURCES
from claims.states import State

PEOPLE = "people"
KINDS = [*SOURCES, PEOPLE]


class Sought(NamedTuple):
    q: str = ""
    what: str = ""  # "" is everything
    narrowed: Narrowed = Narrowed()

    @classmethod
    def read(cls, query: QueryDict) -> "Sought":
        """What is unknown is left out, so that every address is answered."""
        what = query.get("what", "")
        known = {"state": State.values, "standing": Verdict.Standing.values, "when": [*SPANS]}
        told = {name: value for name, values in known.items() if (value := query.get(name, "")) in values}
        told |= {name: value for name in ("topic", "outlet") if _is_number(value := query.get(name, ""))}
        narrowed = Narrowed(**told) if what in SOURCES else Narrowed()
        return cls(tidy(query.get("q", "")), what if what in KINDS else "", narrowed)

    def address(self, **changed: Any) -> str:
        told = {"q": self.q, "what": self.what, **self.narrowed._asdict(), **changed}
        return "?" + urlencode({name: value for name, value in told.items() if value})

    def of(self, what: str) -> str:
        """The same words in another kind of thing; what narrows one means nothing in the other."""
        return "?" + urlencode({"q": self.q, **({"what": what} if what else {})})


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) <= 18
