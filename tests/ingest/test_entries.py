"""What of a feed is one thing, and whether it is fetched."""

import pytest

from claims.ingest import entries, feeds
from claims.models import Article, Feed, ImportItem
from tests.ingest.site import Site, again, outcomes, polled, rss, visit_all

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_hundred_entries_of_one_guid_and_page_are_one_article(site: Site) -> None:
    site.feed(*[site.article(1)] * 200)
    polled(site)
    assert (ImportItem.objects.count(), Article.objects.count()) == (1, 1)


def test_entries_with_neither_guid_nor_link_are_known_by_their_content(site: Site) -> None:
    item = f"<item><title>Bare</title><description>{'The dam above Harrow burst on Tuesday. ' * 8}</description></item>"
    site.feed(item)
    feed = polled(site)
    assert outcomes() == [("Bare", "new")]
    site.feed(item, "<item><title>Another</title><description>x</description></item>")
    again(feed)
    assert [name for name, _ in outcomes()] == ["Bare", "Another"]


def test_a_guid_that_changes_each_time_brings_nothing_twice(site: Site) -> None:
    told = f"<title>Bare</title><description>{'The dam above Harrow burst on Tuesday. ' * 8}</description>"
    site.feed(f"<item><guid isPermaLink='false'>a1</guid>{told}</item>")
    feed = polled(site)
    site.feed(f"<item><guid isPermaLink='false'>b2</guid>{told}</item>")
    again(feed)
    assert [name for name, _ in outcomes()] == ["Bare"]


def test_links_that_are_not_fetched_fail_alone(site: Site) -> None:
    bad = "<item><title>Inside</title><link>http://10.0.0.7/a</link></item>"
    site.feed(bad, site.article(1))
    polled(site)
    assert sorted(code for _, code in outcomes()) == ["address_refused", "new"]


def test_a_feed_of_the_public_net_leads_to_no_host_that_an_operator_allowed(
    site: Site,
) -> None:
    feed = Feed.objects.create(name="Out there", location="https://feeds.example/feed", host="feeds.example")
    shown = feeds.parse(rss(site.article(1)), address=feed.location)
    entries.take(feed, shown.items)
    Feed.objects.update(is_active=False)
    visit_all()
    assert site.listener.requests == []
    assert outcomes() == [("Report 1", "port_refused")]  # as for any host that is not allowed


def test_one_article_in_two_feeds_is_fetched_once(site: Site) -> None:
    site.feed(site.article(1))
    site.feed(site.article(1).replace("</link>", "?utm_source=rss</link>", 1), path="/other")
    polled(site)
    site.subscribe("/other")
    visit_all()
    assert site.requests.count("/story-1") == 1
    assert outcomes()[1][1] == "unchanged"
    assert Article.objects.count() == 1


def test_an_entry_that_says_it_was_updated_is_fetched_again(site: Site) -> None:
    site.feed(site.article(1))
    feed = polled(site)
    entry = site.article(1, "The mayor resigned on Friday after the report, the town council said in a statement.")
    site.feed(entry.replace("<title>Report 1</title>", "<title>Mayor resigns</title>"))
    again(feed)
    assert [item.outcome for item in ImportItem.objects.order_by("pk")] == ["new", "changed"]
    assert Article.objects.get().revisions.count() == 2


def test_a_reference_feed_queues_no_claims(site: Site) -> None:
    site.feed(site.article(1))
    polled(site, purpose="reference")
    article = Article.objects.get()
    assert article.purpose == "reference"
    assert article.claims.count() == 0
    assert article.current is not None
    assert article.current.passages.exists()


def test_an_article_kept_for_reference_is_read_once_a_feed_to_check_shows_it(site: Site) -> None:
    site.feed(site.article(1))
    site.feed(site.article(1), path="/other")
    polled(site, purpose="reference")
    site.subscribe("/other")
    visit_all()
    article = Article.objects.get()
    assert article.purpose == "check"
    assert article.claims.count() > 0
    assert article.revisions.count() == 1
