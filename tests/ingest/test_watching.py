"""Cited pages are looked at again while a claim rests on them."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from claims.ingest import watching
from claims.ingest.schedule import CITED
from claims.models import Article, Claim, Import, Lease, Watch
from claims.review import leases
from tests import factories as make
from tests.hostile.listener import PAGE
from tests.ingest.site import Site, later, visit_all

pytestmark = pytest.mark.django_db(transaction=True)
NEWS = "The council closed the upper road on Sunday because of the rising water, it said."


@pytest.fixture
def cited(site: Site) -> Watch:
    """An article of the site whose claim somebody took."""
    site.feed(site.article(1))
    site.subscribe()
    visit_all()
    claim = Claim.objects.order_by("pk")[0]
    leases.take(claim, make.reviewer(), claim.version)
    watching.refresh()
    return Watch.objects.get()


def look() -> Watch:
    later(timedelta(days=8))
    Watch.objects.update(due_at=F("due_at") - timedelta(days=8))
    visit_all()
    return Watch.objects.get()


def test_what_nobody_rests_on_is_not_looked_at_again(site: Site) -> None:
    site.feed(site.article(1))
    site.subscribe()
    visit_all()
    watching.refresh()
    assert not Watch.objects.exists()


def test_a_taken_claims_page_is_watched_and_left_when_the_claim_is_let_go(cited: Watch) -> None:
    assert cited.due_at is not None
    assert timedelta(0) < cited.due_at - timezone.now() < CITED[0][1] * 1.2
    lease = Lease.objects.select_related("claim", "holder").get()
    leases.release(lease.claim, lease.holder, lease.claim.version)
    watching.refresh()
    cited.refresh_from_db()
    assert cited.due_at is None


def test_an_unchanged_page_makes_no_import(site: Site, cited: Watch) -> None:
    before = Import.objects.count()
    looked = look()
    assert looked.looked_at is not None
    assert site.requests.count("/story-1") == 2
    assert Import.objects.count() == before


def test_a_page_that_only_looks_otherwise_makes_no_import(site: Site, cited: Watch) -> None:
    before = Import.objects.count()
    body = site.listener.answers["/story-1"]
    assert isinstance(body, bytes)
    site.serve("/story-1", body.partition(b"\r\n\r\n")[2].replace(b"<article>", b"<article><!-- 17:04:03 -->"))
    look()
    assert Import.objects.count() == before


def test_a_stamp_that_ticks_makes_no_import(site: Site, cited: Watch) -> None:
    before = Import.objects.count()
    body = site.listener.answers["/story-1"]
    assert isinstance(body, bytes)
    stamped = body.partition(b"\r\n\r\n")[2].replace(b"</article>", b"<p>Updated 3 hours ago</p></article>")
    site.serve("/story-1", stamped)
    look()
    assert site.requests.count("/story-1") == 2
    assert Import.objects.count() == before


def test_a_changed_page_makes_a_revision(site: Site, cited: Watch) -> None:
    site.article(1, NEWS)
    look()
    assert Import.objects.order_by("-pk")[0].way == "again"
    assert Article.objects.get().revisions.count() == 2


def test_a_page_that_is_gone_is_said_and_comes_back(site: Site, cited: Watch) -> None:
    site.serve("/story-1", b"", status="404 Not Found")
    look()
    article = Article.objects.get()
    assert (article.gone_at is not None, article.gone_because) == (True, "The site has no page at this address.")
    assert article.revisions.count() == 1
    site.article(1)
    look()
    assert Article.objects.get().gone_at is None


def test_a_page_that_became_an_error_page_leaves_the_text_as_it_was(site: Site, cited: Watch) -> None:
    site.listener.answers["/story-1"] = PAGE
    look()
    article = Article.objects.get()
    assert article.revisions.count() == 1


def test_a_site_in_trouble_is_asked_less_often(site: Site, cited: Watch) -> None:
    site.serve("/story-1", b"", status="503 Later")
    waits = []
    for _ in range(3):
        watch = look()
        assert watch.due_at is not None
        waits.append(watch.due_at - timezone.now())
    assert watch.failures == 3
    assert watch.problem == "The site has trouble of its own."
    assert waits[0] < waits[2]


def test_two_refreshes_begin_one_watch(cited: Watch) -> None:
    watching.refresh()
    watching.refresh()
    assert Watch.objects.count() == 1
