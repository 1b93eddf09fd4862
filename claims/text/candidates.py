"""What in an article is worth a reviewer's time: spans with their claimant, kind, figures and reasons, best first."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from claims.text.attribution import LONGEST, Attribution, pieces
from claims.text.claimants import claimant_by, claimant_of
from claims.text.clauses import Part, checkable
from claims.text.cues import is_thought
from claims.text.figures import Figure, figures_in
from claims.text.quotes import masked, quotes
from claims.text.spans import Span
from claims.text.weighing import BUILT_IN, Weights
from claims.text.worthiness import Worth, is_telling, worth

MOST = 2_000  # sentences, and
FARTHEST = 120_000  # characters that are read; what is longer is no article
BUDGET = 12  # claims of one article, where the newsroom sets no other number
BACKGROUND = re.compile(
    r"\b(?:has long|have long|for (?:years|decades)|since (?:\S+ ){0,5}?(?:19|20)\d\d|over the years|previously|"
    r"historically|originally)\b",
    re.IGNORECASE,
)
FLOOR = 0.2  # what scores less is no claim, even where the budget is not used up
NEVER = frozenset(["caption", "furniture"])  # what only stands around an article, whatever the newsroom's weights
CREDITED = re.compile(
    r"(?:\b(?:photo(?:graph)?|image|picture|credit)s?\s?(?::|by\s)|\(ap photo/|\b(?:reuters|afp|epa|getty images)/)"
    r"[^.\n]{2,60}\)?\.?$",
    re.IGNORECASE | re.MULTILINE,
)
MOST_CAPTIONS = 50
CAPTION = 400  # characters of a line that a credit ends
INNER_FLOOR = 0.5  # what stands inside another claim is only worth a card of its own where it says much


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
    part: Part
    worth: Worth
    figures: list[Figure]

    @property
    def score(self) -> float:
        return self.worth.score


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
    drafts = [draft for draft in _drafts(text, list(sentences), attributed, found, weights) if _is_worth_it(draft)]
    return [_candidate(text, draft, attributed) for draft in _best(text, drafts, budget)]


def _drafts(
    text: str, sentences: list[Span], attributed: list[Attribution], found: list[Figure], weights: Weights
) -> Iterator[Draft]:
    blotted = masked(text, quotes(text))
    captions = _captions(text)
    spans = [
        piece
        for sentence in sentences
        if sentence.end - sentence.start <= LONGEST and not any(map(sentence.overlaps, captions))
        for piece in pieces(blotted, sentence)
    ]
    for index, (sentence, said) in enumerate(_with_attributions(spans, attributed)):
        telling = [Span(figure.start, figure.end) for figure in figures_in(found, sentence) if is_telling(figure)]
        for part in checkable(text, sentence, said, telling):
            inside = figures_in(found, part.span)
            extra = [reason for reason, holds in _circumstances(text, part, index, len(spans)) if holds]
            passage = part.span.of(text) + ("." if part.span.end < sentence.end else "")
            yield Draft(part, worth(passage, inside, extra, weights), inside)


def _captions(text: str) -> list[Span]:
    """Short lines that end in a credit: "Rescuers search the rubble. Photo: Ann Field"."""
    ends = [match.end() for match in CREDITED.finditer(text, 0, FARTHEST)][:MOST_CAPTIONS]
    lines = [Span(text.rfind("\n", 0, end) + 1, end) for end in ends]
    return [line for line in lines if line.end - line.start <= CAPTION]


def _is_worth_it(draft: Draft) -> bool:
    return NEVER.isdisjoint(draft.worth.signs) and draft.score >= (INNER_FLOOR if draft.part.inner else FLOOR)


def _circumstances(text: str, part: Part, index: int, total: int) -> Iterable[tuple[str, bool]]:
    """Reasons that the words of the span alone do not show."""
    said = part.said
    yield "attributed", said is not None
    yield "named actor", bool(said and said.source and re.search(r"[A-Z]", said.source.of(text)))
    yield "opinion", bool(said and said.cue and is_thought(said.cue.of(text)))
    yield "lead", index <= max(3, total // 5)
    yield "background", bool(BACKGROUND.search(part.span.of(text)))


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


def _best(text: str, drafts: Iterable[Draft], budget: int) -> list[Draft]:
    """The best ones. What stands inside another claim has only the room that the others leave."""
    ranked = sorted(_once(text, drafts), key=lambda draft: (draft.part.inner, -draft.score))
    return sorted(ranked[:budget], key=lambda draft: -draft.score)


def _once(text: str, drafts: Iterable[Draft]) -> Iterable[Draft]:
    """What the text says twice in the same words counts once, where it ranks best."""
    best: dict[str, Draft] = {}
    for draft in drafts:
        words = " ".join(draft.part.span.of(text).lower().split())
        if words not in best or best[words].score < draft.score:
            best[words] = draft
    return best.values()


def _candidate(text: str, draft: Draft, attributed: list[Attribution]) -> Candidate:
    span, said, _ = draft.part
    claimant = claimant_by(text, said, attributed) if said else claimant_of(text, span, [])
    return Candidate(
        *span, draft.score, _kind(text, draft), claimant.name, claimant.manner, draft.worth.reasons,
        draft.figures, wording(span.of(text)), draft.worth.signs, said,
    )  # fmt: skip


def _kind(text: str, draft: Draft) -> str:
    said = draft.part.said
    if any(is_telling(figure) or figure.bound == "vague" for figure in draft.figures):
        return "quantity"
    if said and said.kind == "position":
        return "position"
    if said and said.quoted:
        return "quote"
    return "background" if BACKGROUND.search(draft.part.span.of(text)) else "event"


def wording(passage: str) -> str:
    """What a claim is called at first: its passage as one line, with a capital and without the last stop."""
    line = " ".join(passage.split())
    inner = line.strip('“”"')
    line = line if re.search(r'[“”"]', inner) else inner
    line = re.sub(r"[.,;:\s]+$", "", line)
    return line[:1].upper() + line[1:]
