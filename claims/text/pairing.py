"""Which sentences of an old text are which of a new one: the same, the same elsewhere, or edited."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator

from rapidfuzz.fuzz import ratio

from claims.text.likeness import names_fit
from claims.text.matching import Pair, match

FIXED = 20  # a shorter sentence that occurs once is no fixed point
TELLING = 10  # characters of a sentence that is recognised elsewhere, if it occurs but once
STAYED = 80  # per cent of a sentence that was edited where it stood, though its very words stand elsewhere too
EDITED, ELSEWHERE = 60, 78  # per cent that make a sentence the edited form of another, in its place and out of it
SPARE = 0.5  # of a sentence that its place among its neighbours explains already
LONG = 3000  # characters; what has no end for longer is no sentence
MANY = 120  # sentences on either side that are compared one by one


class Pairing:
    """Of sentences in their plain form."""

    def __init__(self, old: list[str], new: list[str]) -> None:
        self.old, self.new = old, new
        self.matched, moved = match(old, new, _is_fixed)
        self.moved = sorted([*self._surely(moved), *self._short_moves(moved)])

    def _surely(self, moved: list[Pair]) -> list[Pair]:
        """Not where a sentence seems to have been edited somewhere, so that its very words elsewhere may be a copy."""
        left = set(range(len(self.new))) - {j for _, j in [*self.matched, *moved]}
        return [(i, j) for i, j in moved if len(left) > MANY or not self._edited(i, left)]

    def _short_moves(self, moved: list[Pair]) -> list[Pair]:
        """Too short to be fixed points, but once in both texts and not where they were."""
        left = _left([i for i, _ in [*self.matched, *moved]], [0.0] * len(self.old))
        right = set(_left([j for _, j in [*self.matched, *moved]], [0.0] * len(self.new)))
        old, new = Counter(self.old), Counter(self.new)
        place = {sentence: j for j, sentence in enumerate(self.new)}
        alone = [i for i in left if len(self.old[i]) >= TELLING and old[self.old[i]] == new[self.old[i]] == 1]
        return [(i, place[self.old[i]]) for i in alone if place[self.old[i]] in right]

    def edited(self, held: list[float], new_held: list[float]) -> tuple[list[Pair], list[Pair]]:
        """Sentences that nothing else explains, by likeness: those between the same neighbours, and those elsewhere."""
        old = _left([i for i, _ in [*self.matched, *self.moved]], held)
        new = _left([j for _, j in [*self.matched, *self.moved]], new_held)
        old, new = ([i for i in old if len(self.old[i]) < LONG], [j for j in new if len(self.new[j]) < LONG])
        if len(old) > MANY or len(new) > MANY:
            return [], []
        found: dict[int, int] = {}
        for _, i, j in sorted(self._alike(old, new), reverse=True):
            if i not in found and j not in found.values():
                found[i] = j
        here = [(i, j) for i, j in found.items() if j in self._beside(i)]
        return here, [pair for pair in found.items() if pair not in here]

    def _alike(self, old: list[int], new: list[int]) -> Iterator[tuple[float, int, int]]:
        for i in old:
            near = self._beside(i)
            for j in new:
                likeness = ratio(self.old[i], self.new[j], score_cutoff=EDITED if j in near else ELSEWHERE)
                if (
                    likeness
                    and self.old[i] != self.new[j]
                    and names_fit(self.old[i], self.new[j], 1 if j in near else 2)
                ):
                    yield likeness + (10 if j in near else 0), i, j

    def _edited(self, at: int, left: set[int]) -> bool:
        near, sentence = self._beside(at), self.old[at]
        short = (j for j in left if len(self.new[j]) < LONG)
        return any(ratio(sentence, self.new[j], score_cutoff=EDITED if j in near else STAYED) for j in short)

    def _beside(self, at: int) -> range:
        """The new sentences between those that stand on either side of an old one."""
        after = bisect_left(self.matched, (at, 0))
        start = self.matched[after - 1][1] + 1 if after else 0
        return range(start, self.matched[after][1] if after < len(self.matched) else len(self.new))


def _left(taken: list[int], held: list[float]) -> list[int]:
    return sorted({at for at, share in enumerate(held) if share < SPARE} - set(taken))


def _is_fixed(sentence: Hashable) -> bool:
    return len(str(sentence)) >= FIXED
