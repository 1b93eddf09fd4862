"""Two readings of a text, word by word, for showing."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

Kind = Literal["equal", "deleted", "inserted"]
TOKEN = re.compile(r"\w+(?:[.,:'’-]\w+)*|\s+|[^\w\s]")
MOST = 200_000_000  # pairs compared at most, some 20 ms; beyond it all is shown as gone and come
ALIKE = 0.5  # above this share of common words one paragraph is a version of another
NEAR = 12  # paragraphs of one gap that are looked through for the one that became another


class Piece(NamedTuple):
    kind: Kind
    text: str


class Paragraph(NamedTuple):
    pieces: list[Piece]

    @property
    def is_changed(self) -> bool:
        return any(piece.kind != "equal" for piece in self.pieces)


class Run(NamedTuple):
    """Items that are equal in both, or a gap: what went and what came in its place."""

    is_equal: bool
    old: Sequence[str]
    new: Sequence[str]


def words(old: str, new: str) -> list[Piece]:
    """Pieces in reading order: without the inserted ones they make up `old`, without the deleted ones `new`."""
    pieces: list[Piece] = []
    for run in _smooth(_runs(TOKEN.findall(old), TOKEN.findall(new))):
        if run.is_equal:
            pieces.append(Piece("equal", "".join(run.old)))
        else:
            pieces += [Piece("deleted", "".join(run.old))] if run.old else []
            pieces += [Piece("inserted", "".join(run.new))] if run.new else []
    return pieces


def paragraphs(old: str, new: str) -> list[Paragraph]:
    """The same by paragraphs, each beside what it was before."""
    found: list[Paragraph] = []
    for run in _runs(_split(old), _split(new)):
        if run.is_equal:
            found += [Paragraph([Piece("equal", text)]) for text in run.new]
        else:
            found += _changed(run)
    return found


def _split(text: str) -> list[str]:
    return [part for part in text.split("\n\n") if part]


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    """What is equal at both ends is set aside first: most changes are small."""
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    yield from (Run(True, part, part) for part in (old[:head],) if part)
    yield from _compared(old[head : len(old) - tail], new[head : len(new) - tail])
    yield from (Run(True, part, part) for part in (old[len(old) - tail :],) if part)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    if not old and not new:
        return
    if len(old) * len(new) > MOST:
        yield Run(False, old, new)
        return
    at = to = 0
    codes = [code for code in Indel.opcodes(old, new) if code.tag == "equal"]
    for code in codes:
        if at < code.src_start or to < code.dest_start:
            yield Run(False, old[at : code.src_start], new[to : code.dest_start])
        at, to = code.src_end, code.dest_end
        yield Run(True, old[code.src_start : at], new[code.dest_start : to])
    if at < len(old) or to < len(new):
        yield Run(False, old[at:], new[to:])


def _smooth(runs: Iterator[Run]) -> Iterator[Run]:
    """A blank or a comma that two gaps have between them is taken into one gap: so it reads as one change."""
    gap: Run | None = None
    held: Run | None = None  # equal, behind the gap, too little to part it from the next
    for run in runs:
        if not run.is_equal:
            gap = _joined(gap, held, run) if gap else run
            held = None
        elif gap and not any(token[0].isalnum() for token in run.old):
            held = run
        else:
            yield from (each for each in (gap, held, run) if each)
            gap = held = None
    yield from (each for each in (gap, held) if each)


def _joined(gap: Run, held: Run | None, run: Run) -> Run:
    between = list(held.old) if held else []
    return Run(False, [*gap.old, *between, *run.old], [*gap.new, *between, *run.new])


def _changed(gap: Run) -> Iterator[Paragraph]:
    """Each new paragraph beside the old one it is a version of; what none became is gone, before it."""
    at = 0
    for text in gap.new:
        near = range(at, min(len(gap.old), at + NEAR))
        best = max(near, key=lambda place: _likeness(gap.old[place], text), default=None)
        if best is None or _likeness(gap.old[best], text) < ALIKE:
            yield Paragraph([Piece("inserted", text)])
            continue
        yield from (Paragraph([Piece("deleted", gone)]) for gone in gap.old[at:best])
        yield Paragraph(words(gap.old[best], text))
        at = best + 1
    yield from (Paragraph([Piece("deleted", gone)]) for gone in gap.old[at:])


def _likeness(one: str, other: str) -> float:
    """By words in order; a paragraph that is cut or grown stays the same one."""
    first, second = one.split(), other.split()
    if len(first) * len(second) > MOST:
        return 0.0
    common = (len(first) + len(second) - Indel.distance(first, second)) / 2
    return common / max(4, min(len(first), len(second)))
