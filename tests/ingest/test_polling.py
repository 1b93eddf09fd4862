"""Feeds of a real site: what is new is fetched once, what went wrong is said, and nothing is lost."""

from datetime import timedelta

import pytest

from claims.ingest import schedule
from claims.models import Article, Feed, Import, ImportItem
from tests.hostile.listener import answer, redirect
from tests.ingest.site import Site, again, outcomes, polled, rss

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_a_feed_shows_becomes_articles_with_claims(site: Site) -> None:
    site.feed(site.article(1), site.article(2))
    feed = polled(site)
    assert [item.outcome for item in ImportItem.objects.all()] == ["new", "new"]
    assert {article.current.title for article in Article.objects.select_related("current") if article.current} == {
        "Report 1 from Harrow",
        "Report 2 from Harrow",
    }
    assert (feed.title, feed.home, feed.problem, feed.failures) == ("The Harrow Post", "harrow.example", "", 0)
    assert feed.articles.count() == 2


def test_what_was_seen_is_not_fetched_again(site: Site) -> None:
    site.feed(site.article(1))
    feed = polled(site)
    site.feed(site.article(2), site.article(1))
    again(feed)
    assert site.requests == ["/feed", "/story-1", "/feed", "/story-2"]
    assert ImportItem.objects.count() == 2


def test_an_unchanged_feed_is_asked_for_with_its_validators_and_makes_no_import(site: Site) -> None:
    site.serve("/feed", rss(site.article(1)), 'ETag: "v1"', "Last-Modified: Tue, 12 Mar 2024 08:00:00 GMT")
    feed = polled(site)
    site.serve("/feed", b"", status="304 Not Modified")
    again(feed)
    assert '\r\nIf-None-Match: "v1"\r\n' in site.listener.requests[-1]
    assert "If-Modified-Since: Tue, 12 Mar 2024 08:00:00 GMT" in site.listener.requests[-1]
    assert (Import.objects.count(), feed.problem) == (1, "")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<html><title>Sign in</title><form><input type=password></form></html>", "not_a_feed"),
        (b"<<<<<<<<", "not_a_feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [NaN]}', "json_invalid"),
    ],
)
def test_what_is_no_feed_is_said_kept_and_asked_for_again_later(site: Site, body: bytes, code: str) -> None:
    site.serve("/feed", body)
    feed = polled(site)
    assert (feed.problem_code, feed.failures, feed.is_active) == (code, 1, True)
    item = ImportItem.objects.select_related("raw").get()
    assert item.raw is not None
    assert (bytes(item.raw.content), item.code, item.outcome) == (body, code, "failed")
    again(feed)
    assert (feed.failures, ImportItem.objects.count()) == (2, 1)
    site.feed(site.article(1))
    again(feed)
    assert (feed.failures, feed.problem, Article.objects.count()) == (0, "", 1)


def test_a_feed_that_was_cut_off_leaves_no_validator(site: Site) -> None:
    whole = rss(site.article(1), site.article(2))
    site.serve("/feed", whole[: whole.index(b"/story-2") + 4], 'ETag: "cut"')
    feed = polled(site)
    assert (feed.etag, feed.digest, Article.objects.count()) == ("", "", 1)
    site.serve("/feed", whole, 'ETag: "whole"')
    again(feed)
    assert (feed.etag, Article.objects.count()) == ('"whole"', 2)


def test_a_partial_answer_leaves_no_validator(site: Site) -> None:
    site.serve("/feed", rss(site.article(1)), 'ETag: "part"', status="206 Partial Content")
    feed = polled(site)
    assert (feed.etag, feed.digest) == ("", "")


def test_an_empty_answer_is_a_failure(site: Site) -> None:
    site.serve("/feed", b"")
    assert polled(site).problem_code == "empty"


def test_a_site_in_trouble_is_left_alone_for_longer_each_time(site: Site) -> None:
    site.serve("/feed", b"", status="500 Oops")
    feed = polled(site, adapts=False)
    waits = []
    for _ in range(3):
        waits.append(feed.due_at - (feed.looked_at or feed.due_at))
        feed = again(feed)
    assert waits[0] * 1.5 < waits[1]
    assert waits[1] * 1.5 < waits[2]


def test_retry_after_holds_off_the_whole_host_for_a_day_at_most(site: Site) -> None:
    site.serve("/feed", b"", "Retry-After: 315360000", status="503 Later")
    feed = polled(site)
    assert feed.looked_at is not None
    assert timedelta(hours=21) < feed.due_at - feed.looked_at < timedelta(hours=27)
    assert schedule.due_hosts() == []


def test_a_move_for_good_waits_for_a_curator(site: Site) -> None:
    site.listener.answers["/feed"] = redirect(site.listener.url("/new-feed"), 301)
    site.feed(site.article(1), path="/new-feed")
    feed = polled(site)
    assert (feed.location, feed.moved_to) == (site.listener.url("/feed"), site.listener.url("/new-feed"))
    assert Article.objects.count() == 1
    assert schedule.follow_move(feed)
    feed.refresh_from_db()
    assert (feed.location, feed.moved_to) == (site.listener.url("/new-feed"), "")


def test_a_feed_that_changed_hands_brings_nothing_until_a_curator_looked(site: Site) -> None:
    site.feed(site.article(1))
    feed = polled(site)
    site.feed(site.article(2), title="Casino bonus", home="https://casino.example/")
    again(feed)
    assert "casino.example" in feed.held
    assert Article.objects.count() == 1
    schedule.release(Feed.objects.all())
    again(feed)
    assert (feed.held, feed.home, Article.objects.count()) == ("", "casino.example", 2)


def test_a_page_that_is_gone_is_said_and_its_article_stays(site: Site) -> None:
    site.feed(site.article(1))
    feed = polled(site)
    site.serve("/story-1", b"", status="410 Gone")
    site.feed(site.article(2).replace("Report 2", "Report 1"), site.article(1).replace("Report 1", "Report 1, new"))
    site.serve("/story-1", b"", status="410 Gone")
    again(feed)
    article = Article.objects.get(address__endswith="/story-1")
    assert article.gone_at is not None
    assert article.current is not None


def test_a_failed_page_is_tried_again_and_then_given_up(site: Site) -> None:
    entry = site.article(1)
    site.serve("/story-1", b"", status="500 Oops")
    site.feed(entry)
    feed = polled(site)
    item = ImportItem.objects.get()
    assert (item.outcome, item.code, item.attempts) == ("waiting", "http_5xx", 1)
    for _ in range(6):
        feed = again(feed)
    item.refresh_from_db()
    assert (item.outcome, item.code, item.attempts) == ("failed", "http_5xx", 5)


def test_robots_txt_is_heeded(site: Site) -> None:
    site.listener.answers["/robots.txt"] = answer(b"User-agent: *\nDisallow: /story-1\n")
    site.feed(site.article(1), site.article(2))
    polled(site)
    assert sorted(code for _, code in outcomes()) == ["new", "robots_refused"]
    assert "/story-1" not in site.requests


def test_while_robots_txt_can_not_be_had_nothing_is_fetched(site: Site) -> None:
    site.listener.answers["/robots.txt"] = answer(b"", status="503 Later")
    site.feed(site.article(1))
    feed = polled(site)
    assert (feed.problem_code, site.requests) == ("robots_unknown", [])


def test_robots_txt_is_asked_for_once_a_day(site: Site) -> None:
    site.feed(site.article(1), site.article(2), site.article(3))
    polled(site)
    assert sum("/robots.txt" in request for request in site.listener.requests) == 1


def test_a_watched_page_is_imported_when_its_text_changes(site: Site) -> None:
    site.article(7)
    feed = polled(site, path="/story-7", kind="page")
    site.article(7, "The council closed the upper road on Sunday because of the rising water, it said.")
    again(feed)
    again(feed)
    assert [item.outcome for item in ImportItem.objects.order_by("pk")] == ["new", "changed"]


def test_a_sitemap_index_is_followed_each_time_and_one_bad_sitemap_spoils_nothing(site: Site) -> None:
    ns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    maps = "".join(f"<sitemap><loc>{site.listener.url(path)}</loc></sitemap>" for path in ("/gone.xml", "/news.xml"))
    site.serve("/map.xml", f"<sitemapindex {ns}>{maps}</sitemapindex>".encode(), 'ETag: "still"')
    for number in (1, 2):
        site.article(number)
        pages = "".join(f"<url><loc>{site.listener.url(f'/story-{n}')}</loc></url>" for n in range(1, number + 1))
        site.serve("/news.xml", f"<urlset {ns}>{pages}</urlset>".encode())
        feed = again(Feed.objects.first() or polled(site, path="/map.xml", kind="sitemap"))
    assert Article.objects.count() == 2
    assert (feed.failures, feed.etag) == (0, "")
    assert feed.notes == [f"sitemap_unread: {site.listener.url('/gone.xml')} (http_404)"]


def test_a_page_of_links_is_read_by_its_selector(site: Site) -> None:
    site.article(1)
    site.serve("/list", b'<html><nav><a href="/about">About</a></nav><h2><a href="/story-1">Report</a></h2></html>')
    polled(site, path="/list", kind="links", selector="h2 a")
    assert site.requests == ["/list", "/story-1"]


def test_a_feed_learns_its_pace(site: Site) -> None:
    dated = [
        site.article(n).replace("</item>", f"<pubDate>Tue, 12 Mar 2024 {8 + n:02}:00:00 GMT</pubDate></item>")
        for n in range(4)
    ]
    site.feed(*dated)
    feed = polled(site)
    assert feed.usual_gap == timedelta(hours=1)
    assert timedelta(minutes=29) < feed.every < timedelta(minutes=31)
