"""Sentences that copies carry word for word: further mentions of claims that are there already."""

from django.db import connection

from claims.models import Article, Claim, Mention, Revision
from claims.text.folding import plain
from claims.workflow import record


def known(revision: Revision) -> dict[str, int]:
    """The claims of the article's copies by their sentences; the article's place among them is held until the
    transaction ends, so that two copies read at once don't both open the same claim."""
    article = Article.objects.select_for_update(no_key=True).only("origin").get(pk=revision.article_id)
    if article.origin_id is None:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('origin', %s))", [article.origin_id])
    mentions = Mention.objects.filter(revision__article__origin=article.origin_id)
    others = mentions.exclude(revision__article=article).order_by("-claim").values_list("quote", "claim").distinct()
    return {folded(quote): claim for quote, claim in others}  # of several the earliest


def folded(quote: str) -> str:
    return plain(quote).casefold().strip(' ".')


def mentioned(pk: int, revision: Revision) -> Claim:
    """The claim in whatever state it is: what was dismissed is not queued again."""
    claim = Claim.objects.get(pk=pk)
    outlet = revision.article.outlet
    where = outlet.name if outlet else revision.title
    record(claim, "mention", by=None, data={"article": revision.article_id, "revision": revision.pk, "where": where})
    return claim
