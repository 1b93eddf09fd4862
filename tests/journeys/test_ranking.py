"""A curator changes what the ranking goes by, tries a sentence, saves it, and takes it back with one click."""

import pytest
from playwright.sync_api import Browser, expect

from claims.models import Claim, WeighingUse
from claims.reading import teaching
from tests.desk import Desk
from tests.journeys import hands
from tests.reading.taught import article_with_claims, decided_desk
from tests.wait import wait_for

pytestmark = pytest.mark.journey


def test_a_curator_sets_weights_tries_them_and_goes_back(desk: Desk, browser: Browser) -> None:
    with desk.inside():
        people, money = article_with_claims(900)
    with hands.signed_in(browser, desk, "ines") as page:
        page.keyboard.press("g")
        page.keyboard.press("r")
        expect(page.get_by_role("heading", name="Ranking", level=1)).to_be_visible()
        hands.look(page, "ranking")
        page.locator("#weight-toll").fill("-4")
        page.get_by_role("textbox", name="Sentence", exact=True).fill("Twelve people were killed in Harrow.")
        page.get_by_role("button", name="Try it").click()
        expect(page.locator("main")).to_contain_text("of 100 by the weights in the form")
        expect(page.locator("#weight-toll")).to_have_value("-4")
        hands.look(page, "ranking-tried")
        page.get_by_role("button", name="Save weights").click()
        expect(page.get_by_label("Why these")).to_be_focused()
        expect(page.locator("main")).to_contain_text("Say why")
        page.get_by_label("Why these").fill("Accidents are for the newsdesk.")
        page.get_by_role("button", name="Save weights").click()
        expect(page.locator("#notices")).to_contain_text("Saved.")
        expect(page.locator("main")).to_contain_text("Accidents are for the newsdesk.")
        with desk.inside():
            wait_for(lambda: Claim.objects.get(pk=people.pk).score < 200)
            assert Claim.objects.get(pk=money.pk).score > 200
        page.get_by_role("button", name="Back to the built-in weights").click()
        expect(page.locator("#notices")).to_contain_text("The built-in weights are in use from now on")
        page.get_by_role("button", name="Back to these").click()
        expect(page.locator("main")).to_contain_text("Put in use with one click.")
        hands.check_access(page, "ranking after changes")
    with desk.inside():
        assert [use.weighing is None for use in WeighingUse.objects.order_by("pk")] == [False, True, False]


def test_what_the_desk_learned_is_shown_and_taken_back_with_one_click(desk: Desk, browser: Browser) -> None:
    with desk.inside():
        decided_desk(30)
        made = teaching.learn()
        assert made is not None
    with hands.signed_in(browser, desk, "asha") as page:
        page.goto("/queue/")
        hands.check_access(page, "queue with a link to the weights")
        page.get_by_role("link", name="How claims are ranked").click()
        expect(page.get_by_role("heading", name="What decisions taught")).to_be_visible()
        page.get_by_text("Words that count by themselves").click()
        hands.look(page, "ranking-learned")
    with hands.signed_in(browser, desk, "ines") as page:
        page.goto("/ranking/")
        page.get_by_role("button", name="Back to the built-in weights").click()
        expect(page.get_by_role("button", name="Use what was learned")).to_be_visible()
        hands.look(page, "ranking-back")
