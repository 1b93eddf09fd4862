"""A verdict that cites its passages, through the gate, with the keyboard alone."""

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from claims.models import Claim, Person, Verdict
from claims.publish import release
from claims.review import verdicts
from tests import factories
from tests.desk import Desk
from tests.journeys import hands
from tests.journeys.test_claim import article

pytestmark = pytest.mark.journey

LONG = "The article of the day says when the dam burst, and that twelve people were killed by the flood"
FOCUSED = "document.activeElement.id || document.activeElement.textContent.trim()"


@pytest.fixture
def claim(desk: Desk) -> Claim:
    """Held by Asha."""
    with desk.inside():
        made = factories.claim(of=article(), wording="Twelve people were killed")
        return factories.taken(Person.objects.get(username="asha"), made).claim


def tab_to(page: Page, place: str) -> None:
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == place:
            return
    raise AssertionError(f"Tab never came to {place}")


def say(page: Page, point: str, place: str) -> None:
    """What can not be had: by the gate's own link to the place where it is said."""
    hands.settled(page)
    tab_to(page, f"lack-{point}-otherwise")
    page.keyboard.press("Enter")
    expect(page.locator(f"#{place}")).to_be_focused()


@pytest.mark.parametrize("size", [hands.WIDE, hands.NARROW], ids=["wide", "narrow"])
def test_a_verdict_with_citations_goes_through_the_gate_by_keyboard_alone(
    desk: Desk, browser: Browser, claim: Claim, size: ViewportSize
) -> None:
    with hands.signed_in(browser, desk, "asha") as page:
        page.set_viewport_size(size)
        page.goto(f"/claims/{claim.pk}/?pane=reader")
        page.locator("#reader-text").focus()
        for count, key in enumerate(("s", "c"), 1):
            page.keyboard.press("ArrowDown")
            hands.attach(page, key, count)
        if size == hands.NARROW:
            tab_to(page, "Verdict")
            page.keyboard.press("Enter")
        page.keyboard.press("m")
        page.keyboard.press("Space")
        expect(page.locator("#rating :checked")).to_be_focused()
        hands.settled(page)
        expect(page.locator("#lack-rating")).to_have_count(0)
        write(page)
        say(page, "origins", "one_origin")
        page.keyboard.type("It is the report of those who were there.")
        for point, place in (("claimant", "claimant_unknown"), ("said-on", "day_unknown")):
            say(page, point, place)
            page.keyboard.press("Space")
            expect(page.locator(f"#lack-{point}")).to_have_count(0)
        expect(page.locator("#lacks")).to_contain_text("Nothing is missing.")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#strip")).to_contain_text("Sign-off")
        expect(page.locator("#verdict a.cite")).to_have_text(["[1]", "[2]"])
    if size == hands.WIDE:
        read_by_everybody(desk, browser, claim)


def write(page: Page) -> None:
    """The rationale, with the gate naming what it cites by mistake."""
    page.keyboard.press("m")
    expect(page.locator("#rationale")).to_be_focused()
    page.keyboard.type(LONG)
    page.keyboard.press("Control+i")
    page.keyboard.press("Control+i")
    expect(page.locator("#rationale")).to_have_value(f"{LONG} [1] [2]")
    page.keyboard.type(" [9]")
    expect(page.locator("#lacks")).to_contain_text("cites what is no passage here: [9].")
    if page.viewport_size == hands.WIDE:
        hands.look(page, "gate")
    for _ in range(4):
        page.keyboard.press("Backspace")
    expect(page.locator("#lack-citations")).to_have_count(0)


def read_by_everybody(desk: Desk, browser: Browser, claim: Claim) -> None:
    with desk.inside():
        mara, verdict = Person.objects.get(username="mara"), Verdict.objects.get(claim=claim)
        verdicts.sign(claim, mara, Claim.objects.get(pk=claim.pk).version, verdict.pk)
        release.publish(claim, mara, Claim.objects.get(pk=claim.pk).version, verdict.pk)
    with hands.fresh(browser, desk) as page:
        page.goto(f"/checks/{claim.pk}/")
        page.get_by_role("link", name="[2]", exact=True).click()
        expect(page.locator("#p2")).to_be_in_viewport()
