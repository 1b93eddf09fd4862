"""Pages that have no feed: a page of links by a CSS selector, and a single page watched for changes."""

import re
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from claims.ingest.feeds.dates import iso
from claims.ingest.feeds.identities import settle_identities
from claims.ingest.feeds.items import MOST_ITEMS, FeedError, Item, Parsed
from claims.ingest.feeds.wording import (
    MOST_TITLE,
    UNSEEN,
    absolute,
    fingerprint,
    html_tree,
    is_too_wide,
    short_language,
    words,
)

AROUND = "ancestor-or-self::*[self::nav or self::footer or self::aside or self::form]"
NEAR = "ancestor::*[self::article or self::li or self::tr][1]"
DATED = re.compile(r"/(?:19|20)\d\d[/-]?(?:[01]?\d|[a-z]{3})(?:[/-]|$)", re.IGNORECASE)
NUMBERED = re.compile(r"(?:^|[/_.=-])[a-z]?\d{5,}(?:\D|$)", re.IGNORECASE)
LISTING = re.compile(
    r"/(?:tags?|topics?|authors?|category|categories|section|search|login|account|about|contact|privacy|terms|page)(?:/|$)",
    re.IGNORECASE,
)
FILE = re.compile(r"\.(?:jpe?g|png|gif|svg|webp|mp[34]|css|js|zip|ics)$", re.IGNORECASE)


def read_links(text: str, address: str, selector: str, notes: list[str]) -> Parsed:
    tree = _tree(text)
    anchors = _selected(tree, selector) if selector else _articles(tree, address)
    items: dict[str, Item] = {}
    dropped = 0
    for anchor, around in anchors:
        item = _item(anchor, around, address)
        dropped += not item.address
        if item.address and (item.address not in items or not items[item.address].title):
            items[item.address] = item
    if not items:
        raise FeedError("no_items", "No link of this page was found to lead to an article.")
    return _page_of(tree, "links", list(items.values()), dropped, notes)


def _page_of(tree: HtmlElement, kind: str, items: list[Item], dropped: int, notes: list[str]) -> Parsed:
    left, language = len(items) - MOST_ITEMS, short_language(tree.get("lang") or "")
    if dropped:
        notes.append(f"links_dropped: {dropped}")
    if left > 0:
        notes.append(f"items_left_out: {left}")
    for item in items:
        item.language = language
    parsed = Parsed(kind=kind, title=_title(tree), language=language, items=items[:MOST_ITEMS], notes=notes)
    settle_identities(parsed)
    return parsed


def _tree(text: str) -> HtmlElement:
    if is_too_wide(text):
        raise FeedError("too_complex", "A tag of the page has more than a thousand attributes.")
    tree = html_tree(text)
    if tree is None:
        raise FeedError("no_items", "The page is empty.")
    return tree


def _title(tree: HtmlElement) -> str:
    return words(tree.findtext(".//title") or "", MOST_TITLE)


def _selected(tree: HtmlElement, selector: str) -> list[tuple[HtmlElement, HtmlElement]]:
    """Links that the selector names, or that stand in or around what it names, each with what it was found in."""
    try:
        chosen: Any = CSSSelector(selector, translator="html")(tree)
    except Exception as problem:  # cssselect and XPath each have errors of their own, and no common one
        raise FeedError("selector_invalid", f"The selector can not be used: {str(problem)[:120]}") from problem
    found: list[tuple[HtmlElement, HtmlElement]] = []
    for element in chosen[: 4 * MOST_ITEMS]:
        around = element.xpath("(ancestor-or-self::a[@href])[last()]")
        found += [(anchor, element) for anchor in around or element.xpath(".//a[@href]")]
    return found


def _articles(tree: HtmlElement, address: str) -> list[tuple[HtmlElement, HtmlElement]]:
    """Links of this site that look like articles, outside of menus."""
    found = []
    for anchor in tree.iter("a"):
        if anchor.get("href") and _like_article(anchor, address) and not anchor.xpath(AROUND):
            around: Any = anchor.xpath(NEAR)
            found.append((anchor, around[0] if around else anchor))
            if len(found) == 4 * MOST_ITEMS:
                break
    return found


def _like_article(anchor: HtmlElement, address: str) -> bool:
    place = absolute(address, anchor.get("href") or "")
    there, here = urlsplit(place), urlsplit(address)
    if not place or _site(there.hostname) != _site(here.hostname) or place.split("#")[0] == address.split("#")[0]:
        return False
    if LISTING.search(there.path) or FILE.search(there.path):
        return False
    slug = there.path.rstrip("/").rpartition("/")[2]
    told = len(" ".join(anchor.text_content().split()).split(" ")) >= 4
    named = bool(DATED.search(there.path) or NUMBERED.search(f"{there.path}?{there.query}"))
    worded = slug.count("-") + slug.count("_") >= 2
    return named or worded or (told and there.path.count("/") >= 2)


def _site(host: str | None) -> str:
    return re.sub(r"^(?:www|m|mobile)\.", "", host or "")


def _item(anchor: HtmlElement, around: HtmlElement, address: str) -> Item:
    said = next((each.get("datetime") or "" for each in around.iter("time")), "")
    title = words(anchor.text_content() or anchor.get("title") or anchor.get("aria-label") or "", MOST_TITLE)
    place = absolute(address, anchor.get("href") or "").partition("#")[0]
    return Item(
        address=place,
        title=title,
        published=iso(said),
        published_said=said[:100],
        fingerprint=fingerprint(place, title),
    )


def read_page(text: str, address: str, notes: list[str]) -> Parsed:
    """The page itself is the one item; its fingerprint is that of its words."""
    tree = _tree(text)
    title = _title(tree)
    etree.strip_elements(tree, *UNSEEN, with_tail=False)
    shown = " ".join(tree.text_content().split())
    if not shown:
        raise FeedError("no_items", "The page holds no words.")
    item = Item(address=address, title=title, summary=words(shown), fingerprint=fingerprint(shown))
    parsed = _page_of(tree, "page", [item], 0, notes)
    parsed.title = title
    return parsed
