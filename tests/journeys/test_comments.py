"""A colleague is called in a comment, comes by the notice, answers; the comment is resolved."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from claims.models import Claim, Comment, Person
from tests import factories
from tests.desk import Desk
from tests.journeys import hands

pytestmark = pytest.mark.journey
WORDS = "Nothing that was found since says otherwise"

SELECT = """words => {
  const place = document.querySelector('[data-rationale]');
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
    return true;
  }
  return false;
}"""


@pytest.fixture
def claim(desk: Desk) -> Claim:
    """Asha's verdict on it waits for sign-off."""
    with desk.inside():
        made = factories.claim(wording="Twelve people were killed in the flood")
        return factories.submitted(Person.objects.get(username="asha"), made).claim


def say(page: Page, text: str) -> None:
    page.locator("#comment-text").fill(text)
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator("#said")).to_contain_text("Comment saved")
    hands.settled(page)


def test_calling_a_colleague_leads_them_to_the_very_comment_and_it_is_resolved(
    desk: Desk, browser: Browser, claim: Claim
) -> None:
    with hands.signed_in(browser, desk, "mara") as mara, hands.signed_in(browser, desk, "asha") as asha:
        mara.goto(f"/claims/{claim.pk}/?pane=verdict")
        assert mara.evaluate(SELECT, WORDS)
        mara.get_by_role("button", name="Comment on the words selected").click()
        expect(mara.locator("#comment-text")).to_be_focused()
        expect(mara.locator("#comment-quote")).to_have_value(WORDS)
        say(mara, "Found by whom, @asha?")
        thread = mara.locator("article.comment")
        expect(thread).to_be_focused()
        expect(thread.locator(".anchor")).to_have_text(f"“{WORDS}”")
        expect(mara.locator("#said")).to_contain_text("will be told")
        hands.look(mara, "comments")
        expect(asha.locator(".top-notices .count")).to_have_text("1")
        asha.locator(".top-notices").click()
        expect(asha.get_by_role("heading", name="Unread")).to_be_visible()
        hands.look(asha, "notices")
        asha.get_by_role("button", name=re.compile("^Open")).click()
        expect(asha).to_have_url(re.compile(r"#comment-\d+$"))
        expect(asha.locator("article.comment")).to_contain_text("Found by whom, @asha?")
        expect(asha.locator(".top-notices .count")).to_be_empty()
        asha.locator("article.comment summary").click()
        asha.get_by_label("Your answer").fill("By the archive of the ministry.")
        asha.get_by_role("button", name="Send the answer").click()
        expect(asha.locator("article.comment")).to_contain_text("By the archive of the ministry.")
        expect(mara.locator(".top-notices .count")).to_have_text("1")
        mara.reload()
        mara.get_by_role("button", name=re.compile("^Resolve")).click()
        expect(mara.locator("#comments-h")).to_be_focused()
        expect(mara.locator("#comments")).to_contain_text("0 open, 1 resolved")
        expect(mara.locator("#sign-gate")).not_to_contain_text("open")
        hands.look(mara, "comments-resolved")
    with desk.inside():
        comment = Comment.objects.get(answers=None)
        assert (comment.quote, str(comment.resolved_by)) == (WORDS, str(Person.objects.get(username="mara")))


def test_without_scripts_one_is_called_answered_and_told(desk: Desk, browser: Browser, claim: Claim) -> None:
    context = browser.new_context(base_url=desk.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill("mara")
    page.locator("input[type=password]").fill(hands.PASSWORD)
    page.get_by_role("main").get_by_role("button", name=re.compile("sign in", re.I)).click()
    page.goto(f"/claims/{claim.pk}/?pane=verdict")
    page.get_by_label("About").select_option("Words of the rationale")
    page.get_by_label("Which words").fill(WORDS)
    page.locator("#comment-text").fill("Found by whom, @asha?")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator("#notices")).to_contain_text("will be told")
    expect(page.locator("article.comment .anchor")).to_have_text(f"“{WORDS}”")
    page.get_by_role("button", name=re.compile("^Resolve")).click()
    expect(page.locator("#comments")).to_contain_text("0 open, 1 resolved")
    context.close()
