"""What tells sentences apart that are made alike."""

import re

NAME = re.compile(r"\d+(?:[.,]\d+)*|(?<!^)(?<![.!?:] )(?<![\"\n])\b[^\W\d_a-z]\w+")


def names(text: str) -> set[str]:
    """Numbers and words with a capital inside a sentence."""
    return set(NAME.findall(text))


def names_fit(old: str, new: str, halves: int) -> bool:
    """Whether enough of the names and numbers of a text stand in another: one of two (1) or half of them (2)."""
    told = names(old)
    kept = sum(1 for name in told if name in new)
    return len(told) < 2 or (kept > 0 if halves == 1 else 2 * kept >= len(told))
