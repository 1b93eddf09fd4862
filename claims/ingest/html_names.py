"""What a page calls itself, who wrote it, and whose it is."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from claims.ingest.html_markup import Node, Page, label, text_of, words_of
from claims.ingest.page import Byline
from claims.text.bylines import bylines, head_byline, merged
from claims.text.canonical import canonical
from claims.text.furniture import CUT_OFF

AUTHORS = (
    "author",
    "article:author_name",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "creator",
    "cxenseparse:author",
    "twitter:data1",
)
SECTIONS = ("article:section", "og:article:section", "parsely-section", "section", "sailthru.section", "category")
SITE_TAIL = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{2,40}$")
SIGNED = re.compile(r"author|byline|by-line|writer|journalist|contributor|autor|auteur|redakt", re.IGNORECASE)
NOT_SIGNED = re.compile(
    r"bio|desc|social|image|photo|avatar|follow|share|related|more|comment|card|links?\b", re.IGNORECASE
)
OF_AUTHOR = re.compile(
    r"/(?:authors?|contributors?|people|person|profiles?|staff|writers?|journalists?|reporters?|by|autor(?:es|en)?|auteurs?)/",
    re.IGNORECASE,
)
OTHERS = re.compile("comment|related|recirc|teaser")
SAYS_BY = re.compile(r"\bby\b", re.IGNORECASE)
LONGEST = 160
MOST = 400


def title_of(page: Page) -> str:
    """The first that is there; a page's <title> without the name of the site."""
    headings = [words_of(h) for h in islice(page.tree.iter("h1"), 20)]
    head = " ".join((page.tree.findtext(".//title") or "").split())
    named = [
        text_of(page.article.get("headline")),
        page.told("og:title", "twitter:title", "citation_title"),
        *[h for h in headings if h][:1],
        SITE_TAIL.sub("", head),
    ]
    title = next((canonical(name) for name in named if name.strip()), "")
    return canonical(next((h for h in headings if _same_title(h, title)), title))[:1000]


def _same_title(heading: str, title: str) -> bool:
    """The heading is the title without the site's name, or the whole of a title that was cut off."""
    cut = CUT_OFF.sub("", title)
    return len(heading) >= 15 and (title.startswith(heading) or (cut != title and heading.startswith(cut)))


def authors(page: Page, outlet: str) -> list[Byline]:
    """From the first place that names a person; else the first that names anybody. The outlet itself is a house."""
    found: list[list[Byline]] = []
    for names in _places(page):
        found.append([_housed(each, outlet) for each in names])
        if any(each.kind == "person" for each in found[-1]):
            return found[-1]
    return next((names for names in found if names), [])


def _housed(name: Byline, outlet: str) -> Byline:
    if outlet and name.name.casefold() in outlet.casefold():
        return Byline(name.name, "organisation")
    return Byline(name.name[: -len(outlet)].strip(), name.kind) if outlet and name.name.endswith(f" {outlet}") else name


def _places(page: Page) -> Iterator[list[Byline]]:
    for node in [page.article, *page.nodes[:50]]:
        yield merged(name for each in _listed(node.get("author")) for name in _described(each))
    yield from (_names([page.meta.get(name, "")]) for name in AUTHORS)
    yield _names(_marked(each) for each in page.tree.xpath("//*[@itemprop='author' and not(self::meta)]")[:8])
    yield _names(words_of(each) for each in page.tree.xpath("//*[@rel='author']")[:8] if not _about(each))
    yield from (_names([line]) for line in _signed(page.tree))
    yield _names(_linked(page.tree))
    yield from (head_byline(line) for line in _spoken(page.tree))


def _described(author: object) -> list[Byline]:
    names = _names([text_of(author)])
    is_house = isinstance(author, dict) and "Organization" in str(author.get("@type"))
    return [Byline(each.name, "organisation") for each in names] if is_house else names


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _marked(each: HtmlElement) -> str:
    named = each.xpath(".//*[@itemprop='name']")
    return (named[0].get("content") or words_of(named[0])) if named else words_of(each)[:LONGEST]


def _signed(tree: HtmlElement) -> Iterator[str]:
    """Short lines in elements that are named for who signs."""
    for each in islice(tree.iter("a", "address", "div", "p", "span", "strong", "li", "h3", "h4", "h5"), 20_000):
        if _is_signature(label(each)) and not _about(each):
            line = _line(each)
            if 3 <= len(line) <= LONGEST:
                yield ";".join(name.name for name in head_byline(line)) or line


@lru_cache(4096)
def _is_signature(label: str) -> bool:
    return bool(SIGNED.search(label)) and not NOT_SIGNED.search(label)


def _about(each: HtmlElement) -> bool:
    """In another story's card, a comment or the foot of the page."""
    six = islice(each.iterancestors(), 6)
    return any(above.tag in ("aside", "footer", "nav") or OTHERS.search(label(above)) for above in six)


def _linked(tree: HtmlElement) -> list[str]:
    """Names under the heading that lead to an author's page."""
    links = (each for each in _under_heading(tree) if each.tag == "a")
    return [words_of(each) for each in links if OF_AUTHOR.search(each.get("href") or "")]


def _spoken(tree: HtmlElement) -> list[str]:
    """Lines under the heading that say by whom."""
    lines = (_line(each) for each in _under_heading(tree) if SAYS_BY.search(each.text or ""))
    return [line for line in lines if len(line) < LONGEST]


def _under_heading(tree: HtmlElement) -> Iterator[HtmlElement]:
    below, long = False, 0
    for each in tree.iter("h1", "p", "a", "div", "span", "small", "h2", "h3", "h4", "h5", "li"):
        below = below or each.tag == "h1"
        long += below and each.tag == "p" and len(words_of(each)) > LONGEST
        if long > 1:
            return
        if below and not _about(each):
            yield each


def _line(each: HtmlElement) -> str:
    return " ".join("".join(islice(each.itertext(), 20)).split())


def _names(names: Iterable[str]) -> list[Byline]:
    return merged(each for name in names for each in bylines(name))


def outlet_of(page: Page, address: str) -> str:
    named = [page.told("og:site_name"), text_of(page.article.get("publisher")), domain_of(address)]
    return next((canonical(name) for name in named if name), "")[:200]


def domain_of(address: str) -> str:
    return re.sub(r"^(?:www|m|amp|mobile)\.", "", urlsplit(address).hostname or "") if address else ""


def section_of(page: Page) -> str:
    crumbs = next((_crumbs(node) for node in page.nodes if str(node.get("@type")) == "BreadcrumbList"), [])
    named = [text_of(page.article.get("articleSection")), page.told(*SECTIONS), *crumbs[1:2], *crumbs[:1]]
    return next((canonical(name) for name in named if name and len(name) <= 80), "")


def _crumbs(node: Node) -> list[str]:
    items = [each for each in _listed(node.get("itemListElement")) if isinstance(each, dict)]
    return [name for each in items if (name := text_of(each.get("name")) or text_of(each.get("item")))]


def linked(page: Page, rel: str, fetched: str) -> str:
    """The address of a link element, resolved against the one the page came from; a base element is not believed."""
    for each in page.tree.iterfind(f'.//link[@rel="{rel}"]'):
        if found := _http(each.get("href") or "", fetched):
            return found
    return ""


def canonical_address(page: Page, fetched: str) -> str:
    """The address that the page gives for itself."""
    return linked(page, "canonical", fetched) or _http(page.told("og:url"), fetched)


def _http(href: str, fetched: str) -> str:
    try:
        found = urljoin(fetched, href.strip()) if href.strip() else ""
        return found if re.match(r"https?://[^\s/]+", found) and urlsplit(found).hostname else ""
    except ValueError:
        return ""
