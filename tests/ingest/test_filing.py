"""Under which article and outlet a page is filed."""

from datetime import date

import pytest

from claims import tasks
from claims.ingest import intake, raws, store
from claims.models import Alias, Article, Import, ImportItem, Outlet, Reading
from tests.articles import BUDGET, KILLED, WARNED
from tests.copied import prose
from tests.ingest.site import page

pytestmark = pytest.mark.django_db


def fetched(address: str, body: bytes, *, final: str = "", run: Import | None = None, **told: str) -> ImportItem:
    """A page as a fetcher leaves it behind, then read."""
    item = ImportItem.objects.create(
        run=run or intake.start("test"),
        name="A page",
        address=address,
        final_address=final or address,
        raw=raws.keep(body),
        content_type="text/html",
        told=told,
    )
    store.import_item(item.pk)
    item.refresh_from_db()
    return item


def story(title: str = "Dam bursts above Harrow", *more: str, head: str = "") -> bytes:
    return page(title, KILLED, BUDGET, WARNED, *more).replace(b"<article>", head.encode() + b"<article>")


def test_the_ways_to_write_an_address_lead_to_one_article() -> None:
    fetched("https://www.harrow.example/dam?utm_source=rss", story())
    fetched("http://m.harrow.example/dam/", story("Dam bursts above Harrow", "The mayor spoke to the town on Friday."))
    article = Article.objects.get()
    assert article.revisions.count() == 2


def test_a_redirect_is_remembered_as_another_address_of_the_article() -> None:
    fetched("https://short.example/x1", story(), final="https://harrow.example/dam")
    assert Alias.objects.get().address == "https://short.example/x1"
    again = fetched(
        "https://short.example/x1", story("Dam bursts", "New words by the mayor."), final="https://short.example/x1"
    )
    assert again.article == Article.objects.get()


def test_a_page_can_not_name_itself_into_another_sites_article() -> None:
    theirs = fetched("https://harrow.example/dam", story())
    head = '<link rel="canonical" href="https://harrow.example/dam">'
    ours = fetched("https://evil.example/copy", story("Dam bursts", "And more.", head=head))
    assert ours.article != theirs.article
    assert "harrow.example" in ours.reason


def test_the_outlet_goes_by_the_domain_not_by_what_a_page_calls_itself() -> None:
    ledger = Outlet.objects.create(name="Harrow Ledger", domain="ledger.example")
    head = '<meta property="og:site_name" content="Harrow Ledger">'
    true = fetched("https://www.ledger.example/dam", story())
    false = fetched("https://evil.example/dam", story("Dam bursts", "More of it.", head=head))
    assert true.article is not None
    assert true.article.outlet == ledger
    assert false.article is not None
    assert false.article.outlet is not None
    assert false.article.outlet.name == "evil.example"


def test_the_feeds_date_is_taken_where_the_page_has_none_and_kept_beside_it_where_they_differ() -> None:
    silent = fetched("https://a.example/1", story(), published="2024-03-12T08:00:00+00:00")
    assert silent.revision is not None
    assert (silent.revision.published_on, silent.revision.published_origin) == (date(2024, 3, 12), "feed")
    head = '<meta property="article:published_time" content="2024-03-01T08:00:00Z">'
    told = fetched("https://a.example/2", story("Another day", head=head), published="2024-03-12T08:00:00+00:00")
    assert told.revision is not None
    assert told.revision.published_on == date(2024, 3, 1)
    assert {
        "value": "2024-03-12",
        "origin": "feed",
        "taken": False,
        "note": "the page says otherwise",
    } in told.revision.dates


def test_a_stamp_that_ticks_makes_no_revision() -> None:
    fetched("https://a.example/1", story("Dam", "Updated 3 hours ago"))
    item = fetched("https://a.example/1", story("Dam", "Updated 4 hours ago"))
    assert (item.outcome, item.reason) == ("unchanged", "The page changed, its text did not.")


def test_a_paywall_does_not_replace_the_whole_text() -> None:
    fetched("https://a.example/1", story())
    wall = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
    item = fetched(
        "https://a.example/1",
        page("Dam bursts above Harrow", KILLED).replace(b"<article>", wall.encode() + b"<article>"),
    )
    assert (item.outcome, item.code) == ("unchanged", "")
    assert "stays" in item.reason
    assert Article.objects.get().revisions.count() == 1


def test_an_earlier_capture_that_comes_late_changes_nothing() -> None:
    now = fetched("https://a.example/1", story())
    late = ImportItem.objects.create(
        run=intake.start("late"),
        name="x",
        address="https://a.example/1",
        raw=raws.keep(story("Old words")),
        fetched_at="2020-01-01T00:00:00Z",
    )
    store.import_item(late.pk)
    late.refresh_from_db()
    assert (late.outcome, late.revision) == ("unchanged", now.revision)


def test_a_copy_is_said_to_be_one() -> None:
    text = prose(1, 400).split("\n\n")
    first = fetched("https://a.example/1", page("A wire text", *text))
    second = fetched("https://b.example/1", page("The same text", *text))
    for reading in Reading.objects.order_by("pk"):
        tasks.find_claims(reading.pk)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.outcome, second.outcome) == ("new", "copy")
    assert second.reason.endswith("% of its text stands in “A wire text” (a.example).")


def test_a_failed_page_without_bytes_is_asked_for_again() -> None:
    item = ImportItem.objects.create(
        run=intake.start("x"),
        name="x",
        address="https://a.example/1",
        host="a.example",
        outcome="failed",
        code="http_404",
        finished_at="2024-01-01T00:00:00Z",
    )
    store.retry(item)
    item.refresh_from_db()
    assert (item.outcome, item.code, item.attempts) == ("waiting", "", 0)
