"""What is searched: each kind of row with the words that it is found by and the facets that narrow it."""

from typing import Any, NamedTuple

from django.contrib.postgres.search import SearchVector
from django.db.models import Exists, F, QuerySet

from claims.models import Claim, Outlet, Passage, Revision, Topic, Verdict
from claims.states import State


class Source(NamedTuple):
    label: str
    vector: Any  # what the query is compared with
    text: str  # the field that holds the words
    whole: bool  # it is short and shown as a whole
    facets: dict[str, str]  # facet: the field that it goes by


SOURCES = {
    "claims": Source(
        "Claims",
        SearchVector("wording", "claimant", config="desk"),
        "wording",
        True,
        {"state": "state", "topic": "topic", "outlet": "article__outlet", "day": "added_at__date"},
    ),
    "passages": Source(
        "Passages",
        F("words"),
        "text",
        False,
        {"outlet": "revision__article__outlet", "day": "revision__published_on"},
    ),
    "articles": Source(
        "Articles",
        SearchVector("title", config="desk"),
        "title",
        True,
        {"outlet": "article__outlet", "day": "published_on"},
    ),
    "verdicts": Source(
        "Verdicts",
        SearchVector("rationale", config="desk"),
        "rationale",
        False,
        {
            "standing": "standing",
            "topic": "claim__topic",
            "outlet": "claim__article__outlet",
            "day": "proposed_at__date",
        },
    ),
}
FACETS = {"state": "State", "standing": "Standing", "topic": "Topic", "outlet": "Outlet"}
BULKY = ("text", "sentences", "removed", "dates")  # of a revision; no list shows them


def rows(name: str, sealed: Exists) -> QuerySet[Any]:
    """What there is to find; `sealed` are the verdicts that whoever asks may not see yet."""
    if name == "verdicts":
        return Verdict.objects.exclude(sealed).select_related("claim", "rating", "proposed_by").defer("frozen")
    return {"claims": _claims, "passages": _passages, "articles": _articles}[name]()


def _claims() -> QuerySet[Claim]:
    return Claim.objects.select_related("article__outlet", "topic")


def _passages() -> QuerySet[Passage]:
    """Of articles as they read now."""
    found = Passage.objects.filter(revision__current_of__isnull=False).select_related("revision__article__outlet")
    return found.defer("words", *(f"revision__{field}" for field in BULKY))


def _articles() -> QuerySet[Revision]:
    """The newest revision stands for the article."""
    found = Revision.objects.filter(current_of__isnull=False).select_related("article__outlet")
    return found.defer(*BULKY)


def named(facet: str, values: list[Any]) -> dict[Any, str]:
    """What a facet's values are called."""
    if facet in ("state", "standing"):
        known: Any = State if facet == "state" else Verdict.Standing
        return {value: str(known(value).label) for value in values}
    model: Any = Topic if facet == "topic" else Outlet
    return dict(model.objects.filter(pk__in=values).values_list("pk", "name"))
