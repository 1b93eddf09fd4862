"""Passages that full-text search proposes for a claim: of its story's articles first, then of all others."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from itertools import combinations
from typing import NamedTuple

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Q, QuerySet

from claims.evidence.deciding import waiting
from claims.models import Claim, Event, Evidence, Passage, Revision, Stance, Suggestion
from claims.text.anchors import anchor
from claims.text.figures import figures
from claims.text.folding import fold
from claims.text.relation import COMMON, ONE_EVENT, in_common, shared
from claims.text.spans import Span
from claims.text.versus import Versus, versus

BACKEND = "search 1"
AFTER = frozenset({"take", "reword"})  # steps after which somebody is about to look for evidence
MOST = 8  # that wait on one claim
CANDIDATES = 300  # ranked at most, however common the words are
LOOKED = 40  # of them read sentence by sentence
TELLING = 6  # words that everything is searched for, two of them at a time
FEWEST_SHARED = 0.3  # of the shorter one's words
OWN_STORY = 0.2  # what a passage of the same story is ahead by
FIGURES = 0.3  # what one is that counts the same thing
LONGEST = 600  # characters that are proposed as one passage
WORD = re.compile(r"[^\W_]{3,}|\d+")


class Proposal(NamedTuple):
    revision: int
    span: Span
    quote: str
    score: float
    stance: str
    why: str


def after(event: Event) -> None:
    """The follow-up of a step."""
    if event.action in AFTER:
        suggest(event.claim)


def suggest(claim: Claim) -> int:
    """Fill up what waits with the best passages nobody decided on yet; returns how many were added."""
    room = MOST - waiting(claim).count()
    if room <= 0:
        return 0
    known = _known(claim)
    best: dict[str, Proposal] = {}
    for each in sorted(_proposals(claim), key=lambda each: -each.score):
        if each.quote not in known:
            best.setdefault(each.quote, each)
    made = [_made(claim, each) for each in list(best.values())[:room]]
    return len(Suggestion.objects.bulk_create(made, ignore_conflicts=True))


def _known(claim: Claim) -> set[str]:
    """What was proposed or attached before, whoever carries the words, and what the claim itself is made of."""
    found: set[str] = set(claim.suggestions.values_list("quote", flat=True))
    found |= set(Evidence.objects.filter(claim=claim).values_list("quote", flat=True))
    return found | set(claim.mentions.values_list("quote", flat=True))


def _proposals(claim: Claim) -> Iterator[Proposal]:
    telling = tell(claim.wording)
    if claim.story_id:
        inside = Q(revision__article__stories=claim.story_id)
        yield from _read(claim, _best(claim, " or ".join(telling), inside), OWN_STORY)
    pairs = " or ".join(" ".join(pair) for pair in combinations(telling[:TELLING], 2))
    yield from _read(claim, _best(claim, pairs, Q()), 0)


def tell(wording: str) -> list[str]:
    """Its words, those first that tell most: names and numbers, then the long ones."""
    words = dict.fromkeys(word for word in WORD.findall(wording) if fold(word).lower() not in COMMON)
    first = next(iter(words), "")
    named = {word for word in words if word != first and word[0].isupper() or word[0].isdecimal()}
    return sorted(words, key=lambda word: (word not in named, -len(word)))


def _best(claim: Claim, words: str, where: Q) -> QuerySet[Passage]:
    query = SearchQuery(words, config="desk", search_type="websearch")
    near = Passage.objects.filter(where, words=query, revision__current_of__isnull=False)
    few = near.exclude(_same_source(claim)).order_by().values_list("pk", flat=True)[:CANDIDATES]
    ranked = Passage.objects.filter(pk__in=few).annotate(rank=SearchRank(F("words"), query, normalization=1))
    light = ranked.select_related("revision").defer("words", "revision__text", "revision__removed", "revision__dates")
    return light.order_by("-rank", "pk")[:LOOKED] if words else light.none()


def _same_source(claim: Claim) -> Q:
    """The claim's own article and its copies: they say it because it says it."""
    own = Q(revision__article=claim.article_id)
    origin = claim.article.origin_id if claim.article else None
    return own | Q(revision__article__origin=origin) if origin else own


def _read(claim: Claim, found: QuerySet[Passage], ahead: float) -> Iterator[Proposal]:
    """Of each paragraph the sentence that has most to do with the claim."""
    for passage in found:
        weighed = [_weighed(claim, passage, span, ahead) for span in _sentences(passage)]
        best = max((each for each in weighed if each), key=lambda each: each.score, default=None)
        if best:
            yield best


def _sentences(passage: Passage) -> list[Span]:
    whole = Span(passage.start, passage.end)
    inside = [
        Span(start, end) for start, end in passage.revision.sentences if whole.start <= start and end <= whole.end
    ]
    return [span for span in inside or [whole] if span.end - span.start <= LONGEST]


def _weighed(claim: Claim, passage: Passage, span: Span, ahead: float) -> Proposal | None:
    quote = passage.text[span.start - passage.start : span.end - passage.start]
    share = shared(claim.wording, quote)
    if share < FEWEST_SHARED:
        return None
    pairs = versus(figures(claim.wording), figures(quote)) if share >= ONE_EVENT else []
    score = round(share + ahead + (FIGURES if pairs else 0), 3)
    return Proposal(passage.revision_id, span, quote, score, _stance(pairs), _why(claim.wording, quote, pairs, ahead))


def _stance(pairs: list[Versus]) -> str:
    """What the figures hint at; words alone say nothing of it."""
    if not pairs:
        return ""
    return Stance.SUPPORTS if any(pair.meets for pair in pairs) else Stance.CONTRADICTS


def _why(wording: str, quote: str, pairs: list[Versus], ahead: float) -> str:
    words = f"It shares “{'”, “'.join(in_common(wording, quote)[:5])}” with the claim"
    figure = "a figure of the same thing agrees" if _stance(pairs) == Stance.SUPPORTS else "its figure differs"
    return "; ".join([words, *([figure] if pairs else []), *(["same story"] if ahead else [])])[:400]


def _made(claim: Claim, each: Proposal) -> Suggestion:
    text = Revision.objects.values_list("text", flat=True).get(pk=each.revision)
    place = asdict(anchor(text, each.span.start, each.span.end))
    told = {"stance": each.stance, "why": each.why, "score": each.score, "backend": BACKEND}
    return Suggestion(claim=claim, revision_id=each.revision, **place, **told)
