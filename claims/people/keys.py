"""Which key does what: the table of keys.toml, and what each person made of it."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser

from claims.models import Person

TABLE = Path(__file__).resolve().parent.parent / "keys.toml"
FORM = re.compile(r"mod\+(?:enter|\S)|\S(?: \S)?")  # a key, one after another, or one with Ctrl


class Screen(NamedTuple):
    name: str
    title: str
    pages: tuple[str, ...]  # none: every page


class Action(NamedTuple):
    name: str
    key: str
    screen: str
    words: str


class Fixed(NamedTuple):
    screen: str
    keys: list[str]
    words: str


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@cache
def screens() -> dict[str, Screen]:
    told = _read()["screens"].items()
    return {name: Screen(name, each["title"], tuple(each.get("pages", ()))) for name, each in told}


@cache
def actions() -> dict[str, Action]:
    return {name: Action(name, **each) for name, each in _read()["actions"].items()}


@cache
def fixed() -> list[Fixed]:
    return [Fixed(**each) for each in _read()["fixed"]]


@cache
def defaults() -> dict[str, str]:
    return {name: action.key for name, action in actions().items()}


def keys_of(person: Person | AnonymousUser) -> dict[str, str]:
    """The key of each action, as the person set it; what an older table knew is left out."""
    own = getattr(person, "keys", None)
    return defaults() | {name: key for name, key in own.items() if name in defaults()} if own else defaults()


def save(person: Person, chosen: Mapping[str, str]) -> None:
    """Only what differs is kept, so that a better table reaches everybody."""
    person.keys = {name: key for name, key in chosen.items() if key != defaults().get(name)}
    person.save(update_fields=["keys"])


def set_letters(person: Person, on: bool) -> None:
    person.letters = on
    person.save(update_fields=["letters"])


def well_formed(key: str) -> bool:
    return key == "" or bool(FORM.fullmatch(key))


def is_letter(key: str) -> bool:
    """What the switch for single characters switches off."""
    return not key.startswith("mod+")


def clashes(chosen: Mapping[str, str]) -> list[tuple[Action, Action]]:
    """Pairs that one press could mean on one page."""
    table = [(actions()[name], key) for name, key in chosen.items() if key and name in actions()]
    pairs = combinations(table, 2)
    return [(one, two) for (one, key), (two, other) in pairs if _alike(key, other) and _meet(one.screen, two.screen)]


def _alike(one: str, two: str) -> bool:
    """The same key, or one that begins the other."""
    return one == two or two.startswith(f"{one} ") or one.startswith(f"{two} ")


def _meet(one: str, two: str) -> bool:
    here, there = screens()[one].pages, screens()[two].pages
    return one == two or not here or not there or not set(here).isdisjoint(there)
