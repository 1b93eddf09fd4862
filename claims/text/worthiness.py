"""How much a sentence is worth checking, and why: reasons in lists/worthiness.toml, weighed by hand or as learned."""

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

from claims.text.figures import Figure, figures
from claims.text.lists import any_of, load
from claims.text.measures import EVENTS
from claims.text.terms import terms_of
from claims.text.weighing import BUILT_IN, Weights

LISTS = load("worthiness")
LABELS: dict[str, str] = {reason: entry["label"] for reason, entry in LISTS["reasons"].items()}
LONGEST = 2000  # what is read of one sentence

NAMED = re.compile(r"(?<=[a-z,;”\"’] )(?:the )?(?!I\b|I[’'])[A-Z][\w’'.-]+|^(?:[A-Z][\w’'-]+ ){2,}")
STOPPED = re.compile(r"[.!?…:;]\s?[”\"’')\]]*\s*$")


class Worth(NamedTuple):
    score: float  # 0 to 1
    reasons: list[str]  # what speaks for it, the weightiest first; LABELS has them in words
    signs: list[str]  # every reason that applies, those that speak against it too


def worthiness(sentence: str, weights: Weights = BUILT_IN) -> Worth:
    return worth(sentence, figures(sentence[:LONGEST]), weights=weights)


def worth(
    sentence: str, found: Sequence[Figure], circumstances: Collection[str] = (), weights: Weights = BUILT_IN
) -> Worth:
    """As `worthiness`, where the figures are known already, with reasons that the sentence alone does not show."""
    read = sentence[:LONGEST]
    lower = read.lower()
    signs = [each for each in LABELS if each in circumstances or _applies(each, read, lower, found)]
    weight = weights.reasons.get
    speaking = sorted((sign for sign in signs if weight(sign, 0) > 0), key=lambda sign: -weight(sign, 0))
    terms = terms_of(sentence) if weights.terms else ()
    return Worth(weights.score(signs, terms), speaking, signs)


def _applies(reason: str, sentence: str, lower: str, found: Sequence[Figure]) -> bool:
    anywhere, begins, cased = _patterns(reason)
    if not (anywhere or begins or cased):
        return _counts(reason, sentence, found)
    shown = (anywhere and anywhere.search(lower)) or (begins and begins.match(lower))
    return bool(shown or (cased and cased.match(sentence)))


def _counts(reason: str, sentence: str, found: Sequence[Figure]) -> bool:
    """Whether a reason shows in its figures, its length or its form."""
    match reason:
        case "figure":
            return any(is_telling(figure) for figure in found)
        case "several figures":
            return sum(is_telling(figure) for figure in found) > 1
        case "amount":
            return bool(found) and not any(is_telling(figure) for figure in found)
        case "toll":
            return any(figure.measure in EVENTS for figure in found)
        case "named actor":
            return bool(NAMED.search(sentence))
        case "fragment":
            return sentence.count(" ") < 4
        case "short":
            return sentence.count(" ") < 8
        case "headline":
            return not STOPPED.search(sentence) or _is_capitalised(sentence)
    return False


def _is_capitalised(sentence: str) -> bool:
    """Whether Every Longer Word Begins With a Capital."""
    words = [word for word in sentence.split() if len(word) > 3 and word[0].isalpha()]
    return len(words) > 3 and all(word[0].isupper() for word in words)


def is_telling(figure: Figure) -> bool:
    """Whether a figure says something by itself: no span of time, no "two sides"."""
    if figure.low is None or figure.measure in ("duration", "count"):
        return False
    return figure.low > 2 or figure.measure in EVENTS or figure.measure in ("money", "percent", "magnitude")


@cache
def _patterns(reason: str) -> list[re.Pattern[str] | None]:
    """For any place and for the beginning of a sentence in lower case, and for the beginning of it as it stands."""
    entry = LISTS["reasons"][reason]
    words = rf"\b{any_of(entry['any'])}\b" if "any" in entry else entry.get("pattern")
    return [re.compile(form) if form else None for form in (words, entry.get("begins"), entry.get("cased"))]
