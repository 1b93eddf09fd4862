"""The text of a saved page: its head, its body, and what the page put around and between them."""

import re
from collections.abc import Sequence

from claims.ingest.page import DateFound, Draft
from claims.text.bylines import Byline, head_byline, tail_byline
from claims.text.canonical import canonical
from claims.text.dates import DateLine, date_line, doubt
from claims.text.furniture import extract_junk, is_bullet, is_prose, is_sentence, page_junk

PIECES = re.compile(r"\s+[|·•]\s+")
CREDITS_WITHIN = 8
LONGEST_HEAD = 60


def read_plain(text: str) -> Draft:
    lines = [line.strip() for line in _unwrapped(canonical(text)).splitlines() if line.strip()]
    gone = page_junk(lines)
    start = _start(lines, gone)
    draft = Draft(body=[])
    _head(draft, lines[:start], gone, lines[start:])
    _body(draft, lines, gone, start)
    return draft


def _start(lines: Sequence[str], gone: dict[int, str]) -> int:
    """The first paragraph; where all are short, the first that is at least a sentence."""
    left = [i for i in range(len(lines)) if i not in gone]
    short = (i for i in left if is_sentence(lines[i]) and not tail_byline(lines[i]))
    return next((i for i in left if is_prose(lines[i])), next(short, len(lines)))


def clean(lines: Sequence[str], draft: Draft) -> None:
    """The same pass for paragraphs that came from a page's markup: only what is surely no part of the article goes."""
    _body(draft, lines, extract_junk(lines), 0)


def _unwrapped(text: str) -> str:
    """Paragraphs that were broken into lines of one width become one line again."""
    return "\n\n".join(_joined(paragraph.split("\n")) for paragraph in text.split("\n\n"))


def _joined(lines: list[str]) -> str:
    """Wrapped is a paragraph in which no line had room for the next one's first word."""
    widest = max(map(len, lines))
    pairs = zip(lines, lines[1:], strict=False)
    full = len(lines) >= 3 and all(len(line) + 1 + len(after.split(" ")[0]) > widest for line, after in pairs)
    wrapped = full and 50 <= widest <= 110 and not any(map(is_bullet, lines))
    return (" " if wrapped else "\n").join(lines)


def _head(draft: Draft, lines: Sequence[str], gone: dict[int, str], body: Sequence[str]) -> None:
    """The first line that is nothing else is the title; what is left of the head is a label or a caption."""
    dates: list[tuple[int, DateLine]] = []
    title_at = len(lines)
    path = _paths(lines[:LONGEST_HEAD])
    for i, line in enumerate(lines):
        stamped = [found for piece in PIECES.split(line) if (found := date_line(piece))]
        names = _names(line, bool(draft.title))
        dates += [(i, found) for found in stamped]
        draft.byline += [name for name in names if name not in draft.byline]
        if i in gone or i in path:
            draft.remove(line, gone.get(i, "path of the page"))
        elif not (stamped or names or draft.title or is_bullet(line)):
            draft.title, title_at = line, i
        else:
            draft.remove(line, "date line" if stamped else "byline" if names else "above the article")
    draft.title = draft.title or _teaser(draft, lines, gone)
    draft.dates += _dated(dates, title_at, " ".join(body))


def _names(line: str, titled: bool) -> list[Byline]:
    pieces = PIECES.split(line)
    return [name for piece in pieces if titled or piece.lower().startswith("by ") for name in head_byline(piece)]


def _paths(lines: Sequence[str]) -> set[int]:
    """A line that runs the names of the sections and the title together."""
    return {
        i
        for i, line in enumerate(lines)
        for other in lines
        if len(other.split()) > 2 and line != other and line.endswith(other)
    }


def _teaser(draft: Draft, lines: Sequence[str], gone: dict[int, str]) -> str:
    return next((line for i, line in enumerate(lines) if gone.get(i) == "cut-off copy of a paragraph"), "")


def _dated(dates: Sequence[tuple[int, DateLine]], title_at: int, text: str) -> list[DateFound]:
    """Every date line of the head; the first that nothing speaks against is the day of publication."""
    found: list[DateFound] = []
    for i, line in sorted(dates, key=lambda each: each[1].updated):
        if line.value is None:
            continue
        note = doubt(line, text, above_title=i < title_at)
        if not note and any(each.taken for each in found):
            note = "a later stamp" if line.updated else "another line was taken"
        found.append(DateFound(line.value, f"text line {i + 1}", not note, note))
    return found


def _body(draft: Draft, lines: Sequence[str], gone: dict[int, str], start: int) -> None:
    last = max((i for i in range(start, len(lines)) if i not in gone and is_prose(lines[i])), default=start)
    for i in range(start, len(lines)):
        names = tail_byline(lines[i]) if i > last - CREDITS_WITHIN else []
        draft.byline += [name for name in names if name not in draft.byline]
        if names or i in gone:
            draft.remove(lines[i], "byline" if names else gone[i])
        else:
            draft.body.append(lines[i])
