"""What in an article is worth a reviewer's time: spans with their claimant, kind, figures and reasons, best first."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from claims.text.attribution import LONGEST, Attribution, attributions, pieces
from claims.text.claimants import claimant_of
from claims.text.figures import Figure, figures, figures_in
from claims.text.quotes import masked, quotes
from claims.text.sources import FINITE
from claims.text.spans import Span
from claims.text.worthiness import Worth, worth

MOST = 2_000  # sentences; what is longer is no article
LEAST = 4  # words
CLAUSE_KINDS = ("says", "according", "quote")
BACKGROUND = re.compile(r"\b(?:has long|have long|for (?:years|decades)|since (?:the )?(?:19|20)\d\d|over the years|historically|originally)\b")
PAST = re.compile(r"\b[a-z]+ed\b|\b(?:were|was|did)\b")


@dataclass(frozen=True)
class Candidate:
    start: int
    end: int
    score: float
    kind: str
    claimant: str
    manner: str
    reasons: list[str]
    figures: list[Figure]
    wording: str


class Draft(NamedTuple):
    span: Span
    said: Attribution | None
    worth: Worth
    figures: list[Figure]


def candidates(text: str, sentences: Sequence[Span], budget: int = 12) -> list[Candidate]:
    read = list(sentences[:MOST])
    if not read:
        return []
    attributed = attributions(text, read)
    found = figures(text, Span(read[0].start, read[-1].end))
    drafts = sorted(_drafts(text, read, attributed, found), key=lambda draft: -draft.worth.score)
    return [_candidate(text, draft, attributed) for draft in _first_of_each(text, drafts, budget)]


def _drafts(
    text: str, sentences: list[Span], attributed: list[Attribution], found: list[Figure]
) -> Iterator[Draft]:
    blotted = masked(text, quotes(text))
    spans = [piece for sentence in sentences if sentence.end - sentence.start <= LONGEST for piece in pieces(blotted, sentence)]
    for index, (sentence, said) in enumerate(_with_attributions(spans, attributed)):
        for span, attribution in _checkable(text, sentence, said):
            inside = figures_in(found, span)
            extra = [reason for reason, holds in _circumstances(text, span, attribution, index, len(spans)) if holds]
            yield Draft(span, attribution, worth(span.of(text), inside, extra), inside)


def _circumstances(
    text: str, span: Span, said: Attribution | None, index: int, total: int
) -> Iterable[tuple[str, bool]]:
    """Reasons that the words of the span alone do not show."""
    yield "attributed", said is not None
    yield "lead", index <= max(3, total // 5)
    yield "background", bool(BACKGROUND.search(span.of(text)))


def _with_attributions(
    spans: list[Span], attributed: list[Attribution]
) -> Iterator[tuple[Span, list[Attribution]]]:
    """Each sentence with the attributions whose content stands in it, at least in part."""
    starts = [span.start for span in spans]
    holders: list[list[Attribution]] = [[] for _ in spans]
    for each in attributed:
        if each.content:
            first = max(bisect_right(starts, each.content.start) - 1, 0)
            for index in range(first, min(bisect_left(starts, each.content.end), first + 40)):
                holders[index].append(each)
    return zip(spans, holders, strict=True)


def _checkable(text: str, sentence: Span, said: list[Attribution]) -> Iterator[tuple[Span, Attribution | None]]:
    """What of a sentence can be checked by itself: the clauses that somebody says in it, else the whole of it."""
    clauses = list(_outermost(_clauses(text, sentence, said)))
    if not clauses:
        whole = next((each for each in said if each.content and each.content.end - each.content.start > 0.4 * (sentence.end - sentence.start)), None)
        yield from [(sentence, whole)] if _is_readable(text, sentence) else []
        return
    yield from clauses
    lead = _lead(text, sentence, clauses[0][1])
    if lead:
        yield lead, next((each for each in said if each.kind == "position" and each.cue and lead.holds(each.cue)), None)


def _clauses(text: str, sentence: Span, said: list[Attribution]) -> Iterator[tuple[Span, Attribution]]:
    for each in said:
        if not each.content or each.kind not in CLAUSE_KINDS:
            continue
        span = Span(max(each.content.start, sentence.start), min(each.content.end, sentence.end))
        span = Span(span.start, span.start + len(span.of(text).rstrip()))
        content = span.of(text)
        if content.count(" ") >= LEAST and (each.quoted or _is_clause(content)):
            yield span, each


def _is_clause(content: str) -> bool:
    return not content.startswith("to ") and bool(FINITE.search(content) or PAST.search(content))


def _outermost(clauses: Iterator[tuple[Span, Attribution]]) -> Iterator[tuple[Span, Attribution]]:
    reach = -1
    for span, each in sorted(clauses, key=lambda clause: (clause[0].start, -clause[0].end)):
        if span.start >= reach:
            yield span, each
            reach = span.end


def _lead(text: str, sentence: Span, first: Attribution) -> Span | None:
    """A clause of its own before the one that says who says something: "X refused, with Y declaring ..."."""
    if not first.source or not first.content or first.content.start < first.source.start:
        return None
    piece = text[sentence.start : first.source.start]
    span = Span(sentence.start, sentence.start + len(re.sub(r"[\s,;]*(?:with|as|and|but|while)?\s*$", "", piece)))
    return span if span.of(text).count(" ") >= 6 and _is_clause(span.of(text)) else None


def _is_readable(text: str, span: Span) -> bool:
    return span.of(text).count(" ") >= LEAST and any(letter.islower() for letter in span.of(text))


def _first_of_each(text: str, drafts: Iterable[Draft], budget: int) -> list[Draft]:
    """The best ones; what the text says twice in the same words counts once."""
    seen: dict[str, Draft] = {}
    for draft in drafts:
        seen.setdefault(" ".join(draft.span.of(text).lower().split()), draft)
    return list(seen.values())[:budget]


def _candidate(text: str, draft: Draft, attributed: list[Attribution]) -> Candidate:
    attribution = [draft.said] if draft.said else []
    claimant = claimant_of(text, draft.span, attribution, attributed)
    return Candidate(
        *draft.span, draft.worth.score, _kind(text, draft), claimant.name, claimant.manner, draft.worth.reasons,
        draft.figures, wording(draft.span.of(text)),
    )  # fmt: skip


def _kind(text: str, draft: Draft) -> str:
    if any(figure.measure != "duration" for figure in draft.figures):
        return "quantity"
    if draft.said and draft.said.kind == "position":
        return "position"
    if draft.said and draft.said.quoted:
        return "quote"
    return "background" if BACKGROUND.search(draft.span.of(text)) else "event"


def wording(passage: str) -> str:
    """What a claim is called at first: its passage as one line, with a capital and without the last stop."""
    line = " ".join(passage.split())
    if line[:1] in "“\"" and line.rstrip(",.”\"").count(line[0]) == 1:
        line = line[1:].rstrip("”\"")
    line = re.sub(r"[.,;:\s]+$", "", line)
    return line[:1].upper() + line[1:]
