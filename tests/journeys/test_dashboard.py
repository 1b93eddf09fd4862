"""How the desk does: plots, each with its table, in both themes and on a phone."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests import factories
from tests.desk import Desk
from tests.journeys import hands

pytestmark = pytest.mark.journey


@pytest.fixture
def worked(desk: Desk) -> Desk:
    with desk.inside():
        for _ in range(3):
            factories.claim()
        factories.submitted()
        factories.published()
        factories.feed()
        factories.feed(failures=5, problem="No answer.")
    return desk


def test_the_desk_in_plots_with_their_numbers(worked: Desk, browser: Browser) -> None:
    with hands.signed_in(browser, worked, "mara") as page:
        page.get_by_role("main").get_by_role("link", name="Dashboard").click()
        expect(page.get_by_role("img", name=re.compile("^4 claims are open"))).to_be_visible()
        expect(page.get_by_role("heading", name="1 of 2 feeds need a look")).to_be_visible()
        hands.look(page, "dashboard")
        page.get_by_text("The numbers").first.press("Enter")
        row = page.get_by_role("row").filter(has=page.get_by_role("cell", name="4", exact=True))
        expect(row.first).to_be_visible()
        hands.check_access(page, "dashboard with a table")


def test_the_plots_are_readable_in_forced_colours(worked: Desk, browser: Browser) -> None:
    with hands.signed_in(browser, worked, "asha") as page:
        page.emulate_media(forced_colors="active")
        page.goto("/dashboard/")
        bar = page.locator(".plot rect.dot").first
        back = "getComputedStyle(document.body).backgroundColor"
        assert bar.evaluate("each => getComputedStyle(each).fill") != page.evaluate(back)
        expect(page.get_by_role("heading", name="What you did in 30 days")).to_be_visible()
