"""A page's markup, parsed once, and what it says of itself in meta elements and JSON-LD."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from claims.ingest.page import Unreadable
from claims.text.canonical import canonical

Node = dict[str, Any]
ARTICLE = re.compile(r"Article|Posting|Report$", re.IGNORECASE)
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
DEEPEST = 200
MOST_NODES = 500


@dataclass
class Page:
    tree: HtmlElement
    meta: dict[str, str] = field(default_factory=dict)
    nodes: list[Node] = field(default_factory=list)
    article: Node = field(default_factory=dict)

    def told(self, *names: str) -> str:
        """The first of these meta elements that says anything."""
        return next((self.meta[name] for name in names if self.meta.get(name)), "")


def parsed(text: str) -> Page:
    try:
        tree = document_fromstring(DECLARATION.sub("", text).encode(), ensure_head_body=True, parser=_parser())
    except (ParserError, ValueError) as problem:
        raise Unreadable("no_article", "The page holds no text.") from problem
    nodes = list(_described(tree))
    article = next((node for node in nodes if is_a(node, ARTICLE)), {})
    return Page(tree, _meta(tree), nodes, article)


def _parser() -> Any:
    return HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in tree.iter("meta"):
        name = each.get("property") or each.get("name") or each.get("itemprop") or each.get("http-equiv") or ""
        if content := (each.get("content") or "").strip():
            found.setdefault(name.strip().lower(), content)
    return found


def _described(tree: HtmlElement) -> Iterator[Node]:
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        try:
            described = json.loads(_uncommented(script.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from list(_nodes(described, 5))[:MOST_NODES]


def _uncommented(script: str) -> str:
    return re.sub(r"^\s*(?://\s*)?<!\[CDATA\[|(?://\s*)?\]\]>\s*;?\s*$|;\s*$", "", script)


def _nodes(value: Any, depth: int) -> Iterator[Node]:
    if isinstance(value, list) and depth:
        for each in value[:50]:
            yield from _nodes(each, depth - 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if depth:
                yield from _nodes(value.get(key), depth - 1)


def is_a(node: Node, kind: re.Pattern[str]) -> bool:
    return bool(kind.search(str(node.get("@type"))))


def text_of(value: Any) -> str:
    """The words of a JSON-LD value, be it text, a named thing or a list of either."""
    if isinstance(value, list):
        return next((text for each in value if (text := text_of(each))), "")
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("@value"))
    return canonical(value).strip() if isinstance(value, str) else ""


def words_of(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def label(element: HtmlElement) -> str:
    """What a page's makers call an element."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"
