"""From how many independent origins a claim's passages come, kept on the claim also when copies are found later."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from claims.models import Article, Claim, Evidence, Revision
from claims.workflow import lock


def independent(articles: Iterable[tuple[int, int | None]]) -> int:
    """How many origins there are behind articles, each with its own: what many outlets carry is one."""
    return len({("origin", origin) if origin else ("article", article) for article, origin in articles})


def count(claim: Claim) -> int:
    there = claim.evidence.filter(removed_at=None)
    return independent(there.values_list("revision__article", "revision__article__origin"))


def follow(revision: Revision) -> None:
    """After an article was compared: count anew for the claims that cite it, or what it is a copy of."""
    origin = Article.objects.values_list("origin", flat=True).get(pk=revision.article_id)
    kin = Q(revision__article=revision.article_id)
    if origin:
        kin |= Q(revision__article__origin=origin)
    citing = Evidence.objects.filter(kin, removed_at=None).order_by("claim").values_list("claim", flat=True).distinct()
    for pk in citing:
        _recount(pk)


@transaction.atomic
def _recount(pk: int) -> None:
    claim = lock(pk)
    Claim.objects.filter(pk=pk).update(origins=count(claim))
