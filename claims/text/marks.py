"""Marks over a text: cut at every boundary into flat pieces, each with all the marks over it."""

import re
from typing import NamedTuple

from claims.text.spans import Span

PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")


class Mark(NamedTuple):
    start: int
    end: int
    stance: str  # "mention", "supports", "contradicts", "context" or "suggested"
    number: int = 0  # the passage's, or the suggestion's id; a mention has none


class Piece(NamedTuple):
    start: int
    text: str
    over: tuple[Mark, ...] = ()

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def beginning(self) -> list[Mark]:
        return [mark for mark in self.over if mark.start == self.start]

    @property
    def ending(self) -> list[Mark]:
        return [mark for mark in self.over if mark.end == self.end]


def paragraphs(text: str) -> list[Span]:
    return [Span(*found.span()) for found in PARAGRAPH.finditer(text)]


def pieces(text: str, marks: list[Mark], within: Span | None = None) -> list[Piece]:
    """The pieces of `within` (or all of the text); joined they are that text again."""
    part = within or Span(0, len(text))
    near = sorted(mark for mark in marks if part.overlaps(Span(mark.start, mark.end)))
    edges = {part.start, part.end}
    edges |= {edge for mark in near for edge in (mark.start, mark.end) if part.start < edge < part.end}
    cuts = sorted(edges)
    return [_piece(text, near, start, end) for start, end in zip(cuts, cuts[1:], strict=False)]


def _piece(text: str, marks: list[Mark], start: int, end: int) -> Piece:
    return Piece(start, text[start:end], tuple(mark for mark in marks if mark.start <= start and end <= mark.end))
