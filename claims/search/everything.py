"""Words looked for in everything that the desk has: bounded work for each kind of thing, however common the words."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.contrib.postgres.search import SearchHeadline, SearchRank
from django.db.models import Exists

from claims.search.newest import as_query, matches, newest
from claims.search.sources import FACETS, SOURCES, Source, named, rows

FEW, MANY = 5, 40  # shown of each kind, and of one
CANDIDATES, NARROWED = 300, 2000  # matches that are looked at, the newest: beside other kinds, and of one
TELLING = 8  # values of a facet that are offered
BEGIN, END = "\x02", "\x03"  # in no canonical text, which has no control characters
SPANS = {"week": 7, "month": 30, "year": 365}

Parts = list[tuple[str, bool]]  # words, and whether the search found them


class Narrowed(NamedTuple):
    """The facets that are chosen, as the address has them."""

    state: str = ""
    standing: str = ""
    topic: str = ""
    outlet: str = ""
    when: str = ""


class Hit(NamedTuple):
    row: Any
    parts: Parts


class Value(NamedTuple):
    value: str
    label: str
    number: int
    chosen: bool


class Found(NamedTuple):
    hits: list[Hit]
    number: int
    capped: bool  # there may be more, older ones
    facets: list[tuple[str, str, list[Value]]]  # name, label, values


class Candidate(NamedTuple):
    pk: int
    values: dict[str, Any]


def look(name: str, query: str, narrowed: Narrowed, today: date, sealed: Exists, *, alone: bool) -> Found:
    """The best of the newest matches; `alone`: more of them, with facets."""
    source, most = SOURCES[name], NARROWED if alone else CANDIDATES
    candidates = _candidates(name, query, most, sealed)
    chosen = [each for each in candidates if _fits(each, narrowed, today)]
    hits = _best(name, query, [each.pk for each in chosen], MANY if alone else FEW, sealed)
    facets = _facets(source, candidates, narrowed, today) if alone else []
    return Found(hits, len(chosen), len(candidates) >= most, facets)


def _candidates(name: str, query: str, most: int, sealed: Exists) -> list[Candidate]:
    source = SOURCES[name]
    found = rows(name, sealed).filter(pk__in=newest(name, query, most))
    if "<" in query:  # words that stand beside one another: the index knows only that they are there
        found = found.filter(matches(source.vector, query))
    columns = found.select_related(None).defer(None).values_list("pk", *source.facets.values())
    return [Candidate(pk, dict(zip(source.facets, values, strict=True))) for pk, *values in columns]


def _fits(candidate: Candidate, narrowed: Narrowed, today: date, but: str = "") -> bool:
    """Whether all that is chosen holds, the facet `but` left out."""
    for facet, value in candidate.values.items():
        wanted = narrowed.when if facet == "day" else getattr(narrowed, facet)
        if wanted and facet != but and not (_within(value, wanted, today) if facet == "day" else str(value) == wanted):
            return False
    return True


def _within(day: date | None, when: str, today: date) -> bool:
    return day is not None and day > today - timedelta(days=SPANS.get(when, 0))


def _facets(
    source: Source, candidates: list[Candidate], narrowed: Narrowed, today: date
) -> list[tuple[str, str, list[Value]]]:
    """Of each facet the values that most have, counted among what the other facets leave."""
    told = []
    for facet in source.facets.keys() & FACETS.keys():
        left = (each.values[facet] for each in candidates if _fits(each, narrowed, today, but=facet))
        counts = Counter(value for value in left if value is not None).most_common(TELLING)
        told.append((facet, FACETS[facet], _values(facet, counts, getattr(narrowed, facet))))
    told.append(("when", "When", _spans(candidates, narrowed, today)))
    order = [*FACETS, "when"]
    return sorted((each for each in told if each[2]), key=lambda each: order.index(each[0]))


def _values(facet: str, counts: list[tuple[Any, int]], chosen: str) -> list[Value]:
    labels = named(facet, [value for value, _ in counts])
    return [Value(str(value), labels.get(value, str(value)), count, str(value) == chosen) for value, count in counts]


def _spans(candidates: list[Candidate], narrowed: Narrowed, today: date) -> list[Value]:
    left = [each.values["day"] for each in candidates if _fits(each, narrowed, today, but="day")]
    counts = ((span, sum(_within(day, span, today) for day in left)) for span in SPANS)
    return [Value(span, f"Last {span}", count, span == narrowed.when) for span, count in counts if count]


def _best(name: str, query: str, pks: list[int], most: int, sealed: Exists) -> list[Hit]:
    if not pks:
        return []
    source, asked = SOURCES[name], as_query(query)
    lengths = {"highlight_all": True} if source.whole else {"max_words": 40, "min_words": 30}
    headline = SearchHeadline(source.text, asked, config="desk", start_sel=BEGIN, stop_sel=END, **lengths)
    rank = SearchRank(source.vector, asked, normalization=1)
    best = rows(name, sealed).filter(pk__in=pks).annotate(rank=rank).order_by("-rank", "-pk").values_list("pk")[:most]
    order = [pk for (pk,) in best]
    shown = rows(name, sealed).filter(pk__in=order).annotate(headline=headline).in_bulk()
    return [Hit(shown[pk], parts(getattr(shown[pk], source.text), shown[pk].headline)) for pk in order]


def parts(text: str, headline: str) -> Parts:
    """The headline cut where the found words begin and end, with a sign where the text goes on."""
    cut: Iterable[tuple[int, str]] = enumerate(re.split(f"[{BEGIN}{END}]", headline))
    found = [(part, number % 2 == 1) for number, part in cut]
    plain = "".join(part for part, _ in found)
    before = [] if text.startswith(plain[:10]) else [("… ", False)]
    after = [] if text.endswith(plain[-10:]) else [(" …", False)]
    return [part for part in [*before, *found, *after] if part[0]]
