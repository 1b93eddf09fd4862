"""The typed quantities of a text: how many of what, how exactly, of the whole or a part, and held for when."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from claims.text import measures
from claims.text.amounts import Amount, amounts, low_end
from claims.text.lists import any_of, load
from claims.text.nouns import NATION, PEOPLE, Noun, counted_noun, singular
from claims.text.spans import Span
from claims.text.units import unit_after

LISTS, WORDS = load("numbers"), load("counted")


@dataclass(frozen=True)
class Figure:
    start: int
    end: int
    quote: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    bound: str
    measure: str
    scope: str
    as_of: date | None = None
    denial: str = ""  # "denied" or "unconfirmed": what the words around it say of the number
    strict: bool = False  # "more than", "fewer than": the bound itself is not meant


SHARED = re.compile(r"(?:\s[\w’'-]+){0,4},?\s(?:and|or)\s(?:another\s)?|(?:\s[\w’'-]+){1,4},\s")
ELLIPSIS = re.compile(r"(?:\s\w+){0,3}\s(?:have|has|had|were|was|are)\s(?:been\s|\w+ly\s){0,2}\w+,?\sand\s")
DEPICTED = re.compile(rf"\b{any_of(WORDS['depiction'])}\s(?:[\w-]+\s){{0,2}}$", re.IGNORECASE)
PART = re.compile(r"\b(?:including|among them)[\s,]+(?:[\w-]+\s){0,5}$|\b(?:of whom|of which)[\s,]+$", re.IGNORECASE)
ONE_OF = re.compile(r"\sof\s(?:them|whom|which|these|those|its|their|his|her|my|our|the\s\w+)\b")
ONE_FAMILY = re.compile(r"(?:\s\w+)?\s(?:of|from)\s(?:one|the same|a single)\s", re.IGNORECASE)


def figures(text: str, within: Span | None = None, published_on: date | None = None) -> list[Figure]:
    found: list[Figure] = []
    for amount in amounts(text, within):
        figure = _figure(text, amount, found[-1] if found else None)
        if figure:
            found.append(figure)
    return found


def figures_in(found: list[Figure], span: Span) -> list[Figure]:
    """Those of a text's figures, which are in order, that stand inside a span."""
    first = bisect_left(found, span.start, key=lambda figure: figure.start)
    last = bisect_left(found, span.end, key=lambda figure: figure.start)
    return [figure for figure in found[first:last] if figure.end <= span.end]


def _figure(text: str, amount: Amount, previous: Figure | None) -> Figure | None:
    unit, measure, end = _unit_and_measure(text, amount, previous)
    if not measure:
        return None
    return Figure(
        amount.start, end, text[amount.start : end], low_end(text, amount), amount.high.value if amount.high else None,
        unit, _elliptic_bound(text, amount, previous), measure, _scope(amount, measure), strict=amount.strict,
    )  # fmt: skip


def _unit_and_measure(text: str, amount: Amount, previous: Figure | None) -> tuple[str, str, int]:
    if amount.number.written == "share":
        return "percent", "percent", amount.end
    if amount.sign:
        return amount.sign, "money", amount.end
    quake = measures.magnitude(amount.number, amount.before, amount.after)
    if quake is not None:
        return "magnitude", "magnitude", amount.end + quake
    written = unit_after(amount.after)
    if written:
        return written[0], written[1], amount.end + written[2]
    return _counted(text, amount, previous)


def _counted(text: str, amount: Amount, previous: Figure | None) -> tuple[str, str, int]:
    if measures.is_population(amount.before):
        return "people", "population", amount.end
    noun = counted_noun(amount.number, amount.after)
    end = amount.end + (noun.end if noun else 0)
    event = (
        measures.subset_of(amount.before, amount.after)
        or measures.event_before(amount.before, noun)
        or measures.event_after(amount.after, noun)
        or _shared(text, amount, noun, previous)
    )
    if noun:
        return singular(noun.name), event or _counted_as(amount.after, noun), end
    if event or ONE_OF.match(amount.after):
        return "people", event or "people", end
    return "", "count" if _stands_alone(text, amount) else "", end


def _counted_as(after: str, noun: Noun) -> str:
    written = after[noun.end - len(noun.name) : noun.end]
    return "people" if NATION.fullmatch(written) else noun.name


def _stands_alone(text: str, amount: Amount) -> bool:
    """A number big or bounded enough to mean something where what it counts is not said beside it."""
    written = text[amount.number.start : amount.number.end]
    return amount.bound != "exact" or bool(
        re.search(r"\d[,.]\d|[a-z]|\d{3}", written) and re.search(r"\d|illion", written)
    )


def _shared(text: str, amount: Amount, noun: Noun | None, previous: Figure | None) -> str:
    """In "killed three women and two men" the second number has the first one's measure."""
    if not (previous and noun and noun.name in PEOPLE and previous.measure in measures.EVENTS):
        return ""
    gap = text[previous.end : amount.start]
    return previous.measure if len(gap) < 40 and SHARED.fullmatch(gap) else ""


def _elliptic_bound(text: str, amount: Amount, previous: Figure | None) -> str:
    """In "at least nine have been killed and 40 wounded" the bound holds for both."""
    if previous and amount.bound == "exact" and ELLIPSIS.fullmatch(text[previous.end : amount.start][:80]):
        return previous.bound if previous.bound in LISTS["bounds"] and re.match(r"\s\w+ed\b", amount.after) else "exact"
    return amount.bound


def _scope(amount: Amount, measure: str) -> str:
    part = (
        measures.subset_of(amount.before, amount.after)
        or DEPICTED.search(amount.before)
        or PART.search(amount.before)
        or ONE_FAMILY.match(amount.after)
        or (measure not in measures.EVENTS and ONE_OF.match(amount.after))
    )
    return "part" if part else "whole"
