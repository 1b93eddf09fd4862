"""The word lists that the rules read, one .toml a subject, so that a newsroom can see and change them."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of the words, the longest first, blanks in them standing for any white space.

    Words that begin alike are tried together: with long lists that takes a third of the time.
    """
    return _any_of(sorted(words, key=len, reverse=True))


def _any_of(endings: Sequence[str]) -> str:
    if len(endings) == 1:
        return _literal(endings[0])
    groups: dict[str, list[str]] = {}
    for ending in endings:
        groups.setdefault(ending[:1], []).append(ending[1:])
    return "(?:" + "|".join(_literal(first) + (_any_of(rest) if first else "") for first, rest in groups.items()) + ")"


def _literal(text: str) -> str:
    return re.escape(text).replace(r"\ ", r"\s")
