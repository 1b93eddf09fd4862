"""The amounts of a text: one number or the two of a range, with the words that bound them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from claims.text.counted import NATION, PEOPLE, noun_after
from claims.text.lists import any_of, load
from claims.text.lookalikes import is_lookalike
from claims.text.measures import event_before
from claims.text.numbers import LETTERS, SCALES, Number, numbers
from claims.text.spans import Span
from claims.text.units import sign_before, unit_after

LISTS, WORDS = load("numbers"), load("counted")
REACH = 160  # how far around a number its meaning is looked for


@dataclass(frozen=True)
class Amount:
    """One number, or the two of a range, with what stands around it."""

    number: Number
    high: Number | None
    start: int  # where its currency sign or bounding words begin
    bound: str
    strict: bool  # "more than", "fewer than"
    before: str
    after: str
    sign: str  # the currency whose sign it carries

    @property
    def end(self) -> int:
        return (self.high or self.number).end


LEADS = {
    (bound, strict): re.compile(
        rf"(?<!\w){any_of(words)}\s?(?:a\stotal\sof\s|the\s|another\s|an\sadditional\s|[~≈]\s?)?$", re.IGNORECASE
    )
    for bound in LISTS["bounds"]
    for strict, words in ((True, LISTS["strict"].get(bound, [])), (False, LISTS["bounds"][bound]))
    if words
}
AFTER = {bound: re.compile(rf"[\s,]+{any_of(words)}\b", re.IGNORECASE) for bound, words in LISTS["after"].items()}
RANGE_LEAD = re.compile(r"\b(?:anywhere\s)?(?:from|between)\s(?:about\s|some\s)?\W?$", re.IGNORECASE)
BETWEEN, FROM = (re.compile(rf"\b{word}\s(?:about\s|some\s)?\W?$", re.IGNORECASE) for word in ("between", "from"))
CHANGE = re.compile(rf"\b{any_of(WORDS['change'])}\b", re.IGNORECASE)
CHANGED = re.compile(rf"\b{any_of(WORDS['change'])}\s(?:by\s)?(?:\w+\s){{0,2}}$", re.IGNORECASE)
TO = re.compile(r"\s?(?:-|–|—)\s?|-to-|\s(?:to|and|or)\s")
SCALED = re.compile(rf"({any_of([*SCALES, *LETTERS])})$", re.IGNORECASE)
TAIL_SIGN = re.compile(rf"{any_of(load('units')['signs'])}[ \u00a0]?$")
JOINED = re.compile(r"[\w)][-–]$")
IN = re.compile(r"\s(?:in|out\sof)\s(?:every\s)?", re.IGNORECASE)
SHARED_BY = frozenset(map(Decimal, LISTS["shared_by"]))
LONGEST_LINK = 30


def amounts(text: str, within: Span | None = None) -> Iterator[Amount]:
    joined = -1
    end = Number(len(text), len(text), None, "end")
    for number, following in pairwise([*numbers(text, within), end]):
        if number.start < joined or _is_tail(text, number):
            continue
        before = line_before(text, number.start)
        number = _rate(text, number, following, before) or number
        high = following if _is_range(text, number, following, before) else None
        after = line_after(text, high.end if high else number.end)
        if not is_lookalike(text, number, before, after if high else line_after(text, number.end)):
            joined = (high or number).end
            yield _bounded(number, high, before, after)


def _rate(text: str, few: Number, many: Number, before: str) -> Number | None:
    """ "Nine in 10 voters" as the 90 percent that they are."""
    if few.value is None or many.value is None or not few.value < many.value in SHARED_BY:
        return None
    noun = noun_after(line_after(text, many.end))
    if not IN.fullmatch(text, few.end, many.start) or not noun or event_before(before):
        return None
    people = noun.name in PEOPLE or NATION.fullmatch(noun.name.title()) or few.value == 1
    return Number(few.start, many.end, round(100 * few.value / many.value, 1), "share") if people else None


def line_before(text: str, end: int) -> str:
    return text[max(0, end - REACH) : end].rpartition("\n")[2]


def line_after(text: str, start: int) -> str:
    return text[start : start + REACH].partition("\n")[0]


def _is_tail(text: str, number: Number) -> bool:
    """The second part of a score, a telephone number or a day, where no range was made of it."""
    return bool(re.search(r"\d[-–]$|-to-$", text[max(0, number.start - 4) : number.start]))


def _is_range(text: str, low: Number, high: Number, before: str) -> bool:
    link = text[low.end : high.start]
    if low.value is None or high.value is None or len(link) > LONGEST_LINK or not low.value < high.value:
        return False
    sign = TAIL_SIGN.search(link)
    unit = unit_after(link)
    joint = TO.fullmatch(link, unit[2] if unit else 0, sign.start() if sign else len(link))
    return bool(joint) and _agree(text, before, unit, sign, high) and _is_joint(link, text, low, high, before)


def _agree(text: str, before: str, unit: tuple[str, str, int] | None, sign: re.Match[str] | None, high: Number) -> bool:
    """Whether the low end is in the unit of the high one, or in none of its own."""
    after = unit_after(line_after(text, high.end))
    if unit:
        return after is not None and unit[0] == after[0]
    first = sign_before(before)
    return bool(first) if sign else not (first and after)


def _is_joint(link: str, text: str, low: Number, high: Number, before: str) -> bool:
    joint = re.sub(r"[^a-z–-]", "", link.lower())
    if "and" in link.split():
        return bool(BETWEEN.search(before))
    if "or" in link.split():
        return high.value == (low.value or 0) + 1
    if joint in ("-", "–") and " " not in link:
        return _is_hyphened(text, low, high, before)
    lead = before[: len(before) - (sign[1] if (sign := sign_before(before)) else 0)]
    if FROM.search(lead):
        return not CHANGE.search(lead[-60:])
    whole = link.strip() != "to" or SCALED.search(text[low.start : low.end]) or not _is_counted(text, high)
    return not (whole and CHANGED.search(lead))


def _is_counted(text: str, number: Number) -> bool:
    after = line_after(text, number.end)
    return bool(unit_after(after) or noun_after(after))


def _is_hyphened(text: str, low: Number, high: Number, before: str) -> bool:
    """ "10-15 people" is a range; "3-2", "555-1234" and "the 9-11 attacks" are none."""
    after = line_after(text, high.end)
    if re.match(r"[-–/]\d", after) or JOINED.search(before) or before.endswith("the "):
        return False
    return _is_counted(text, high) or bool(sign_before(before))


def _bounded(number: Number, high: Number | None, before: str, after: str) -> Amount:
    name, size = sign_before(before) or ("", 0)
    lead = before[: len(before) - size]
    if high:
        match = RANGE_LEAD.search(lead)
        bound, strict, length = "range", False, len(match[0]) if match else 0
    else:
        bound, strict, length = _bound(lead, after)
    stated = "vague" if number.value is None else bound
    kept = lead[: len(lead) - length] if length else before
    return Amount(number, high, number.start - size - length, stated, strict, kept, after, name)


def _bound(lead: str, after: str) -> tuple[str, bool, int]:
    """The bound of a number, whether it is strict, and how long the words before it are that say so."""
    matches = [
        (len(match[0]), bound, strict)
        for (bound, strict), pattern in LEADS.items()
        if (match := pattern.search(lead[-40:]))
    ]
    if matches:
        length, bound, strict = max(matches, key=lambda found: found[0])
        return bound, strict, length
    return next((bound for bound, pattern in AFTER.items() if pattern.match(after)), "exact"), False, 0


def low_end(text: str, amount: Amount) -> Decimal | None:
    """The low end; in "5 to 10 million" it is in millions too."""
    low, high = amount.number, amount.high
    scale = SCALED.search(text[high.start : high.end]) if high else None
    if not scale or low.value is None or low.value >= 1000 or SCALED.search(text[low.start : low.end]):
        return low.value
    return low.value * (SCALES.get(scale[1].lower()) or LETTERS[scale[1].lower()])
