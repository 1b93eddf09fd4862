"""Text to an XML tree: no entities, no network, mended where it is broken, bounded in depth and attributes."""

import re
from html.entities import html5

from lxml import etree

from claims.ingest.feeds.items import FeedError

MOST_ADDED = 200_000
MOST_ENTITIES = 1000
MOST_ATTRIBUTES = 500
ROOTS = ("rss", "feed", "rdf", "channel", "urlset", "sitemapindex", "opml")
LISTED = {"item", "entry", "url", "sitemap"}
NAMES = "|".join(ROOTS)
HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<(?:head|body)[\s>]", re.IGNORECASE)
START = re.compile(rf"<(?:\?xml\b|!DOCTYPE\b|!--|(?:\w{{1,20}}:)?(?:{NAMES})\b)", re.IGNORECASE)
A_ROOT = re.compile(rf"<(?:\w{{1,20}}:)?(?:{NAMES})[\s>/]", re.IGNORECASE)
BEFORE_ROOT = re.compile(r"(?>\s+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*+(?:\[(.*?)\]\s*)?>", re.DOTALL | re.IGNORECASE)
ENTITY = re.compile(
    r"""<!ENTITY\s+(%\s+)?([\w.:-]+)\s+(?:"([^"]*)"|'([^']*)'|(?:SYSTEM|PUBLIC)\b[^>]*)\s*>""", re.IGNORECASE
)
REFERS = re.compile(r"&(?!#)([\w.:-]+);|%[\w.:-]+;")
MARKS = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    r"|&(?!(?:amp|lt|gt|quot|apos);)(?:(#\d{1,9}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][\w.-]{0,60});)?",
    re.DOTALL,
)
PREFIX = re.compile(r"</?([A-Za-z_][\w.-]{0,30}):[A-Za-z_]")
KNOWN = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "itunes": "http://www.itunes.com/DTDs/Podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "xhtml": "http://www.w3.org/1999/xhtml",
}


def local(element: etree._Element) -> str:
    """The name without its namespace, in small letters."""
    return str(element.tag).rpartition("}")[2].lower()


def tree(text: str, notes: list[str]) -> tuple[etree._Element, bool]:
    """The root, and whether the text is cut off before its end."""
    prepared = _prepared(_started(text, notes), notes)
    try:
        root = etree.fromstring(prepared.encode(), _parser(recover=False))
        broken = False
    except etree.XMLSyntaxError:
        root, broken = _mended(prepared), True
    _check(root)
    cut = broken and not re.search(rf"</{re.escape(_name(root))}\s*>", prepared)
    if broken:
        notes.append("cut_off" if cut else "xml_repaired")
    if cut:
        _drop_last(root, prepared)
    return root, cut


def _started(text: str, notes: list[str]) -> str:
    start = START.search(text, 0, 10_000)
    if start is None or (HTML.search(text, 0, 2000) and not A_ROOT.search(text, 0, 2000)):
        what = "an HTML page" if HTML.search(text, 0, 10_000) else "no feed"
        raise FeedError("not_a_feed", f"This is {what}: no RSS, Atom, RDF, JSON Feed or sitemap was found in it.")
    if text[: start.start()].strip():
        notes.append("text_before_feed_left_out")
    return text[start.start() :]


def _prepared(text: str, notes: list[str]) -> str:
    """Without prolog, document type and comments; every reference one that XML knows by itself."""
    start, declared = _root_at(text, 0), dict[str, str]()
    if doctype := DOCTYPE.match(text, start):
        declared = _entities(doctype[1] or "", notes)
        start = _root_at(text, doctype.end())
    return MARKS.sub(Unfolding(declared), text[start:])


def _root_at(text: str, start: int) -> int:
    before = BEFORE_ROOT.match(text, start)
    return before.end() if before else start


class Unfolding:
    """What stands in place of each mark, until the feed's own entities have added more than is taken."""

    def __init__(self, declared: dict[str, str]) -> None:
        self.declared, self.left = declared, MOST_ADDED

    def __call__(self, mark: re.Match[str]) -> str:
        if mark[1]:
            return self._own(mark[1]) if mark[1] in self.declared else _reference(mark[1])
        return "&amp;" if mark[0] == "&" else "" if mark[0].startswith("<!--") else mark[0]

    def _own(self, name: str) -> str:
        self.left -= len(self.declared[name])
        if self.left < 0:
            raise FeedError("xml_entity_limit", "The feed unfolds entities to far more than it holds.")
        return self.declared[name]


def _entities(subset: str, notes: list[str]) -> dict[str, str]:
    """Plain entities of the feed's own; outside ones are never fetched, nested ones are refused."""
    found = list(ENTITY.finditer(subset))
    own = {each[2]: each[3] or each[4] or "" for each in found if not each[1]}
    outside = [each for each in found if each[1] or (each[3] is None and each[4] is None)]
    nested = any(not each[1] or each[1] in own for value in own.values() for each in REFERS.finditer(value))
    if nested or len(found) > MOST_ENTITIES or len(subset) > MOST_ADDED:
        raise FeedError("xml_entity_limit", "The feed declares entities within entities, or too many of them.")
    if outside:
        notes.append(f"entities_dropped: {len(outside)}")
    return own


def _reference(name: str) -> str:
    if name.startswith("#"):
        number = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        allowed = number in {9, 10, 13} or 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE
        return f"&#{number};" if allowed or 0x10000 <= number < 0x110000 else ""
    known = html5.get(f"{name};")
    return "".join(f"&#{ord(char)};" for char in known) if known else f"&amp;{name};"


def _parser(recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        recover=recover, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8",
        remove_comments=True, remove_pis=True,
    )  # fmt: skip


def _mended(prepared: str) -> etree._Element:
    """A tree of what can be made out. Prefixes that were never declared get the meaning that all feeds give them."""
    root_tag = A_ROOT.search(prepared)
    if root_tag is None:
        raise FeedError("not_a_feed", "No RSS, Atom, RDF or sitemap was found in it.")
    at, parser = root_tag.end() - 1, _parser(recover=True)
    mended = prepared[root_tag.start() : at] + _undeclared(prepared) + prepared[at:]
    root = etree.fromstring(mended.encode(), parser)
    too_deep = any(each.type_name in {"ERR_RESOURCE_LIMIT", "ERR_INTERNAL_ERROR"} for each in parser.error_log)
    if root is None or too_deep:
        raise FeedError("xml_malformed", "The feed is XML too broken, or nested too deep, to read.")
    return root


def _undeclared(prepared: str) -> str:
    used = dict.fromkeys(each[1] for each in PREFIX.finditer(prepared))
    missing = [each for each in used if each not in {"xml", "xmlns"} and f"xmlns:{each}" not in prepared][:50]
    return "".join(f' xmlns:{each}="{KNOWN.get(each, "urn:undeclared:" + each)}"' for each in missing)


def _check(root: etree._Element) -> None:
    if local(root) not in ROOTS:
        raise FeedError("not_a_feed", f"This is XML, but no feed: its root is <{local(root)[:40]}>.")
    if root.getroottree().docinfo.internalDTD is not None:
        raise FeedError("xml_entity_limit", "The feed declares a document type in an unexpected place.")
    if any(len(element.attrib) > MOST_ATTRIBUTES for element in root.iter()):
        raise FeedError("too_complex", f"An element of the feed has more than {MOST_ATTRIBUTES} attributes.")


def _name(element: etree._Element) -> str:
    name = str(element.tag).rpartition("}")[2]
    return f"{element.prefix}:{name}" if element.prefix else name


def entries(root: etree._Element) -> list[etree._Element]:
    """Items stand below the root, or below its channel."""
    near = [element for child in root for element in (child, *child)]
    return [element for element in near if isinstance(element.tag, str) and local(element) in LISTED]


def _drop_last(root: etree._Element, prepared: str) -> None:
    """The entry in which the text breaks off is not complete."""
    listed = entries(root)
    if listed and prepared.rfind(f"<{_name(listed[-1])}") > prepared.rfind(f"</{_name(listed[-1])}"):
        last = listed[-1]
        parent = last.getparent()
        if parent is not None:
            parent.remove(last)
