"""The paragraphs of an article, out of its page's markup."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, islice

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document

from claims.ingest.html_markup import Page, label, text_of, words_of
from claims.ingest.page import Draft
from claims.text.canonical import canonical
from claims.text.furniture import is_prose, junk
from claims.text.lists import any_of, load

FEWEST_CHARACTERS = 200
KEY = 60
MOST_PARAGRAPHS, MOST_ELEMENTS = 5000, 50_000
FEWEST_ALIKE = 2
GREAT_PART = 0.25
NOT_PROSE = ("aside", "figure", "figcaption", "footer", "nav", "form", "table", "li", "button", "noscript", "header")
KEPT = ("html", "body", "main", "article")
CODE = re.compile(r"[{}<>]|&\w+;")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def paragraphs(page: Page, draft: Draft) -> list[str]:
    """What is extracted, and the paragraphs that were lost on the way. The standfirst says before the article
    what the article says, and is kept beside it; no line is the title."""
    lines = _restored(_lines(_extracted(page.tree), page.tree), page.tree)
    if standfirst := _standfirst(page, lines, draft.title):
        draft.remove(standfirst, "standfirst")
    return [line for line in lines if line != draft.title]


def _extracted(tree: HtmlElement) -> str:
    if next(islice(tree.iter(), MOST_ELEMENTS, None), None) is not None:
        return ""  # no article has so many; its paragraphs are taken as they stand, in linear time
    found = trafilatura.bare_extraction(tree, favor_precision=True, include_comments=False, with_metadata=False)
    return str(found.text or "") if isinstance(found, Document) else ""


def _lines(extracted: str, tree: HtmlElement) -> list[str]:
    """What was extracted, or the page's own paragraphs where that is next to nothing."""
    text = canonical(extracted)
    in_tables = sum(len(row) for row in text.split("\n") if row.startswith("|"))
    if len(text) - in_tables < FEWEST_CHARACTERS:
        plain = canonical("\n\n".join(words_of(p) for p in tree.iter("p")))
        text = plain if in_tables and len(plain) >= FEWEST_CHARACTERS else max(text, plain, key=len)
    return [line.strip() for line in text.split("\n") if line.strip(" |-")]


def remove_surroundings(tree: HtmlElement) -> None:
    """What is named as no part of the article; inside a paragraph only what is more than a word with its link."""
    named = [each for each in tree.xpath("//*[@class or @id]") if _is_around(label(each))]
    most = GREAT_PART * prose_in(tree)
    for each in reversed(named):
        inside = next(each.iterancestors("p"), None) is not None
        if each.tag not in KEPT and not (inside and len(list(each.iter("a"))) < 2) and not _is_great(each, most):
            each.drop_tree()


def _is_great(element: HtmlElement, most: float) -> bool:
    return len(element.text_content()) > most and prose_in(element) > most


def prose_in(element: HtmlElement) -> int:
    return sum(len(p.text_content()) for p in element.iter("p"))


@lru_cache(8192)
def _is_around(label: str) -> bool:
    return label != " " and bool(_named("around").search(CAMEL.sub("-", label).lower().replace("_", "-")))


@cache
def _named(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z]){any_of(load('markup')[kind])}(?![a-z])")


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text[: 3 * KEY]).lower()[:KEY]


def _restored(lines: list[str], tree: HtmlElement) -> list[str]:
    """Paragraphs made like those of the article, prose among its prose, are the article's too."""
    flat = [_flat(line) for line in lines]
    whole, ends = "".join(flat), list(accumulate(map(len, flat)))
    every = [(p, words_of(p)) for p in islice(tree.iter("p"), MOST_PARAGRAPHS)]
    found = [whole.find(_flat(text)[:KEY]) if text else -1 for _, text in every]
    alike = Counter(_make(p) for (p, _), place in zip(every, found, strict=True) if place >= 0)
    at, added = -1, dict[int, list[str]]()
    for (p, text), place in zip(every, found, strict=True):
        at = bisect_right(ends, place) if place >= 0 else at
        if place < 0 and alike[_make(p)] >= FEWEST_ALIKE and _is_lost(p, text):
            added.setdefault(at, []).append(canonical(text))
    return [*added.get(-1, []), *(each for i, line in enumerate(lines) for each in (line, *added.get(i, [])))]


def _flat(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def _make(p: HtmlElement) -> tuple[str, ...]:
    """How a paragraph and what it stands in are made."""
    return (p.get("class") or "", *(f"{each.tag} {each.get('class')}" for each in islice(p.iterancestors(), 2)))


def _is_lost(p: HtmlElement, text: str) -> bool:
    if not is_prose(text) or junk(text) or CODE.search(text) or _in_links(p) > 0.5 * len(text):
        return False
    return not any(above.tag in NOT_PROSE for above in islice(p.iterancestors(), 8))


def _in_links(element: HtmlElement) -> int:
    return sum(len(words_of(a)) for a in element.iter("a"))


def _standfirst(page: Page, lines: Sequence[str], title: str) -> str:
    """The sentence under the heading, where the page names it so or describes itself by it."""
    known = {_key(line) for line in lines} | {_key(title), ""}
    described = {_key(text) for text in _descriptions(page)} - {""}
    for each in _under_heading(page.tree, known):
        text = " ".join("".join(islice(each.itertext(), 30)).split())
        named = _is_standfirst(label(each)) or _key(text) in described
        if named and 25 <= len(text) <= 600 and _key(text) not in known and len(text.split()) >= 5 and not junk(text):
            return canonical(text)
    return ""


def _descriptions(page: Page) -> Iterator[str]:
    yield page.told("og:description")
    yield page.told("description")
    yield page.told("twitter:description")
    yield text_of(page.article.get("description"))


@lru_cache(4096)
def _is_standfirst(label: str) -> bool:
    return label != " " and bool(_named("standfirst").search(CAMEL.sub("-", label).lower().replace("_", "-")))


def _under_heading(tree: HtmlElement, known: set[str]) -> Iterator[HtmlElement]:
    """Elements between the heading and the first paragraph of the article."""
    heading = next(tree.iter("h1"), None)
    below = False
    for each in tree.iter("h1", "h2", "h3", "p", "div", "span", "section"):
        below = below or each is heading
        if below and each.tag == "p" and _key(words_of(each)) in known - {""}:
            return
        if below and each.tag != "h1":
            yield each
