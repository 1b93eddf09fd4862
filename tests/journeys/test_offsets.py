"""Spans: five hundred awkward strings selected in the browser are the server's text, every one of them."""

import random

import pytest
from playwright.sync_api import Browser, Page

from claims.models import Claim, Evidence, Person, Revision
from claims.text.canonical import canonical
from tests import factories
from tests.desk import Desk
from tests.journeys import hands

pytestmark = pytest.mark.journey
STRINGS = 500
PARTS = (
    "👩‍👩‍👧", "🏳️‍🌈", "👍🏽", "🇩🇪", "1️⃣", "𝔣", "𐐷", "e\u0301", "o\u0308\u0304", "क्षि", "각", "ﬁ", "ß", "İ", "ſ",
    "قال الوزير", "ناس\u200cها", "שָׁלוֹם", "۱۲", "東京", "“quoted”", "it’s", "3 000", "5\u00a0km",
    "a\u00adb", "x\u2060y", "&amp;", "<b>",
    "plain", "words", "2 + 2", "…", "—", "\u200f", "\u2067rtl\u2069",
)  # fmt: skip

# The words from one code point of the article to another, selected as a hand does it, and what the shelf was told.
SELECT = """([start, end]) => {
  const at = (place, isEnd) => {
    for (const node of document.querySelectorAll('#reader-text [data-start]')) {
      const first = Number(node.dataset.start), text = [...node.textContent];
      const last = first + text.length;
      const inside = isEnd ? place > first && place <= last : place >= first && place < last;
      if (inside) return [node.firstChild, text.slice(0, place - first).join('').length];
    }
  };
  return new Promise((resolve) => {
    getSelection().removeAllRanges();
    document.dispatchEvent(new Event('selectionchange'));
    document.addEventListener('picked', (event) => event.detail && resolve(event.detail));
    getSelection().setBaseAndExtent(...at(start, false), ...at(end, true));
  });
}"""


def awkward() -> list[str]:
    chance = random.Random(6)
    return [" ".join(chance.choices(PARTS, k=chance.randint(1, 5))) + f" {number}" for number in range(STRINGS)]


@pytest.fixture
def spans(desk: Desk) -> list[tuple[int, int]]:
    """Of a text that came with the line ends of another system; every tenth runs over a paragraph's end."""
    text = canonical("\r\n\r\n".join(", ".join(some) for some in _tens(awkward())))
    with desk.inside():
        claim = factories.claim(of=factories.article(text), quote=text[:3])
        factories.taken(Person.objects.get(username="asha"), claim)
    starts = [0, *(at + 2 for at in range(len(text)) if text.startswith(", ", at) or text.startswith("\n\n", at))]
    ends = [*(start - 2 for start in starts[1:]), len(text)]
    return [(start, ends[min(number + (number % 10 == 9), STRINGS - 1)]) for number, start in enumerate(starts)]


def _tens(strings: list[str]) -> list[list[str]]:
    return [strings[at : at + 10] for at in range(0, len(strings), 10)]


def selected(page: Page, span: tuple[int, int]) -> tuple[int, int, str]:
    told = page.evaluate(SELECT, list(span))
    return told["start"], told["end"], told["quote"]


def test_every_string_selected_in_the_browser_is_the_servers_text(
    desk: Desk, browser: Browser, spans: list[tuple[int, int]]
) -> None:
    with desk.inside():
        claim = Claim.objects.latest("pk")
        text = Revision.objects.get(current_of=claim.article).text
    assert len(spans) == STRINGS
    assert sum("\n\n" in text[start:end] for start, end in spans) > 5
    with hands.signed_in(browser, desk, "asha") as page:
        page.goto(f"/claims/{claim.pk}/")
        wrong = [span for span in spans if selected(page, span) != (*span, text[slice(*span)])]
        assert wrong == []
        for number, span in enumerate(spans[::50], 1):
            selected(page, span)
            hands.attach(page, "n", number)
    with desk.inside():
        found = Evidence.objects.filter(claim=claim).order_by("number").values_list("start", "end", "quote")
        assert list(found) == [(*span, text[slice(*span)]) for span in spans[::50]]
