"""Everything by key: the sheet, the palette, keys of one's own, and single characters switched off."""

import re

import pytest
from playwright.sync_api import Browser, expect

from claims.models import Claim
from tests import factories
from tests.desk import Desk
from tests.journeys.hands import look, signed_in

pytestmark = pytest.mark.journey
WORDINGS = ("Twelve people were killed by the flood", "Nine bridges were closed on Friday")


@pytest.fixture
def claims(desk: Desk) -> list[Claim]:
    with desk.inside():
        return [factories.claim(wording=words) for words in WORDINGS]


def test_the_sheet_lists_the_keys_of_this_page_and_the_page_of_keys_all(browser: Browser, desk: Desk) -> None:
    with signed_in(browser, desk, "asha") as page:
        page.goto("/queue/")
        page.keyboard.press("?")
        sheet = page.get_by_role("dialog", name="Keys")
        expect(sheet.get_by_text("take the next claim")).to_be_visible()
        expect(sheet.get_by_text("next mark")).to_be_hidden()
        look(page, "keys-sheet")
        sheet.get_by_role("link", name="All keys").click()
        expect(page.get_by_role("heading", name="Keys", level=1)).to_be_visible()
        expect(page.get_by_role("main").get_by_text("next mark")).to_be_visible()
        look(page, "keys")


def test_screens_and_rows_by_key(browser: Browser, desk: Desk, claims: list[Claim]) -> None:
    with signed_in(browser, desk, "asha") as page:
        page.keyboard.press("g")
        page.keyboard.press("q")
        expect(page).to_have_url(re.compile("/queue/"))
        page.keyboard.press("j")
        page.keyboard.press("j")
        expect(page.locator("[data-row][aria-current=true]")).to_have_count(1)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("/claims/"))
        page.keyboard.press("g")
        page.keyboard.press("h")
        expect(page.get_by_role("heading", name="Waiting for you")).to_be_visible()


def test_keys_do_nothing_while_one_writes(browser: Browser, desk: Desk) -> None:
    with signed_in(browser, desk, "asha") as page:
        page.keyboard.press("/")
        page.keyboard.type("gq?t")
        expect(page.get_by_role("searchbox").first).to_have_value("gq?t")
        expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_the_palette_does_what_is_typed(browser: Browser, desk: Desk) -> None:
    with signed_in(browser, desk, "asha") as page:
        page.goto("/queue/")
        page.keyboard.press("Control+k")
        field = page.get_by_role("combobox", name="What to do or find")
        expect(field).to_be_focused()
        expect(page.get_by_role("option", name="take the next claim")).to_be_visible()
        look(page, "palette")
        page.keyboard.type("impor")
        expect(page.get_by_role("option")).to_have_count(1)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("/imports/"))
        page.keyboard.press("Control+k")
        page.keyboard.press("Escape")
        expect(page.get_by_role("combobox", name="What to do or find")).to_be_hidden()


def test_the_palette_leads_to_a_claim_by_its_number(browser: Browser, desk: Desk, claims: list[Claim]) -> None:
    with signed_in(browser, desk, "asha") as page:
        number = str(claims[0].pk)
        page.keyboard.press("Control+k")
        page.keyboard.type(number)
        expect(page.get_by_role("option", name=f"claim {number}")).to_be_visible()
        page.keyboard.press("ArrowUp")
        page.get_by_role("option", name=f"claim {number}").click()
        expect(page).to_have_url(re.compile(f"/claims/{number}/"))


def test_a_key_of_ones_own_acts_and_the_old_one_does_not(browser: Browser, desk: Desk) -> None:
    with signed_in(browser, desk, "asha") as page:
        page.goto("/preferences/")
        page.get_by_label("queue", exact=True).fill("w")
        page.get_by_role("button", name="Save keys").click()
        expect(page.get_by_text("Saved.")).to_be_visible()
        page.keyboard.press("w")
        expect(page).to_have_url(re.compile("/queue/"))
        page.goto("/preferences/")
        page.get_by_role("button", name="As they came").click()
        expect(page.get_by_text("Every key is as it came.")).to_be_visible()
        expect(page.get_by_label("queue", exact=True)).to_have_value("g q")


def test_two_things_at_one_key_are_refused_at_both_fields(browser: Browser, desk: Desk) -> None:
    with signed_in(browser, desk, "asha") as page:
        page.goto("/preferences/")
        page.get_by_label("filter", exact=True).fill("j")
        page.get_by_role("button", name="Save keys").click()
        expect(page.get_by_text("“j” already stands for: one row down.")).to_be_visible()
        expect(page.get_by_text("“j” already stands for: filter.")).to_be_visible()
        look(page, "keys-refused")


def test_single_characters_are_switched_off_and_keys_with_ctrl_stay(browser: Browser, desk: Desk) -> None:
    with signed_in(browser, desk, "asha") as page:
        page.keyboard.press("?")
        page.get_by_role("dialog", name="Keys").get_by_role("checkbox").uncheck()
        page.get_by_role("dialog", name="Keys").get_by_role("button", name="Close").click()
        page.reload()
        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
        expect(page.locator("kbd.letter").first).to_be_hidden()
        page.keyboard.press("Control+k")
        expect(page.get_by_role("combobox", name="What to do or find")).to_be_focused()
