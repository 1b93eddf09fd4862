"""What in an article is worth a reviewer's time: spans with their claimant, kind, figures and reasons, best first."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from claims.text.attribution import LONGEST, Attribution, pieces
from claims.text.claimants import claimant_by, claimant_of
from claims.text.cues import is_thought
from claims.text.figures import Figure, figures_in
from claims.text.lists import any_of, load
from claims.text.quotes import masked, quotes
from claims.text.spans import Span
from claims.text.weighing import BUILT_IN, Weights
from claims.text.worthiness import Worth, is_telling, worth

MOST = 2_000  # sentences, and
FARTHEST = 120_000  # characters that are read; what is longer is no article
LEAST = 4  # words
BUDGET = 12  # claims of one article, where the newsroom sets no other number
CLAUSE_KINDS = ("says", "according", "quote")
BACKGROUND = re.compile(
    r"\b(?:has long|have long|for (?:years|decades)|since (?:\S+ ){0,5}?(?:19|20)\d\d|over the years|previously|"
    r"historically|originally)\b",
    re.IGNORECASE,
)
FINITE = re.compile(rf"\b(?:{any_of(load('cues')['words']['verbs'])}|[a-z]+ed)\b")
DEPENDENT = re.compile(r"(?:to|when|while|as|after|before|although|though|if|because)\s", re.IGNORECASE)
# "BAGHDAD — ", "Baghdad (CNN) -- ": where it was written, and no part of what is claimed.
DATELINE = re.compile(
    r"(?:[A-Z][A-Z.’'-]+(?:[ ,]+[A-Z][A-Z.’'-]+){0,4}|[A-Z][\w.’'-]+(?:[ ,]+[A-Z][\w.’'-]+){0,4}(?= ?\())"
    r" ?(?:\([^)\n]{2,40}\) ?)?(?:—|–|--?) ?(?=[“\"A-Z\d])"
)
ENDS_CLAUSE = re.compile(r"\s*,\s*(?:(?:with|as|and|but|while)\s+)?$")


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
    signs: list[str]  # every reason that applied, for and against
    said: Attribution | None  # source, cue and content, where somebody says it


class Draft(NamedTuple):
    span: Span
    said: Attribution | None
    worth: Worth
    figures: list[Figure]


def readable(sentences: Sequence[Span]) -> list[Span]:
    """The sentences that are read at all."""
    return [sentence for sentence in sentences[:MOST] if sentence.end <= FARTHEST]


def candidates(
    text: str,
    sentences: Sequence[Span],
    attributed: list[Attribution],
    found: list[Figure],
    weights: Weights = BUILT_IN,
    budget: int = BUDGET,
) -> list[Candidate]:
    """The best of the claims in readable sentences, at most `budget`; attributions and figures are the text's own."""
    drafts = sorted(_drafts(text, list(sentences), attributed, found, weights), key=lambda draft: -draft.worth.score)
    return [_candidate(text, draft, attributed) for draft in _first_of_each(text, drafts, budget)]


def _drafts(
    text: str, sentences: list[Span], attributed: list[Attribution], found: list[Figure], weights: Weights
) -> Iterator[Draft]:
    blotted = masked(text, quotes(text))
    spans = [
        piece
        for sentence in sentences
        if sentence.end - sentence.start <= LONGEST
        for piece in pieces(blotted, sentence)
    ]
    for index, (sentence, said) in enumerate(_with_attributions(spans, attributed)):
        for span, attribution in _checkable(text, sentence, said):
            inside = figures_in(found, span)
            extra = [reason for reason, holds in _circumstances(text, span, attribution, index, len(spans)) if holds]
            passage = span.of(text) + ("." if span.end < sentence.end else "")
            yield Draft(span, attribution, worth(passage, inside, extra, weights), inside)


def _circumstances(
    text: str, span: Span, said: Attribution | None, index: int, total: int
) -> Iterable[tuple[str, bool]]:
    """Reasons that the words of the span alone do not show."""
    yield "attributed", said is not None
    yield "named actor", bool(said and said.source and re.search(r"[A-Z]", said.source.of(text)))
    yield "opinion", bool(said and said.cue and is_thought(said.cue.of(text)))
    yield "lead", index <= max(3, total // 5)
    yield "background", bool(BACKGROUND.search(span.of(text)))


def _with_attributions(spans: list[Span], attributed: list[Attribution]) -> Iterator[tuple[Span, list[Attribution]]]:
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
    sentence = _after_dateline(text, sentence)
    clauses = list(_outermost(_clauses(text, sentence, said)))
    if not clauses:
        yield from [(sentence, _of_the_whole(sentence, said))] if _is_readable(text, sentence) else []
        return
    yield from clauses
    lead = _lead(text, sentence, clauses[0][1])
    if lead:
        yield lead, next((each for each in said if each.kind == "position" and each.cue and lead.holds(each.cue)), None)


def _after_dateline(text: str, sentence: Span) -> Span:
    found = DATELINE.match(text, sentence.start, sentence.end)
    return Span(found.end(), sentence.end) if found else sentence


def _of_the_whole(sentence: Span, said: list[Attribution]) -> Attribution | None:
    """The attribution that, from its source to the end of what is said, is most of the sentence."""
    for each in said:
        spans = [span for span in (each.source, each.cue, each.content) if span]
        start, end = min(span.start for span in spans), max(span.end for span in spans)
        if min(end, sentence.end) - max(start, sentence.start) > 0.5 * (sentence.end - sentence.start):
            return each
    return None


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
    return not DEPENDENT.match(content) and bool(FINITE.search(content))


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
    ending = ENDS_CLAUSE.search(text[sentence.start : first.source.start])
    span = Span(sentence.start, sentence.start + (ending.start() if ending else 0))
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
    claimant = claimant_by(text, draft.said, attributed) if draft.said else claimant_of(text, draft.span, [])
    return Candidate(
        *draft.span, draft.worth.score, _kind(text, draft), claimant.name, claimant.manner, draft.worth.reasons,
        draft.figures, wording(draft.span.of(text)), draft.worth.signs, draft.said,
    )  # fmt: skip


def _kind(text: str, draft: Draft) -> str:
    if any(is_telling(figure) or figure.bound == "vague" for figure in draft.figures):
        return "quantity"
    if draft.said and draft.said.kind == "position":
        return "position"
    if draft.said and draft.said.quoted:
        return "quote"
    return "background" if BACKGROUND.search(draft.span.of(text)) else "event"


def wording(passage: str) -> str:
    """What a claim is called at first: its passage as one line, with a capital and without the last stop."""
    line = " ".join(passage.split())
    inner = line.strip('“”"')
    line = line if re.search(r'[“”"]', inner) else inner
    line = re.sub(r"[.,;:\s]+$", "", line)
    return line[:1].upper() + line[1:]
