"""Which stretches of an old text stand in a new one: by sentences that occur once in both, then by words between them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from claims.text.folding import fold, plain
from claims.text.matching import MATRIX, Gap, Pair, between, common, match, moved
from claims.text.sentences import sentences
from claims.text.spans import Span

FIXED = 20  # a shorter sentence that occurs once is no fixed point
STAYED = 75  # per cent of a sentence that stand in its own place
SHINGLE = 6  # words in a row, looked for where a gap is too large to compare all

# A word with its marks, apostrophes and decimal points; a letter of scripts without blanks; a sign with its modifiers.
MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u200c\u200d"
UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
LETTER = rf"(?:(?![{UNSPACED}])[\w{MARKS}])"
SIGN = "[^\\w\\s][\ufe0f\U0001f3fb-\U0001f3ff]*"
TOKEN = re.compile(rf"[{UNSPACED}]|\d+(?:[.,:]\d+)*(?!\w)|{LETTER}++(?:\"{LETTER}++)*+|{SIGN}(?:\u200d{SIGN})*")


class Block(NamedTuple):
    """`size` characters from `old` on stand from `new` on, house style aside."""

    old: int
    new: int
    size: int

    @property
    def before(self) -> Span:
        return Span(self.old, self.old + self.size)

    @property
    def after(self) -> Span:
        return Span(self.new, self.new + self.size)

    def within(self, old: Span) -> "Block":
        """The part of it that lies in a stretch of the old text."""
        start, end = max(self.old, old.start), min(self.old + self.size, old.end)
        return Block(start, self.new + start - self.old, end - start)


class Alignment:
    """Made once for a pair of texts, asked for every span."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self.old_folded, self.new_folded = fold(old), fold(new)
        self.spine, self.moves = self._blocks()
        self.blocks = sorted([*self.spine, *self.moves])
        self.by_new = sorted(self.blocks, key=lambda block: block.new)
        self._starts = [block.old for block in self.blocks]
        self._new_starts = [block.new for block in self.by_new]

    def over(self, span: Span) -> list[Block]:
        """The blocks that reach into a stretch of the old text, whole."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        return [
            block for block in self.blocks[first : bisect_left(self._starts, span.end)] if block.before.overlaps(span)
        ]

    def onto(self, span: Span) -> list[Block]:
        """The blocks that reach into a stretch of the new text, whole."""
        first = max(0, bisect_right(self._new_starts, span.start) - 1)
        last = bisect_left(self._new_starts, span.end)
        return [block for block in self.by_new[first:last] if block.after.overlaps(span)]

    def _blocks(self) -> tuple[list[Block], list[Block]]:
        before, after = sentences(self.old), sentences(self.new)
        keys = [plain(each.of(self.old)) for each in before], [plain(each.of(self.new)) for each in after]
        matched = match(*keys, is_fixed=_is_fixed)
        out_of_order = [
            (i, j) for i, j in moved(*keys, matched, _is_fixed) if not _stayed(keys[0][i], _beside(matched, i, keys[1]))
        ]
        taken = [before[i] for i, _ in out_of_order], sorted(after[j] for _, j in out_of_order)
        moves = [(before[i], after[j]) for i, j in out_of_order]
        spine = [(before[i], after[j]) for i, j in matched]
        return self._joined(self._along(spine, *taken)), self._joined(self._inside(moves))

    def _along(self, spine: list[tuple[Span, Span]], taken: list[Span], new_taken: list[Span]) -> Iterator[Block]:
        """What the fixed points hold, and between them what the words show, without sentences that moved."""
        at, to = 0, 0
        for before, after in [*spine, (Span(len(self.old), len(self.old)), Span(len(self.new), len(self.new)))]:
            old = self._tokens(self.old_folded, Span(at, before.start), taken)
            yield from self._by_words(old, self._tokens(self.new_folded, Span(to, after.start), new_taken))
            yield from self._inside([(before, after)])
            at, to = before.end, after.end

    def _inside(self, pairs: Iterable[tuple[Span, Span]]) -> Iterator[Block]:
        """Sentences that are the same, or the same but for house style."""
        for before, after in pairs:
            if before.of(self.old_folded) == after.of(self.new_folded):
                yield Block(before.start, after.start, before.end - before.start)
            else:
                old = self._tokens(self.old_folded, before, [])
                yield from self._by_words(old, self._tokens(self.new_folded, after, []))

    def _tokens(self, folded: str, part: Span, taken: list[Span]) -> list[Span]:
        """The words of a part, but for the spans that are taken already."""
        found: list[Span] = []
        start = part.start
        inner = taken[
            bisect_left(taken, part.start, key=itemgetter(0)) : bisect_left(taken, part.end, key=itemgetter(0))
        ]
        for end, next_start in [*inner, (part.end, part.end)]:
            found += [Span(*token.span()) for token in TOKEN.finditer(folded, start, end)]
            start = next_start
        return found

    def _by_words(self, old: list[Span], new: list[Span]) -> Iterator[Block]:
        words = [each.of(self.old_folded) for each in old], [each.of(self.new_folded) for each in new]
        for i, j in pairs_of_words(*words):
            yield Block(old[i].start, new[j].start, old[i].end - old[i].start)

    def _joined(self, blocks: Iterable[Block]) -> list[Block]:
        """Neighbours with the same blanks, or nothing, between them are one block."""
        found: list[Block] = []
        for block in sorted(blocks):
            last = found[-1] if found else None
            if last and self._touch(last, block):
                found[-1] = Block(last.old, last.new, block.old + block.size - last.old)
            else:
                found.append(block)
        return [block for block in found if block.size]

    def _touch(self, last: Block, block: Block) -> bool:
        between = self.old_folded[last.before.end : block.old]
        return (
            not between.strip()
            and last.after.end <= block.new
            and between == self.new_folded[last.after.end : block.new]
        )


def pairs_of_words(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    whole = Gap(0, len(old), 0, len(new))
    if whole.matrix <= MATRIX:
        return sorted(common(old, new, whole))
    points = match(_shingles(old), _shingles(new))
    return sorted([*points, *(pair for gap in between(whole, points) for pair in common(old, new, gap))])


def _shingles(words: Sequence[str]) -> list[Hashable]:
    return list(zip(*(words[step:] for step in range(SHINGLE)), strict=False))


def _is_fixed(sentence: Hashable) -> bool:
    return len(str(sentence)) >= FIXED


def _beside(matched: list[Pair], at: int, new: list[str]) -> list[str]:
    """The new sentences between those that stand on either side of an old one."""
    after = bisect_left(matched, (at, 0))
    start = matched[after - 1][1] + 1 if after else 0
    return new[start : matched[after][1] if after < len(matched) else len(new)]


def _stayed(sentence: str, beside: list[str]) -> bool:
    """Was it edited where it stood, so that its very words elsewhere are a copy?"""
    return any(other != sentence and ratio(sentence, other, score_cutoff=STAYED) for other in beside)
