"""What is typed is never lost: a cut network, a session that is over, a closed tab, a desk that starts anew."""

import json
import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from claims.models import Claim, Draft, LostDraft, Person, Session, Verdict
from claims.review import leases
from tests import factories
from tests.desk import Desk
from tests.journeys import hands

pytestmark = pytest.mark.journey

FIRST, SECOND = "Two officials deny it [1]. ", "The footage is edited."
WHOLE = FIRST + SECOND
LONG = WHOLE + " Neither of them was there that night, and both say so themselves."


@pytest.fixture
def claim(desk: Desk) -> Claim:
    return made(desk)


def made(desk: Desk) -> Claim:
    """Held by Asha, with a passage."""
    with desk.inside():
        found = factories.claim(of=factories.article(), wording="Twelve people were killed")
        lease = factories.taken(Person.objects.get(username="asha"), found)
        factories.attached(lease, quote="Nobody was warned")
        return lease.claim


def open_verdict(page: Page, claim: Claim) -> None:
    page.goto(f"/claims/{claim.pk}/?pane=verdict")
    expect(page.locator("#rationale")).to_be_visible()


def offline(page: Page) -> None:
    page.context.set_offline(True)


def online(page: Page) -> None:
    page.context.set_offline(False)


def type_on(page: Page, words: str) -> None:
    page.locator("#rationale").press_sequentially(words, delay=5)


def save(page: Page) -> None:
    page.locator("#save-draft").click()


def chosen(page: Page) -> None:
    page.locator("#rating label").filter(has_text=re.compile("^Disputed$")).click()


def no_answer(page: Page) -> None:
    """The next save is done and its answer never comes."""

    def swallow(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    page.route("**/draft/", swallow, times=1)


def no_way(page: Page) -> None:
    page.route("**/draft/", lambda route: route.abort("connectionreset"), times=1)


def told_offline(page: Page) -> None:
    expect(page.locator("#away")).to_contain_text("No connection since")


def die(page: Page) -> None:
    """From here on the page has no moment for a last word to the desk."""
    page.evaluate("() => { window.fetch = () => Promise.reject(new Error('gone')); }")


def before_a_word(page: Page) -> None:
    offline(page)
    type_on(page, WHOLE)
    told_offline(page)
    online(page)


def amid_a_word(page: Page) -> None:
    type_on(page, FIRST[:8])
    offline(page)
    type_on(page, WHOLE[8:])
    told_offline(page)
    online(page)


def between_two_saves(page: Page) -> None:
    type_on(page, FIRST)
    expect(page.locator("#said")).to_contain_text("Saved")
    expect(page.locator("#unsaved")).to_be_hidden()
    offline(page)
    type_on(page, SECOND)
    expect(page.locator("#unsaved")).to_be_visible()
    told_offline(page)
    online(page)


def as_a_save_goes_out(page: Page) -> None:
    type_on(page, WHOLE)
    no_way(page)
    save(page)
    told_offline(page)


def as_its_answer_comes(page: Page) -> None:
    type_on(page, FIRST)
    no_answer(page)
    save(page)
    told_offline(page)
    type_on(page, SECOND)


def as_a_rating_is_chosen(page: Page) -> None:
    type_on(page, WHOLE)
    offline(page)
    chosen(page)
    told_offline(page)
    online(page)


def as_it_is_submitted(page: Page) -> None:
    """Left without a rating: the draft is saved and the gate says what is missing."""
    type_on(page, WHOLE)
    offline(page)
    page.locator("#submit").click()
    told_offline(page)
    online(page)
    expect(page.locator("#notice")).to_contain_text("Choose a rating.")


def as_the_browser_dies(page: Page) -> None:
    type_on(page, WHOLE)
    offline(page)
    die(page)
    address = page.url
    page.goto("about:blank")
    online(page)
    page.goto(address)
    expect(page.locator("#away")).to_contain_text("it never reached the desk")
    page.get_by_role("button", name="Put it back").click()


def twice_in_a_row(page: Page) -> None:
    offline(page)
    type_on(page, FIRST)
    told_offline(page)
    online(page)
    expect(page.locator("#away")).to_be_empty()
    offline(page)
    type_on(page, SECOND)
    told_offline(page)
    online(page)


def as_a_citation_is_put_in(page: Page) -> None:
    type_on(page, "Two officials deny it")
    offline(page)
    page.locator("[data-cite='1']").click()
    type_on(page, ". " + SECOND)
    told_offline(page)
    online(page)


CUTS = (
    before_a_word, amid_a_word, between_two_saves, as_a_save_goes_out, as_its_answer_comes, as_a_rating_is_chosen,
    as_it_is_submitted, as_the_browser_dies, twice_in_a_row, as_a_citation_is_put_in,
)  # fmt: skip


def test_the_network_is_cut_at_ten_points_and_the_text_is_intact_at_all_of_them(desk: Desk, browser: Browser) -> None:
    with hands.signed_in(browser, desk, "asha") as page:
        for cut in CUTS:
            claim = made(desk)
            open_verdict(page, claim)
            cut(page)
            assert intact(desk, page, claim), cut.__name__


def intact(desk: Desk, page: Page, claim: Claim) -> bool:
    expect(page.locator("#rationale")).to_have_value(WHOLE)
    expect(page.locator("#away")).to_be_empty()
    expect(page.locator("#unsaved")).to_be_hidden()
    expect(page.locator("#conflict")).to_be_empty()
    left = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:'))")
    with desk.inside():
        return left == [] and Draft.objects.get(claim=claim).rationale == WHOLE


def test_a_submission_whose_answer_was_lost_is_done_once(desk: Desk, browser: Browser, claim: Claim) -> None:
    def swallow(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    with hands.signed_in(browser, desk, "asha") as page:
        open_verdict(page, claim)
        hands.write_verdict(page, "Disputed", LONG)
        page.route("**/submission/", swallow, times=1)
        page.locator("#submit").click()
        expect(page.locator("#strip")).to_contain_text("Sign-off")
    with desk.inside():
        assert Verdict.objects.get(claim=claim).rationale == LONG


def sign_out_elsewhere(desk: Desk, name: str) -> None:
    with desk.inside():
        Session.objects.filter(person__username=name).delete()


def test_a_session_that_is_over_is_signed_in_again_in_place(desk: Desk, browser: Browser, claim: Claim) -> None:
    with hands.signed_in(browser, desk, "asha") as page:
        open_verdict(page, claim)
        type_on(page, FIRST)
        sign_out_elsewhere(desk, "asha")
        type_on(page, SECOND)
        expect(page.locator("#away")).to_contain_text("You were signed out.")
        hands.look(page, "signed-out")
        page.get_by_role("button", name="Sign in here").click()
        dialog = page.locator("#sign-in")
        expect(dialog.locator("[name=login]")).to_be_focused()
        hands.look(page, "sign-in-again")
        dialog.locator("[name=login]").fill("asha")
        dialog.locator("[name=password]").fill("wrong")
        dialog.get_by_role("button", name="Sign in").click()
        expect(dialog.locator(".errorlist")).to_be_visible()
        dialog.locator("[name=login]").fill("asha")
        dialog.locator("[name=password]").fill(hands.PASSWORD)
        dialog.get_by_role("button", name="Sign in").click()
        expect(dialog).to_be_hidden()
        expect(page.locator("#away")).to_be_empty()
        expect(page.locator("#rationale")).to_be_focused()
        expect(page.locator("#unsaved")).to_be_hidden()
        type_on(page, " And more.")
        expect(page.locator("#unsaved")).to_be_hidden()
    with desk.inside():
        assert Draft.objects.get(claim=claim).rationale == WHOLE + " And more."


def test_words_are_not_sent_in_another_person_s_name(desk: Desk, browser: Browser, claim: Claim) -> None:
    with hands.signed_in(browser, desk, "asha") as page:
        open_verdict(page, claim)
        sign_out_elsewhere(desk, "asha")
        type_on(page, WHOLE)
        page.get_by_role("button", name="Sign in here").click()
        dialog = page.locator("#sign-in")
        dialog.locator("[name=login]").fill("jonas")
        dialog.locator("[name=password]").fill(hands.PASSWORD)
        dialog.get_by_role("button", name="Sign in").click()
        expect(dialog).to_contain_text("You are signed in as somebody else.")
        dialog.get_by_role("button", name="Later").click()
        expect(page.locator("#rationale")).to_have_value(WHOLE)
    with desk.inside():
        assert not Draft.objects.filter(claim=claim).exists()


def test_signing_in_in_another_window_is_enough(desk: Desk, browser: Browser, claim: Claim) -> None:
    with hands.signed_in(browser, desk, "asha") as page:
        open_verdict(page, claim)
        other = page.context.new_page()
        other.goto("/")
        other.locator("details.menu summary").click()
        other.get_by_role("button", name="Sign out").click()
        other.goto("/accounts/login/")
        other.locator("[name=login]").fill("asha")
        other.locator("[name=password]").fill(hands.PASSWORD)
        other.get_by_role("main").get_by_role("button", name="Sign in").click()
        expect(other.get_by_role("heading", level=1)).to_have_text("Waiting for you")
        type_on(page, WHOLE)
        expect(page.locator("#said")).to_contain_text("Saved")
        expect(page.locator("#notices")).to_be_empty()
    with desk.inside():
        assert Draft.objects.get(claim=claim).rationale == WHOLE


def test_a_desk_that_starts_anew_gets_what_was_typed_meanwhile(desk: Desk, browser: Browser, claim: Claim) -> None:
    with hands.signed_in(browser, desk, "asha") as page:
        open_verdict(page, claim)
        type_on(page, FIRST)
        desk.kill("web")
        type_on(page, SECOND)
        told_offline(page)
        hands.look(page, "offline")
        desk.start_web()
        expect(page.locator("#away")).to_be_empty(timeout=40_000)
        expect(page.locator("#unsaved")).to_be_hidden()
    with desk.inside():
        assert Draft.objects.get(claim=claim).rationale == WHOLE


def test_a_closed_tab_sends_what_was_typed_last(desk: Desk, browser: Browser, claim: Claim) -> None:
    with hands.signed_in(browser, desk, "asha") as page:
        open_verdict(page, claim)
        second = page.context.new_page()
        type_on(page, WHOLE)
        page.close(run_before_unload=True)
        open_verdict(second, claim)
        for _ in range(20):
            if second.locator("#rationale").input_value() == WHOLE:
                break
            second.wait_for_timeout(200)
            second.reload()
        expect(second.locator("#rationale")).to_have_value(WHOLE)
        expect(second.locator("#away")).to_be_empty()


def test_what_only_the_browser_has_is_kept_also_where_the_hold_is_over(
    desk: Desk, browser: Browser, claim: Claim
) -> None:
    with hands.signed_in(browser, desk, "asha") as page:
        open_verdict(page, claim)
        offline(page)
        type_on(page, WHOLE)
        die(page)
        page.goto("about:blank")
        online(page)
        with desk.inside():
            fresh = Claim.objects.get(pk=claim.pk)
            leases.break_off(fresh, Person.objects.get(username="mara"), fresh.version, "It is urgent.")
        page.goto(f"/claims/{claim.pk}/")
        hands.look(page, "kept-in-browser")
        page.get_by_role("button", name="Keep it at the desk").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Text of yours that was not saved")
        assert json.loads(page.evaluate("JSON.stringify(Object.keys(localStorage))")) == []
    with desk.inside():
        assert LostDraft.objects.get(claim=claim).rationale == WHOLE
