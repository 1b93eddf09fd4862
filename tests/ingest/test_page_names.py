"""What a page calls itself, who wrote it, where it stands, and whose it is."""

import pytest

from claims.ingest.page import Byline
from tests.ingest.pages import TITLE, described, page, reading

ANN, PER = Byline("Ann Holt", "person"), Byline("Per Sand", "person")


@pytest.mark.parametrize(
    "html",
    [
        page(described(author={"@type": "Person", "name": "Ann Holt"})),
        page(described(author="Ann Holt, Harbour Correspondent")),
        page('<meta name="author" content="By Ann Holt">'),
        page(under='<span itemprop="author"><span itemprop="name">Ann Holt</span> has been with us since May</span>'),
        page(under='<a rel="author" href="/x">Ann Holt</a>'),
        page(under='<div class="article-byline">By Ann Holt | March 5, 2019</div>'),
        page(under='<div><a href="/authors/ann-holt">Ann Holt</a></div>'),
        page(under="<div>Posted on March 5, 2019 by Ann Holt</div>"),
        page(described(author={"@type": "Organization", "name": "Coast"}), under='<p class="author">Ann Holt</p>'),
    ],
)
def test_the_author_is_found_wherever_the_page_has_it(html: str) -> None:
    assert ANN in reading(html).byline


def test_all_the_authors_are_named() -> None:
    found = reading(page(described(author=[{"name": "Ann Holt"}, {"name": "Per Sand"}, {"name": "Harbour Press"}])))
    assert found.byline == [ANN, PER, Byline("Harbour Press", "organisation")]


def test_the_outlet_itself_is_no_person() -> None:
    html = page(described(author={"@type": "Person", "name": "Coast Papers"}, publisher={"name": "Coast Papers"}))
    assert reading(html).byline == [Byline("Coast Papers", "organisation")]


@pytest.mark.parametrize(
    "below",
    [
        '<div class="comments"><span class="comment-author">Ann Holt</span></div>',
        '<aside><a rel="author" href="/x">Ann Holt</a></aside>',
        '<div class="related-story"><p class="byline">By Ann Holt</p></div>',
    ],
)
def test_who_wrote_something_else_is_not_its_author(below: str) -> None:
    assert reading(page(below=below)).byline == []


@pytest.mark.parametrize("words", ["Published on", "Updated", "Share", "By", "Follow us", "3 min read"])
def test_the_furniture_of_a_byline_is_no_name(words: str) -> None:
    assert reading(page(under=f'<div class="byline">{words}</div>')).byline == []


def test_the_title_is_the_heading_without_the_name_of_the_site() -> None:
    assert reading(page(f'<meta property="og:title" content="{TITLE} - Coast Papers">')).title == TITLE


def test_the_section_is_told() -> None:
    trail = [{"@type": "ListItem", "name": name} for name in ("Home", "Harbours", TITLE)]
    crumbs = described(**{"@type": "BreadcrumbList", "itemListElement": trail})
    assert reading(page(described(articleSection=["Harbours", "Coast"]))).section == "Harbours"
    assert reading(page('<meta property="article:section" content="Harbours">')).section == "Harbours"
    assert reading(page(crumbs)).section == "Harbours"


def test_the_outlet_and_its_domain_are_told() -> None:
    found = reading(page('<meta property="og:site_name" content="Coast Papers">'), "https://www.coast.example/ferry")
    assert (found.outlet, found.domain) == ("Coast Papers", "coast.example")


def test_addresses_are_those_that_the_page_states() -> None:
    head = '<link rel="canonical" href="https://coast.example/ferry"><link rel="amphtml" href="/amp/ferry">'
    found = reading(page(head), "https://coast.example/ferry?from=feed")
    assert (found.address, found.amp_address) == ("https://coast.example/ferry", "https://coast.example/amp/ferry")


def test_a_base_element_moves_no_address() -> None:
    head = '<base href="https://evil.example/"><link rel="canonical" href="/ferry">'
    assert reading(page(head), "https://coast.example/news/1").address == "https://coast.example/ferry"


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd", "https://", "https://[", "//[::1", " "])
def test_what_is_no_address_is_none(href: str) -> None:
    assert reading(page(f'<link rel="canonical" href="{href}">')).address == ""


def test_a_page_in_another_language_than_it_says_is_read_in_its_own() -> None:
    said = (
        "Die Fähre nach Harn ist am Montag nicht gefahren, weil der Rumpf auf eine Klippe gelaufen ist.",
        "Der Hafenmeister hat die Leute mit zwei Booten von Bord geholt, und das war für alle ein langer Tag.",
        "Die Reederei will den Schaden in der nächsten Woche ansehen und sich dann zu der Sache äußern.",
    )
    body = "".join(f"<p>{text}</p>" for text in said)
    html = f"<html lang='en'><body><article><h1>Fähre</h1>{body}</article></body></html>"
    assert reading(html).language == "de"
    assert reading(page()).language == "en"
