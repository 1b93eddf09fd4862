"""An article's page: its text by trafilatura, its particulars from what the page says of itself."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import trafilatura
from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura.settings import Document

from claims.ingest.page import Byline, DateFound, Draft, Unreadable
from claims.ingest.plain import clean
from claims.text.bylines import byline
from claims.text.canonical import canonical
from claims.text.dates import parse_day
from claims.text.furniture import CUT_OFF

FEWEST_CHARACTERS = 200
PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "citation_publication_date",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.created",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publication_date",
    "article.published",
)
AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "citation_author")
ARTICLE = re.compile(r"Article|Posting|Report$", re.IGNORECASE)
SITE_TAIL = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{2,40}$")
Node = dict[str, Any]


def read_html(text: str) -> Draft:
    tree = _parsed(text)
    meta, article = _meta(tree), _json_ld(tree)
    found = trafilatura.bare_extraction(
        tree,
        favor_precision=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"original_date": True},
    )
    told = found.as_dict() if isinstance(found, Document) else {}
    draft = Draft(body=[], language=_language(tree), address=_address(tree, meta))
    draft.title = _title(article, meta, tree, str(told.get("title") or ""))
    draft.byline = _authors(article, meta, str(told.get("author") or ""))
    draft.dates = _dates(article, meta, str(told.get("date") or ""), text)
    draft.outlet = _outlet(article, meta, draft.address, str(told.get("sitename") or ""))
    clean(_paragraphs(str(told.get("text") or ""), tree, draft), draft)
    return draft


def _parsed(text: str) -> HtmlElement:
    try:
        return document_fromstring(
            re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode(), ensure_head_body=True, parser=_parser()
        )
    except (ParserError, ValueError) as problem:
        raise Unreadable("no_article", "The page holds no text.") from problem


def _parser() -> Any:
    return HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


def _paragraphs(extracted: str, tree: HtmlElement, draft: Draft) -> list[str]:
    """What was extracted, or the page's own paragraphs where that is next to nothing."""
    text = canonical(extracted)
    in_tables = sum(len(row) for row in text.split("\n") if row.startswith("|"))
    if len(text) - in_tables < FEWEST_CHARACTERS:
        plain = canonical("\n\n".join(" ".join(p.text_content().split()) for p in tree.iter("p")))
        text = plain if in_tables and len(plain) >= FEWEST_CHARACTERS else max(text, plain, key=len)
    lines = [line.strip() for line in text.split("\n") if line.strip(" |-")]
    return [line for line in lines if line != canonical(draft.title)]


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in tree.iter("meta"):
        name = each.get("property") or each.get("name") or each.get("itemprop") or ""
        if content := (each.get("content") or "").strip():
            found.setdefault(name.lower(), content)
    return found


def _json_ld(tree: HtmlElement) -> Node:
    """The page's own description of its article."""
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        try:
            described = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(described, 4):
            if ARTICLE.search(str(node.get("@type"))):
                return node
    return {}


def _nodes(value: Any, depth: int) -> Iterator[Node]:
    if isinstance(value, list) and depth:
        for each in value[:50]:
            yield from _nodes(each, depth - 1)
    elif isinstance(value, dict):
        yield value
        yield from _nodes(value.get("@graph"), depth - 1)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    return _text(value.get("name")) if isinstance(value, dict) else canonical(value) if isinstance(value, str) else ""


def _title(article: Node, meta: dict[str, str], tree: HtmlElement, extracted: str) -> str:
    """The first that is there; a page's <title> without the name of the site."""
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    head = " ".join((tree.findtext(".//title") or "").split())
    named = [
        _text(article.get("headline")),
        meta.get("og:title", ""),
        extracted,
        *headings[:1],
        SITE_TAIL.sub("", head),
    ]
    title = next((canonical(name) for name in named if name.strip()), "")
    return next((h for h in headings if _same_title(h, title)), title)


def _same_title(heading: str, title: str) -> bool:
    """The heading is the title without the site's name, or the whole of a title that was cut off."""
    cut = CUT_OFF.sub("", title)
    return len(heading) >= 15 and (title.startswith(heading) or (cut != title and heading.startswith(cut)))


def _authors(article: Node, meta: dict[str, str], extracted: str) -> list[Byline]:
    described = article.get("author")
    people = described if isinstance(described, list) else [described]
    sources = [[_text(person) for person in people]]
    sources += [extracted.split(";")] + [[meta.get(name, "")] for name in AUTHORS]
    found = [_names(names) for names in sources]
    with_people = [names for names in found if any(each.kind == "person" for each in names)]
    return next(iter(with_people + [names for names in found if names]), [])


def _names(names: list[str]) -> list[Byline]:
    parts = (part for name in names for part in re.split(r"; | and | & |, |;", re.sub(r"^.{0,40}\bby\s", "", name)))
    return list(dict.fromkeys(each for part in parts if (each := byline(part))))


def _dates(article: Node, meta: dict[str, str], guessed: str, page: str) -> list[DateFound]:
    """Every date the page gives for itself; the first is taken."""
    given = [(_text(article.get("datePublished")), "json-ld")]
    given += [(meta.get(name, ""), f"meta {name}") for name in PUBLISHED]
    given += [(guessed, "page")]
    found: list[DateFound] = []
    for stamp, origin in given:
        if value := parse_day(stamp):
            guess = origin == "page" and value.day == 1 and not _shown(value, page)
            note = "only a month or year is given" if guess else "another was taken" if found else ""
            found.append(DateFound(value, origin, not note, note))
    return found


def _shown(value: date, page: str) -> bool:
    """A guess from a bare year or month falls on the first of it; such a day counts only where the page has it."""
    month = f"{value:%b}".lower()
    forms = (
        rf"{value:%Y}[-/.]?{value:%m}[-/.]?01|\b0?1(?:st)?[ .-]{{1,2}}{month}|{month}[a-z]*\.? 0?1\b"
        rf"|\b0?1[./]{value:%m}[./]|\b{value.month}/0?1/"
    )
    return re.search(forms, page, re.IGNORECASE) is not None


def _language(tree: HtmlElement) -> str:
    return re.split("[-_]", tree.get("lang") or "")[0].strip().lower()[:3]


def _address(tree: HtmlElement, meta: dict[str, str]) -> str:
    links = [link.get("href") or "" for link in tree.iterfind('.//link[@rel="canonical"]')]
    named = [*links, meta.get("og:url", "")]
    return next((link.strip() for link in named if re.match(r"https?://[^\s/]+", link.strip())), "")


def _outlet(article: Node, meta: dict[str, str], address: str, extracted: str) -> str:
    host = re.sub(r"^https?://(?:www\.)?([^/:]+).*$", r"\1", address)
    named = [meta.get("og:site_name", ""), _text(article.get("publisher")), host, extracted]
    return next((canonical(name) for name in named if name), "")
