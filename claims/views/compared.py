"""The claim's figures beside those of a passage, in words."""

from collections.abc import Sequence
from dataclasses import fields
from functools import lru_cache
from typing import NamedTuple

from claims.models import Claim, Mention
from claims.models import Figure as Row
from claims.text.figure import Figure
from claims.text.figures import figures
from claims.text.relation import LONGEST
from claims.text.versus import Versus, versus
from claims.views.figures import value


class Compared(NamedTuple):
    said: str  # of the claim
    found: str  # of the passage
    word: str
    sign: str
    differs: bool


def said(claim: Claim, mentions: list[Mention]) -> list[Figure]:
    """The claim's figures as its mentions have them, else as its wording has."""
    rows = [row for mention in mentions for row in mention.figures.all()]
    return [_plainly(row) for row in rows] or _read(claim.wording[:LONGEST])


def _plainly(row: Row) -> Figure:
    return Figure(**{field.name: getattr(row, field.name) for field in fields(Figure)})


def compared(said: Sequence[Figure], quote: str) -> list[Compared]:
    return [_compared(pair) for pair in versus(said, _read(quote[:LONGEST]))] if said else []


@lru_cache(maxsize=2000)
def _read(text: str) -> list[Figure]:
    """Kept, because the same passages are shown again and again."""
    return figures(text)


def _compared(pair: Versus) -> Compared:
    one, other = (f"{value(each)} {_counts(each)}".strip() for each in (pair.said, pair.found))
    if not pair.meets:
        return Compared(one, other, "differs", "≠", differs=True)
    word, sign = ("the same", "=") if pair.same else ("both can be true", "≈")
    return Compared(one, other, word, sign, differs=False)


def _counts(figure: Figure) -> str:
    """What it counts; a unit of its own says more than the kind of measure."""
    named = figure.measure if figure.unit in ("", "people", "person") else figure.unit
    return named.replace("_", " ")
