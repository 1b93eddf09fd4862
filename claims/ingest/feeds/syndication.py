"""RSS, Atom, RDF and CDF: the tree makes them safe and small, feedparser knows their dialects."""

import io
import re
from datetime import datetime
from typing import Any

import feedparser  # type: ignore[import-untyped]
from lxml import etree

from claims.ingest.feeds.dates import LONG_AGO, instant, iso
from claims.ingest.feeds.identities import settle_identities
from claims.ingest.feeds.items import MOST_ITEMS, FeedError, Item, Parsed
from claims.ingest.feeds.tree import entries, local
from claims.ingest.feeds.wording import MOST_TITLE, absolute, fingerprint, short_language, words

KINDS = {"rss": "rss", "channel": "rss", "rdf": "rdf", "feed": "atom"}
DATES = {"pubdate", "published", "updated", "date", "issued", "modified", "created", "lastmod", "publication_date"}
KEPT = DATES | {
    *("channel", "item", "entry", "title", "link", "origlink", "guid", "id", "language", "author", "creator"),
    *("summary", "description", "abstract", "content", "encoded", "body", "fullitem"),
    *("ttl", "updateperiod", "updatefrequency", "skiphours", "skipdays"),
}
PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}
LONGEST_TTL = 10_080
MOST_ELEMENTS = 100_000  # about what feedparser reads in the time that one feed may take
Told = dict[str, Any]


def read_syndication(root: etree._Element, address: str, notes: list[str]) -> Parsed:
    keep_newest(root, notes)
    _keep_guids(root)
    _slim(root)
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise FeedError("too_complex", f"The newest items of the feed hold more than {MOST_ELEMENTS} elements.")
    told = _told(root, address)
    head: Told = told["feed"]
    parsed = Parsed(kind=KINDS[local(root)], title=words(_said(head, "title"), MOST_TITLE), notes=notes)
    home = _said(head, "link")
    parsed.home, parsed.language = home and absolute(address, home), short_language(_said(head, "language"))
    parsed.items = [_item(entry, address, parsed) for entry in told["entries"][:MOST_ITEMS]]
    _count_refused(parsed, told["entries"])
    settle_identities(parsed)
    _rhythm(root, parsed)
    return parsed


def _told(root: etree._Element, address: str) -> Told:
    """feedparser is only ever given a stream: a text it would take for an address, and open it."""
    try:
        told: Told = feedparser.parse(
            io.BytesIO(etree.tostring(root, encoding="utf-8")),
            response_headers={"content-location": address, "content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as problem:  # it raises whatever comes of values that it does not expect
        raise FeedError("xml_malformed", "The feed holds values that its reader can not take.") from problem
    return told


def _slim(root: etree._Element) -> None:
    """Only what is read here: the rest (places, chapters, pictures) costs time, and some of it breaks feedparser."""
    tops = [child for child in root if local(child) == "channel"]
    for parent in (root, *tops, *entries(root)):
        for child in list(parent):
            if local(child) not in KEPT or "mrss" in str(child.tag):
                parent.remove(child)
    for element in root.iter(etree.Element):
        text = element.text or ""
        if ("<" in text or "&" in text) and "]]>" not in text:
            element.text = etree.CDATA(text)  # feedparser takes each escaped sign one by one, and a literal as a whole


def _keep_guids(root: etree._Element) -> None:
    """What is no address is no permanent link, whatever it says: it would be taken for a path on this site."""
    for guid in root.iter(etree.Element):
        if local(guid) == "guid" and not (guid.text or "").strip().startswith(("http://", "https://")):
            guid.attrib.clear()
            guid.set("isPermaLink", "false")


def keep_newest(root: etree._Element, notes: list[str]) -> None:
    """The newest entries stay in the tree, in their order; the rest is counted."""
    listed = entries(root)
    if len(listed) <= MOST_ITEMS:
        return
    newest = sorted(listed, key=_dated, reverse=True)[:MOST_ITEMS]
    kept = set(newest)
    for element in listed:
        if element not in kept and (parent := element.getparent()) is not None:
            parent.remove(element)
    notes.append(f"items_left_out: {len(listed) - MOST_ITEMS}")


def _dated(entry: etree._Element) -> datetime:
    said = (instant(child.text or "") for child in entry.iter(etree.Element) if local(child) in DATES)
    return max((at for at in said if at), default=LONG_AGO)


def _said(told: Told, name: str) -> str:
    """What was said under this very name: feedparser itself answers for one date with another."""
    value = dict.get(told, name)
    return value.strip() if isinstance(value, str) else ""


def _plain(entry: Told, name: str) -> bool:
    return str((entry.get(f"{name}_detail") or {}).get("type")) == "text/plain"


def _item(entry: Told, address: str, feed: Parsed) -> Item:
    published, updated = _said(entry, "published"), _said(entry, "updated")
    if feed.kind != "atom" and not published:  # a Dublin Core date is the only one that RDF has
        published, updated = updated, ""
    content = "\n".join(str(part.get("value") or "") for part in entry.get("content") or ())
    markup = _said(entry, "summary")
    said = words(markup or content, plain=bool(markup) and _plain(entry, "summary"))
    item = Item(
        address=_address(entry, address),
        title=words(_said(entry, "title"), MOST_TITLE, plain=_plain(entry, "title")),
        guid=_said(entry, "id")[:1000],
        published=iso(published, dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")),
        updated=iso(updated, dict.get(entry, "updated_parsed")),
        published_said=(published or updated)[:100],
        summary=said,
        content=content or (markup if said.endswith("…") else ""),  # the whole text stands where its start is expected
        author=words(_said(entry, "author"), 200),
        language=_language(entry) or feed.language,
    )
    item.fingerprint = fingerprint(item.title, markup, content)
    return item


def _address(entry: Told, base: str) -> str:
    """The article's own address, past a counting redirect; a permanent guid where there is no link."""
    linked = [_said(entry, "feedburner_origlink"), _said(entry, "link")]
    linked += [str(each.get("href") or "") for each in entry.get("links") or () if each.get("rel") == "alternate"]
    found = (absolute(base, href) for href in linked if href)
    return next((each for each in found if each), "") or _permanent(entry)


def _permanent(entry: Told) -> str:
    guid = _said(entry, "id")
    said_so = "guidislink" not in entry or entry["guidislink"]
    return absolute("", guid) if said_so and not entry.get("links") and guid.startswith("http") else ""


def _language(entry: Told) -> str:
    details = (entry.get("title_detail"), *(entry.get("content") or ()), entry.get("summary_detail"))
    said = [_said(entry, "language"), *(_said(each, "language") for each in details if each)]
    return next((code for each in said if (code := short_language(each))), "")


def _count_refused(parsed: Parsed, told: list[Told]) -> None:
    pairs = zip(told, parsed.items, strict=False)
    dropped = sum(bool(_said(entry, "link")) and not item.address for entry, item in pairs)
    doubted = sum(bool(item.published_said) and not (item.published or item.updated) for item in parsed.items)
    counts = {"links_dropped": dropped, "dates_doubted": doubted}
    parsed.notes += [f"{name}: {count}" for name, count in counts.items() if count]


def _rhythm(root: etree._Element, parsed: Parsed) -> None:
    """How often the feed asks to be looked at, and when not at all."""
    near = {local(child): child for top in root for child in (top, *top) if isinstance(child.tag, str)}
    ttl = _number(near, "ttl")
    if not ttl and "updateperiod" in near:
        period = PERIODS.get((near["updateperiod"].text or "").strip().lower(), 0)
        ttl = period // max(_number(near, "updatefrequency"), 1)
    parsed.ttl_minutes = min(ttl, LONGEST_TTL) or None
    parsed.skip_hours = sorted({int(each) % 24 for each in _listed(near, "skiphours") if re.fullmatch(r"\d\d?", each)})
    parsed.skip_days = [each.title()[:9] for each in _listed(near, "skipdays") if each.isalpha()][:7]


def _number(near: dict[str, etree._Element], name: str) -> int:
    said = (near[name].text or "").strip() if name in near else ""
    return int(said) if re.fullmatch(r"\d{1,6}", said) else 0


def _listed(near: dict[str, etree._Element], name: str) -> list[str]:
    return [(child.text or "").strip() for child in near[name]] if name in near else []
