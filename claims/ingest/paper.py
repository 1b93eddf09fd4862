"""Lines of printed pages become paragraphs: by gaps, indents, short last lines, and hyphens at the ends undone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

ENDS = re.compile(r"[.!?:…][\"'”’»)\]]*$")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True)
class Line:
    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float
    cut: bool  # ends with a hyphen that may be the printer's

    @property
    def size(self) -> float:
        return self.top - self.bottom

    def beside(self, other: "Line") -> bool:
        """In one column with the other."""
        return self.page == other.page and self.left < other.right and other.left < self.right


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    lines = [line for page in pages for line in page]
    words = {word.lower() for line in lines for word in WORD.findall(line.text)}
    leading, by_page = _leading(lines), {page[0].page: page for page in pages if page}
    found: list[list[Line]] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is None or _begins(before, line, found[-1], leading, _right_edge(by_page[before.page], before)):
            found.append([])
        found[-1].append(line)
    return [_joined(each, words) for each in found]


def _leading(lines: Sequence[Line]) -> float:
    gaps = [a.bottom - b.bottom for a, b in pairwise(lines) if a.beside(b) and 0 < a.bottom - b.bottom < 4 * a.size]
    return median(gaps) if gaps else 0


def _right_edge(lines: Sequence[Line], line: Line) -> float:
    """How far the column of a line goes."""
    return max(
        (each.right for each in lines if each.beside(line) and abs(each.left - line.left) < 3 * line.size), default=0
    )


def _begins(before: Line, line: Line, so_far: Sequence[Line], leading: float, edge: float) -> bool:
    ended, short = bool(ENDS.search(before.text)), _had_room(before, line, edge)
    if abs(line.size - before.size) > 0.15 * before.size:
        return True
    if not line.beside(before) or line.bottom >= before.bottom:  # the next page or column
        return ended and (short or not line.text[0].islower())
    if before.bottom - line.bottom > 1.25 * leading:
        return True
    usual = min(each.left for each in so_far)
    indented = line.size * 0.6 < line.left - usual < 6 * line.size
    return (ended and indented) or (ended and short) or (short and _title_like(so_far))


def _had_room(before: Line, line: Line, edge: float) -> bool:
    """For the next line's first word: so it was ended on purpose."""
    letter = (before.right - before.left) / max(len(before.text), 1)
    return before.right + letter * (len(line.text.split(" ")[0]) + 1.5) < edge


def _title_like(lines: Sequence[Line]) -> bool:
    """A line that stands for itself: a heading, a name, a date."""
    return len(lines) == 1 and not ENDS.search(lines[0].text)


def _joined(lines: Sequence[Line], words: set[str]) -> str:
    text = ""
    for before, line in zip([None, *lines], lines, strict=False):
        if before is None:
            text = line.text
        elif before.text.endswith(("-", "\u00ad")):
            text = _mended(text, line.text, words)
        else:
            text += " " + line.text
    return text


def _mended(text: str, following: str, words: set[str]) -> str:
    """A word cut at the line's end is whole again; a hyphen of its own stays."""
    head, tail = re.search(r"[\w-]*$", text[:-1]), re.match(r"\w+", following)
    first, second = head.group() if head else "", tail.group() if tail else ""
    if text.endswith("\u00ad"):
        return text[:-1] + following
    if not first:
        return f"{text} {following}"  # a dash
    if f"{first}-{second}".lower() in words and f"{first}{second}".lower() not in words:
        return text + following
    printers = second[:1].islower() and first[-1:].isalpha() and "-" not in first and len(first) > 1
    return (text[:-1] if printers else text) + following
