"""Words and signs, and which of one text are which of another."""

import re
from bisect import bisect_left
from collections.abc import Hashable, Sequence
from operator import itemgetter

from claims.text.matching import MATRIX, Gap, Pair, between, common, match
from claims.text.spans import Span

ROW, LONG_ROW = 2, 6  # words looked for together; the longer where a gap is too large to compare all its words

# A word with its marks, apostrophes and decimal points; a letter of scripts without blanks; a sign with its modifiers.
MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u200c\u200d"
UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
LETTER = rf"(?:(?![{UNSPACED}])[\w{MARKS}])"
SIGN = "[^\\w\\s][\ufe0f\U0001f3fb-\U0001f3ff]*"
TOKEN = re.compile(rf"[{UNSPACED}]|\d+(?:[.,:]\d+)*(?!\w)|{LETTER}++(?:\"{LETTER}++)*+|{SIGN}(?:\u200d{SIGN})*")


def tokens(folded: str, part: Span, taken: Sequence[Span] = ()) -> list[Span]:
    """The words of a part of a folded text, but for the spans that are taken already."""
    found: list[Span] = []
    start = part.start
    inner = taken[bisect_left(taken, part.start, key=itemgetter(0)) : bisect_left(taken, part.end, key=itemgetter(0))]
    for end, next_start in [*inner, (part.end, part.end)]:
        found += [Span(*token.span()) for token in TOKEN.finditer(folded, start, end)]
        start = next_start
    return found


def pairs_of_words(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Words in a row first: single ones like "the" would be found anywhere. Then what is left between those."""
    whole = Gap(0, len(old), 0, len(new))
    row = ROW if whole.matrix <= MATRIX else LONG_ROW
    points = match(_rows(old, row), _rows(new, row)).in_order
    return sorted([*points, *(pair for gap in between(whole, points) for pair in common(old, new, gap))])


def _rows(words: Sequence[str], length: int) -> list[Hashable]:
    return list(zip(*(words[step:] for step in range(length)), strict=False))
