"""The desk in one's own language, colours, density and zone."""

import pytest
from playwright.sync_api import Browser, Page, expect

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


def choose_language(page: Page, name: str, save: str) -> None:
    page.goto("/preferences/")
    page.locator("#id_language").select_option(label=name)
    page.locator("#ways .btn.main").click()
    expect(page.locator("#notices")).to_contain_text(save)


def test_preferences_are_kept(browser: Browser, desk: Desk) -> None:
    with signed_in(browser, desk, "asha") as page:
        page.goto("/preferences/")
        look(page, "preferences")
        page.get_by_label("Compact").check()
        page.get_by_label("Time zone").select_option("Asia/Tehran")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator("html")).to_have_attribute("data-density", "compact")
        expect(page.get_by_label("Time zone")).to_have_value("Asia/Tehran")
        page.goto("/queue/")
        look(page, "queue-compact")


def test_the_desk_in_german(browser: Browser, desk: Desk, claims: list[Claim]) -> None:
    with signed_in(browser, desk, "asha") as page:
        choose_language(page, "Deutsch", "Gespeichert.")
        look(page, "preferences-de")
        expect(page.get_by_role("navigation", name="Desk").first).to_contain_text("Warteschlange")
        page.goto("/queue/")
        look(page, "queue-de")


def test_the_desk_in_persian_runs_from_right_to_left(browser: Browser, desk: Desk, claims: list[Claim]) -> None:
    with signed_in(browser, desk, "asha") as page:
        choose_language(page, "فارسی", "ذخیره شد.")
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        look(page, "preferences-fa")
        brand, me = page.locator(".brand").bounding_box(), page.locator(".top .me").bounding_box()
        assert brand
        assert me
        assert brand["x"] > me["x"]
        page.goto("/queue/")
        look(page, "queue-fa")
        page.locator("a.claim-text").first.click()
        expect(page.locator("#claim-h")).to_be_visible()
        look(page, "claim-fa")
