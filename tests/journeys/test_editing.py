"""Changing what a claim is, and noting what was done for it: worded, split, placed, disputed, merged, dismissed."""

import pytest
from playwright.sync_api import Browser, expect

from claims.models import Claim, Contact, Mention, Person, Tried
from tests import factories
from tests.desk import Desk
from tests.journeys import hands
from tests.journeys.test_claim import article

pytestmark = pytest.mark.journey


@pytest.fixture
def claim(desk: Desk) -> Claim:
    """Held by Asha, said in two places that can not both hold."""
    with desk.inside():
        found = factories.claim(of=article(), wording="Twelve people were killed when the dam burst on Tuesday")
        factories.said_too(found, "Nobody was warned")
        return factories.taken(Person.objects.get(username="asha"), found).claim


def test_a_claim_is_worded_split_placed_and_disputed(desk: Desk, browser: Browser, claim: Claim) -> None:
    with hands.signed_in(browser, desk, "asha") as page:
        page.goto(f"/claims/{claim.pk}/?pane=claim")
        page.get_by_text("Edit wording").click()
        page.get_by_label("Wording").fill("Twelve people were killed by the flood")
        page.locator("#claimant").fill("The mayor")
        page.locator("#kind").select_option("quantity")
        page.get_by_role("button", name="Save wording").click()
        expect(page.locator("#claim-h")).to_have_text("Twelve people were killed by the flood")
        expect(page.locator("#claim-h")).to_be_focused()
        page.locator("#change").click()
        expect(page.locator("#editing-h")).to_be_focused()
        for words in ("Story, topic, deadline", "Split a claim off", "Mark a conflict"):
            page.get_by_text(words, exact=True).click()
        hands.look(page, "editing")
        page.get_by_label("What the new claim says").fill("Nobody was warned of the flood")
        page.get_by_role("group", name="Where it is said").get_by_label("Twelve people").uncheck()
        page.get_by_role("button", name="Split it off").click()
        expect(page.locator("#said")).to_contain_text("was split off")
        page.locator("#change").click()
        page.get_by_text("Story, topic, deadline", exact=True).click()
        page.get_by_label("Or a new story with this title").fill("The dam")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator("#claim .facts")).to_contain_text("The dam")
        page.locator("#change").click()
        page.get_by_text("Mark a conflict", exact=True).click()
        page.get_by_label("can not hold together with").select_option(index=2)
        page.get_by_role("button", name="Mark the conflict").click()
        expect(page.locator("#conflicts-h")).to_be_focused()
        hands.look(page, "conflict")
        page.get_by_text("Settle it").click()
        page.get_by_label("How is it settled?").fill("They speak of two days.")
        page.get_by_role("button", name="Settle", exact=True).click()
        expect(page.locator("#said")).to_contain_text("Settled")
    with desk.inside():
        part = Claim.objects.get(wording="Nobody was warned of the flood")
        assert [mention.quote for mention in Mention.objects.filter(claim=part)] == ["Nobody was warned"]
        now = Claim.objects.get(pk=claim.pk)
        assert (now.kind, now.claimant, now.conflicts, now.story and now.story.title) == (
            "quantity", "The mayor", 0, "The dam"
        )  # fmt: skip


def test_a_search_in_vain_is_noted_by_key_and_a_question_with_its_answer(
    desk: Desk, browser: Browser, claim: Claim
) -> None:
    with hands.signed_in(browser, desk, "asha") as page:
        page.goto(f"/claims/{claim.pk}/")
        page.locator("#q").fill("zeppelin")
        page.locator("#q").press("Enter")
        expect(page.locator("#reader-h")).to_be_focused()
        page.keyboard.press("v")
        expect(page.locator("#digging")).to_contain_text("Found nothing for “zeppelin”")
        page.get_by_text("Note a question", exact=True).click()
        page.get_by_label("Whom you asked").fill("The Harbour Board")
        page.get_by_label("What you asked").fill("How many were killed?")
        page.locator("#question-due").fill("2024-03-12T09:00")
        page.locator("#digging").get_by_role("button", name="Note it").last.click()
        expect(page.locator("#digging")).to_contain_text("answer overdue")
        hands.look(page, "digging")
        page.goto("/")
        expect(page.locator("main")).to_contain_text("Answers overdue")
        page.get_by_role("link", name="Look at the question to The Harbour Board").click()
        page.get_by_text("Note the answer").click()
        page.get_by_label("What they answered").fill("Twelve, by our count.")
        page.get_by_role("button", name="Save the answer").click()
        expect(page.locator("#digging blockquote")).to_have_text("Twelve, by our count.")
    with desk.inside():
        assert Tried.objects.get().words == "zeppelin"
        assert Contact.objects.get().answer == "Twelve, by our count."


def test_a_claim_joins_one_that_says_the_same_and_another_is_not_checkable(
    desk: Desk, browser: Browser, claim: Claim
) -> None:
    with desk.inside():
        into = factories.claim(wording="Twelve people were killed when the dam burst on a Tuesday")
        other = factories.claim(wording="The board should have warned everybody")
    with hands.signed_in(browser, desk, "mara") as page:
        page.goto(f"/claims/{claim.pk}/?pane=claim")
        page.locator("#change").click()
        expect(page.locator("#editing-h")).to_be_focused()
        page.get_by_text("Merge into another claim").click()
        hands.look(page, "merging")
        page.get_by_role("button", name=f"Merge into {into.pk}").click()
        expect(page.locator("#strip")).to_contain_text("Merged")
        page.goto(f"/claims/{other.pk}/?pane=claim")
        page.get_by_text("Dismiss", exact=True).first.click()
        page.get_by_label("What speaks against it").select_option("opinion")
        page.get_by_label("Why is it not checked?").fill("What ought to be is not a fact.")
        page.locator("#claim").get_by_role("button", name="Dismiss").click()
        expect(page.locator("#strip")).to_contain_text("Dismissed")
        page.get_by_role("link", name="Record", exact=True).click()
        expect(page.locator("main")).to_contain_text("dismissed it: it is an opinion, not a statement of fact")
    with desk.inside():
        assert Claim.objects.get(pk=claim.pk).merged_into == into
