"""What kind of page it is, where it is no article or only the beginning of one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from lxml.html import HtmlElement

from claims.ingest.html_markup import Page, is_a, words_of
from claims.ingest.page import Draft, Unreadable
from claims.text.furniture import CUT_OFF, is_prose, words
from claims.text.lists import any_of, load

NO_ARTICLES = {
    "bot_check": "This page checks whether a person is reading; the article was not shown.",
    "error_page": "This is an error page, not an article.",
    "consent": "This page asks for consent; the article was not shown.",
    "login": "This page asks to sign in; no article was shown.",
    "index": "This page lists other pages and holds no article itself.",
}
PAYWALL = "Only the beginning of the article is here; the rest is for subscribers."
SITE_TAIL = re.compile(r"\s+[|–—·»:-]\s+.*$")
LISTING = re.compile(r"^(?:CollectionPage|SearchResultsPage|ItemList)$")
LITTLE, NEXT_TO_NOTHING, TEASER = 1500, 400, 600
MOST_PAGE, MOST_PIECES = 20_000, 5000
OTHER_WORDS = 4
HEADLINES = 12
HEADLINE_WORDS = 5


@dataclass(frozen=True)
class Glance:
    """The whole of a page as its visitor meets it, before anything is taken out."""

    text: str
    password: bool
    headlines: int
    own_prose: int

    @classmethod
    def of(cls, page: Page) -> "Glance":
        text = " ".join(" ".join(islice(page.tree.body.itertext(), MOST_PIECES)).split())[:MOST_PAGE].lower()
        links = [] if _says_article(page) else _headlines(page.tree)
        own = _own_prose(page.tree, links) if len(links) >= HEADLINES else 0
        return cls(text, bool(page.tree.xpath("//input[@type='password']")), len(links), own)


def told_apart(page: Page, glance: Glance, draft: Draft) -> None:
    """Say on the draft that it is a teaser, or refuse what holds no article."""
    prose = sum(len(line) for line in draft.body if is_prose(line))
    if code := _no_article(page, glance, prose, draft):
        raise Unreadable(code, NO_ARTICLES[code])
    if prose < 2 * LITTLE and _is_teaser(page, glance.text, prose, draft.body):
        draft.note_code, draft.note = "paywall", PAYWALL


def _says_article(page: Page) -> bool:
    return bool(page.article or "article" in page.told("og:type").lower() or page.told("article:published_time"))


def _headlines(tree: HtmlElement) -> list[HtmlElement]:
    """Links of the page's middle that read like headlines."""
    return [link for link in tree.iter("a") if len(words_of(link).split()) >= HEADLINE_WORDS and not _aside(link)]


def _own_prose(tree: HtmlElement, headlines: Sequence[HtmlElement]) -> int:
    """Characters of the paragraphs that stand with their like, and not each with the headline it belongs to."""
    teased = {above for link in headlines for above in islice(link.iterancestors(), 4)}
    alone = (p for p in tree.iter("p") if p.getparent() not in teased or len(p.getparent().findall("p")) > 2)
    return sum(len(text) for p in alone if is_prose(text := words_of(p)))


def _aside(link: HtmlElement) -> bool:
    return any(above.tag in ("nav", "footer", "aside", "p", "table") for above in link.iterancestors())


def _titles(page: Page, title: str) -> list[str]:
    head = " ".join((page.tree.findtext(".//title") or "").split())
    first = next(iter(page.tree.iter("h1")), None)
    heading = words_of(first) if first is not None else ""
    return [SITE_TAIL.sub("", each).lower() for each in (head, heading, title) if each]


def _no_article(page: Page, glance: Glance, prose: int, draft: Draft) -> str:
    titles = _titles(page, draft.title)
    if prose < LITTLE:
        for code in ("bot_check", "error_page", "login", "consent"):
            if _is_titled(code, titles) and (prose < NEXT_TO_NOTHING or _said(code, glance.text) >= 2):
                return code
        if code := _by_words(glance, prose, draft.body):
            return code
    return "index" if _is_index(page, glance) else ""


def _by_words(glance: Glance, prose: int, body: Sequence[str]) -> str:
    nothing = prose < NEXT_TO_NOTHING
    for code in ("bot_check", "error_page"):
        if nothing and len(glance.text) < LITTLE and _said(code, glance.text) >= 2:
            return code
    if nothing and glance.password and _said("login", glance.text) >= 2:
        return "login"
    return "consent" if _is_consent(body) else ""


def _is_titled(code: str, titles: Sequence[str]) -> bool:
    """The title says it, and hardly anything else."""
    found = ((each, _cues("titles", code).search(each)) for each in titles)
    return any(match and len(words(each.replace(match[0], " "))) <= OTHER_WORDS for each, match in found)


def _said(code: str, text: str) -> int:
    return len(set(_cues("words", code).findall(text[:MOST_PAGE])))


@cache
def _cues(group: str, code: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(load('pages')[group][code])}(?!\w)")


def _is_consent(body: Sequence[str]) -> bool:
    """Most of what is said is about cookies and partners."""
    about = [line for line in body if _cues("words", "consent").search(line.lower())]
    cues = {cue for line in about for cue in _cues("words", "consent").findall(line.lower())}
    return len(cues) >= 3 and sum(map(len, about)) > 0.6 * sum(map(len, body))


def _is_index(page: Page, glance: Glance) -> bool:
    listing = any(is_a(node, LISTING) for node in page.nodes) or "website" in page.told("og:type").lower()
    return glance.headlines >= (HEADLINES if listing else 2 * HEADLINES) and glance.own_prose < NEXT_TO_NOTHING


def _is_teaser(page: Page, text: str, prose: int, body: Sequence[str]) -> bool:
    """Many a page that is closed to some gives its whole article to others: a cut must show as well."""
    cue = _paywall_cues().search(text) is not None
    barred = any(_is_barred(node) for node in page.nodes) or page.told("article:content_tier") in ("locked", "metered")
    promised = max((_length(node) for node in page.nodes), default=0)
    cut = bool(body) and CUT_OFF.search(body[-1]) is not None
    less = cut or promised > 1.6 * sum(map(len, body)) or prose < TEASER
    return less and (barred or (cue and (cut or prose < TEASER)))


def _is_barred(node: dict[str, object]) -> bool:
    parts = node.get("hasPart")
    every: list[object] = [node, *(parts if isinstance(parts, list) else [parts])]
    return any(
        isinstance(each, dict) and str(each.get("isAccessibleForFree")).strip().lower() == "false" for each in every
    )


def _length(node: dict[str, object]) -> int:
    """How many characters the page says its article has."""
    count = str(node.get("wordCount") or "").replace(",", "")
    body = node.get("articleBody")
    return max(6 * int(count) if count.isdigit() else 0, len(body) if isinstance(body, str) else 0)


@cache
def _paywall_cues() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(load('pages')['paywall']['cues'])}(?!\w)")
