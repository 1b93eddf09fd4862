"""Which items of one sequence are which of another, both read in order: patience first, then the longest common row."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

MATRIX = 200_000_000  # pairs compared at most in one gap: 25 MB, some 20 ms
Items = Sequence[Hashable]
Pair = tuple[int, int]


class Gap(NamedTuple):
    old: int
    old_end: int
    new: int
    new_end: int

    @property
    def is_empty(self) -> bool:
        return self.old == self.old_end or self.new == self.new_end

    @property
    def matrix(self) -> int:
        return (self.old_end - self.old) * (self.new_end - self.new)


def match(old: Items, new: Items, is_fixed: Callable[[Hashable], bool] = bool) -> list[Pair]:
    """Places of equal items, rising on both sides. Items that occur once in both and are fixed points split the whole,
    items that occur once in both sides of a gap split the gap, and so on."""
    whole = Gap(0, len(old), 0, len(new))
    found = longest_rising(_once(old, new, whole, is_fixed))
    gaps = list(between(whole, found))
    while gaps:
        gap = gaps.pop()
        points = longest_rising(_once(old, new, gap, bool))
        found += points or common(old, new, gap)
        gaps += between(gap, points) if points else ()
    return sorted(found)


def common(old: Items, new: Items, gap: Gap) -> list[Pair]:
    """The longest common row of a gap; nothing but its equal ends where the gap is too large to compare."""
    found, gap = _ends(old, new, gap)
    if gap.is_empty or gap.matrix > MATRIX:
        return found
    codes = Indel.opcodes(old[gap.old : gap.old_end], new[gap.new : gap.new_end])
    for code in codes:
        if code.tag == "equal":
            size = code.src_end - code.src_start
            found += [(gap.old + code.src_start + step, gap.new + code.dest_start + step) for step in range(size)]
    return found


def between(gap: Gap, points: Sequence[Pair]) -> Iterator[Gap]:
    old, new = gap.old, gap.new
    for i, j in [*points, (gap.old_end, gap.new_end)]:
        if old < i and new < j:
            yield Gap(old, i, new, j)
        old, new = i + 1, j + 1


def longest_rising(pairs: list[Pair]) -> list[Pair]:
    """The longest part of pairs sorted by their first place that rises in the second too."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        at = bisect_left(tails, j)
        tails[at : at + 1], ends[at : at + 1] = [j], [index]
        before.append(ends[at - 1] if at else -1)
    row, index = [], ends[-1] if ends else -1
    while index >= 0:
        row.append(pairs[index])
        index = before[index]
    return row[::-1]


def moved(old: Items, new: Items, matched: Sequence[Pair], is_fixed: Callable[[Hashable], bool]) -> list[Pair]:
    """Items that occur once in both but out of order, with the equal neighbours that moved along."""
    left, right = {i for i, _ in matched}, {j for _, j in matched}
    found: list[Pair] = []
    for i, j in _once(old, new, Gap(0, len(old), 0, len(new)), is_fixed):
        if i in left or j in right:
            continue
        for step in (1, -1):
            at, to = (i, j) if step == 1 else (i - 1, j - 1)
            while (
                0 <= at < len(old) and 0 <= to < len(new) and old[at] == new[to] and at not in left and to not in right
            ):
                found.append((at, to))
                left.add(at)
                right.add(to)
                at, to = at + step, to + step
    return sorted(found)


def _once(old: Items, new: Items, gap: Gap, is_fixed: Callable[[Hashable], bool]) -> list[Pair]:
    before, after = old[gap.old : gap.old_end], new[gap.new : gap.new_end]
    old_times, new_times = Counter(before), Counter(after)
    place = {item: gap.new + at for at, item in enumerate(after)}
    return [
        (gap.old + at, place[item])
        for at, item in enumerate(before)
        if old_times[item] == 1 and new_times[item] == 1 and is_fixed(item)
    ]


def _ends(old: Items, new: Items, gap: Gap) -> tuple[list[Pair], Gap]:
    """The equal items at both ends, and what is left between them."""
    at, end, to, to_end = gap
    found = []
    while at < end and to < to_end and old[end - 1] == new[to_end - 1]:
        end, to_end = end - 1, to_end - 1
        found.append((end, to_end))
    while at < end and to < to_end and old[at] == new[to]:
        found.append((at, to))
        at, to = at + 1, to + 1
    return found, Gap(at, end, to, to_end)
