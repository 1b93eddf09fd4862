"""Where the feeds of a page, or of a robots.txt, may be found."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from claims.ingest.feeds.decoding import text_of, unpacked
from claims.ingest.feeds.items import Found
from claims.ingest.feeds.wording import MOST_TITLE, absolute, html_tree, words

MOST_FOUND = 40
BY_ROBOTS = "robots.txt names it"
GUESSED = "a usual place, not looked at yet"
TYPES = {
    "application/rss+xml": "rss",
    "application/atom+xml": "atom",
    "application/rdf+xml": "rdf",
    "application/feed+json": "json",
    "application/json": "json",
}
FEED_PATH = re.compile(r"(?:^|[/._=-])(?:feeds?|rss\d?|atom|rdf)(?:[/._?&-]|$)|\.(?:rss|rdf|atom)$", re.IGNORECASE)
COMMENTS = re.compile(r"comment|kommentar|comentario", re.IGNORECASE)
USUAL = {
    "/feed": "rss",
    "/rss": "rss",
    "/sitemap.xml": "sitemap",
    "/feed.xml": "rss",
    "/rss.xml": "rss",
    "/atom.xml": "atom",
    "/index.xml": "rss",
    "/feed.json": "json",
    "/news-sitemap.xml": "sitemap",
}
SITEMAP = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S{1,2000})", re.IGNORECASE | re.MULTILINE)


def discover(raw: bytes, *, address: str, content_type: str = "") -> list[Found]:
    """Places worth a look, the likeliest first."""
    text = text_of(unpacked(raw), content_type, [])
    if _is_robots(text, address):
        return _once([_found(address, each[1], "sitemap", "", BY_ROBOTS) for each in SITEMAP.finditer(text)])
    tree = html_tree(text)
    if tree is None:
        return usual_places(address)
    return _once([*_stated(tree, address), *_linked(tree, address), *usual_places(address)])


def usual_places(address: str) -> list[Found]:
    return _once([_found(address, path, kind, "", GUESSED) for path, kind in USUAL.items()])


def _is_robots(text: str, address: str) -> bool:
    return urlsplit(address).path == "/robots.txt" and "<html" not in text[:2000].lower()


def _stated(tree: HtmlElement, address: str) -> Iterator[Found]:
    """What the page names as its own, comments last."""
    links = [link for link in tree.iter("link") if link.get("href")]
    links.sort(key=lambda link: bool(COMMENTS.search(f"{link.get('title')} {link.get('href')}")))
    for link in links:
        rel = (link.get("rel") or "").lower().split()
        kind = TYPES.get((link.get("type") or "").partition(";")[0].strip().lower(), "")
        is_api = kind == "json" and "/wp-json/" in (link.get("href") or "")
        if kind and "alternate" in rel and not is_api:
            yield _found(address, link.get("href") or "", kind, link.get("title") or "", "the page names it")
        elif "sitemap" in rel:
            yield _found(address, link.get("href") or "", "sitemap", link.get("title") or "", "the page names it")


def _linked(tree: HtmlElement, address: str) -> Iterator[Found]:
    """Links of the page that look as if a feed stood behind them."""
    for anchor in tree.iter("a"):
        place = absolute(address, anchor.get("href") or "")
        parts = urlsplit(place)
        if place and FEED_PATH.search(f"{parts.path}?{parts.query}" if parts.query else parts.path):
            yield _found(address, place, "auto", anchor.text_content(), "a link of the page looks like one")


def _found(base: str, href: str, kind: str, title: str, why: str) -> Found:
    return Found(absolute(base, href), kind, words(title, MOST_TITLE), why)


def _once(found: list[Found]) -> list[Found]:
    """Each address once, with the best reason there was for it."""
    first: dict[str, Found] = {}
    for each in found:
        if each.address:
            first.setdefault(each.address, each)
    return list(first.values())[:MOST_FOUND]
