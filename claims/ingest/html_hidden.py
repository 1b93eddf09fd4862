"""Text that a page holds and does not show: no part of the article, and worth a reviewer's look."""

import re
from functools import cache, lru_cache
from itertools import islice

from lxml.html import HtmlElement

from claims.ingest.html_body import prose_in
from claims.ingest.html_markup import words_of
from claims.ingest.page import Draft
from claims.text.canonical import canonical
from claims.text.furniture import is_prose
from claims.text.lists import load

ZERO = r"\s*:\s*0(?:\.0+)?(?:px|em|rem|%|pt)?\s*(?:!important\s*)?(?:;|$)"
UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
TRICKED = re.compile(
    rf"(?<![-\w])(?:opacity|font-size){ZERO}|(?<![-\w])(?:left|top|text-indent)\s*:\s*-\d{{3,}}"
    rf"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01]|(?<![-\w])color\s*:\s*transparent",
    re.IGNORECASE,
)
MOVES = re.compile(r"transition|animation|transform|will-change", re.IGNORECASE)
FLAT = re.compile(rf"(?<![-\w])(?:max-)?(?:width|height){ZERO}", re.IGNORECASE)
WHITE = r"(?:#fff(?:fff)?\b|white\b|rgba?\(\s*255\s*,\s*255\s*,\s*255)"
WHITE_INK = re.compile(rf"(?<![-\w])color\s*:\s*{WHITE}", re.IGNORECASE)
PAPER = re.compile(r"(?<![-\w])background(?:-color|-image)?\s*:\s*([^;]+)", re.IGNORECASE)
NAMED = "//*[@hidden or @aria-hidden='true' or @style]"
FURNITURE = (
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "figure",
    "dialog",
    "li",
    "svg",
    "math",
    "menu",
    "button",
    "label",
)
CODE = re.compile(r"[{}=<>|]|&\w+;")
LONGEST = 2000
MOST_SHOWN = 20
HALF = 0.5


def take_hidden(tree: HtmlElement, draft: Draft) -> None:
    """Take it out of the page; what reads like prose is kept beside the article. What holds most of the
    page's paragraphs is the page before its scripts ran, and stays."""
    most = HALF * prose_in(tree)
    for each in tree.xpath(NAMED):
        if each.tag in ("html", "body") or each.getparent() is None or not (_is_tricked(each) or _is_unseen(each)):
            continue
        if len(each.text_content()) <= most or prose_in(each) <= most:
            _keep(each, draft)
            each.drop_tree()


def _keep(each: HtmlElement, draft: Draft) -> None:
    """What hides in forms, menus and pictures is how pages are made; prose beside paragraphs is not."""
    text = canonical(words_of(each))[:LONGEST]
    told = addresses_machine(text)
    if told or (is_prose(text) and not CODE.search(text) and not _is_part_of_page(each) and _is_beside(each)):
        draft.flag("hidden_text")
        if len(draft.removed) < MOST_SHOWN:
            draft.remove(text, "hidden on the page")
    if told:
        draft.flag("addresses_machine")


def _is_part_of_page(each: HtmlElement) -> bool:
    around = any(above.tag in FURNITURE for above in (each, *islice(each.iterancestors(), 12)))
    return around or next(each.iter("form", "input", "button", "nav", "svg", "math", "li"), None) is not None


def _is_beside(each: HtmlElement) -> bool:
    """Among the paragraphs of a text, or in one of them."""
    above = each.getparent()
    paragraph = next(each.iterancestors("p"), None)
    above = paragraph.getparent() if paragraph is not None else above
    return above is not None and sum(1 for p in above.iterchildren("p") if p is not each and is_prose(words_of(p))) >= 2


def _is_unseen(each: HtmlElement) -> bool:
    named = each.get("hidden") is not None and each.get("hidden") != "until-found"
    return named or each.get("aria-hidden") == "true" or _style(each.get("style") or "")[0]


def _is_tricked(each: HtmlElement) -> bool:
    style = each.get("style") or ""
    return _style(style)[1] or (bool(WHITE_INK.search(style)) and _on_white(each))


@lru_cache(2048)
def _style(style: str) -> tuple[bool, bool]:
    flat = bool(FLAT.search(style)) and re.search(r"overflow\s*:\s*hidden", style, re.IGNORECASE) is not None
    return bool(UNSEEN.search(style)), (bool(TRICKED.search(style)) and not MOVES.search(style)) or flat


def _on_white(each: HtmlElement) -> bool:
    """No colour is set behind it but white."""
    for element in (each, *islice(each.iterancestors(), 20)):
        if paper := PAPER.search(element.get("style") or ""):
            return re.fullmatch(rf"\s*{WHITE}.*", paper[1], re.IGNORECASE) is not None
        if element.get("bgcolor"):
            return element.get("bgcolor", "").lower() in ("#fff", "#ffffff", "white")
        if element.tag in ("article", "main", "body"):
            return True
        if element.get("class"):
            return False  # a style sheet may lay any colour there
    return True


@cache
def _machine() -> re.Pattern[str]:
    return re.compile("|".join(load("pages")["machine"]["patterns"]), re.IGNORECASE)


def addresses_machine(text: str) -> bool:
    """Text that speaks to a program which reads it, not to a person."""
    lower = text.lower()
    return any(hint in lower for hint in load("pages")["machine"]["hints"]) and bool(_machine().search(text))
