"""A passage as it is stored: its place, its exact words, the words around it."""

from dataclasses import dataclass


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
