"""Markup to words, and references to addresses."""

import re
from hashlib import sha256
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

MOST_TITLE = 400
MOST_SUMMARY = 2000
MOST_MARKUP = 200_000
MOST_ADDRESS = 2000
MOST_ATTRIBUTES = 1000
LONG_TAG = re.compile(r"<[a-z][^<>]{3000,}", re.IGNORECASE)
UNSEEN = ("script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head")
BREAKS = re.compile(
    r"<(?:/?(?:p|div|li|ul|ol|tr|td|th|h[1-6]|blockquote|section|article|figure|figcaption|table)|br)\b", re.IGNORECASE
)
TAG = re.compile(r"</?[a-z][^<>]*>|<!--", re.IGNORECASE)
# What is a tag even in a text that is said to be plain: closed, with attributes, or one that acts.
ACTS = re.compile(
    r"</[a-z][\w:-]*\s*>|<[a-z][\w:-]*[\s/][^<>]*=|<(?:br|hr|p|img|script|style|iframe|object|embed|svg|math)\b|<!--",
    re.IGNORECASE,
)
REFERENCE = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]+);", re.IGNORECASE)
BROKEN = re.compile(r"[\t\r\n]")
SPACED = re.compile(r"[\s\0-\x1f\x7f]+")


def words(text: str, most: int = MOST_SUMMARY, *, plain: bool = False) -> str:
    """Words alone. Feeds wrap markup in markup: what is still marked up after unwrapping is unwrapped again."""
    text = text[:MOST_MARKUP]
    if REFERENCE.search(text) or (not plain and TAG.search(text)):
        text = _unmarked(text)
    for _ in range(2):
        text = _unmarked(text) if ACTS.search(text) else text
    text = TAG.sub(" ", text) if ACTS.search(text) else text
    return _cut(" ".join(text.split()), most)


def _unmarked(markup: str) -> str:
    tree = html_tree(BREAKS.sub(r" \g<0>", markup))
    if tree is None:
        return ""
    etree.strip_elements(tree, *UNSEEN, with_tail=False)
    return str(tree.text_content())


def is_too_wide(text: str) -> bool:
    """A tag with so many attributes that reading it takes time by the square of their number."""
    return any(tag[0].count("=") > MOST_ATTRIBUTES for tag in LONG_TAG.finditer(text))


def html_tree(text: str) -> HtmlElement | None:
    if is_too_wide(text):
        return None
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode(), parser=parser)
    except (etree.ParserError, ValueError):
        return None


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def absolute(base: str, href: str) -> str:
    """The address that a reference means, or "" where that is none of the web."""
    href = SPACED.sub("%20", BROKEN.sub("", href).strip())  # browsers read over line breaks, and so hide schemes
    try:
        address = urljoin(base, href)
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname or len(address) > MOST_ADDRESS:
            return ""
    except ValueError:
        return ""
    return address


def fingerprint(*texts: str) -> str:
    """Identity by content, for what has neither guid nor link."""
    return sha256("\0".join(texts).encode()).hexdigest()[:32]


def short_language(said: str) -> str:
    found = re.match(r"[a-z]{2,3}(?![a-z])", said.strip().lower())
    return found[0] if found else ""
