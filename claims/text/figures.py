"""The typed quantities of a text: how many of what, how exactly, and of the whole or a part."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

from claims.text import measures
from claims.text.lists import any_of, load
from claims.text.lookalikes import is_lookalike
from claims.text.measures import Noun
from claims.text.numbers import LETTERS, SCALES, Number, numbers
from claims.text.spans import Span

LISTS, WORDS = load("numbers"), load("counted")
REACH = 120  # how far around a number its meaning is looked for


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


@dataclass(frozen=True)
class Amount:
    """One number, or the two of a range, with what stands around it."""

    number: Number
    high: Number | None
    start: int  # where its currency sign or bounding words begin
    bound: str
    before: str
    after: str

    @property
    def end(self) -> int:
        return (self.high or self.number).end


BOUNDS = {
    bound: re.compile(rf"(?<!\w){any_of(words)}\s?(?:a\stotal\sof\s|the\s|another\s|an\sadditional\s)?$", re.IGNORECASE)
    for bound, words in LISTS["bounds"].items()
}
AFTER = {bound: re.compile(rf"[\s,]+{any_of(words)}\b", re.IGNORECASE) for bound, words in LISTS["after"].items()}
RANGE_LEAD = re.compile(r"\b(?:anywhere\s)?(?:from|between)\s(?:about\s)?\W?$", re.IGNORECASE)
CHANGE = re.compile(rf"\b{any_of(WORDS['change'])}\b", re.IGNORECASE)
TO = re.compile(r"\s?(?:-|–|—)\s?|\s(?:to|and|or)\s")
SCALED = re.compile(rf"({any_of([*SCALES, *LETTERS])})$", re.IGNORECASE)
SHARED = re.compile(r"(?:\s[\w’'-]+){0,4},?\s(?:and|or)\s(?:another\s)?|(?:\s[\w’'-]+){1,4},\s")
ELLIPSIS = re.compile(r"(?:\s\w+){0,3}\s(?:have|has|had|were|was|are)\s(?:been\s|\w+ly\s){0,2}\w+,?\sand\s")
DEPICTED = re.compile(rf"\b{any_of(WORDS['depiction'])}\s(?:[\w-]+\s){{0,2}}$", re.IGNORECASE)
PART = re.compile(r"\b(?:including|among them|of whom|of which)[\s,]+(?:[\w-]+\s){0,2}$", re.IGNORECASE)
ONE_OF = re.compile(r"\sof\s(?:them|whom|which|these|those|its|their|his|her|the\s\w+)\b")
MAGNITUDE = re.compile(r"\bmagnitude(?:\sof|-|\s)?\s?$", re.IGNORECASE)
NATIONALS = re.compile(r"(?:ans|is|ites|ese)$")
ONE_FAMILY = re.compile(r"(?:\s\w+)?\s(?:of|from)\s(?:one|the same|a single)\s", re.IGNORECASE)
AS_OF = re.compile(rf"\bas of\s({any_of(WORDS['months'][:12])}\s\d{{1,2}},?\s\d{{4}})(?=[^.!?]*$)", re.IGNORECASE)


def figures(text: str, within: Span | None = None) -> list[Figure]:
    found: list[Figure] = []
    for amount in _amounts(text, numbers(text, within)):
        figure = _figure(text, amount, found[-1] if found else None)
        if figure:
            found.append(figure)
    return found


def figures_in(found: list[Figure], span: Span) -> list[Figure]:
    """Those of a text's figures, which are in order, that stand inside a span."""
    first = bisect_left(found, span.start, key=lambda figure: figure.start)
    last = bisect_left(found, span.end, key=lambda figure: figure.start)
    return [figure for figure in found[first:last] if figure.end <= span.end]


def _amounts(text: str, found: Iterable[Number]) -> Iterator[Amount]:
    joined = -1
    for number, following in pairwise([*found, Number(len(text), len(text), None, "end")]):
        if number.start < joined:
            continue
        before = _line_before(text, number.start)
        high = following if _is_range(text, number, following, before) else None
        end = high.end if high else number.end
        after = text[end : end + REACH].partition("\n")[0]
        if is_lookalike(
            text, number, before, text[number.end : number.end + REACH].partition("\n")[0] if not high else after
        ):
            continue
        joined = end
        yield _bounded(number, high, before, after)


def _line_before(text: str, end: int) -> str:
    return text[max(0, end - REACH) : end].rpartition("\n")[2]


def _is_range(text: str, low: Number, high: Number, before: str) -> bool:
    link = text[low.end : high.start]
    if low.value is None or high.value is None or len(link) > 20:
        return False
    bare = re.sub(r"[$£€%]|US|percent|per cent", "", link).rstrip(" ") + " " if " " in link else link
    if not TO.fullmatch(bare) or not low.value < high.value:
        return False
    joint = bare.strip()
    if joint in ("and", "or"):
        lead = re.search(r"\bbetween\s\W?$", before, re.IGNORECASE) if joint == "and" else high.value == low.value + 1
        return bool(lead)
    return not (re.search(r"\bfrom\s\W?$", before, re.IGNORECASE) and CHANGE.search(before[-60:]))


def _bounded(number: Number, high: Number | None, before: str, after: str) -> Amount:
    sign = measures.sign_before(before)
    size = sign[1] if sign else 0
    lead = before[: len(before) - size]
    if high:
        match = RANGE_LEAD.search(lead)
        start = number.start - size - (len(match[0]) if match else 0)
        return Amount(number, high, start, "range", before[: match.start()] if match else before, after)
    bound, length = _bound(lead, after)
    start = number.start - size - length
    stated = "vague" if number.value is None else bound
    return Amount(number, None, start, stated, before[: len(before) - size - length] if length else before, after)


def _bound(lead: str, after: str) -> tuple[str, int]:
    """The bound of a number and how long the words before it are that say so."""
    for bound, pattern in BOUNDS.items():
        match = pattern.search(lead[-40:])
        if match:
            more = BOUNDS["at_most"].search(lead[-40:]) if bound == "at_least" else None
            longest = more if more and len(more[0]) > len(match[0]) else match
            return ("at_most" if longest is more else bound), len(longest[0])
    return next((bound for bound, pattern in AFTER.items() if pattern.match(after)), "exact"), 0


def _figure(text: str, amount: Amount, previous: Figure | None) -> Figure | None:
    unit, measure, end = _unit_and_measure(text, amount, previous)
    if not measure:
        return None
    return Figure(
        amount.start, end, text[amount.start : end], _low(text, amount), amount.high.value if amount.high else None,
        unit, _elliptic_bound(text, amount, previous), measure, _scope(amount, measure), _as_of(amount),
    )  # fmt: skip


def _low(text: str, amount: Amount) -> Decimal | None:
    """The low end; in "5 to 10 million" it is in millions too."""
    low, high = amount.number, amount.high
    scale = SCALED.search(text[high.start : high.end]) if high else None
    if not scale or low.value is None or low.value >= 1000 or SCALED.search(text[low.start : low.end]):
        return low.value
    return low.value * (SCALES.get(scale[1].lower()) or LETTERS[scale[1].lower()])


def _unit_and_measure(text: str, amount: Amount, previous: Figure | None) -> tuple[str, str, int]:
    sign = measures.sign_before(amount.before) or measures.sign_before(
        text[max(0, amount.number.start - 6) : amount.number.start]
    )
    if sign:
        return sign[0], "money", amount.end
    written = measures.unit_after(amount.after)
    if written:
        return written[0], written[1], amount.end + written[2]
    if MAGNITUDE.search(amount.before):
        return "magnitude", "magnitude", amount.end
    return _counted(text, amount, previous)


def _counted(text: str, amount: Amount, previous: Figure | None) -> tuple[str, str, int]:
    noun = measures.noun_after(amount.after) if not amount.after.startswith("-") else None
    end = amount.end + (noun.end if noun else 0)
    event = (
        measures.subset_of(amount.after)
        or measures.event_before(amount.before)
        or measures.event_after(amount.after, noun)
        or _shared(text, amount, noun, previous)
    )
    if noun:
        return measures.singular(noun.name), event or _counted_as(amount.after, noun), end
    if event or ONE_OF.match(amount.after):
        return "people", event or "people", end
    return "", "count" if _stands_alone(text, amount) else "", end


def _counted_as(after: str, noun: Noun) -> str:
    written = after[noun.end - len(noun.name) : noun.end]
    return "people" if written[0].isupper() and NATIONALS.search(written) else noun.name


def _stands_alone(text: str, amount: Amount) -> bool:
    """A number big or bounded enough to mean something where what it counts is not said beside it."""
    written = text[amount.number.start : amount.number.end]
    return amount.bound not in ("exact", "range") or bool(
        re.search(r"\d[,.]\d|[a-z]", written) and re.search(r"\d|illion", written)
    )


def _shared(text: str, amount: Amount, noun: Noun | None, previous: Figure | None) -> str:
    """In "killed three women and two men" the second number has the first one's measure."""
    if not (previous and noun and noun.name in measures.PEOPLE and previous.measure in measures.EVENTS):
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
        measures.subset_of(amount.after)
        or DEPICTED.search(amount.before)
        or PART.search(amount.before)
        or ONE_FAMILY.match(amount.after)
        or (measure not in measures.EVENTS and ONE_OF.match(amount.after))
    )
    return "part" if part else "whole"


def _as_of(amount: Amount) -> date | None:
    match = AS_OF.search(amount.before) or AS_OF.search(re.split(r"[.!?]\s", amount.after)[0])
    if not match:
        return None
    try:
        return datetime.strptime(match[1].replace(",", "").title(), "%B %d %Y").date()
    except ValueError:
        return None
