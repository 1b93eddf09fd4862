"""The claim's workspace: selecting by keys, two windows, a lost hold, no scripts."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from claims.ingest import raws
from claims.models import Article, Claim, Draft, Evidence, Person, Revision
from claims.review import leases
from claims.text.sentences import sentences
from tests import factories
from tests.desk import Desk
from tests.journeys import hands

pytestmark = pytest.mark.journey

TEXT = """The dam 👩‍👩‍👧 burst at 5 a.m. on Tuesday, long before day began. Twelve people were killed, the mayor said.

Nobody was warned. قال الوزير إن أحد عشر شخصا قتلوا.

The e\u0301cole stayed closed until Friday."""

LONG = "The article of the day says that nobody was warned before the dam burst, and names the mayor."


@pytest.fixture
def claim(desk: Desk) -> Claim:
    """Held by Asha."""
    with desk.inside():
        made = factories.claim(of=article(), wording="Twelve people were killed")
        return factories.taken(Person.objects.get(username="asha"), made).claim


def article() -> Article:
    """As the import makes one, with its sentences."""
    made = Article.objects.create(address="file:dam.txt")
    made.current = Revision.objects.create(
        article=made,
        number=1,
        raw=raws.keep(TEXT.encode()),
        title="A dam",
        text=TEXT,
        text_rules=1,
        sentences=[list(span) for span in sentences(TEXT)],
        language="en",
    )
    made.save()
    return made


def picked(page: Page) -> str:
    return (page.locator("#shelf .picked").text_content() or "").strip("“”")


def test_the_keyboard_selects_sentences_and_words_and_attaches(desk: Desk, browser: Browser, claim: Claim) -> None:
    with hands.signed_in(browser, desk, "asha") as page:
        page.goto(f"/claims/{claim.pk}/")
        page.locator("#reader-text").focus()
        for key, words in (
            ("ArrowDown", "The dam 👩‍👩‍👧 burst at 5 a.m. on Tuesday, long before day began."),
            ("ArrowRight", "Twelve people were killed, the mayor said."),
            ("Shift+ArrowLeft", "Twelve people were killed, the mayor said"),
            ("Shift+ArrowLeft", "Twelve people were killed, the mayor"),
            ("Shift+ArrowLeft", "Twelve people were killed, the"),
            ("Shift+ArrowRight", "Twelve people were killed, the mayor"),
            ("Shift+ArrowDown", "people were killed, the mayor"),
            ("Alt+Shift+ArrowRight", "people were killed, the mayor said."),
            ("Alt+Shift+ArrowRight", "people were killed, the mayor said.\n\nNobody was warned."),
            ("Escape", ""),
            ("ArrowUp", "The dam 👩‍👩‍👧 burst at 5 a.m. on Tuesday, long before day began."),
            ("ArrowDown", "Twelve people were killed, the mayor said."),
            ("ArrowDown", "Nobody was warned."),
            ("ArrowDown", "قال الوزير إن أحد عشر شخصا قتلوا."),
        ):
            page.keyboard.press(key)
            assert picked(page) == words
        page.keyboard.press("n")
        expect(page.locator("#passages li.ev")).to_have_count(1)
        expect(page.locator("#reader-text")).to_be_focused()
        hands.settled(page)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("s")
        expect(page.locator("#passages li.ev")).to_have_count(2)
    with desk.inside():
        quotes = [(item.stance, item.quote, item.start) for item in Evidence.objects.filter(claim=claim)]
    said = ["قال الوزير إن أحد عشر شخصا قتلوا.", "The e\u0301cole stayed closed until Friday."]
    assert quotes == [("context", said[0], TEXT.index(said[0])), ("supports", said[1], TEXT.index(said[1]))]


def test_keys_pressed_while_a_passage_is_on_its_way_are_heard(desk: Desk, browser: Browser, claim: Claim) -> None:
    with hands.signed_in(browser, desk, "asha") as page:
        page.goto(f"/claims/{claim.pk}/")
        page.locator("#reader-text").focus()
        on_its_way: list[Route] = []
        page.route("**/evidence/", lambda route: on_its_way.append(route), times=1)
        for key in ("ArrowDown", "s", "ArrowDown", "c"):
            page.keyboard.press(key)
        expect(page.locator("#passages li.ev")).to_have_count(0)
        on_its_way.pop().continue_()
        expect(page.locator("#passages li.ev")).to_have_count(2)
    with desk.inside():
        assert list(Evidence.objects.order_by("number").values_list("stance", "quote")) == [
            ("supports", "The dam 👩‍👩‍👧 burst at 5 a.m. on Tuesday, long before day began."),
            ("contradicts", "Twelve people were killed, the mayor said."),
        ]


def test_the_mouse_selects_a_passage_over_marks_and_a_claim_of_its_own(
    desk: Desk, browser: Browser, claim: Claim
) -> None:
    with hands.signed_in(browser, desk, "asha") as page:
        page.goto(f"/claims/{claim.pk}/")
        hands.select_with_mouse(page, "Tuesday, long before day began. Twelve people were")
        hands.attach(page, "c", 1)
        expect(page.locator("mark.mention.contradicts")).to_have_text("Twelve people")
        with desk.inside():
            assert Evidence.objects.get(claim=claim).start == TEXT.index("Tuesday")
        hands.select_with_mouse(page, "stayed closed until Friday")
        page.get_by_role("link", name="New claim").click()
        expect(page.locator("blockquote")).to_have_text("“stayed closed until Friday”")
        page.get_by_label("Wording").fill("The school stayed closed until Friday")
        page.get_by_role("button", name="Add the claim").click()
        expect(page.locator("#claim-h")).to_have_text("The school stayed closed until Friday")
        expect(page.locator("mark.mention")).to_have_text("stayed closed until Friday")


def test_two_windows_never_write_over_each_other(desk: Desk, browser: Browser, claim: Claim) -> None:
    with hands.signed_in(browser, desk, "asha") as first:
        first.goto(f"/claims/{claim.pk}/")
        second = first.context.new_page()
        second.goto(f"/claims/{claim.pk}/")
        first.locator("#rationale").fill("From the first window.")
        expect(first.locator("#said")).to_contain_text("Saved")
        second.locator("#rationale").fill("From the second window.")
        expect(second.locator("#conflict")).to_contain_text("From the first window.")
        expect(second.locator("#conflict")).to_contain_text("From the second window.")
        with desk.inside():
            assert Draft.objects.get(claim=claim).rationale == "From the first window."
        second.locator("#rationale").press_sequentially(" And more.")
        second.get_by_role("button", name="Keep mine").click()
        expect(second.locator("#conflict")).to_be_empty()
    with desk.inside():
        assert Draft.objects.get(claim=claim).rationale == "From the second window. And more."


def test_a_lost_hold_keeps_the_selection_and_the_text_until_it_is_taken_again(
    desk: Desk, browser: Browser, claim: Claim
) -> None:
    with hands.signed_in(browser, desk, "asha") as page:
        page.goto(f"/claims/{claim.pk}/")
        with desk.inside():
            leases.break_off(claim, Person.objects.get(username="mara"), claim.version, "It is urgent.")
        hands.select_with_mouse(page, "Nobody was warned")
        page.keyboard.press("s")
        expect(page.locator("#notice")).to_contain_text("Your hold on this claim has run out")
        assert picked(page) == "Nobody was warned"
        page.locator("#rationale").fill("Written without a hold.")
        page.get_by_role("button", name="Take it again").click()
        expect(page.locator("#said")).to_contain_text("You hold this claim now")
        expect(page.locator("#rationale")).to_have_value("Written without a hold.")
    with desk.inside():
        assert Draft.objects.get(claim=claim).rationale == "Written without a hold."


def test_what_is_typed_last_is_submitted(desk: Desk, browser: Browser, claim: Claim) -> None:
    with hands.signed_in(browser, desk, "asha") as page:
        page.goto(f"/claims/{claim.pk}/")
        hands.select_with_mouse(page, "Nobody was warned")
        hands.attach(page, "s", 1)
        page.locator("#rating label").filter(has_text=re.compile("^Disputed$")).click()
        page.locator("#rationale").fill(f"{LONG} It says so ")
        hands.say_what_can_not_be_had(page)
        page.locator("#rationale").focus()
        page.locator("[data-cite='1']").click()
        hands.submit(page)
    with desk.inside():
        assert Claim.objects.get(pk=claim.pk).verdicts.get().rationale == f"{LONG} It says so [1]"


def test_panes_are_chosen_by_address_on_a_phone_and_keep_what_is_typed(
    desk: Desk, browser: Browser, claim: Claim
) -> None:
    with hands.signed_in(browser, desk, "asha") as page:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"/claims/{claim.pk}/?pane=verdict")
        page.locator("#rationale").fill("Typed on a phone.")
        page.get_by_role("link", name="Reader").click()
        expect(page.locator("#rationale")).to_be_hidden()
        expect(page.locator("#shelf")).to_be_in_viewport()
        page.get_by_role("link", name="Verdict").click()
        expect(page.locator("#rationale")).to_have_value("Typed on a phone.")
        assert "pane=verdict" in page.url


@contextmanager
def without_scripts(browser: Browser, desk: Desk, name: str) -> Iterator[Page]:
    context = browser.new_context(base_url=desk.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill(hands.PASSWORD)
    page.get_by_role("main").get_by_role("button").first.click()
    yield page
    context.close()


def test_the_whole_work_is_done_without_scripts(desk: Desk, browser: Browser, claim: Claim) -> None:
    with without_scripts(browser, desk, "asha") as page:
        page.goto(f"/claims/{claim.pk}/")
        page.locator("#quote").fill("a")
        page.locator("#as-supports").click()
        expect(page.locator("#notice")).to_contain_text("Add words around them")
        expect(page.locator("#quote")).to_have_value("a")
        page.locator("#quote").fill("Nobody was warned.")
        page.locator("#as-supports").click()
        expect(page.locator("#passages li.ev")).to_have_count(1)
        page.locator("#rationale").fill(f"{LONG} It says so [1].")
        hands.say_what_can_not_be_had(page)
        page.locator("#save-draft").click()
        expect(page.locator("#rationale")).to_have_value(f"{LONG} It says so [1].")
        page.locator("#submit").click()
        expect(page.locator("#notice")).to_contain_text("Choose a rating.")
        page.locator("#rating").get_by_label("True", exact=True).check()
        page.locator("#submit").click()
        expect(page.locator("#strip")).to_contain_text("Sign-off")
    with without_scripts(browser, desk, "mara") as page:
        page.goto(f"/claims/{claim.pk}/")
        page.locator("#sign").click()
        page.locator("#publish").click()
        expect(page.locator("#strip")).to_contain_text("Published")
