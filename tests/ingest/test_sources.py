"""From an address that somebody types to the feeds behind it, in a few requests."""

from collections.abc import Mapping

import pytest

from claims.ingest.fetch import Fetched, FetchError
from claims.ingest.sources import MOST_REQUESTS, look, typed

FEED = b"<rss><channel><title>The Ledger</title><item><title>Dam</title><link>/dam</link></item></channel></rss>"
MAP = b"<urlset><url><loc>https://ledger.example/dam</loc></url></urlset>"
NAMED = b'<link rel="alternate" type="application/rss+xml" href="%s">'
STORY = b'<html><body><a href="/2024/05/06/the-dam-burst">The dam burst</a></body></html>'


class Site:
    """A web of a few pages; everything else is not there."""

    def __init__(self, pages: Mapping[str, bytes | str]) -> None:
        self.pages = {"https://ledger.example" + path: content for path, content in pages.items()}
        self.asked: list[str] = []

    def get(self, address: str) -> Fetched:
        self.asked.append(address)
        content = self.pages.get(address.removesuffix("/") if address.count("/") == 3 else address, "http_404")
        if isinstance(content, str):
            raise FetchError(content, status=404 if content == "http_404" else 0)
        return Fetched(address, address, 200, {}, content)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (" ledger.example/news ", ["https://ledger.example/news", "http://ledger.example/news"]),
        ("ledger.example:8080", ["https://ledger.example:8080", "http://ledger.example:8080"]),
        ("//ledger.example", ["https://ledger.example", "http://ledger.example"]),
        ("HTTP://ledger.example", ["HTTP://ledger.example"]),
        ("feed:https://ledger.example/f", ["https://ledger.example/f"]),
        ("feed://ledger.example/f", ["https://ledger.example/f", "http://ledger.example/f"]),
        ("<https://ledger.example>", ["https://ledger.example"]),
        ("javascript:alert(1)", []),
        ("file:///etc/passwd", []),
        ("mailto:a@b.example", []),
        ("two words", []),
        ("", []),
    ],
)
def test_what_somebody_types_becomes_the_addresses_it_may_mean(said: str, meant: list[str]) -> None:
    assert typed(said) == meant


def test_a_feed_is_found_in_one_request() -> None:
    site = Site({"/feed": FEED})
    seen = look("ledger.example/feed", site.get)
    assert (seen.code, seen.requests) == ("", ["https://ledger.example/feed"])
    assert [(each.address, each.kind, each.title) for each in seen.found] == [
        ("https://ledger.example/feed", "rss", "The Ledger")
    ]
    assert seen.parsed is not None
    assert seen.parsed.items[0].title == "Dam"


def test_the_feed_that_a_page_names_is_read() -> None:
    page = NAMED % b"/feed" + b'<link rel="alternate" type="application/atom+xml" href="/2">'
    site = Site({"": page, "/feed": FEED})
    seen = look("ledger.example", site.get)
    assert seen.requests == ["https://ledger.example", "https://ledger.example/feed"]
    assert [(each.kind, each.why) for each in seen.found] == [
        ("rss", "the page names it"),
        ("atom", "the page names it"),
        ("links", "its links can be watched"),
        ("page", "the page itself can be watched for changes"),
    ]


def test_a_named_feed_that_is_gone_is_not_offered_and_the_next_one_is() -> None:
    page = NAMED % b"/gone" + NAMED % b"/feed"
    seen = look("ledger.example", Site({"": page, "/feed": FEED}).get)
    assert [each.address for each in seen.found[:2]] == ["https://ledger.example/feed", "https://ledger.example"]


def test_a_named_feed_that_does_not_answer_just_now_is_still_offered() -> None:
    page = NAMED % b"/slow" + NAMED % b"/feed"
    seen = look("ledger.example", Site({"": page, "/slow": "deadline", "/feed": FEED}).get)
    assert {each.address for each in seen.found[:2]} == {"https://ledger.example/feed", "https://ledger.example/slow"}


def test_robots_txt_leads_to_the_news_sitemap_and_an_index_is_shown_by_its_newest_part() -> None:
    robots = b"Sitemap: https://ledger.example/all.xml\nSitemap: https://ledger.example/news.xml"
    index = b"""<sitemapindex><sitemap><loc>/old.xml</loc><lastmod>2023-01-01</lastmod></sitemap>
<sitemap><loc>/new.xml</loc><lastmod>2024-05-06</lastmod></sitemap></sitemapindex>"""
    site = Site({"": STORY, "/robots.txt": robots, "/news.xml": index, "/new.xml": MAP})
    seen = look("https://ledger.example", site.get)
    assert seen.requests == [f"https://ledger.example{path}" for path in ("", "/robots.txt", "/news.xml", "/new.xml")]
    assert [each.kind for each in seen.found] == ["sitemap_index", "sitemap", "links", "page"]
    assert seen.parsed is not None
    assert seen.parsed.items[0].address == "https://ledger.example/dam"
    assert seen.parsed.more == ["https://ledger.example/new.xml", "https://ledger.example/old.xml"]


def test_where_nothing_is_named_usual_places_are_tried_within_the_number_of_requests() -> None:
    site = Site({"": STORY})
    seen = look("ledger.example", site.get)
    assert len(site.asked) == MOST_REQUESTS
    assert len(set(site.asked)) == MOST_REQUESTS
    assert (seen.code, seen.parsed) == ("no_feed", None)
    assert [each.kind for each in seen.found] == ["links", "page"]


def test_the_first_usual_place_that_holds_a_feed_ends_the_search() -> None:
    seen = look("ledger.example", Site({"": STORY, "/rss": FEED}).get)
    assert [(each.address, each.why) for each in seen.found[:1]] == [("https://ledger.example/rss", "a usual place")]
    assert seen.code == ""


def test_a_page_of_links_is_shown_as_its_selector_names_them() -> None:
    seen = look("ledger.example", Site({"": STORY}).get, kind="links")
    assert seen.parsed is not None
    assert [item.title for item in seen.parsed.items] == ["The dam burst"]
    assert look("ledger.example", Site({"": STORY}).get, kind="links", selector="a[").code == "selector_invalid"


def test_a_watched_page_is_shown_in_one_request() -> None:
    seen = look("ledger.example", Site({"": STORY}).get, kind="page")
    assert (len(seen.requests), [each.kind for each in seen.found]) == (1, ["page"])


def test_plain_http_is_tried_only_where_nobody_answers_for_the_secure_address() -> None:
    unsafe, silent = Site({"": "tls_failed"}), Site({"": "connect_failed"})
    assert (look("ledger.example", unsafe.get).code, len(unsafe.asked)) == ("tls_failed", 1)
    assert look("ledger.example", silent.get).code == "http_404"
    assert silent.asked == ["https://ledger.example", "http://ledger.example"]


def test_a_refusal_is_told_with_its_code() -> None:
    seen = look("ledger.example/gone", Site({}).get)
    assert (seen.code, seen.found) == ("http_404", [])
    assert seen.problem
    assert look("javascript:alert(1)", Site({}).get).code == "url_invalid"


def test_what_is_neither_feed_nor_page_is_refused_for_what_it_is() -> None:
    seen = look("ledger.example", Site({"": b"\x00\x01\x02" * 100}).get)
    assert seen.code == "bad_encoding"
