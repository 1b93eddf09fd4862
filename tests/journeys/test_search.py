"""From any page to anything by words: the box, facets, a slip of the pen, claims like a text."""

import re

import pytest
from playwright.sync_api import Browser, expect

from claims.search import words
from tests import factories
from tests.desk import Desk
from tests.journeys import hands

pytestmark = pytest.mark.journey

DAM = "Twelve people were killed when the dam above Harrow burst"


@pytest.fixture
def stocked(desk: Desk) -> Desk:
    with desk.inside():
        ledger = factories.outlet()
        report = factories.article(
            "The dam above Harrow burst. Twelve people were killed.", "Harrow dam bursts", ledger
        )
        factories.article("The dam at Corvane is sound.", "A sound dam", factories.outlet())
        factories.claim(wording=DAM, of=report)
        factories.submitted(of=factories.claim(wording="The dam at Harrow was inspected in May"))
        words.learn()
    return desk


def test_from_a_key_to_a_claim_without_a_mouse(stocked: Desk, browser: Browser) -> None:
    with hands.signed_in(browser, stocked, "asha") as page:
        page.goto("/imports/")
        page.keyboard.press("/")
        expect(page.get_by_role("searchbox")).to_be_focused()
        page.keyboard.type("harrow dam")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("harrow dam")
        for kind in ("Claims", "Passages", "Articles"):
            expect(page.get_by_role("heading", name=kind)).to_be_visible()
        expect(page.locator("mark.found").first).to_be_visible()
        hands.look(page, "search")
        page.get_by_role("link", name=re.compile("above Harrow burst")).first.press("Enter")
        expect(page.locator("#claim-h")).to_contain_text(DAM)


def test_one_kind_narrowed_by_a_facet_and_widened_again(stocked: Desk, browser: Browser) -> None:
    with hands.signed_in(browser, stocked, "asha") as page:
        page.goto("/search/?q=dam")
        page.get_by_label("Kinds of things").get_by_role("link", name="Passages").click()
        expect(page.locator("#search-title")).to_be_focused()
        outlets = page.get_by_role("group", name="Outlet")
        hits = page.locator(".hits > li")
        expect(hits).to_have_count(3)
        outlets.get_by_role("link").last.click()
        expect(hits).not_to_have_count(3)
        expect(page).to_have_url(re.compile("what=passages.*outlet="))
        hands.look(page, "search-narrowed")
        outlets.get_by_role("link", name=re.compile("take it away")).click()
        expect(hits).to_have_count(3)


def test_a_slip_finds_what_was_meant_and_says_so(stocked: Desk, browser: Browser) -> None:
    with hands.signed_in(browser, stocked, "asha") as page:
        page.goto("/search/?q=corvanne")
        expect(page.get_by_role("main")).to_contain_text("Shown is what has corvane")
        expect(page.locator("mark.found").first).to_have_text("Corvane")
        page.goto("/search/?q=zzyzx")
        expect(page.get_by_text("Nothing has these words.")).to_be_visible()
        hands.look(page, "search-nothing")
        page.goto("/search/")
        hands.look(page, "search-empty")


def test_claims_like_a_pasted_text_with_what_keeps_them_apart(stocked: Desk, browser: Browser) -> None:
    with hands.signed_in(browser, stocked, "asha") as page:
        page.goto("/search/similar/")
        page.get_by_label("Text", exact=True).fill("Eight people were killed as the dam above Harrow burst")
        page.get_by_role("button", name="Look for them").click()
        expect(page.locator("#similar-h")).to_be_focused()
        expect(page.locator("#similar")).to_contain_text(DAM)
        expect(page.locator("#similar")).to_contain_text("other numbers: 12 there, 8 here")
        hands.look(page, "similar")


def test_a_double_is_shown_while_the_claim_is_still_being_written(stocked: Desk, browser: Browser) -> None:
    with hands.signed_in(browser, stocked, "asha") as page:
        page.goto("/claims/new/")
        page.get_by_label("Wording").fill(DAM)
        page.keyboard.press("Tab")
        expect(page.locator("#alike")).to_contain_text(DAM)
        expect(page.get_by_label("Kind")).to_be_focused()
        hands.look(page, "claim-double")
