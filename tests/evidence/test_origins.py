import pytest

from claims.evidence import attach, origins
from claims.models import Article, Claim, Evidence, Lease, Origin
from tests import factories

pytestmark = pytest.mark.django_db


def cite(lease: Lease, of: Article) -> Evidence:
    source = of.current
    assert source is not None
    words = "Nobody was warned"
    start = source.text.index(words)
    end = start + len(words)
    return attach.attach(
        lease.claim, lease.holder, lease.pk, revision=source, start=start, end=end, quote=words, stance="supports"
    )


def kept(lease: Lease) -> int:
    return Claim.objects.get(pk=lease.claim_id).origins


def test_every_article_is_an_origin_of_its_own_until_it_is_known_as_a_copy() -> None:
    lease, one, other = factories.taken(factories.reviewer()), factories.article(), factories.article()
    cite(lease, one)
    second = cite(lease, other)
    assert kept(lease) == 2
    Article.objects.filter(pk__in=[one.pk, other.pk]).update(origin=Origin.objects.create(head=one))
    origins.follow(second.revision)
    assert kept(lease) == 1


def test_what_is_removed_counts_no_more() -> None:
    lease = factories.taken(factories.reviewer())
    item = cite(lease, factories.article())
    attach.remove(item, lease.holder, lease.pk)
    assert kept(lease) == 0


def test_claims_that_cite_other_articles_are_left_alone() -> None:
    lease, elsewhere = factories.taken(factories.reviewer()), factories.article().current
    cite(lease, factories.article())
    Claim.objects.filter(pk=lease.claim_id).update(origins=7)
    assert elsewhere is not None
    origins.follow(elsewhere)
    assert kept(lease) == 7
