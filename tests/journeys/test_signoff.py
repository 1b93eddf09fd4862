"""The second pair of eyes: returned, changed and signed; judged blind, differing, settled and signed."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from claims.models import BlindVerdict, Claim, Person, Verdict
from claims.review import blind
from tests import factories
from tests.desk import Desk
from tests.journeys import hands

pytestmark = pytest.mark.journey


def person(name: str) -> Person:
    return Person.objects.get(username=name)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(f"^{name}")).click()
    hands.settled(page)


def test_a_return_is_answered_and_what_changed_is_what_the_senior_reads(desk: Desk, browser: Browser) -> None:
    with desk.inside():
        claim = factories.submitted(person("asha"), factories.claim(wording="Twelve people were killed")).claim
    address = f"/claims/{claim.pk}/?pane=verdict"
    with hands.signed_in(browser, desk, "mara") as mara, hands.signed_in(browser, desk, "asha") as asha:
        mara.goto(address)
        press(mara, "Return to")
        expect(mara.locator("#notice")).to_contain_text("Say why")
        mara.locator("#decision-note").fill("Which report? Say so.")
        press(mara, "Return to")
        expect(mara.locator("#strip")).to_contain_text("Taken")
        asha.goto("/notices/")
        expect(asha.get_by_role("main")).to_contain_text("returned your verdict")
        expect(asha.get_by_role("main")).to_contain_text("Which report? Say so.")
        asha.goto(address)
        words = asha.locator("#rationale").input_value()
        asha.locator("#rationale").fill(words.replace("The report of the day", "The report of the ministry"))
        asha.locator("#rationale").blur()
        expect(asha.locator("#said")).to_contain_text("Saved")
        hands.submit(asha)
        mara.goto(address)
        changed = mara.locator(".difference")
        expect(changed.locator("ins")).to_have_text(["ministry"])
        expect(changed.locator("del")).to_have_text(["day"])
        expect(changed).to_contain_text("As before: ")
        hands.look(mara, "signoff-since")
        press(mara, "Sign off")
        expect(mara.locator("#side-h")).to_be_focused()
        expect(mara.locator("#strip")).to_contain_text("Signed")
    with desk.inside():
        assert list(Verdict.objects.order_by("number").values_list("standing", flat=True)) == ["returned", "signed"]


def test_a_blind_verdict_differs_is_settled_by_a_third_and_then_signed(desk: Desk, browser: Browser) -> None:
    with desk.inside():
        claim = factories.claim(wording="Twelve people were killed")
        blind.request(claim, factories.senior(), claim.version)
        verdict = factories.submitted(person("asha"), Claim.objects.get(pk=claim.pk))
    address = f"/claims/{claim.pk}/?pane=verdict"
    with hands.signed_in(browser, desk, "jonas") as jonas, hands.signed_in(browser, desk, "mara") as mara:
        jonas.goto("/")
        jonas.get_by_role("link", name="Judge").click()
        expect(jonas.get_by_role("heading", name="Blind second verdict")).to_be_visible()
        expect(jonas.locator("body")).not_to_contain_text("Asha")
        expect(jonas.locator("body")).not_to_contain_text("The report of the day")
        hands.look(jonas, "blind")
        other = jonas.locator(f"#blind-form input[name=rating]:not([value='{verdict.rating_id}'])").first
        other.check()
        jonas.get_by_label("Your rationale").fill("The report counts the wounded with the dead.")
        press(jonas, "Give your verdict")
        expect(jonas.locator("#side-h")).to_be_focused()
        expect(jonas.locator("#verdict")).to_contain_text("The two differ")
        expect(jonas.locator("#verdict")).to_contain_text("The report of the day")
        mara.goto(address)
        expect(mara.locator("#sign")).to_have_count(0)
        hands.look(mara, "blind-differs")
        mara.get_by_label("Which one holds").fill("The report parts the two on its second page.")
        press(mara, "Settle it")
        expect(mara.locator("#verdict")).to_contain_text("Settled by")
        press(mara, "Sign off")
        expect(mara.locator("#strip")).to_contain_text("Signed")
        mara.goto("/agreement/")
        expect(mara.get_by_role("table").first).to_contain_text("too few to say much")
        hands.look(mara, "agreement")
    with desk.inside():
        second = BlindVerdict.objects.get()
        assert (second.by, second.settled_by) == (person("jonas"), person("mara"))
        assert Verdict.objects.get(pk=verdict.pk).standing == "signed"
