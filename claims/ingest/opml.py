"""OPML, the form in which feed readers exchange their lists of feeds: in and out."""

from dataclasses import dataclass

from lxml import etree

from claims.ingest.feeds.decoding import NOT_IN_XML, text_of, unpacked
from claims.ingest.feeds.items import FeedError
from claims.ingest.feeds.tree import local, tree
from claims.ingest.feeds.wording import MOST_TITLE, absolute, words

MOST_LISTED = 5000
KINDS = {"sitemap", "links", "page"}  # said in `type` by what this module writes; all else is a feed


@dataclass
class Listed:
    title: str
    address: str
    kind: str = "feed"
    folder: str = ""
    selector: str = ""


def read_opml(raw: bytes, content_type: str = "") -> list[Listed]:
    """Every feed once, in order, with the folders it stands in. Raises FeedError."""
    root, _ = tree(text_of(unpacked(raw), content_type, []), [])
    if local(root) != "opml":
        raise FeedError("not_opml", "This is a feed, no list of feeds (OPML).")
    listed: dict[str, Listed] = {}
    for outline in root.iter(etree.Element):
        if local(outline) == "outline" and (found := _listed(outline)):
            listed.setdefault(found.address, found)
    if not listed:
        raise FeedError("no_items", "The list holds no address of a feed.")
    if len(listed) > MOST_LISTED:
        raise FeedError("too_large", f"The list holds more than {MOST_LISTED} feeds.")
    return list(listed.values())


def _listed(outline: etree._Element) -> Listed | None:
    said = _said(outline)
    address = absolute("", said.get("xmlurl", "")) if said.get("xmlurl") else ""
    kind = said.get("type", "").lower()
    above = [_title(each) for each in outline.iterancestors() if local(each) == "outline"]
    folder = " / ".join(name for name in reversed(above) if name)
    found = Listed(_title(outline), address, kind if kind in KINDS else "feed", folder, said.get("selector", "")[:300])
    return found if address else None


def _said(outline: etree._Element) -> dict[str, str]:
    """Attributes in small letters: readers write xmlUrl, xmlURL and xmlurl."""
    return {str(name).lower(): str(value).strip() for name, value in outline.attrib.items()}


def _title(outline: etree._Element) -> str:
    said = _said(outline)
    return words(said.get("title") or said.get("text") or "", MOST_TITLE, plain=True)


def write_opml(title: str, feeds: list[Listed]) -> bytes:
    """The list, by folders; what this writes, `read_opml` reads back."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _writable(title)
    folders = {"": etree.SubElement(root, "body")}
    for feed in feeds:
        outline = etree.SubElement(_folder(folders, feed.folder), "outline", _attributes(feed))
        outline.tail = "\n"
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _folder(folders: dict[str, etree._Element], path: str) -> etree._Element:
    if path not in folders:
        above, _, name = path.rpartition(" / ")
        folders[path] = etree.SubElement(_folder(folders, above), "outline", _named(name))
    return folders[path]


def _attributes(feed: Listed) -> dict[str, str]:
    said = {"type": feed.kind if feed.kind in KINDS else "rss", "xmlUrl": feed.address, "selector": feed.selector}
    return _named(feed.title or feed.address) | {name: _writable(value) for name, value in said.items() if value}


def _named(name: str) -> dict[str, str]:
    return {"text": _writable(name), "title": _writable(name)}


def _writable(text: str) -> str:
    return NOT_IN_XML.sub("", text)
