"""Quotes that nobody is named for, and whose they are where somebody spoke just before."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from claims.text.attributed import Attribution
from claims.text.quotes import MASK, Quote
from claims.text.spans import Span

MOST = 2_000
CREDIT = re.compile(r"\s?(?:[―—–]|--?)\s?(?P<source>(?:[A-Z][\w.’'-]*\s?){2,4})(?=,|\n|$)")
TURN = re.compile(
    r"^(?P<source>[A-Z][A-Z.’'-]+(?:\s[A-Z][A-Z.’'-]+){0,3}|[QA]):\s(?P<content>[^\s][^\n]{8,})", re.MULTILINE
)
OPENS = re.compile(rf"[“\"„«]{MASK}?\s*[A-Z'‘…\[]")
RESUMES = re.compile(
    r",?[\s—–-]*(?:(?:and|but|or|adding|adding that|that|because|so|in|to)\s)?,?\s*"
)  # "…," he said, "and …"


def continued(text: str, marks: list[Quote], found: list[Attribution]) -> Iterator[Attribution]:
    """Quotes that nobody is named for, given to who spoke just before in the same paragraph or left a quote open."""
    spoken = sorted((each for each in found if each.source and each.kind != "position"), key=_end)
    index, speaker, reach = 0, None, -1
    for mark in marks:
        while index < len(spoken) and _end(spoken[index]) <= mark.start + 1:
            speaker, reach, index = spoken[index], _end(spoken[index]), index + 1
        if not (_stands_alone(text, mark) or _resumes(text, mark, speaker)) or any(
            each.content and each.content.overlaps(mark.span) for each in spoken[max(0, index - 3) : index + 6]
        ):
            continue
        follows = speaker is not None and "\n" not in text[reach : mark.start] and mark.start - reach < 400
        goes_on = speaker is not None and _opened_before(text, marks, mark, reach)
        source = _credited(text, mark) or (speaker.source if speaker and (follows or goes_on) else None)
        yield Attribution(source, None, mark.span, True, "quote")
        reach = mark.end if source else reach


def _credited(text: str, mark: Quote) -> Span | None:
    """Whose name alone stands after a quote and a dash: "“…” — Ann Field, 42"."""
    match = CREDIT.match(text, mark.end)
    return Span(*match.span("source")) if match else None


def turns(text: str) -> list[Attribution]:
    """What is said in a transcript, line by line, by those who have more than one: "FIELD: The pier was unsafe."."""
    found = list(islice(TURN.finditer(text), MOST))
    lines = Counter(match["source"] for match in found)
    return [_turn(match) for match in found if lines[match["source"]] > 1]


def _turn(match: re.Match[str]) -> Attribution:
    return Attribution(Span(*match.span("source")), None, Span(*match.span("content")), False, "turn")


def _end(attribution: Attribution) -> int:
    return max(span.end for span in (attribution.source, attribution.cue, attribution.content) if span)


def _stands_alone(text: str, mark: Quote) -> bool:
    """A quote that is a sentence or more, and no "scare quotes" in one."""
    words = text[mark.start : mark.end].count(" ") + 1
    begins = re.search(r"(?:^|[.!?:,”\"\n]\s*)$", text[max(0, mark.start - 3) : mark.start])
    return words >= 4 and bool(begins) and bool(OPENS.match(text, mark.start))


def _resumes(text: str, mark: Quote, speaker: Attribution | None) -> bool:
    """Whether a quote goes on after who says it was named in its midst."""
    if not (speaker and speaker.quoted and speaker.content and speaker.cue and speaker.source):
        return False
    named = max(speaker.cue.end, speaker.source.end)
    return (
        speaker.content.end <= named and bool(RESUMES.fullmatch(text, named, mark.start)) and mark.end - mark.start > 12
    )


def _opened_before(text: str, marks: list[Quote], mark: Quote, reach: int) -> bool:
    gap = text[reach : mark.start]
    colon = text[max(0, reach - 1) : mark.start].strip()
    return len(gap) < 6 and (colon.startswith(":") or text[reach - 1 : reach] not in '”"»' or not mark.closed)
