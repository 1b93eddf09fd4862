"""One box for everything that the desk has; and claims like a text that somebody pastes."""

from functools import partial
from typing import Any, NamedTuple

from django.db.models import OuterRef
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.forms.search import PEOPLE, Sought
from claims.models import Claim
from claims.review import blind
from claims.search import people, words
from claims.search.everything import FEW, MANY, Found, Value, look
from claims.search.newest import understood
from claims.search.similar import LONGEST, similar
from claims.search.sources import SOURCES
from claims.views.desk import DeskRequest, for_readers, region


class Facet(NamedTuple):
    label: str
    number: int
    chosen: bool
    address: str  # with it, or without it where it is chosen


class Group(NamedTuple):
    name: str
    label: str
    found: Found
    address: str  # of all of this kind
    facets: list[tuple[str, list[Facet]]] = []


@require_safe
@for_readers
def search(request: DeskRequest) -> HttpResponse:
    sought = Sought.read(request.GET)
    shown: dict[str, Any] = {"sought": sought, "words": sought.q, "here": sought.address()}
    if sought.q:
        shown |= _answer(request, sought)
    shown["kinds"] = _kinds(sought, shown.get("groups", []))
    focus = "search-title" if sought.q else ""
    return region(request, "search/search.html", "region", shown, focus=focus)


def _answer(request: DeskRequest, sought: Sought) -> dict[str, Any]:
    names = [sought.what] if sought.what in SOURCES else [] if sought.what == PEOPLE else [*SOURCES]
    groups, told = _look(request, sought, names)
    most = MANY if sought.what == PEOPLE else FEW
    asked = sought.what in ("", PEOPLE)
    colleagues = people.colleagues(sought.q, most) if asked else []
    claimants = people.claimants(sought.q, most) if asked else []
    return told | {
        "groups": groups,
        "one": groups[0] if sought.what in SOURCES else None,
        "colleagues": colleagues,
        "claimants": claimants,
        "numbered": _numbered(sought.q),
        "nothing": not (colleagues or claimants or any(group.found.hits for group in groups)),
        "more": sought.of(PEOPLE) if not sought.what and FEW in (len(colleagues), len(claimants)) else "",
    }


def _look(request: DeskRequest, sought: Sought, names: list[str]) -> tuple[list[Group], dict[str, Any]]:
    """As it was asked; if that finds nothing, with words that may have been meant; then with some of the words."""
    groups: list[Group] = []
    for attempt in (_as_asked, _as_meant, _with_some):
        query, told = attempt(sought.q)
        if query and names:
            groups = _groups(request, sought, names, query)
            if any(group.found.hits or group.found.facets for group in groups):
                return groups, told
    return groups, {}


def _as_asked(typed: str) -> tuple[str, dict[str, Any]]:
    return understood(typed), {}


def _as_meant(typed: str) -> tuple[str, dict[str, Any]]:
    query, others = words.closest(typed)
    return query, {"meant": others}


def _with_some(typed: str) -> tuple[str, dict[str, Any]]:
    return words.any_of(typed), {"widened": True}


def _groups(request: DeskRequest, sought: Sought, names: list[str], query: str) -> list[Group]:
    sealed, today = blind.sealed(request.user, pk=OuterRef("pk")), timezone.localdate()
    found = partial(look, query=query, narrowed=sought.narrowed, today=today, sealed=sealed, alone=bool(sought.what))
    return [_group(sought, name, found(name)) for name in names]


def _group(sought: Sought, name: str, found: Found) -> Group:
    facets = [(label, [_facet(sought, facet, value) for value in values]) for facet, label, values in found.facets]
    return Group(name, SOURCES[name].label, found, sought.of(name), facets)


def _facet(sought: Sought, facet: str, value: Value) -> Facet:
    address = sought.address(**{facet: "" if value.chosen else value.value})
    return Facet(value.label, value.number, value.chosen, address)


def _numbered(typed: str) -> Claim | None:
    """A claim may be asked for by its number."""
    number = typed.removeprefix("#")
    if not (number.isascii() and number.isdecimal() and len(number) <= 18):
        return None
    return Claim.objects.filter(pk=int(number)).first()


def _kinds(sought: Sought, groups: list[Group]) -> list[tuple[str, str, str, str]]:
    """Name, label, address and number of each kind of thing."""
    numbers = {group.name: f"{group.found.number}{'+' if group.found.capped else ''}" for group in groups}
    labels = {"": "Everything"} | {name: source.label for name, source in SOURCES.items()} | {PEOPLE: "People"}
    return [(name, label, sought.of(name), numbers.get(name, "")) for name, label in labels.items()]


@require_safe
@for_readers
def likeness(request: DeskRequest) -> HttpResponse:
    """Claims that say much the same as a pasted text; beside the form for a new claim too."""
    text = request.GET.get("text", "") or request.GET.get("wording", "")
    text = text.replace("\0", "")[:LONGEST]
    shown = {"text": text, "similar": similar(text) if text.strip() else [], "asked": bool(text.strip())}
    asked_here = "text" in request.GET  # else it is the form for a new claim, in which somebody writes
    return region(request, "search/similar.html", "found", shown, focus="similar-h" if asked_here else "")
