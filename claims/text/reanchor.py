"""Where passages stand in a changed text: where the match is strong and unique, and never silently where it is not."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from claims.text.align import Alignment, Block
from claims.text.folding import plain
from claims.text.likeness import names_fit
from claims.text.places import NOISE, occurrences, projected, searched, unbroken
from claims.text.rivals import edited_forms, has_copies, is_bare, is_in_another_sentence, is_set_apart, rivals
from claims.text.spans import Span

Status = Literal["exact", "restyled", "moved", "edited", "ambiguous", "orphaned"]

CONTEXT = 32
SILENT = 40  # characters that must stand elsewhere unchanged to count as moved
SHORT = 24  # characters; a shorter passage needs more than its words
TORN = 0.3  # share of a passage that must stand in a second place for it to be torn apart
NEAR = 24  # characters around a passage of which most must stand too
LARGEST = 20_000  # characters compared one by one
WORD = re.compile(r"\w+")


class Placement(NamedTuple):
    span: Span | None  # null where it is ambiguous or orphaned
    status: Status
    score: float  # 0 to 1
    candidates: list[Span]  # for a person, the best first


class Judged(NamedTuple):
    span: Span
    score: float
    similarity: float
    rare: float  # share of the passage's words found there, rare ones weigh more
    context: float
    continuity: float  # share of the passage that the alignment puts there
    share: float  # the same, with what is only alike

    @property
    def is_strong(self) -> bool:
        if self.similarity < (0.5 if self.share >= 0.5 else 0.72) or self.rare < (
            0.3 if self.continuity >= 0.5 else 0.5
        ):
            return False
        return self.score >= (0.52 if self.continuity >= 0.5 else 0.62) or self.is_long_and_alike

    @property
    def is_long_and_alike(self) -> bool:
        return self.similarity >= 0.85 and self.rare >= 0.9 and self.span.end - self.span.start >= SILENT


def reanchor(old: str, new: str, spans: Sequence[Span]) -> list[Placement]:
    """One alignment serves all spans. Texts are taken as they are; offsets are their own."""
    for span in spans:
        if not 0 <= span.start < span.end <= len(old):
            raise ValueError(f"No passage from {span.start} to {span.end} in a text of {len(old)} characters.")
    pair = Pair(old, new)
    return [pair.place(span) for span in spans]


class Pair(Alignment):
    @cached_property
    def frequency(self) -> Counter[str]:
        return Counter(WORD.findall(self.old_folded.lower()))

    def place(self, span: Span) -> Placement:
        block = unbroken(self, span)
        if block and block not in self.alike_set and self.is_held(span, block):
            return self.settled(span, block)
        return self.decided(span, self.judged(span))

    def settled(self, span: Span, block: Block) -> Placement:
        """Where one block holds it all: but its copies must not have as good a claim to the place."""
        there = block.within(span).after
        others = rivals(self, span, block)
        if others:
            return Placement(None, "ambiguous", 0.5, [there, *others])
        forms = edited_forms(self, span, block)
        is_moved = block in self.move_set
        unsure = bool(forms) or is_bare(self, span, block) or (is_moved and is_set_apart(self, block))
        status = "edited" if unsure else self.status(span, there, block.size if is_moved else 0)
        return Placement(there, status, 1.0, [there, *forms[:2]])

    @cached_property
    def move_set(self) -> set[Block]:
        return set(self.moves)

    @cached_property
    def alike_set(self) -> set[Block]:
        return set(self.alike)

    def is_held(self, span: Span, block: Block) -> bool:
        """Does so much around it stand there too that it can be no chance?"""
        if block.size >= 48:
            return True
        around = Span(max(0, span.start - NEAR), min(len(self.old), span.end + NEAR))
        near = [
            each.within(around) for each in self.over(around) if abs(each.new - each.old - block.new + block.old) < 100
        ]
        return sum(each.size for each in near) >= 0.6 * (around.end - around.start)

    def judged(self, span: Span) -> list[Judged]:
        places = [*projected(self, span), *occurrences(self, span)]
        found = [self.judge(span, place) for place in dict.fromkeys(places) if not self.is_claimed(span, place)]
        if max((min(each.similarity, each.continuity) for each in found), default=0) < 0.5:
            last = searched(self, span)
            found += [self.judge(span, last)] if last and not self.is_claimed(span, last) else []
        return sorted(found, key=lambda each: -each.score)

    def is_claimed(self, span: Span, place: Span) -> bool:
        """Is most of the place text that stood elsewhere before?"""
        claims = [block for block in self.onto(place) if block.size >= NOISE]
        claimed = sum(_overlap(block.after, place) - _overlap(block.within(span).after, place) for block in claims)
        return claimed > 0.5 * (place.end - place.start)

    def judge(self, span: Span, place: Span) -> Judged:
        quote, there = span.of(self.old_folded), place.of(self.new_folded)
        continuity = self.continuity(span, place)
        large = max(len(quote), len(there)) > LARGEST
        similarity = continuity if large else Indel.normalized_similarity(quote, there)
        rare = self.rare(quote, there)
        before, after = self.around(span, place)
        score = 0.4 * similarity + 0.2 * rare + 0.1 * before + 0.1 * after + 0.2 * continuity
        return Judged(place, score, similarity, rare, (before + after) / 2, continuity, self.share(span, place))

    def continuity(self, span: Span, place: Span) -> float:
        held = sum(
            _overlap(block.within(span).after, place) for block in self.over(span) if block not in self.alike_set
        )
        return held / (span.end - span.start)

    def share(self, span: Span, place: Span) -> float:
        held = sum(_overlap(block.within(span).after, place) for block in self.over(span))
        return held / (span.end - span.start)

    def rare(self, quote: str, there: str) -> float:
        words, found = WORD.findall(quote.lower()), set(WORD.findall(there.lower()))
        weights = {word: 1 / self.frequency.get(word, 1) for word in words}
        return (
            sum(weight for word, weight in weights.items() if word in found) / (sum(weights.values()) or 1)
            if words
            else 1.0
        )

    def around(self, span: Span, place: Span) -> tuple[float, float]:
        before = (
            self.old_folded[max(0, span.start - CONTEXT) : span.start],
            self.new_folded[max(0, place.start - CONTEXT) : place.start],
        )
        after = self.old_folded[span.end : span.end + CONTEXT], self.new_folded[place.end : place.end + CONTEXT]
        return Indel.normalized_similarity(*before), Indel.normalized_similarity(*after)

    def decided(self, span: Span, judged: list[Judged]) -> Placement:
        best = judged[0] if judged else None
        if best is None or not self.is_accepted(span, best):
            return Placement(None, "orphaned", best.score if best else 0.0, [each.span for each in judged[:3]])
        others = [each for each in judged[1:] if not each.span.overlaps(best.span)]
        block = unbroken(self, span)
        if any(each.score > best.score - 0.05 or each.share >= TORN for each in others):
            return Placement(None, "ambiguous", best.score, [each.span for each in judged[:3]])
        rival = max((each.context for each in others if each.similarity == 1), default=0)
        if (
            best.similarity == 1
            and best.continuity < 0.5
            and has_copies(self, span)
            and best.context < max(0.85, rival + 0.3)
        ):
            return Placement(None, "ambiguous", best.score, [each.span for each in judged[:3]])
        if block and block.within(span).after == best.span and has_copies(self, span):
            return Placement(None, "ambiguous", best.score, [each.span for each in judged[:3]])
        if block and block.within(span).after == best.span:
            return Placement(best.span, "edited", best.score, [best.span])
        return self.unsettled(span, best, others)

    def is_accepted(self, span: Span, best: Judged) -> bool:
        is_short = span.end - span.start < SHORT
        if not names_fit(span.of(self.old_folded), best.span.of(self.new_folded), 1):
            return False
        return best.is_strong and (not is_short or best.share >= 0.5 or best.context >= 0.7)

    def unsettled(self, span: Span, best: Judged, others: list[Judged]) -> Placement:
        """The alignment does not hold it in one piece: its words count only where they are many and stand once."""
        status = self.status(span, best.span)
        places = [best.span, *(each.span for each in others[:2])]
        if status == "edited" or span.end - span.start < SILENT:
            return Placement(best.span, "edited", best.score, places)
        return Placement(best.span, status if best.continuity >= 0.5 else "edited", best.score, places)

    def status(self, span: Span, place: Span, moved: int = 0) -> Status:
        """`moved`: how many characters moved with it, itself among them, if it did not keep its place in the order."""
        quote, there = span.of(self.old), place.of(self.new)
        if quote != there and plain(quote) != plain(there) or is_in_another_sentence(self, span, place):
            return "edited"
        if moved:
            return "moved" if moved >= SILENT else "edited"
        return "exact" if quote == there else "restyled"


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
