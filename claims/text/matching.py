"""Which items of one sequence are which of another, both read in order: patience first, then the longest common row."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import product
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


class Matched(NamedTuple):
    in_order: list[Pair]  # rising on both sides
    moved: list[Pair]  # items that occur once in both but out of order, with the equal neighbours that moved along


def match(old: Items, new: Items, is_fixed: Callable[[Hashable], bool] = bool) -> Matched:
    """Places of equal items. Those that occur once in both and are fixed points split the whole, those that occur once
    in both sides of a gap split the gap, and so on."""
    once = _once(old, new, Gap(0, len(old), 0, len(new)), is_fixed)
    points = longest_rising(once)
    moved = sorted(set(once) - set(points))
    points = _grown(old, new, points, moved)
    moved = _grown(old, new, moved, points)
    old, new = _hidden(old, {i for i, _ in moved}), _hidden(new, {j for _, j in moved})
    return Matched(sorted([*points, *_filled(old, new, points)]), moved)


def _filled(old: Items, new: Items, points: list[Pair]) -> list[Pair]:
    gaps, found = list(between(Gap(0, len(old), 0, len(new)), points)), []
    while gaps:
        gap = gaps.pop()
        inner = longest_rising(_once(old, new, gap, bool))
        found += inner or common(old, new, gap)
        gaps += between(gap, inner) if inner else ()
    return found


def _grown(old: Items, new: Items, points: list[Pair], others: list[Pair]) -> list[Pair]:
    """With their equal neighbours, and theirs, as far as nothing else has them."""
    left, right = {i for i, _ in [*points, *others]}, {j for _, j in [*points, *others]}
    found = list(points)
    for (i, j), step in product(points, (1, -1)):
        at, to = i + step, j + step
        while 0 <= at < len(old) and 0 <= to < len(new) and old[at] == new[to] and not (at in left or to in right):
            found.append((at, to))
            left.add(at)
            right.add(to)
            at, to = at + step, to + step
    return sorted(found)


def _hidden(items: Items, places: set[int]) -> Items:
    return [object() if at in places else item for at, item in enumerate(items)] if places else items


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
