"""From tagged words to who says what: each content goes to the cue that stands closest to it."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

FAR = 40  # what is farther apart belongs to others
SENTENCE = 6  # how many words the end of a sentence counts for
CUE = 3  # and somebody else's cue


class Piece(NamedTuple):
    """Words in a row under one tag, as numbers of words, end not included."""

    role: str  # S source, K cue, C content
    start: int
    end: int


class Said(NamedTuple):
    """A cue with what is said under it, the nearest first; or what is said without one."""

    cue: Piece | None
    contents: list[Piece]


def pieces(tags: Sequence[str]) -> list[Piece]:
    found: list[Piece] = []
    for index, tag in enumerate(tags):
        if found and found[-1].end == index and tag == f"I-{found[-1].role}":
            found[-1] = found[-1]._replace(end=index + 1)
        elif tag not in ("O", ""):
            found.append(Piece(tag[-1], index, index + 1))
    return found


class Pairs:
    """The pieces of one line, `ends` where a word ends a sentence."""

    def __init__(self, tags: Sequence[str], ends: Sequence[bool]) -> None:
        found = pieces(tags)
        self.sources, self.cues, self.contents = ([each for each in found if each.role == role] for role in "SKC")
        costs = ((tag == "O") + SENTENCE * end + CUE * (tag == "B-K") for tag, end in zip(tags, ends, strict=True))
        self.sums = list(accumulate(costs, initial=0))

    def said(self) -> list[Said]:
        by = {content: self.nearest(content, self.cues) for content in self.contents}
        found = [Said(cue, [each for each in self.contents if by[each] == cue]) for cue in self.cues]
        for cue, contents in found:
            contents.sort(key=lambda each: self.apart(each, cue or each))
        return found + [Said(None, [each]) for each in self.contents if not by[each]]

    def nearest(self, piece: Piece, others: Sequence[Piece]) -> Piece | None:
        at = bisect_left(others, piece.start, key=lambda other: other.start)
        near = [other for other in others[max(0, at - 2) : at + 2] if self.apart(piece, other) <= FAR]
        return min(near, key=lambda other: self.apart(piece, other), default=None)

    def apart(self, one: Piece, other: Piece) -> int:
        """Words between that bear no tag; ends of sentences and cues count for several."""
        return max(0, self.sums[max(one.start, other.start)] - self.sums[min(one.end, other.end)])
