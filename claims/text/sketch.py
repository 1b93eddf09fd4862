"""Near copies: what a text is found again by, and how much of two texts is the same words.

A text's shingles are its runs of five words. A shingle becomes a key by its own hash alone, so what two texts have in
common has its keys in both, also where one of them is a short wire text inside a long article.
"""

import re
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\W_]+")  # scripts without blanks: by sign
RUN = 5
LONGEST = 150_000  # characters; what follows in a text without end is not looked at
ONE_IN = 8  # shingles become keys
FEWEST_KEYS, MOST_KEYS = 64, 1024
FEWEST_WORDS = 30  # in common; texts that share fewer are nobody’s copies: too many say the same in as few words
SHARED_KEYS = 3  # with fewer in common two texts are not even compared
SAME = 0.5  # of one of the texts
LEAST = 0.15  # of the other


class Common(NamedTuple):
    """How much of each text stands in the other, word for word in runs of five and more."""

    share_of_a: float
    share_of_b: float
    words: int


def words(text: str) -> list[str]:
    return WORD.findall(text[:LONGEST].casefold())


def keys(text: str) -> list[int]:
    """Numbers of 63 bits, at least 64 of them where the text has as many shingles."""
    found = sorted({_hash(shingle) for shingle in _shingles(words(text))})
    low = sum(1 for each in found if each < 2**63 // ONE_IN)
    return found[: min(max(low, FEWEST_KEYS), MOST_KEYS)]


def share(a: str, b: str) -> Common:
    in_a, in_b = words(a), words(b)
    of_a, of_b = _shingles(in_a), _shingles(in_b)
    common = set(of_a) & set(of_b)
    covered_a, covered_b = _covered(of_a, common), _covered(of_b, common)
    return Common(covered_a / max(len(in_a), 1), covered_b / max(len(in_b), 1), min(covered_a, covered_b))


def is_copy(common: Common) -> bool:
    """Whether one text is for the most part in the other, and is no small part of it."""
    low, high = sorted((common.share_of_a, common.share_of_b))
    return common.words >= FEWEST_WORDS and high >= SAME and low >= LEAST


def _shingles(found: list[str]) -> list[str]:
    return [" ".join(found[at : at + RUN]) for at in range(len(found) - RUN + 1)]


def _hash(shingle: str) -> int:
    return int.from_bytes(blake2b(shingle.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


def _covered(shingles: list[str], common: set[str]) -> int:
    """Words that stand in at least one of the common shingles."""
    return len(set(chain.from_iterable(range(at, at + RUN) for at, each in enumerate(shingles) if each in common)))
