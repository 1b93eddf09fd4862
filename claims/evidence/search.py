"""Passages of other articles, found by their words."""

import re
from typing import NamedTuple

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import F, QuerySet

from claims.models import Article, Passage

CANDIDATES = 300  # ranked at most, however common the words are
SHOWN = 20
LONGEST = 200
BEGIN, END = "\x02", "\x03"  # in no canonical text, which has no control characters


class Hit(NamedTuple):
    passage: Passage
    parts: list[tuple[str, bool]]  # the passage's words, and whether the search found them


class Found(NamedTuple):
    hits: list[Hit]
    widened: bool  # no passage has all the words, these have some


def passages(words: str, *, but: Article | None = None) -> Found:
    """The best passages of articles as they read now, `but` left out."""
    words = " ".join(words.replace("\0", " ").split())[:LONGEST]
    hits = _ranked(words, but)
    if hits or not words:
        return Found(hits, widened=False)
    return Found(_ranked(" or ".join(re.findall(r"\w+", words)), but), widened=True)


def _ranked(words: str, but: Article | None) -> list[Hit]:
    query = SearchQuery(words, config="desk", search_type="websearch")
    best = (
        Passage.objects.filter(pk__in=_candidates(query, but))
        .annotate(
            rank=SearchRank(F("words"), query, normalization=1),
            headline=SearchHeadline(
                "text", query, config="desk", start_sel=BEGIN, stop_sel=END, max_words=70, min_words=60
            ),
        )
        .select_related("revision__article__outlet")
        .defer("words", "revision__text", "revision__sentences", "revision__removed", "revision__dates")
        .order_by("-rank", "-revision__published_on", "pk")[:SHOWN]
    )  # fmt: skip
    return [Hit(passage, _parts(passage.text, passage.headline)) for passage in best]


def _candidates(query: SearchQuery, but: Article | None) -> QuerySet[Passage, int]:
    matching = Passage.objects.filter(words=query, revision__current_of__isnull=False)
    if but:
        matching = matching.exclude(revision__article=but)
    return matching.order_by().values_list("pk", flat=True)[:CANDIDATES]


def _parts(text: str, headline: str) -> list[tuple[str, bool]]:
    parts = [(part, number % 2 == 1) for number, part in enumerate(re.split(f"[{BEGIN}{END}]", headline))]
    plain = "".join(part for part, _ in parts)
    before = [] if text.startswith(plain[:10]) else [("… ", False)]
    after = [] if text.endswith(plain[-10:]) else [(" …", False)]
    return [part for part in [*before, *parts, *after] if part[0]]
