"""The terms of a sentence that weights are learned for: its words, how they begin, its pairs of words, its length."""

import re
from itertools import pairwise

LONGEST = 2000  # characters that are looked at
WORD = re.compile(r"\d[\d.,]*|[^\W\d_]++(?:[’'][^\W\d_]++)*+|[%$£€?!]")
BEGINNING = 5  # letters: "electing", "elected" and "elections" begin alike
LENGTHS = (5, 8, 12, 17, 23, 30, 40)  # words


def terms_of(sentence: str) -> frozenset[str]:
    """Numbers are alike ("0"): that there is one tells, which it is does not."""
    words = ["0" if word[0].isdigit() else word for word in WORD.findall(_folded(sentence[:LONGEST]))]
    pairs = (f"{first} {second}" for first, second in pairwise(["^", *words, "$$"]))
    beginnings = (f"{word[:BEGINNING]}-" for word in words if len(word) > BEGINNING)
    return frozenset([*words, *beginnings, *pairs, *_lengths(len(words))])


def _folded(sentence: str) -> str:
    return sentence.lower().replace("’", "'")


def _lengths(words: int) -> list[str]:
    """One term for every step that is reached: what a longer sentence is worth adds up."""
    return [f"#{length}" for length in LENGTHS if words >= length]
