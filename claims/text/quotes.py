"""Where a text quotes: the stretches between double quotation marks, marks included."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from claims.text.spans import Span

MARKS = re.compile(r"[“„«”»\"]")
OPENING = '“„«"'
CLOSING = '”»"'
PARAGRAPH = re.compile(r"[^\n]+")
CONTINUED = re.compile(r"\s*[“„«\"]")
MOST = 10_000  # a text with more quotes than this is no article
DOUBLED = re.compile(r"(?P<opens>(?<![\w.,!?'-])''(?=[\w.\[$'…]))|(?<!')''(?!')")
MASK = "\x01"  # canonical text holds no control characters, so this stands for nothing else


class Quote(NamedTuple):
    start: int
    end: int
    closed: bool  # one that is open at its paragraph's end goes on in the next

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def straight(text: str) -> str:
    """The text with one mark where two apostrophes quote, every offset as before."""
    return DOUBLED.sub(lambda match: f'"{MASK}' if match["opens"] else f'{MASK}"', text) if "''" in text else text


def quotes(text: str) -> list[Quote]:
    text = straight(text)
    found = (quote for paragraph in PARAGRAPH.finditer(text) for quote in _in_paragraph(text, *paragraph.span()))
    return list(islice(found, MOST))


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Quote]:
    opened = -1
    for mark in MARKS.finditer(text, start, end):
        if opened < 0 and mark[0] in OPENING:
            opened = mark.start()
        elif opened >= 0 and mark[0] in CLOSING:
            yield Quote(opened, mark.end(), closed=True)
            opened = -1
    if opened >= 0 and CONTINUED.match(text, end):
        yield Quote(opened, end, closed=False)


def masked(text: str, found: list[Quote]) -> str:
    """The text with all words inside its quotes blotted out, every offset and every quote's last stop as before."""
    text = straight(text)
    parts, position = [], 0
    for quote in found:
        last = quote.end - quote.closed
        last -= text[last - 1] in ".!?…," and last - 1 > quote.start
        parts += [text[position : quote.start + 1], MASK * (last - quote.start - 1)]
        position = last
    return "".join([*parts, text[position:]])


def quotes_in(found: list[Quote], span: Span) -> list[Quote]:
    """The quotes that begin, or still run, inside the span."""
    first = max(bisect_left(found, span.start, key=lambda quote: quote.start) - 1, 0)
    last = bisect_left(found, span.end, key=lambda quote: quote.start)
    return [quote for quote in found[first:last] if quote.end > span.start]
