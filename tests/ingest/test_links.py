"""Pages without a feed: their links, the page itself, and where its feeds may be found."""

from typing import Any

import pytest

from claims.ingest.feeds import FeedError, Found, Parsed, discover, parse

ADDRESS = "https://ledger.example/news/feed.xml"


def read(raw: str, **how: Any) -> Parsed:
    return parse(raw.encode(), address=ADDRESS, **how)


def refusal(raw: str, **how: Any) -> FeedError:
    with pytest.raises(FeedError) as refused:
        read(raw, **how)
    return refused.value


SECTION = """<html lang="fr"><head><title>Le Bac - Monde</title><base href="javascript:0//"></head><body>
<nav><a href="/2024/05/06/in-the-menu-of-it">Something of the menu bar</a></nav>
<article><h2><a href="/2024/05/06/dam-burst">The dam burst</a></h2>
<time datetime="2024-05-06T10:00:00Z">today</time></article>
<ul><li><a href="//ledger.example/news/who-knew-of-cracks#top">Who knew of the cracks</a></li>
<li><a href="/news/who-knew-of-cracks">Comments</a></li></ul>
<a href="/about">About</a><a href="/tag/dams-and-bridges">Dams</a><a href="https://other.example/2024/05/06/else">Elsewhere</a>
<a href="javascript:alert(1)">A button of four words</a></body></html>"""


def test_a_page_of_links_gives_the_articles_of_its_own_site() -> None:
    parsed = read(SECTION, kind="links")
    assert (parsed.kind, parsed.title, parsed.language) == ("links", "Le Bac - Monde", "fr")
    assert [(item.address, item.title, item.published[:10]) for item in parsed.items] == [
        ("https://ledger.example/2024/05/06/dam-burst", "The dam burst", "2024-05-06"),
        ("https://ledger.example/news/who-knew-of-cracks", "Who knew of the cracks", ""),
    ]


@pytest.mark.parametrize(
    ("selector", "paths"),
    [
        ("h2 a", ["/2024/05/06/dam-burst"]),
        ("article", ["/2024/05/06/dam-burst"]),
        ("h2 a, nav a", ["/2024/05/06/in-the-menu-of-it", "/2024/05/06/dam-burst"]),
        ('a[href*="about"]', ["/about"]),
    ],
)
def test_a_selector_names_the_links_or_what_they_stand_in(selector: str, paths: list[str]) -> None:
    parsed = read(SECTION, kind="links", selector=selector)
    assert [item.address.removeprefix("https://ledger.example") for item in parsed.items] == paths


def test_a_selector_that_finds_nothing_is_told() -> None:
    assert refusal(SECTION, kind="links", selector="h5 a").code == "no_items"
    assert refusal("<html><body>Please sign in</body></html>", kind="links").code == "no_items"


def test_a_watched_page_is_one_item_that_changes_with_its_words() -> None:
    page = "<html><title>Toll</title><style>{0}</style><body><p>The toll is {1}.</p><script>{0}</script></body></html>"
    first, same, changed = (read(page.format(*said), kind="page").items for said in (("a", 12), ("b", 12), ("a", 13)))
    assert (first[0].address, first[0].title) == (ADDRESS, "Toll")
    assert first[0].fingerprint == same[0].fingerprint != changed[0].fingerprint


def found(raw: str, **how: Any) -> list[Found]:
    return discover(raw.encode(), address="https://ledger.example/news/", **how)


def test_the_feeds_that_a_page_names_come_first_and_those_of_comments_last() -> None:
    places = found("""<html><head>
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
<link rel="alternate" type="application/atom+xml; charset=utf-8" title="News &amp; more" href="all.atom">
<link rel="alternate" hreflang="de" href="/de"><link rel="alternate" type="application/json" href="/wp-json/x">
<link rel="sitemap" type="application/xml" href="/map.xml"></head><body>
<a href="/rss/world">World</a><a href="/a-feeder">No</a>
<a href="javascript:feed()">No</a></body></html>""")
    assert [(place.address, place.kind, place.title) for place in places[:4]] == [
        ("https://ledger.example/news/all.atom", "atom", "News & more"),
        ("https://ledger.example/map.xml", "sitemap", ""),
        ("https://ledger.example/comments/feed", "rss", "Comments"),
        ("https://ledger.example/rss/world", "auto", "World"),
    ]
    assert {place.why for place in places[4:]} == {"a usual place, not looked at yet"}
    assert "https://ledger.example/feed" in [place.address for place in places[4:]]


def test_robots_txt_names_sitemaps() -> None:
    raw = b"User-agent: *\nDisallow: /x\nSitemap: https://ledger.example/news.xml.gz\nsitemap:/relative.xml\nSitemap: ftp://x/"
    places = discover(raw, address="https://ledger.example/robots.txt", content_type="text/plain")
    assert [(place.address, place.kind) for place in places] == [
        ("https://ledger.example/news.xml.gz", "sitemap"),
        ("https://ledger.example/relative.xml", "sitemap"),
    ]
