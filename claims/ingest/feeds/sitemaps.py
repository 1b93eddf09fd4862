"""Sitemaps: news, plain, indexes, and lists of addresses in text."""

from datetime import datetime

from lxml import etree

from claims.ingest.feeds.dates import LONG_AGO, instant, iso
from claims.ingest.feeds.identities import settle_identities
from claims.ingest.feeds.items import MOST_ITEMS, FeedError, Item, Parsed
from claims.ingest.feeds.syndication import keep_newest
from claims.ingest.feeds.tree import entries, local
from claims.ingest.feeds.wording import MOST_TITLE, absolute, fingerprint, short_language, words

MOST_CHILDREN = 50


def read_sitemap(root: etree._Element, address: str, notes: list[str]) -> Parsed:
    if local(root) == "sitemapindex":
        return _index(root, address, notes)
    keep_newest(root, notes)
    parsed = Parsed(kind="sitemap", notes=notes)
    parsed.items = _with_address([_item(_fields(entry), address) for entry in entries(root)], notes)
    settle_identities(parsed)
    return parsed


def _index(root: etree._Element, address: str, notes: list[str]) -> Parsed:
    told = [_fields(entry) for entry in entries(root)]
    told.sort(key=_changed, reverse=True)
    children = dict.fromkeys(absolute(address, each.get("loc", "")) for each in told)
    children.pop("", None)
    if len(children) > MOST_CHILDREN:
        notes.append(f"sitemaps_left_out: {len(children) - MOST_CHILDREN}")
    return Parsed(kind="sitemap_index", more=list(children)[:MOST_CHILDREN], notes=notes)


def _changed(told: dict[str, str]) -> datetime:
    return instant(told.get("lastmod", "")) or LONG_AGO


def _fields(entry: etree._Element) -> dict[str, str]:
    """The first text under each name; pictures and videos have addresses of their own, which are not the page's."""
    found: dict[str, str] = {}
    for child in entry.iter(etree.Element):
        parent = child.getparent()
        if (text := (child.text or "").strip()) and parent is not None and local(parent) not in {"image", "video"}:
            found.setdefault(local(child), text)
    return found


def _item(told: dict[str, str], address: str) -> Item:
    said, changed = told.get("publication_date", ""), told.get("lastmod", "")
    place = absolute(address, told["loc"]) if "loc" in told else ""
    title = words(told.get("title", ""), MOST_TITLE)
    return Item(
        address=place,
        title=title,
        published=iso(said),
        updated=iso(changed),
        published_said=(said or changed)[:100],
        language=short_language(told.get("language", "")),
        fingerprint=fingerprint(place, title),
    )


def _with_address(items: list[Item], notes: list[str]) -> list[Item]:
    kept = list({item.address: item for item in items if item.address}.values())
    if len(kept) < len(items):
        notes.append(f"links_dropped: {len(items) - len(kept)}")
    return kept


def read_text_sitemap(text: str, address: str, notes: list[str]) -> Parsed:
    """One address a line."""
    lines = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    found = [place for line in lines if (place := absolute("", line))]
    if len(found) * 2 < len(lines) or not found:
        raise FeedError("not_a_feed", "This text is no list of addresses.")
    if len(found) > MOST_ITEMS:
        notes.append(f"items_left_out: {len(found) - MOST_ITEMS}")
    items = [Item(address=place, fingerprint=fingerprint(place)) for place in found[:MOST_ITEMS]]
    if len(found) < len(lines):
        notes.append(f"links_dropped: {len(lines) - len(found)}")
    return Parsed(kind="sitemap", items=items, notes=notes)
