"""Copies: articles that carry one text are joined under one origin, and from then on counted as one source.

An article belongs with a text that holds most of its words, or that came later and took most of its own from it. One
that merely carries shorter texts, as a round-up does, joins the one it shares most with and never joins those to one
another. What copies nothing and is not copied has no origin: it is its own.
"""

from datetime import date
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from claims.models import Article, Origin, Revision, Sketch
from claims.text.credits import credit
from claims.text.sketch import SAME, SHARED_KEYS, Common, is_copy, keys, share, words

COMPARED = 30  # texts a new one is held against, those with most keys in common first
AGAIN = 0.9  # of both texts, when one outlet brings them: its own pages are alike by their making
# One look into the index a key: asked for any of them at once, the database would read every sketch there is.
ALIKE = """
SELECT sketch.revision_id FROM unnest(%(keys)s::bigint[]) key JOIN claims_sketch sketch ON sketch.keys @> ARRAY[key]
WHERE sketch.revision_id <> %(own)s
GROUP BY sketch.revision_id HAVING count(*) >= %(shared)s ORDER BY count(*) DESC, sketch.revision_id LIMIT %(most)s
"""


class Match(NamedTuple):
    article: Article
    common: Common  # a is the text in hand, b this article's


def compare(revision: Revision) -> None:
    """Find the article's copies by its newest revision, and put it with them or apart. Run again it changes nothing.

    Needs a transaction of its own: it waits for whoever reads the articles that it moves.
    """
    found, length = keys(revision.text), len(words(revision.text))
    with transaction.atomic():
        _one_at_a_time()
        article = _dated(Article.objects.filter(pk=revision.article_id))[0]
        if article.current_id != revision.pk:
            return
        Sketch.objects.filter(revision__article=article).exclude(revision=revision).delete()
        Sketch.objects.update_or_create(revision=revision, defaults={"keys": found, "words": length})
        _put(article, revision, _kin(article, _matches(revision, found)))


def uncompared() -> QuerySet[Revision]:
    """What `compare` is still to be called with."""
    return Revision.objects.filter(current_of__isnull=False, sketch=None)


def _one_at_a_time() -> None:
    """Two copies that arrive at once: the second must see the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('copies', 0))")


def _matches(revision: Revision, found: list[int]) -> list[Match]:
    """The most alike first."""
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, {"keys": found, "own": revision.pk, "shared": SHARED_KEYS, "most": COMPARED})
        alike = [pk for (pk,) in cursor.fetchall()]
    others = Revision.objects.filter(pk__in=alike).select_related("article__current")
    fields = ("text", "article__outlet", "article__origin", "article__added_at", "article__current__published_on")
    matches = [Match(other.article, share(revision.text, other.text)) for other in others.only(*fields)]
    return sorted(matches, key=lambda match: (-match.common.words, match.article.pk))


def _kin(article: Article, matches: list[Match]) -> list[Article]:
    """With whom it belongs."""
    kin, carried = [], []
    for match in matches:
        later = _when(match.article) > _when(article)
        if not _is_copy(article, match):
            continue
        if (match.common.share_of_b if later else match.common.share_of_a) >= SAME:
            kin.append(match.article)
        elif not later:
            carried.append(match.article)
        elif match.article.origin_id in (None, article.origin_id):  # else what carries this has chosen another
            kin.append(match.article)
    return kin or carried[:1]


def _is_copy(article: Article, match: Match) -> bool:
    if article.outlet_id and article.outlet_id == match.article.outlet_id:
        return is_copy(match.common) and min(match.common[:2]) >= AGAIN
    return is_copy(match.common)


def _when(article: Article) -> tuple[date, int]:
    """Since when its text is known; what bears no date, since it arrived."""
    day = article.current.published_on if article.current else None
    return day or article.added_at.date(), article.pk


def _dated(articles: QuerySet[Article]) -> list[Article]:
    return list(articles.select_related("current").only("outlet", "origin", "added_at", "current__published_on"))


def _put(article: Article, revision: Revision, kin: list[Article]) -> None:
    origins = {each.origin_id for each in kin if each.origin_id}
    if article.origin_id and article.origin_id not in origins:
        _leave(article.origin_id, article.pk)
    if kin:
        alone = [article.pk, *(each.pk for each in kin)]
        origin, moved = _joined(_dated(Article.objects.filter(Q(pk__in=alone) | Q(origin__in=origins))))
        _measure(origin, [article.pk, *moved])
        _name(origin, revision)


def _joined(members: list[Article]) -> tuple[Origin, list[int]]:
    """All of them under one origin, whose head is the earliest; and for whom that is news."""
    head = min(members, key=_when)
    before = {each.origin_id for each in members if each.origin_id}
    origin = Origin.objects.filter(pk__in=before).order_by("pk").first() or Origin.objects.create(head=head)
    moved = [each.pk for each in members if each.origin_id != origin.pk]
    Article.objects.filter(pk__in=moved).update(origin=origin)
    Origin.objects.filter(pk__in=before).exclude(pk=origin.pk).delete()
    return origin, moved + _lead(origin, head)


def _leave(pk: int, article: int) -> None:
    """What stays behind alone is no copy any more."""
    origin = Origin.objects.get(pk=pk)
    Article.objects.filter(pk=article).update(origin=None, origin_share=None)
    left = _dated(origin.articles.all())
    if len(left) > 1:
        _measure(origin, _lead(origin, min(left, key=_when)))
    else:
        origin.articles.update(origin=None, origin_share=None)
        origin.delete()


def _lead(origin: Origin, head: Article) -> list[int]:
    if origin.head_id == head.pk:
        return []
    origin.head = head
    origin.save(update_fields=["head"])
    return [head.pk]


def _measure(origin: Origin, changed: list[int]) -> None:
    """How much of each stands in the head's text: of those that changed, and of all where the head did."""
    members = origin.articles.all() if origin.head_id in changed else origin.articles.filter(pk__in=changed)
    text = _text(origin.head_id)
    for pk in members.values_list("pk", flat=True):
        Article.objects.filter(pk=pk).update(origin_share=share(_text(pk), text).share_of_a)


def _text(article: int) -> str:
    return Revision.objects.values_list("text", flat=True).get(current_of=article)


def _name(origin: Origin, revision: Revision) -> None:
    agency = credit(revision.text, [author["name"] for author in revision.byline])
    if agency and not origin.name:
        origin.name = agency
        origin.save(update_fields=["name"])
