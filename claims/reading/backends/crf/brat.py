"""Marked texts as brat keeps them: text/NAME.txt, and attributions/NAME_WHO.ann with the marks of one reader."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from claims.text.spans import Span

ROLES = ("Source", "Cue", "Content")
PIECE = re.compile(r"(\d{1,9}) (\d{1,9})")
ROLE = re.compile(r"([\w-]+?)\d*:(\w+)")

T = TypeVar("T")
Event = dict[str, list[Span]]  # the pieces of each role


class Marked(NamedTuple):
    name: str
    text: str
    events: list[Event]


class BadLine(NamedTuple):
    path: Path
    number: int
    problem: str

    def __str__(self) -> str:
        return f"{self.path}:{self.number}: {self.problem}"


class NotMarked(ValueError):
    """A folder that holds nothing to learn from."""


def marked(folder: Path, bad: list[BadLine]) -> Iterator[Marked]:
    """The texts that somebody marked; of several readers' marks the first's. Lines that say nothing go to `bad`."""
    texts = sorted((folder / "text").glob("*.txt"))
    if not texts:
        raise NotMarked(f"{folder}/text holds no .txt files.")
    found = {path.stem: sorted(_marks(folder, path.stem))[:1] for path in texts}
    if not any(found.values()):
        raise NotMarked(f"{folder}/attributions holds no .ann files for the texts in {folder}/text.")
    for path in texts:
        for marks in found[path.stem]:
            text = path.read_bytes().decode("utf-8", "replace")
            yield Marked(path.stem, text, _events(marks, len(text), bad))


def _marks(folder: Path, stem: str) -> Iterator[Path]:
    escaped = re.sub(r"([*?[])", r"[\1]", stem)
    for pattern in (f"{escaped}.ann", f"{escaped}_*.ann"):
        yield from (folder / "attributions").glob(pattern)


def _events(path: Path, length: int, bad: list[BadLine]) -> list[Event]:
    """T lines are spans and E lines events made of them, in any order; notes and attributes are passed over."""
    lines = path.read_bytes().decode("utf-8", "replace").split("\n")
    rows = [(number, line.rstrip("\r").split("\t")) for number, line in enumerate(lines, 1)]

    def understood(kind: str, what: Callable[[Sequence[str]], T]) -> Iterator[tuple[str, T]]:
        for number, cells in rows:
            if re.fullmatch(rf"{kind}\d+", cells[0]):
                try:
                    yield cells[0], what(cells)
                except ValueError as problem:
                    bad.append(BadLine(path, number, str(problem)))

    spans = dict(understood("T", partial(_pieces, length)))
    return [event for _, event in understood("E", partial(_event, spans)) if event["Content"] or event["Cue"]]


def _pieces(length: int, cells: Sequence[str]) -> list[Span]:
    label, _, offsets = (cells[1] if len(cells) > 1 else "").partition(" ")
    pieces = [PIECE.fullmatch(part) for part in offsets.split(";")]
    if not label or not all(pieces):
        raise ValueError("no label and offsets after the span's name")
    found = [Span(int(piece[1]), int(piece[2])) for piece in pieces if piece]
    if any(not 0 <= span.start < span.end <= length for span in found):
        raise ValueError(f"offsets outside the text of {length} characters")
    return found


def _event(spans: dict[str, list[Span]], cells: Sequence[str]) -> Event:
    event: Event = {role: [] for role in ROLES}
    pairs = [ROLE.fullmatch(pair) for pair in (cells[1].split() if len(cells) > 1 else [])]
    if not pairs or not all(pairs):
        raise ValueError("no roles after the event's name")
    for pair in pairs:
        if pair and pair[1] in event:
            if pair[2] not in spans:
                raise ValueError(f"{pair[2]} is no span of this file")
            event[pair[1]] += spans[pair[2]]
    return event
