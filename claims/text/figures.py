"""The typed quantities of a text: how many of what, how exactly, of the whole or a part, and held for when."""

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import date
from decimal import Decimal

from claims.text import measures
from claims.text.amounts import Amount, amounts, low_end
from claims.text.counted import NATION, STOPS, VERB, Noun, counted_noun, plural, singular
from claims.text.days import day_near
from claims.text.denials import denial
from claims.text.figure import Figure
from claims.text.linked import OF_THEM, SENTENCE_END, bound_of, denial_of, inherited, may_hold, shared_event, together
from claims.text.lists import any_of, load
from claims.text.spans import Span
from claims.text.units import unit_after
from claims.text.zeros import Zero, zeros

__all__ = ["Figure", "figures", "figures_in"]

WORDS = load("counted")
DEPICTED = re.compile(rf"\b{any_of(WORDS['depiction'])}\s(?:[\w-]+\s){{0,2}}$", re.IGNORECASE)
INCLUDED = re.compile(r"\b(?:including|among them)[\s,]+(?:[\w-]+\s){0,5}$", re.IGNORECASE)
OF_WHOM = re.compile(r"\b(?:of whom|of which)[\s,]+$", re.IGNORECASE)
ONE_OF = re.compile(r"\sof\s(?:them|whom|which|these|those|its|their|his|her|my|our|the\s\w+)\b")
ONE_FAMILY = re.compile(r"(?:\s\w+)?\s(?:of|from)\s(?:one|the same|a single)\s\w+", re.IGNORECASE)
WORST = re.compile(r"\s(?:\w+est|worst|most)[\s-]\w+", re.IGNORECASE)
OWN = re.compile(r"\b(?:had|lost|losing|his|her|their|whose|my|our)\s$", re.IGNORECASE)
KIN = re.compile(rf"\s(?:\w+\s)?{any_of(WORDS['kin'])}\b", re.IGNORECASE)
MORE = re.compile(r"\smore\s(?!than\b)[a-z]|\smore[.,;]", re.IGNORECASE)
GROUP = re.compile(rf"\b(?:{any_of(WORDS['groups'])}\sof|home\sto)\s*$", re.IGNORECASE)  # "a crowd of about 500"
OF_PEOPLE = re.compile(rf"{OF_THEM.pattern}|\swho\s|-strong\b")
LAST_WORD = re.compile(r"(\w+)\s$")
STRAIGHT = re.compile(rf"\s{any_of(load('numbers')['in_a_row'])}(?=\s)")  # "for the third straight week"
GRAVELY = re.compile(r"\s(?:seriously|badly|gravely|severely)\b", re.IGNORECASE)


def figures(text: str, within: Span | None = None, published_on: date | None = None) -> list[Figure]:
    found: list[Figure] = []
    for amount in amounts(text, within):
        figure = _figure(text, amount, found)
        if figure:
            found.append(figure)
    found = sorted([*together(text, found), *map(_none, zeros(text, within))], key=lambda figure: figure.start)
    return [replace(each, as_of=day_near(text, each.start, each.end, published_on)) for each in found]


def figures_in(found: list[Figure], span: Span) -> list[Figure]:
    """Those of a text's figures, which are in order, that stand inside a span."""
    first = bisect_left(found, span.start, key=lambda figure: figure.start)
    last = bisect_left(found, span.end, key=lambda figure: figure.start)
    return [figure for figure in found[first:last] if figure.end <= span.end]


def _figure(text: str, amount: Amount, earlier: list[Figure]) -> Figure | None:
    unit, measure, end, part = _unit_and_measure(text, amount, earlier)
    if not measure:
        return None
    previous = earlier[-1] if earlier else None
    bound, strict = bound_of(text, amount, unit, previous)
    scope = "part" if part or _is_part(text, amount, measure, previous) else "whole"
    against = denial_of(text, amount, denial(amount, measure), previous)
    return Figure(
        amount.start, end, text[amount.start : end], low_end(text, amount), amount.high.value if amount.high else None,
        unit, bound, measure, scope, denial=against, strict=strict,
    )  # fmt: skip


def _none(zero: Zero) -> Figure:
    return Figure(zero.start, zero.end, zero.quote, Decimal(0), None, "people", "exact", zero.measure, "whole")


def _unit_and_measure(text: str, amount: Amount, earlier: list[Figure]) -> tuple[str, str, int, bool]:
    """Unit, measure, where the words that say so end, and whether the number is a part of the one before."""
    if amount.number.written == "share":
        return "percent", "percent", amount.end, False
    if amount.sign:
        return amount.sign, "money", amount.end, False
    quake = measures.magnitude(amount.number, amount.before, amount.after)
    if quake is not None:
        return "magnitude", "magnitude", amount.end + quake, False
    of = 3 if amount.bound == "vague" and amount.after.startswith(" of ") else 0  # "millions of dollars"
    of = straight.end() if amount.number.written == "nth" and (straight := STRAIGHT.match(amount.after)) else of
    written = unit_after(amount.after[of:], amount.number.written != "digits")
    if written:
        return written[0], written[1], amount.end + of + written[2], False
    if measures.is_population(amount.before):
        return "people", "population", amount.end, False
    return _counted(text, amount, earlier)


def _counted(text: str, amount: Amount, earlier: list[Figure]) -> tuple[str, str, int, bool]:
    noun = counted_noun(amount.number, amount.after)
    event = (
        measures.subset_of(amount.before, amount.after)
        or measures.event_before(amount.before, noun)
        or measures.event_after(amount.after, noun)
        or shared_event(text, amount, noun, earlier[-1] if earlier else None)
    )
    if noun:
        return singular(noun.name), event or _counted_as(amount.after, noun), amount.end + noun.end, False
    of_before = None if event else inherited(text, amount, earlier)
    if of_before:
        return *of_before[:2], amount.end, of_before[2]
    if family := ONE_FAMILY.match(amount.after):
        return "people", event or "people", amount.end + family.end(), True
    if event or OF_PEOPLE.match(amount.after) or GROUP.search(amount.before):
        return "people", event or "people", amount.end, False
    alone = ONE_OF.match(amount.after) or _stands_alone(text, amount)
    return "", "count" if alone else "", amount.end, False


def _counted_as(after: str, noun: Noun) -> str:
    written = after[noun.end - len(noun.name) : noun.end]
    return "people" if NATION.fullmatch(written) else plural(noun.name)


def _stands_alone(text: str, amount: Amount) -> bool:
    """A number bounded, scaled or big enough to mean something where what it counts is not said beside it."""
    written = text[amount.number.start : amount.number.end]
    if amount.bound != "exact" or re.search(r"\d[,.]\d|\d.*[a-z]|illion", written):
        return True
    word = LAST_WORD.search(amount.before)
    named = word and word[1] not in STOPS and not VERB.fullmatch(word[1])  # "the sp 500"
    return bool(re.fullmatch(r"\d{3,8}", written)) and not named


def _is_part(text: str, amount: Amount, measure: str, previous: Figure | None) -> bool:
    if amount.number.written == "share":
        return bool(OF_THEM.match(amount.after))
    return bool(
        (measure in measures.EVENTS and measures.subset_of(amount.before, amount.after))
        or any(pattern.search(amount.before) for pattern in (DEPICTED, OF_WHOM))
        or any(pattern.match(amount.after) for pattern in (ONE_FAMILY, WORST, MORE))
        or (OWN.search(amount.before) and KIN.match(amount.after))
        or (measure not in measures.EVENTS and ONE_OF.match(amount.after))
        or _is_included(text, amount, previous)
    )


def _is_included(text: str, amount: Amount, previous: Figure | None) -> bool:
    """Whether "including three officers" follows, in its sentence, a number that may hold them."""
    if not (INCLUDED.search(amount.before) or GRAVELY.match(amount.after)):
        return False
    holds = previous is not None and may_hold(previous, amount)
    return bool(holds and previous and not SENTENCE_END.search(text, previous.end, amount.start))
