"""How a passage stands to a claim, as far as words and numbers can tell: never whether it supports or disputes."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, NamedTuple

from claims.text.figures import Figure, figures
from claims.text.folding import fold
from claims.text.lists import load
from claims.text.spans import Span

Kind = Literal["supports", "disputes", "number differs", "unrelated", "unknown"]

LONGEST = 4000  # characters of a claim or passage that are compared
WORD = re.compile(r"[^\W\d_]{3,}|\d[\d.,]*")
ENDING = re.compile(r"(?<=\w{3})(?:ings?|edly|ed|ies|es|s|ly)$")
COMMON = frozenset(load("languages")["en"].split())
# Shares of the shorter one's words. Below the first, of 348 sentences of other pages 97 % fall and of 601 that support
# a claim 19 % (WiCE dev); below the second, two numbers may well be of two events.
RELATED = 0.1
ONE_EVENT = 0.35
FEWEST = 4  # words that count as a sentence's, however short it is
SLACK = Decimal("0.1")  # of what "about" may mean


class Relation(NamedTuple):
    """What a machine sees between a claim and a passage: never evidence by itself."""

    kind: Kind
    confidence: float  # 0 to 1
    span: Span | None  # of the passage: the words that it rests on


def relation(claim: str, passage: str) -> Relation:
    claim, passage = claim[:LONGEST], passage[:LONGEST]
    share = shared(claim, passage)
    if share < RELATED:
        return Relation("unrelated", 0.8, None)
    other = differing(figures(claim), figures(passage)) if share >= ONE_EVENT else None
    if other:
        return Relation("number differs", round(min(share, 0.9), 2), Span(other.start, other.end))
    return Relation("unknown", 0.0, None)


def differing(said: list[Figure], found: list[Figure]) -> Figure | None:
    """The first figure of a passage that counts what a claim's figure counts, where none that does so meets it."""
    for figure in said:
        alike = [each for each in found if of_one_kind(figure, each)]
        if alike and not any(meet(figure, each) for each in alike):
            return alike[0]
    return None


def meet(one: Figure, other: Figure) -> bool:
    """Whether both can be true of one thing: "at least 8" and 11 can, 8 and 11 cannot."""
    (low, high), (least, most) = _interval(one), _interval(other)
    return (high is None or least <= high) and (most is None or low <= most)


def of_one_kind(one: Figure, other: Figure) -> bool:
    """Whether both count the same thing as a whole, in units that can be held against each other."""
    same = one.measure == other.measure and one.scope == other.scope == "whole"
    valued = one.low is not None and other.low is not None
    denied = one.denial == other.denial == ""
    return same and valued and denied and one.measure not in ("count", "") and _comparable(one, other)


def _comparable(one: Figure, other: Figure) -> bool:
    """Units where both have one: miles are not held against kilometres, nor dollars against pounds."""
    return one.unit == other.unit or one.measure not in ("money", "distance", "area", "weight", "volume", "duration")


def _interval(figure: Figure) -> tuple[Decimal, Decimal | None]:
    low = figure.low if figure.low is not None else Decimal(0)
    high = figure.high if figure.high is not None else low
    match figure.bound:
        case "at_least":
            return low, None
        case "at_most":
            return Decimal(0), high
        case "about":
            return low - SLACK * abs(low), high + SLACK * abs(high)
    return low, high


def shared(claim: str, passage: str) -> float:
    """The share of the shorter one's words that the other has too, endings aside."""
    wanted, found = _stems(claim), _stems(passage)
    return len(wanted & found) / max(FEWEST, min(len(wanted), len(found)))


def in_common(claim: str, passage: str) -> list[str]:
    """The passage's words that the claim has too, endings aside, in its order and as it writes them."""
    wanted = _stems(claim[:LONGEST])
    words = dict.fromkeys(WORD.findall(passage[:LONGEST]))
    return [word for word in words if _stems(word) & wanted]


def _stems(text: str) -> frozenset[str]:
    return frozenset(_stemmed(word for word in WORD.findall(fold(text).lower()) if word not in COMMON))


def _stemmed(words: Iterable[str]) -> Iterable[str]:
    return (ENDING.sub("", word) for word in words)
