"""Pages that vanished under claims that still stand or are still worked on."""

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.anchorings import LIVE
from claims.models import Article, Claim, Evidence, Mention

SHOWN = 5  # claims of one page


def vanished() -> QuerySet[Article]:
    """The latest first. What they said stays as it was captured."""
    cited = Evidence.objects.filter(revision__article=OuterRef("pk"), removed_at=None, claim__state__in=LIVE)
    said = Mention.objects.filter(revision__article=OuterRef("pk"), claim__state__in=LIVE)
    gone = Article.objects.filter(Exists(cited) | Exists(said), gone_at__isnull=False)
    return gone.order_by("-gone_at", "-pk")


def after(articles: QuerySet[Article], last: Article) -> QuerySet[Article]:
    return articles.filter(Q(gone_at__lt=last.gone_at) | Q(gone_at=last.gone_at, pk__lt=last.pk))


def claims_of(articles: list[Article]) -> dict[int, list[Claim]]:
    """The claims on each of these pages, the published ones first."""
    shown = Q(evidence__revision__article__in=articles, evidence__removed_at=None)
    cited = Claim.objects.filter(shown, state__in=LIVE).values_list("evidence__revision__article", "pk")
    said = Claim.objects.filter(mentions__revision__article__in=articles, state__in=LIVE)
    pairs = {*cited, *said.values_list("mentions__revision__article", "pk")}
    claims = {claim.pk: claim for claim in Claim.objects.filter(pk__in={pk for _, pk in pairs})}
    found: dict[int, list[Claim]] = defaultdict(list)
    for article, pk in sorted(pairs, key=lambda pair: (claims[pair[1]].state != "published", pair[1])):
        found[article].append(claims[pk])
    return found
