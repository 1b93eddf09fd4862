"""Two people, one claim: whose it is, what happens to a text that came too late, and how a claim changes hands."""

import time

import pytest
from playwright.sync_api import Browser, Page, expect

from claims.models import Claim, Draft, Lease, LostDraft, Notification, Person
from claims.review import leases
from tests import factories
from tests.desk import Desk
from tests.journeys import hands
from tests.situations import run_out

pytestmark = pytest.mark.journey

BEGAN = "Two officials deny any shooting."
THEIRS = "Two officials deny that shots were fired."
MINE = "Two officials deny any shooting. The footage is edited."
BOTH = "Two officials deny that shots were fired. The footage is edited."
SECONDS = 10


@pytest.fixture
def claim(desk: Desk) -> Claim:
    """Held by Asha, with a passage."""
    with desk.inside():
        found = factories.claim(of=factories.article(), wording="Twelve people were killed")
        lease = factories.taken(Person.objects.get(username="asha"), found)
        factories.attached(lease, quote="Nobody was warned")
        return lease.claim


def write(page: Page, words: str) -> None:
    page.locator("#rationale").fill(words)
    page.locator("#rationale").blur()


def open_claim(page: Page, claim: Claim) -> None:
    page.goto(f"/claims/{claim.pk}/?pane=verdict")


def test_a_late_text_is_kept_compared_and_taken_over_in_pieces(desk: Desk, browser: Browser, claim: Claim) -> None:
    with hands.signed_in(browser, desk, "asha") as asha, hands.signed_in(browser, desk, "jonas") as jonas:
        open_claim(asha, claim)
        write(asha, BEGAN)
        expect(asha.locator("#said")).to_contain_text("Saved")
        with desk.inside():
            run_out(claim)
        open_claim(jonas, claim)
        hands.take(jonas)
        write(jonas, THEIRS)
        expect(jonas.locator("#said")).to_contain_text("Saved")

        write(asha, MINE)
        expect(asha.locator("#notice")).to_contain_text(
            "Jonas Keller holds this claim now. Your text stays in its field."
        )
        expect(asha.locator("#rationale")).to_have_value(MINE)
        hands.look(asha, "late-save")
        asha.goto("/")
        lost = asha.locator("article.wait").filter(has_text="Kept for you")
        expect(lost).to_contain_text("The footage is edited.")
        lost.get_by_role("link", name="Compare").click()
        expect(asha.get_by_label("Three texts").locator("ins").first).to_be_visible()
        expect(asha.locator("main")).to_contain_text("Jonas Keller holds this claim.")
        expect(asha.get_by_role("button", name="Take over")).to_have_count(0)

        jonas.locator("#release").click()
        expect(jonas.locator("#strip")).to_contain_text("Queued")
        asha.reload()
        hands.look(asha, "three-ways")
        asha.get_by_role("button", name="Take over what is chosen").click()
        expect(asha.locator("#rationale")).to_have_value(BOTH)
        expect(asha.locator("#strip")).to_contain_text("by you")
        expect(asha.locator("#verdict")).not_to_contain_text("was not saved")
    with desk.inside():
        assert Draft.objects.get(claim=claim).rationale == BOTH
        assert LostDraft.objects.get(claim=claim).settled_at is not None


def test_a_late_text_is_put_away(desk: Desk, browser: Browser, claim: Claim) -> None:
    with hands.signed_in(browser, desk, "asha") as page:
        open_claim(page, claim)
        with desk.inside():
            fresh = Claim.objects.get(pk=claim.pk)
            leases.hand_over(fresh, fresh_person("mara"), fresh_person("jonas"), fresh.version, "You know the river.")
        with page.expect_response(lambda answer: answer.url.endswith(("/draft/", "/lost/"))):
            write(page, MINE)
        open_claim(page, claim)
        page.get_by_role("link", name="Compare and take over").click()
        page.get_by_role("button", name="Put it away").click()
        expect(page.locator("#notices")).to_contain_text("Put away.")
        expect(page.locator("#verdict")).not_to_contain_text("was not saved")
    with desk.inside():
        assert LostDraft.objects.get(claim=claim).rationale == MINE
        assert not Draft.objects.filter(claim=claim).exists()


def fresh_person(name: str) -> Person:
    return Person.objects.get(username=name)


def test_a_hold_broken_off_is_learnt_within_seconds_and_taken_again_with_the_text(
    desk: Desk, browser: Browser, claim: Claim
) -> None:
    with hands.signed_in(browser, desk, "asha") as asha, hands.signed_in(browser, desk, "mara") as mara:
        open_claim(asha, claim)
        asha.locator("#rationale").focus()
        mara.goto(f"/claims/{claim.pk}/?pane=claim")
        expect(asha.locator("[data-live=presence]")).to_contain_text("Mara")
        mara.locator("summary", has_text="End this hold").click()
        mara.locator("#note-lease-end").fill("It has to be out by six.")
        hands.look(mara, "end-a-hold")
        mara.get_by_role("button", name="End this hold").click()
        expect(mara.locator("#strip")).to_contain_text("Queued")
        ended = time.monotonic()
        expect(asha.locator("#hold")).to_contain_text("ended your hold: “It has to be out by six.”")
        assert time.monotonic() - ended < SECONDS
        expect(asha.locator("#rationale")).to_be_focused()
        asha.locator("#rationale").press_sequentially(MINE)
        hands.look(asha, "hold-ended")
        asha.locator("#hold").get_by_role("button", name="Take it again").click()
        expect(asha.locator("#said")).to_contain_text("You hold this claim now")
        expect(asha.locator("#rationale")).to_have_value(MINE)
        expect(asha.locator("#verdict")).not_to_contain_text("was not saved")
    with desk.inside():
        assert Draft.objects.get(claim=claim).rationale == MINE
        assert Notification.objects.get(person=fresh_person("asha")).kind == "lost"


def test_what_is_typed_after_the_hold_is_lost_reaches_the_desk_too(desk: Desk, browser: Browser, claim: Claim) -> None:
    with hands.signed_in(browser, desk, "asha") as asha:
        open_claim(asha, claim)
        with desk.inside():
            fresh = Claim.objects.get(pk=claim.pk)
            leases.break_off(fresh, fresh_person("mara"), fresh.version, "It is urgent.")
            leases.take(fresh, fresh_person("jonas"), Claim.objects.get(pk=claim.pk).version)
        expect(asha.locator("#hold")).to_contain_text("It is urgent.")
        with asha.expect_response("**/lost/"):
            asha.locator("#rationale").press_sequentially(MINE)
    with desk.inside():
        assert LostDraft.objects.get(claim=claim).rationale == MINE


def test_a_claim_is_handed_over_and_comes_first_to_who_has_it_now(desk: Desk, browser: Browser, claim: Claim) -> None:
    with hands.signed_in(browser, desk, "asha") as asha:
        asha.goto(f"/claims/{claim.pk}/")
        asha.locator("#rationale").fill(BEGAN)
        asha.locator("summary", has_text="Hand over").click()
        asha.get_by_label("To", exact=True).select_option("Jonas Keller")
        asha.locator("#note-handover").fill("The figures are left to check.")
        hands.look(asha, "hand-over")
        asha.get_by_role("button", name="Hand over").click()
        expect(asha.locator("#strip")).to_contain_text("Queued")
    with hands.signed_in(browser, desk, "jonas") as jonas:
        jonas.goto("/")
        jonas.get_by_role("button", name="Take next").click()
        expect(jonas.locator("#claim-h")).to_have_text("Twelve people were killed")
        expect(jonas.locator("#rationale")).to_have_value(BEGAN)
    with desk.inside():
        assert Lease.objects.get(claim=claim).holder == fresh_person("jonas")
        assert Notification.objects.get(person=fresh_person("jonas")).kind == "given"


def test_two_windows_of_one_person_show_three_columns(desk: Desk, browser: Browser, claim: Claim) -> None:
    with hands.signed_in(browser, desk, "asha") as first:
        open_claim(first, claim)
        write(first, BEGAN)
        expect(first.locator("#said")).to_contain_text("Saved")
        second = first.context.new_page()
        open_claim(second, claim)
        write(first, THEIRS)
        expect(first.locator("#unsaved")).to_be_hidden()
        write(second, MINE)
        expect(second.locator("#conflict .three > div")).to_have_count(3)
        hands.look(second, "two-texts")
        second.get_by_role("link", name="Take pieces of both").click()
        second.get_by_role("button", name="Take over what is chosen").click()
        expect(second.locator("#rationale")).to_have_value(BOTH)
