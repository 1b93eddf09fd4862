"""How near statements are to one another by their words, and what stands between two that are near."""

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from math import log
from typing import NamedTuple
from unicodedata import combining, normalize

from claims.text.amounts import Amount, amounts
from claims.text.likeness import names
from claims.text.lists import load

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
WORDS = load("nearness")
NEGATING, EMPTY, ENDINGS = frozenset(WORDS["negating"]), frozenset(WORDS["empty"]), tuple(WORDS["endings"])
SATURATION, BY_LENGTH = 1.2, 0.4  # BM25's k and b; statements are short and of much the same length
UNHEARD = 0.5  # what counts of a word that none of the others has


class Near(NamedTuple):
    place: int  # in the list that was compared
    share: float  # of what the words of the text tell, 0 to 1
    differences: tuple[str, ...]  # what keeps the two from being one claim, in words


def nearest(text: str, others: Sequence[str], most: int, least: float = 0.0) -> list[Near]:
    """Those of the others that share telling words with the text, the nearest first."""
    asked, rows = set(terms(text)), [Counter(terms(other)) for other in others]
    weights = _weights(asked, rows)
    full = sum(weights.values()) or 1.0
    usual = sum(row.total() for row in rows) / max(len(rows), 1)
    scores = [_score(weights, row, usual) / full for row in rows]
    order = sorted((place for place in range(len(rows)) if scores[place] > least), key=lambda place: -scores[place])
    return [Near(place, min(scores[place], 1.0), differences(text, others[place])) for place in order[:most]]


def terms(text: str) -> list[str]:
    """The telling words, without case, accents and endings."""
    letters = "".join(each for each in normalize("NFKD", text.casefold()) if not combining(each))
    return [_stem(word) for word in WORD.findall(letters) if word not in EMPTY]


def differences(text: str, other: str) -> tuple[str, ...]:
    """Other numbers, other names, or one of the two denies: then words in common make no claim the same."""
    told = (
        _apart("number", _numbers(text), _numbers(other)),
        _apart("name", _named(text), _named(other)),
        "only one of the two denies" if _denies(text) != _denies(other) else "",
    )
    return tuple(filter(None, told))


def _weights(asked: set[str], rows: list[Counter[str]]) -> dict[str, float]:
    held = Counter(term for row in rows for term in row.keys() & asked)
    return {term: _rarity(held[term], len(rows)) * (1 if held[term] else UNHEARD) for term in asked}


def _rarity(held: int, rows: int) -> float:
    return log(1 + (rows - held + 0.5) / (held + 0.5))


def _score(weights: dict[str, float], row: Counter[str], usual: float) -> float:
    damping = SATURATION * (1 - BY_LENGTH + BY_LENGTH * row.total() / (usual or 1))
    shared = ((weights[term], row[term]) for term in weights.keys() & row.keys())
    return sum(weight * count * (SATURATION + 1) / (count + damping) for weight, count in shared)


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending) + ("y" if ending == "ies" else "")
    return word


def _numbers(text: str) -> set[str]:
    """Written in figures or in words."""
    return {f"{number:,f}" for number in map(_value, amounts(text)) if number is not None}


def _value(amount: Amount) -> Decimal | None:
    return amount.number.value.normalize() if amount.number.value is not None else None


def _named(text: str) -> set[str]:
    return {_stem(name.casefold()) for name in names(text) if not name[0].isdigit()}


def _apart(what: str, ours: set[str], theirs: set[str]) -> str:
    """Only where both tell some and neither tells all of the other's."""
    if not (ours - theirs and theirs - ours):
        return ""
    return f"other {what}s: {_listed(theirs - ours)} there, {_listed(ours - theirs)} here"


def _listed(words: set[str]) -> str:
    return ", ".join(sorted(words)[:4])


def _denies(text: str) -> bool:
    words = {word.casefold() for word in WORD.findall(text)}
    return bool(words & NEGATING) or any(word.endswith(("n't", "n’t")) for word in words)
