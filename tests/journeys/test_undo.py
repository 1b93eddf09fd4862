"""One's own last step taken back by one key, and what cannot be."""

import pytest
from playwright.sync_api import Browser, expect

from claims.models import Claim, Event, Evidence, Person
from tests import factories
from tests.desk import Desk
from tests.journeys import hands

pytestmark = pytest.mark.journey
TEXT = "The dam burst on Tuesday night.\n\nTwelve people were killed, the mayor said. Nobody was warned."


@pytest.fixture
def claim(desk: Desk) -> Claim:
    """Held by Asha."""
    with desk.inside():
        made = factories.claim(of=factories.article(TEXT), wording="Twelve people were killed")
        return factories.taken(Person.objects.get(username="asha"), made).claim


def test_passages_are_taken_back_and_brought_back_with_one_key(desk: Desk, browser: Browser, claim: Claim) -> None:
    with hands.signed_in(browser, desk, "asha") as page:
        page.goto(f"/claims/{claim.pk}/")
        expect(page.locator("#undo")).to_be_empty()
        hands.select_sentence_with_keys(page, "The dam burst")
        hands.attach(page, "s", 1)
        hands.select_sentence_with_keys(page, "Twelve people")
        hands.attach(page, "c", 2)
        expect(page.locator("#undo-last")).to_have_accessible_name("Undo attaching passage 2")
        hands.look(page, "undo")
        page.locator("#reader-text").focus()
        page.keyboard.press("z")
        expect(page.locator("#passages li.ev")).to_have_count(1)
        expect(page.locator("#said")).to_have_text("Undone: attaching passage 2.")
        expect(page.locator("#reader-text")).to_be_focused()
        page.locator("#e1 summary").click()
        page.locator("#e1").get_by_role("button", name="Remove it").click()
        expect(page.locator("#passages li.ev")).to_have_count(0)
        hands.settled(page)
        page.locator("#undo-last").click()
        expect(page.locator("#e1")).to_contain_text("The dam burst")
        expect(page.locator("#passages-h")).to_be_focused()
        page.goto(f"/claims/{claim.pk}/record/")
        expect(page.get_by_role("row").filter(has_text="Nair attached passage 2")).to_contain_text("undone")
        hands.look(page, "record-undo")
        page.get_by_role("row").filter(has_text="Nair attached passage 1").get_by_role("button").click()
        expect(page.locator("#passages li.ev")).to_have_count(0)
    with desk.inside():
        assert Evidence.objects.filter(claim=claim, removed_at=None).count() == 0
        assert Evidence.objects.filter(claim=claim).count() == 2
        assert Event.objects.filter(claim=claim, action="undo").count() == 3


def test_a_step_undone_in_another_window_or_built_on_is_refused_in_words(
    desk: Desk, browser: Browser, claim: Claim
) -> None:
    with hands.signed_in(browser, desk, "asha") as first:
        first.goto(f"/claims/{claim.pk}/")
        hands.select_sentence_with_keys(first, "Twelve people")
        hands.attach(first, "s", 1)
        second = first.context.new_page()
        second.goto(f"/claims/{claim.pk}/")
        for page in (first, second):
            expect(page.locator("#undo-last")).to_be_visible()
        first.keyboard.press("z")
        expect(first.locator("#passages li.ev")).to_have_count(0)
        second.keyboard.press("z")
        expect(second.locator("#notice")).to_contain_text("undone already, in another window")
        hands.check_access(second, "undo refused")
    with desk.inside():
        assert Event.objects.filter(claim=claim, action="undo").count() == 1


def test_a_dismissal_is_taken_back_and_the_claim_is_in_ones_hands_again(
    desk: Desk, browser: Browser, claim: Claim
) -> None:
    with hands.signed_in(browser, desk, "asha") as page:
        page.set_viewport_size(hands.NARROW)
        page.goto(f"/claims/{claim.pk}/?pane=claim")
        page.get_by_text("Dismiss", exact=True).first.click()
        page.locator("#note-dismissal").fill("Nothing to check here.")
        page.locator("form[action$='/dismissal/'] button").first.click()
        expect(page.locator("#strip")).to_contain_text("Dismissed")
        hands.settled(page)
        page.locator("#undo-last").click()
        expect(page.locator("#strip")).to_contain_text("by you")
    with desk.inside():
        assert Claim.objects.get(pk=claim.pk).state == "working"
