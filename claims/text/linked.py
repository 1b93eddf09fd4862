"""What figures that stand together say of each other: shared events, parts and their whole, one length in two units."""

import re
from dataclasses import replace

from claims.text.amounts import Amount
from claims.text.counted import PEOPLE, VERB, Noun, singular
from claims.text.figure import Figure
from claims.text.lists import any_of, load
from claims.text.measures import EVENTS

WORDS = load("counted")
BOUNDS = load("numbers")["bounds"]
NEAR, FAR = 90, 200
LOOK = 3  # how many figures back a whole may stand
SHARED = re.compile(r"(?:\s[\w’'-]+){0,4},?\s(?:and|or)\s(?:another\s)?|(?:\s[\w’'-]+){1,4},\s")
ELLIPSIS = re.compile(r"(?:\s\w+){0,3}\s(?:have|has|had|were|was|are)\s(?:been\s|\w+ly\s){0,2}\w+,?\sand\s")
LISTED = re.compile(r"(?:\saged?\s[^;.!?\n]{1,25})?,?\s(?:and\s)?")
OF_THEM = re.compile(r"\sof\s(?:them|whom|which|these|those)\b")
OF_WHICH = re.compile(r"\bof\s(?:them|whom|which)[\s,]+$")
DOES = re.compile(rf"\s(?:{VERB.pattern})\b")
FROM = re.compile(rf"\s(?:{any_of(WORDS['before_places'])}|inside|seriously|critically|fatally)\b")
COMPARED = re.compile(r"\b(?:(?:up|down)\s(?:from|to)|against|versus|compared\s(?:with|to))\s*$", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?][\"”’)]?\s|\n")
PEOPLED = PEOPLE | {singular(noun) for noun in PEOPLE} | {"people"}


def shared_event(text: str, amount: Amount, noun: Noun | None, previous: Figure | None) -> str:
    """In "killed three women and two men" the second number has the first one's measure."""
    if not (previous and noun and noun.name in PEOPLE and previous.measure in EVENTS):
        return ""
    gap = text[previous.end : amount.start]
    return previous.measure if len(gap) < 40 and SHARED.fullmatch(gap) else ""


def inherited(text: str, amount: Amount, earlier: list[Figure]) -> tuple[str, str, bool] | None:
    """Unit and measure of what was counted before, where "15 of them" or "two landed" speak of a part of it.

    "And 20 on Monday" and "up from 20" speak of the like, and are no part.
    """
    if earlier and _goes_on(text, amount, earlier[-1]):
        return earlier[-1].unit, earlier[-1].measure, False
    whole = next((each for each in reversed(earlier[-LOOK:]) if may_hold(each, amount)), None)
    return (whole.unit, whole.measure, True) if whole and _speaks_of(text, amount, whole) else None


def _goes_on(text: str, amount: Amount, previous: Figure) -> bool:
    gap = text[previous.end : amount.start][:FAR]
    on = (gap.endswith(" and ") and FROM.match(amount.after)) or COMPARED.search(amount.before)
    return bool(on and not SENTENCE_END.search(gap) and _counts(previous))


def _speaks_of(text: str, amount: Amount, whole: Figure) -> bool:
    gap = text[whole.end : amount.start]
    if len(gap) > FAR or "\n" in gap:
        return False
    ends = len(SENTENCE_END.findall(gap))
    if OF_THEM.match(amount.after) or OF_WHICH.search(amount.before):
        return ends == 0
    return ends <= 1 and bool(DOES.match(amount.after) or ("," in gap and FROM.match(amount.after)))


def may_hold(whole: Figure, part: Amount) -> bool:
    """A part is no more than its whole, and counts what can be counted."""
    value = part.number.value
    return _counts(whole) and value is not None and (whole.low is None or value <= whole.low)


def _counts(figure: Figure) -> bool:
    return figure.measure in EVENTS or bool(figure.unit and figure.measure.startswith(figure.unit[:4]))


def bound_of(text: str, amount: Amount, unit: str, previous: Figure | None) -> tuple[str, bool]:
    """The bound of a number, which may be that of the one before: "at least nine were killed and 40 wounded"."""
    if previous and amount.bound == "exact" and previous.bound in BOUNDS:
        gap = text[previous.end : amount.start][:NEAR]
        if ELLIPSIS.fullmatch(gap) and re.match(r"\s\w+ed\b", amount.after):
            return previous.bound, previous.strict
        if gap == " (" and unit and unit != previous.unit:  # the same in another unit: "about 58 km (36 miles)"
            return previous.bound, previous.strict
    return amount.bound, amount.strict


def denial_of(text: str, amount: Amount, own: str, previous: Figure | None) -> str:
    """What is said against one of two numbers joined by "and" is said against both."""
    if own or not previous or not previous.denial:
        return own
    gap = text[previous.end : amount.start]
    return previous.denial if len(gap) < 40 and SHARED.fullmatch(gap) else ""


def together(text: str, found: list[Figure]) -> list[Figure]:
    """Figures in order, each with what those after it in its sentence say of it."""
    for index in range(len(found) - 1, 0, -1):
        found[index - 1] = _as_listed(text, found[index - 1], found[index])
    for index, whole in enumerate(found):
        count = _parts(text, whole, found[index + 1 : index + 7])
        for part in range(index + 1, index + 1 + count):
            found[part] = replace(found[part], scope="part", measure=_measure_of(found[part], whole))
    return found


def _as_listed(text: str, figure: Figure, following: Figure) -> Figure:
    """In "three women and two men were killed" the women were too."""
    listed = figure.measure in PEOPLED and following.measure in EVENTS and following.unit in PEOPLED
    gap = text[figure.end : following.start]
    if listed and len(gap) < 40 and LISTED.fullmatch(gap):
        return replace(figure, measure=following.measure)
    return figure


def _measure_of(part: Figure, whole: Figure) -> str:
    return whole.measure if whole.measure in EVENTS and part.measure in PEOPLED else part.measure


def _parts(text: str, whole: Figure, following: list[Figure]) -> int:
    """How many figures after this one in its sentence add up to it exactly: "four people, two adults and two teens"."""
    left, low = whole.low, whole.low
    for count, part in enumerate(following, 1):
        if low is None or left is None or low < 3 or part.low is None or part.high is not None:
            return 0
        if SENTENCE_END.search(text, whole.end, part.start) or part.start - whole.end > FAR or not _alike(part, whole):
            return 0
        left -= part.low
        if left <= 0:
            return count if left == 0 and count > 1 else 0
    return 0


def _alike(part: Figure, whole: Figure) -> bool:
    return part.measure == whole.measure or part.measure in PEOPLED or (whole.unit == "people" and part.unit != "")
