"""What others do reaches an open page within seconds, and moves nothing on it."""

import time

import pytest
from playwright.sync_api import Browser, expect

from tests import factories
from tests.desk import Desk
from tests.journeys.hands import look, signed_in, take

pytestmark = pytest.mark.journey
SOON = 10  # seconds


def test_who_else_looks_and_what_they_did_reach_the_claims_page(browser: Browser, desk: Desk) -> None:
    with desk.inside():
        claim = factories.claim(wording="Twelve people were killed by the flood")
    with signed_in(browser, desk, "asha") as asha, signed_in(browser, desk, "jonas") as jonas:
        asha.goto(f"/claims/{claim.pk}/")
        asha.wait_for_load_state("networkidle")
        jonas.goto(asha.url)
        expect(asha.locator("[data-live=presence]")).to_contain_text("here too", timeout=SOON * 1000)
        began = time.monotonic()
        take(jonas)
        expect(asha.locator("#news")).to_contain_text("took it", timeout=SOON * 1000)
        assert time.monotonic() - began < SOON
        expect(asha.locator("#status")).to_contain_text("took it")
        expect(asha.locator("#strip")).not_to_contain_text("holds it")  # nothing moved
        look(asha, "claim-news")
        asha.locator("#news").click()
        expect(asha.locator("#strip")).to_contain_text("holds it")
        expect(asha.locator("#news")).to_be_hidden()


def test_new_claims_wait_as_a_link_and_the_count_goes_on(browser: Browser, desk: Desk) -> None:
    with desk.inside():
        factories.claim(wording="Twelve people were killed by the flood")
    with signed_in(browser, desk, "asha") as asha:
        asha.goto("/queue/?view=all")
        asha.wait_for_load_state("networkidle")
        first = asha.locator("a.claim-text").first.text_content()
        with desk.inside():
            factories.claim(wording="Nine bridges were closed on Friday")
        expect(asha.locator("#news")).to_contain_text("1 new claim", timeout=SOON * 1000)
        assert asha.locator("a.claim-text").first.text_content() == first
        look(asha, "queue-news")
        asha.keyboard.press("r")
        expect(asha.locator("#news")).to_be_hidden()
