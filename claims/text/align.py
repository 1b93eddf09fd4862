"""Which stretches of an old text stand in a new one: by sentences that occur once in both, then by words."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from claims.text.folding import fold, plain
from claims.text.matching import Pair
from claims.text.pairing import SPARE, Pairing
from claims.text.sentences import sentences
from claims.text.spans import Span
from claims.text.tokens import pairs_of_words, tokens

Sentences = Iterable[tuple[Span, Span]]


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
        self.before, self.after = sentences(old), sentences(new)
        self._align()
        self.blocks = sorted([*self.spine, *self.moves, *self.alike])
        self.by_new = sorted(self.blocks, key=itemgetter(1))
        self._starts = [block.old for block in self.blocks]
        self._new_starts = [block.new for block in self.by_new]
        held = zip(self.after, _held(self.after, self.blocks, 1), strict=True)
        self.unheld = [each for each, share in held if share < SPARE]  # new sentences that nothing old explains

    def over(self, span: Span) -> list[Block]:
        """The blocks that reach into a stretch of the old text, whole."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = bisect_left(self._starts, span.end)
        return [block for block in self.blocks[first:last] if block.before.overlaps(span)]

    def onto(self, span: Span) -> list[Block]:
        """The blocks that reach into a stretch of the new text, whole."""
        first = max(0, bisect_right(self._new_starts, span.start) - 1)
        last = bisect_left(self._new_starts, span.end)
        return [block for block in self.by_new[first:last] if block.after.overlaps(span)]

    def _align(self) -> None:
        keys = [plain(each.of(self.old)) for each in self.before], [plain(each.of(self.new)) for each in self.after]
        pairing = Pairing(*keys)
        spine = self._joined(self._along(pairing))
        moves = self._joined(self._inside(self._spans(pairing.moved)))
        held, new_held = _held(self.before, spine, 0), _held(self.after, spine, 1)
        edited, elsewhere = pairing.edited(held, new_held)
        both = self._spans([*edited, *elsewhere])
        left = _outside(_outside(spine, sorted(old for old, _ in both), 0), sorted(new for _, new in both), 1)
        self.spine = sorted([*left, *self._joined(self._inside(self._spans(edited)))])
        self.moves = moves
        self.alike = self._joined(self._inside(self._spans(elsewhere)))

    def _spans(self, pairs: list[Pair]) -> list[tuple[Span, Span]]:
        return [(self.before[i], self.after[j]) for i, j in pairs]

    def _along(self, pairing: Pairing) -> Iterator[Block]:
        """What the fixed points hold, and between them what the words show, without sentences that moved."""
        taken = self._spans(pairing.moved)
        old_taken, new_taken = sorted(old for old, _ in taken), sorted(new for _, new in taken)
        at, to = 0, 0
        ends = Span(len(self.old), len(self.old)), Span(len(self.new), len(self.new))
        for before, after in [*self._spans(pairing.matched), ends]:
            old = tokens(self.old_folded, Span(at, before.start), old_taken)
            yield from self._by_words(old, tokens(self.new_folded, Span(to, after.start), new_taken))
            yield from self._inside([(before, after)])
            at, to = before.end, after.end

    def _inside(self, pairs: Sentences) -> Iterator[Block]:
        """Sentences that are the same, or nearly."""
        for before, after in pairs:
            if before.of(self.old_folded) == after.of(self.new_folded):
                yield Block(before.start, after.start, before.end - before.start)
            else:
                yield from self._by_words(tokens(self.old_folded, before), tokens(self.new_folded, after))

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
        between, new = Span(last.before.end, block.old), Span(last.after.end, block.new)
        if between.of(self.old_folded).strip() or new.start > new.end:
            return False
        return between.of(self.old_folded) == new.of(self.new_folded)


def _held(listed: list[Span], blocks: list[Block], side: int) -> list[float]:
    """The share of each sentence that the blocks hold."""
    blocks = sorted(blocks, key=itemgetter(side))
    starts = [block[side] for block in blocks]
    return [
        _share(each, blocks[max(0, bisect_right(starts, each.start) - 1) : bisect_left(starts, each.end)], side)
        for each in listed
    ]


def _share(part: Span, blocks: list[Block], side: int) -> float:
    held = sum(max(0, min(part.end, block[side] + block.size) - max(part.start, block[side])) for block in blocks)
    return held / (part.end - part.start)


def _outside(blocks: list[Block], parts: list[Span], side: int) -> list[Block]:
    """What is left of the blocks without these parts of the old (0) or new (1) text."""
    return [piece for block in blocks for piece in _cut(block, parts, side)]


def _cut(block: Block, parts: list[Span], side: int) -> Iterator[Block]:
    start, end = block[side], block[side] + block.size
    first = max(0, bisect_right(parts, start, key=itemgetter(0)) - 1)
    at = start
    for part in parts[first : bisect_left(parts, end, key=itemgetter(0))]:
        if at < part.start:
            yield Block(block.old + at - start, block.new + at - start, part.start - at)
        at = max(at, part.end)
    if at < end:
        yield Block(block.old + at - start, block.new + at - start, end - at)
