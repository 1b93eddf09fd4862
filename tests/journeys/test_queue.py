"""A day's queue: narrowed, saved as a view, worked through in bulk by key, and sorted into stories."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from claims.models import Claim, Person, Story
from claims.review import arranging, stories
from tests import factories
from tests.desk import Desk
from tests.journeys import hands

pytestmark = pytest.mark.journey
WORDINGS = (
    "Twelve people were killed when the dam above Harrow burst",
    "The harbour board knew of the crack since March",
    "Four hundred households were without water on Wednesday",
    "The ministry spent 3.2 million on the new flood wall",
    "No siren was heard in Lower Harrow before the water came",
    "The mayor was told of the danger two days before",
)


def filled() -> list[Claim]:
    """Six claims: one overdue, one wanted today, one of a topic, one in a story, one asleep."""
    person, topic, now = factories.reviewer(), factories.topic("Floods"), timezone.now()
    source = factories.article(by=factories.outlet())
    made = [factories.claim(person, wording=wording, of=source) for wording in WORDINGS]
    story = stories.make(person, "The dam above Harrow")
    stories.put_claim(made[0], person, made[0].version, story)
    arranging.due(made[1], person, made[1].version, now - timedelta(days=2))
    arranging.due(made[2], person, made[2].version, now + timedelta(hours=3))
    arranging.put_topic(made[3], person, made[3].version, topic)
    arranging.snooze(made[5], person, made[5].version, now + timedelta(days=3))
    return made


def picked(page: Page) -> int:
    return page.locator("[data-row] input[name=claim]:checked").count()


def test_rows_are_selected_by_key_and_assigned_snoozed_and_dismissed_in_bulk(desk: Desk, browser: Browser) -> None:
    with desk.inside():
        filled()
    with hands.signed_in(browser, desk, "mara") as page:
        page.goto("/queue/?view=unassigned")
        expect(page.locator("[data-row]")).to_have_count(5)
        hands.look(page, "queue-unassigned")
        for key in "jx":
            page.keyboard.press(key)
        expect(page.locator("#bulk-choice")).to_be_visible()
        expect(page.locator("[data-picked]")).to_have_text("1 selected")
        for key in "jjX":
            page.keyboard.press(key)
        expect(page.locator("[data-picked]")).to_have_text("3 selected")
        hands.look(page, "queue-selected")
        page.keyboard.press("a")
        expect(page.locator("#id_to")).to_be_focused()
        page.locator("#id_to").select_option(label="Jonas Keller")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#notices")).to_contain_text("3 claims assigned.")
        expect(page.locator("[data-row]")).to_have_count(2)

        page.keyboard.press("j")
        page.keyboard.press("h")
        expect(page.locator("#id_sleep")).to_be_focused()
        assert picked(page) == 1
        page.keyboard.press("Control+Enter")
        expect(page.locator("#notices")).to_contain_text("1 claim put to sleep.")

        page.keyboard.press("j")
        page.keyboard.press("d")
        expect(page.locator("#id_because")).to_be_focused()
        page.locator("#id_note").fill("Nobody can check it.")
        page.locator("#id_note").press("Enter")
        expect(page.locator("#notices")).to_contain_text("1 claim dismissed.")
        expect(page.locator("main")).to_contain_text("Nothing lies unassigned.")
    with desk.inside():
        assert Claim.objects.filter(assignee__username="jonas").count() == 3
        assert Claim.objects.filter(snoozed_until__gt=timezone.now()).count() == 2


def test_what_somebody_else_changed_meanwhile_is_left_and_told(desk: Desk, browser: Browser) -> None:
    with desk.inside():
        claim, *_ = filled()
    with hands.signed_in(browser, desk, "mara") as page:
        page.goto("/queue/?view=unassigned")
        page.get_by_role("link", name="Select all on this page").click()
        expect(page.locator("[data-picked]")).to_have_text("5 selected")
        with desk.inside():
            asha = Person.objects.get(username="asha")
            claim.refresh_from_db()
            arranging.prioritise(claim, asha, claim.version, "up")
        page.locator("#bulk-choice").get_by_label("Priority").check()
        page.locator("#id_way").select_option("urgent")
        page.get_by_role("button", name="Change them").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("1 not done")
        expect(page.locator("main")).to_contain_text("4 claims ranked anew.")
        expect(page.locator("main")).to_contain_text("Somebody changed this claim meanwhile.")
        hands.look(page, "queue-not-done")
        page.get_by_role("link", name="Back to the list").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Unassigned")


def test_filters_and_order_are_saved_as_a_view_that_the_desk_shares(desk: Desk, browser: Browser) -> None:
    with desk.inside():
        filled()
    with hands.signed_in(browser, desk, "mara") as page:
        page.goto("/queue/")
        page.get_by_role("link", name="Deadline", exact=True).click()
        expect(page.locator("[data-row]")).to_have_count(2)
        expect(page.locator("[data-row]").first).to_contain_text("2 d over")
        page.keyboard.press("f")
        expect(page.locator("#f-kind")).to_be_focused()
        hands.look(page, "queue-filters")
        page.locator("#f-q").fill("harbour")
        page.get_by_role("button", name="Show").click()
        expect(page.locator("[data-row]")).to_have_count(1)
        expect(page.locator("#queue-title")).to_be_focused()
        expect(page).to_have_url(re.compile(r"sort=deadline.*q=harbour"))
        page.get_by_text("Save this view").click()
        page.get_by_label("Name of the view").fill("Harbour, by deadline")
        page.get_by_label("For the whole desk").check()
        page.get_by_label("Name of the view").press("Enter")
        expect(page.locator("#notices")).to_contain_text("Saved as “Harbour, by deadline”")
    with hands.signed_in(browser, desk, "asha") as page:
        page.goto("/queue/")
        page.get_by_role("navigation", name="Queues").get_by_role("link", name="Harbour, by deadline").click()
        expect(page.locator("[data-row]")).to_have_count(1)
        page.goto("/queue/views/")
        expect(page.get_by_role("button", name="Remove")).to_have_count(0)
    with hands.signed_in(browser, desk, "ines") as page:
        page.goto("/queue/views/")
        hands.look(page, "queue-views")
        page.get_by_role("button", name="Remove").click()
        expect(page.locator("main")).to_contain_text("No view is saved.")


def test_claims_are_put_into_a_story_and_the_story_shows_what_lies_in_it(desk: Desk, browser: Browser) -> None:
    with desk.inside():
        filled()
    with hands.signed_in(browser, desk, "asha") as page:
        page.goto("/queue/")
        for row in (1, 2):
            page.locator("[data-row] input[name=claim]").nth(row).check()
        page.locator("#bulk-choice").get_by_label("Story").first.check()
        page.locator("#id_title").fill("What the board knew")
        page.locator("#id_title").press("Enter")
        expect(page.locator("#notices")).to_contain_text("The story of 2 claims set.")
        page.keyboard.press("g")
        page.keyboard.press("t")
        expect(page.get_by_role("heading", level=1)).to_have_text("Stories")
        hands.look(page, "stories")
        page.get_by_role("link", name="What the board knew", exact=True).click()
        expect(page.locator("main")).to_contain_text("1 article, 2 claims.")
        hands.look(page, "story")
        page.get_by_role("button", name=re.compile("^Take out claim")).first.click()
        expect(page.locator("main")).to_contain_text("1 article, 1 claim.")
    with desk.inside():
        assert Story.objects.get(title="What the board knew").claims.count() == 1


def test_in_bulk_without_scripts(desk: Desk, browser: Browser) -> None:
    with desk.inside():
        filled()
    context = browser.new_context(base_url=desk.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill("mara")
    page.locator("input[type=password]").fill(hands.PASSWORD)
    page.get_by_role("main").get_by_role("button", name=re.compile("sign in", re.I)).click()
    page.goto("/queue/?view=unassigned")
    page.locator("[data-row] input[name=claim]").first.check()
    page.get_by_role("link", name="Select all on this page").click()
    page.get_by_role("button", name="Change selected…").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Change 5 selected claims")
    page.get_by_label("Topic").first.check()
    page.locator("#id_topic").select_option(label="Floods")
    page.get_by_role("button", name="Change them").click()
    expect(page.locator("#notices")).to_contain_text("The topic of 5 claims set.")
    context.close()
