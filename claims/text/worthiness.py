"""How much a sentence is worth checking, and why: weights set by hand, in lists/worthiness.toml."""

import re
from collections.abc import Collection, Sequence
from functools import cache
from math import exp
from typing import NamedTuple

from claims.text.figures import Figure, figures
from claims.text.lists import any_of, load
from claims.text.measures import EVENTS

LISTS = load("worthiness")
START: float = LISTS["start"]
WEIGHTS: dict[str, float] = {reason: entry["weight"] for reason, entry in LISTS["reasons"].items()}
LABELS: dict[str, str] = {reason: entry["label"] for reason, entry in LISTS["reasons"].items()}
LONGEST = 2000  # what is read of one sentence

NAMED = re.compile(r"(?<=[a-z,;”\"’] )(?:the )?(?!I\b|I[’'])[A-Z][\w’'.-]+|^(?:[A-Z][\w’'-]+ ){2,}")
STOPPED = re.compile(r"[.!?…:;][”\"’')\]]*\s*$")


class Worth(NamedTuple):
    score: float  # 0 to 1
    reasons: list[str]  # what speaks for it, the weightiest first; LABELS has them in words


def worthiness(sentence: str) -> Worth:
    return worth(sentence, figures(sentence[:LONGEST]))


def worth(sentence: str, found: Sequence[Figure], circumstances: Collection[str] = ()) -> Worth:
    """As `worthiness`, where the figures are known already, with reasons that the sentence alone does not show."""
    applying = [reason for reason in WEIGHTS if reason in circumstances or _applies(reason, sentence[:LONGEST], found)]
    total = START + sum(WEIGHTS[reason] for reason in applying)
    speaking = sorted((reason for reason in applying if WEIGHTS[reason] > 0), key=lambda reason: -WEIGHTS[reason])
    return Worth(round(1 / (1 + exp(-total)), 4), speaking)


def _applies(reason: str, sentence: str, found: Sequence[Figure]) -> bool:
    pattern = _pattern(reason)
    if pattern:
        return bool(pattern.search(sentence))
    match reason:
        case "figure":
            return any(is_telling(figure) for figure in found)
        case "toll":
            return any(figure.measure in EVENTS for figure in found)
        case "named actor":
            return bool(NAMED.search(sentence))
        case "fragment":
            return sentence.count(" ") < 4
        case "headline":
            return not STOPPED.search(sentence)
    return False


def is_telling(figure: Figure) -> bool:
    """Whether a figure says something by itself: no span of time, no "two sides"."""
    if figure.low is None or figure.measure in ("duration", "count"):
        return False
    return figure.low > 2 or figure.measure in EVENTS or figure.measure in ("money", "percent", "magnitude")


@cache
def _pattern(reason: str) -> re.Pattern[str] | None:
    entry = LISTS["reasons"][reason]
    if "any" in entry:
        return re.compile(rf"\b{any_of(entry['any'])}\b", re.IGNORECASE)
    return re.compile(entry["pattern"], re.IGNORECASE) if "pattern" in entry else None
