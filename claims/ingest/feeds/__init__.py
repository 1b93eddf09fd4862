"""Feeds of every kind, from bytes to items. No network, no database; meant to run where it can be killed."""

from claims.ingest.feeds.decoding import text_of, unpacked
from claims.ingest.feeds.discovery import BY_ROBOTS, GUESSED, discover, usual_places
from claims.ingest.feeds.items import FeedError, Found, Item, Parsed
from claims.ingest.feeds.json_feed import read_json
from claims.ingest.feeds.pages import read_links, read_page
from claims.ingest.feeds.sitemaps import read_sitemap, read_text_sitemap
from claims.ingest.feeds.syndication import read_syndication
from claims.ingest.feeds.tree import local, tree

__all__ = ["BY_ROBOTS", "GUESSED", "FeedError", "Found", "Item", "Parsed", "discover", "parse", "usual_places"]

SITEMAPS = {"urlset", "sitemapindex"}


def parse(raw: bytes, *, address: str, content_type: str = "", kind: str = "auto", selector: str = "") -> Parsed:
    """What the bytes hold. `kind` matters only for pages ("links", "page"); feeds say themselves what they are."""
    notes: list[str] = []
    text = text_of(unpacked(raw), content_type, notes)
    if kind == "links":
        return read_links(text, address, selector, notes)
    if kind == "page":
        return read_page(text, address, notes)
    if text.lstrip()[:1] in {"{", "["}:
        return read_json(text, address, notes)
    if text.lstrip()[:4].lower() == "http":
        return read_text_sitemap(text, address, notes)
    return _read_xml(text, address, notes)


def _read_xml(text: str, address: str, notes: list[str]) -> Parsed:
    root, cut = tree(text, notes)
    if local(root) == "opml":
        raise FeedError("not_a_feed", "This is OPML, a list of feeds and no feed itself; import it as a list.")
    read = read_sitemap if local(root) in SITEMAPS else read_syndication
    parsed = read(root, address, notes)
    parsed.partial = cut
    return parsed
