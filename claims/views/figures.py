"""Figures in words: what the claim's page shows of them."""

from decimal import Decimal
from typing import NamedTuple

from claims.models import Figure, Mention
from claims.text.figure import Figure as Read

BOUNDS = {
    ("at_least", False): "at least ",
    ("at_least", True): "more than ",
    ("at_most", False): "at most ",
    ("at_most", True): "less than ",
    ("about", False): "about ",
    ("about", True): "about ",
}
SCOPES = {"whole": "in all", "part": "of a part"}
DENIALS = {"denied": "denied", "unconfirmed": "not confirmed"}


class Shown(NamedTuple):
    measure: str
    value: str
    denial: str
    notes: tuple[str, ...]  # unit, scope, day


def shown(mentions: list[Mention]) -> list[tuple[Shown, str]]:
    """Each reading of a measure once, with the words it was first read from."""
    seen: dict[Shown, str] = {}
    for figure in (figure for mention in mentions for figure in mention.figures.all()):
        seen.setdefault(_shown(figure), figure.quote)
    return list(seen.items())


def _shown(figure: Figure) -> Shown:
    unit = figure.unit.replace("_", " ")
    measure = figure.measure.replace("_", " ") or unit or "number"
    day = f"as of {figure.as_of:%-d %B %Y}" if figure.as_of else ""
    notes = (unit if unit != measure else "", SCOPES.get(figure.scope, ""), day)
    return Shown(measure, value(figure), DENIALS.get(figure.denial, ""), tuple(filter(None, notes)))


def value(figure: Figure | Read) -> str:
    if figure.low is None:
        return figure.quote
    high = f" to {_plain(figure.high)}" if figure.high is not None and figure.high != figure.low else ""
    return f"{BOUNDS.get((figure.bound, figure.strict), '')}{_plain(figure.low)}{high}"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():,f}"
