"""The claim's workspace by keys: proposed passages, figures side by side, marks, keys that wait their turn."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from claims.models import Claim, Evidence, Person, Suggestion
from tests import factories
from tests.desk import Desk
from tests.journeys import hands

pytestmark = pytest.mark.journey
WORDING = "Eight people were killed when the Harrow dam burst"
TEXT = f"{WORDING}, the mayor said on Tuesday.\n\nNobody was warned. The school stayed closed.\n\n" + "\n\n".join(
    f"Street {number} was under water until Friday, and so were the fields behind it." for number in range(40)
)
DIFFERS = "Eleven people were killed as the dam at Harrow burst."
NEAR = "The Harrow dam was built long before it burst."
FAR = "The town hall of Harrow opened its doors for whoever lost a home after the dam burst."


@pytest.fixture
def claim(desk: Desk) -> Claim:
    """In the queue, assigned to Asha; three other articles have to do with it."""
    with desk.inside():
        for text in (DIFFERS, f"It rained.\n\n{NEAR}", FAR):
            factories.article(text, by=factories.outlet())
        return factories.claim(of=factories.article(TEXT), wording=WORDING, quote=WORDING)


def shown(page: Page, words: str) -> None:
    expect(page.locator("#proposed .ev").filter(has_text=words)).to_be_visible()


def test_proposed_passages_are_taken_looked_at_and_rejected_by_key(desk: Desk, browser: Browser, claim: Claim) -> None:
    with hands.signed_in(browser, desk, "asha") as page:
        page.goto(f"/claims/{claim.pk}/")
        hands.take(page)
        for _ in range(40):
            page.reload()
            if page.locator("#proposed .ev").count() == 3:
                break
        shown(page, DIFFERS)
        expect(page.locator("#proposed .ev").first.locator(".versus")).to_contain_text("8 killed | here: 11 killed")
        expect(page.locator("#passages li.ev")).to_have_count(0)
        hands.look(page, "proposed")
        page.keyboard.press("y")
        expect(page.locator("#passages li.ev")).to_have_count(1)
        expect(page.locator("#said")).to_have_text("Attached as passage 1: contradicts.")
        hands.settled(page)
        page.keyboard.press("y")  # nothing says what this one is, so it is shown and asked about
        expect(page.locator("#shelf .picked")).to_contain_text("Harrow")
        expect(page.locator("mark.suggested")).to_be_in_viewport()
        expect(page.locator("#reader-text")).to_be_focused()
        hands.look(page, "proposed-shown")
        page.keyboard.press("n")
        expect(page.locator("#passages li.ev")).to_have_count(2)
        hands.settled(page)
        page.keyboard.press("x")
        expect(page.locator("#said")).to_have_text("Rejected: it is not proposed again.")
        expect(page.locator("#proposed")).to_be_hidden()
        hands.settled(page)
        page.keyboard.press("z")
        expect(page.locator("#proposed .ev")).to_have_count(1)
    with desk.inside():
        decided = Suggestion.objects.filter(claim=claim).order_by("decision").values_list("decision", flat=True)
        assert list(decided) == ["", "accepted", "accepted"]
        assert list(Evidence.objects.filter(claim=claim).order_by("number").values_list("stance", flat=True)) == [
            "contradicts",
            "context",
        ]


def test_proposed_passages_are_decided_without_scripts(desk: Desk, browser: Browser, claim: Claim) -> None:
    with desk.inside():
        factories.taken(Person.objects.get(username="asha"), claim)
        factories.suggested(claim, "Eight people died", "supports")
        factories.suggested(claim, "Nobody was hurt")
    context = browser.new_context(base_url=desk.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill("asha")
    page.locator("[name=password]").fill(hands.PASSWORD)
    page.get_by_role("main").get_by_role("button").first.click()
    page.goto(f"/claims/{claim.pk}/")
    page.locator("#proposed .ev").filter(has_text="Eight people died").get_by_role("button", name="Context").click()
    expect(page.locator("#passages li.ev")).to_have_count(1)
    page.locator("#proposed .ev").filter(has_text="Nobody was hurt").get_by_role("button", name="Reject").click()
    expect(page.locator("#proposed")).to_be_hidden()
    page.locator("#undo-last").click()
    expect(page.locator("#proposed .ev")).to_have_count(1)
    context.close()


def test_what_is_selected_shows_its_figures_beside_the_claims_and_is_never_covered(
    desk: Desk, browser: Browser, claim: Claim
) -> None:
    with desk.inside():
        factories.taken(Person.objects.get(username="asha"), claim)
    with hands.signed_in(browser, desk, "asha") as page:
        for width, height in ((1440, 900), (390, 844)):
            page.set_viewport_size({"width": width, "height": height})
            page.goto(f"/claims/{claim.pk}/?pane=reader")
            page.locator("#reader-text").focus()
            page.keyboard.press("j")
            expect(page.locator("#versus")).to_contain_text("8 killed | here: 8 killed = the same")
            for _ in range(30):
                page.keyboard.press("j")
                box = page.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().toJSON()")
                shelf = page.locator("#shelf").bounding_box()
                assert shelf is not None
                assert box["top"] >= 0
                assert box["bottom"] <= shelf["y"], (width, box, shelf)
        hands.look(page, "selected")


def test_every_end_of_a_selection_moves_by_word_and_by_sentence_over_paragraphs(
    desk: Desk, browser: Browser, claim: Claim
) -> None:
    with desk.inside():
        factories.taken(Person.objects.get(username="asha"), claim)
    with hands.signed_in(browser, desk, "asha") as page:
        page.goto(f"/claims/{claim.pk}/")
        page.locator("#reader-text").focus()
        for _ in range(2):
            page.keyboard.press("j")
        for key, begins, ends in (
            ("Shift+ArrowRight", "Nobody", "Street"),
            ("Shift+ArrowLeft", "Nobody", "closed"),
            ("Shift+ArrowUp", "Tuesday.", "closed"),
            ("Shift+ArrowDown", "Nobody", "closed"),
            ("Alt+Shift+ArrowRight", "Nobody", "closed."),
            ("Alt+Shift+ArrowRight", "Nobody", "it."),
            ("Alt+Shift+ArrowUp", "Eight", "it."),
            ("Alt+Shift+ArrowDown", "Nobody", "it."),
        ):
            page.keyboard.press(key)
            words = (page.locator("#shelf .picked").text_content() or "").strip("“”").split()
            assert (words[0], words[-1]) == (begins, ends), key


def test_every_key_pressed_while_a_passage_is_on_its_way_attaches_what_was_selected_then(
    desk: Desk, browser: Browser, claim: Claim
) -> None:
    with desk.inside():
        factories.taken(Person.objects.get(username="asha"), claim)
    with hands.signed_in(browser, desk, "asha") as page:
        page.goto(f"/claims/{claim.pk}/")
        page.locator("#reader-text").focus()
        on_its_way: list[Route] = []
        page.route("**/evidence/", lambda route: on_its_way.append(route), times=1)
        for key in ("j", "s", "j", "c", "j", "n", "j", "s", "j"):
            page.keyboard.press(key)
        on_its_way.pop().continue_()
        expect(page.locator("#passages li.ev")).to_have_count(4)
        expect(page.locator("#shelf .picked")).to_contain_text("Street 2")
        for row in ("m-claim", "e1", "e2"):
            page.keyboard.press("]")
            if row != "m-claim":
                expect(page.locator(f"#{row}")).to_have_class("ev now")
    with desk.inside():
        stances = Evidence.objects.filter(claim=claim).order_by("number").values_list("stance", "start")
        assert [stance for stance, _ in stances] == ["supports", "contradicts", "context", "supports"]
        assert [start for _, start in stances] == sorted({start for _, start in stances})
