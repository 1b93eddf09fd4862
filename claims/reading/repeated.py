"""Sentences that copies carry word for word: further mentions of claims that are there already."""

from django.db import connection

from claims.models import Article, Claim, Mention, Revision
from claims.text.folding import plain
from claims.workflow import record


def known(revision: Revision) -> dict[str, int]:
    """The claims of the article's copies by their sentences, none of which anybody else adds to meanwhile."""
    origin = _hold(revision.article_id)
    if origin is None:
        return {}
    mentions = Mention.objects.filter(revision__article__origin=origin).exclude(revision__article=revision.article_id)
    found = mentions.order_by("-claim").values_list("quote", "claim").distinct()
    return {folded(quote): claim for quote, claim in found}  # of several the earliest


def _hold(article: int) -> int | None:
    """The article's origin. Until the transaction ends it stays there, and its other copies are not read."""
    rows = Article.objects.select_for_update(no_key=True).filter(pk=article)
    origin = rows.values_list("origin", flat=True).get()
    if origin is not None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('origin', %s))", [origin])
    return origin


def folded(quote: str) -> str:
    return plain(quote).casefold().strip(' ".')


def mentioned(pk: int, revision: Revision) -> Claim:
    """The claim in whatever state it is: what was dismissed is not queued again."""
    claim = Claim.objects.get(pk=pk)
    outlet = revision.article.outlet
    where = outlet.name if outlet else revision.title
    record(claim, "mention", by=None, data={"article": revision.article_id, "revision": revision.pk, "where": where})
    return claim
