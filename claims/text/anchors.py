"""A passage as it is stored: its place, its exact words, the words around it; and where it stands in a later text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from claims.text.sentences import sentences
from claims.text.spans import Span


class SpanMismatch(ValueError):
    """The place and the text do not belong together."""


@dataclass(frozen=True)
class Anchor:
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str


def anchor(text: str, start: int, end: int, context: int = 32) -> Anchor:
    if not 0 <= start < end <= len(text):
        raise SpanMismatch(f"No passage from {start} to {end} in a text of {len(text)} characters.")
    if not text[start:end].strip():
        raise SpanMismatch(f"Nothing but blanks from {start} to {end}.")
    return Anchor(start, end, text[start:end], text[max(0, start - context) : start], text[end : end + context])


def holds(text: str, anchor: Anchor) -> bool:
    """Do the exact words and those around them stand at the anchor's place?"""
    before = text[max(0, anchor.start - len(anchor.prefix)) : anchor.start]
    after = text[anchor.end : anchor.end + len(anchor.suffix)]
    return (before, text[anchor.start : anchor.end], after) == (anchor.prefix, anchor.quote, anchor.suffix)


def carry(old: str, new: str, spans: Sequence[Span]) -> list[Span | None]:
    """Where each span stands in the new text: only where its own sentences stand there unchanged, and no second place
    would do as well. Never by likeness."""
    before, after = sentences(old), sentences(new)
    places = _places([s.of(old) for s in before], [s.of(new) for s in after])
    return [_carried(old, new, span, before, after, places) for span in spans]


def _carried(
    old: str, new: str, span: Span, before: list[Span], after: list[Span], places: dict[int, int]
) -> Span | None:
    touched = [i for i, sentence in enumerate(before) if sentence.overlaps(span)]
    targets = [places.get(i) for i in touched]
    first = targets[0] if targets else None
    if first is None or targets != list(range(first, first + len(targets))):
        return None
    start = after[first].start + span.start - before[touched[0]].start
    moved = Span(start, start + span.end - span.start)
    return moved if start >= 0 and moved.of(new) == span.of(old) else None


def _places(before: list[str], after: list[str]) -> dict[int, int]:
    """Which new sentence each old one has become: by order where the runs agree, else where it is the only one."""
    places = dict(_in_order(before, after))
    old, new = Counter(before), Counter(after)
    where = {sentence: i for i, sentence in enumerate(after)}
    for i, sentence in enumerate(before):
        if i not in places and old[sentence] == new[sentence] == 1:
            places[i] = where[sentence]
    return places


def _in_order(before: list[str], after: list[str]) -> Iterator[tuple[int, int]]:
    """A sentence that occurs several times is taken only where it occurs as often in both texts."""
    old, new = Counter(before), Counter(after)
    for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            if old[before[block.a + step]] == new[before[block.a + step]]:
                yield block.a + step, block.b + step
