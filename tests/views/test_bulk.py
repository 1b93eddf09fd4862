"""One step on the selected rows of the queue."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from claims.models import Claim, Person, Story
from claims.review import arranging
from tests import factories
from tests.views.at_desk import HTMX, signed_in, text

pytestmark = pytest.mark.django_db
BULK = "/queue/bulk/"


@pytest.fixture
def mara() -> Person:
    return factories.senior()


@pytest.fixture
def desk(mara: Person) -> Client:
    return signed_in(mara)


def rows(*claims: Claim) -> list[str]:
    return [f"{claim.pk}-{claim.version}" for claim in claims]


def test_the_selected_are_shown_and_what_can_be_done_without_scripts(desk: Client) -> None:
    claim = factories.claim()
    page = text(desk.post("/queue/selection/", {"claim": rows(claim), "back": "?view=mine"}))
    assert claim.wording in page
    assert f'name="claim" value="{claim.pk}-{claim.version}"' in page
    assert 'name="back" value="/queue/?view=mine"' in page


def test_to_htmx_only_the_fields_are_sent(desk: Client) -> None:
    page = text(desk.post("/queue/selection/", {"claim": rows(factories.claim())}, headers=HTMX))
    assert "<html" not in page
    assert 'name="do"' in page


def test_assigning_two_says_so_and_leads_back_to_the_list(desk: Client, mara: Person) -> None:
    one, other = factories.claim(), factories.claim()
    told = {"claim": rows(one, other), "do": "assign", "to": mara.pk, "back": "?view=unassigned&sort=newest"}
    response = desk.post(BULK, told)
    assert response["Location"] == "/queue/?view=unassigned&sort=newest"
    assert "2 claims assigned." in text(desk.get(response["Location"]))
    assert Claim.objects.filter(assignee=mara).count() == 2


def test_what_was_left_is_listed_with_why(desk: Client, mara: Person) -> None:
    one, other = factories.claim(), factories.claim()
    arranging.prioritise(other, mara, other.version, "up")
    page = text(desk.post(BULK, {"claim": rows(one, other), "do": "assign", "to": mara.pk}))
    assert "1 claim assigned." in page
    assert "1 not done" in page
    assert other.wording in page
    assert "Somebody changed this claim meanwhile." in page


def test_a_form_with_something_missing_changes_nothing_and_keeps_selection_and_words(desk: Client) -> None:
    claim = factories.claim()
    response = desk.post(BULK, {"claim": rows(claim), "do": "dismiss", "because": "repeated", "note": " "})
    assert response.status_code == 422
    assert "Say why they are dismissed." in text(response)
    assert rows(claim)[0] in text(response)
    assert Claim.objects.get().state == "queued"


def test_every_step_does_its_work(desk: Client, mara: Person) -> None:
    topic, into = factories.topic(), factories.claim()
    due = (timezone.localtime() + timedelta(days=2)).replace(second=0, microsecond=0)
    told: list[tuple[dict[str, object], dict[str, object]]] = [
        ({"do": "priority", "way": "urgent"}, {"lift": 1000}),
        ({"do": "due", "due_at": due.strftime("%Y-%m-%dT%H:%M")}, {"due_at": due}),
        ({"do": "snooze", "sleep": "", "until": due.strftime("%Y-%m-%dT%H:%M")}, {"snoozed_until": due}),
        ({"do": "topic", "topic": topic.pk}, {"topic": topic}),
        ({"do": "dismiss", "because": "repeated", "note": "It stands above."}, {"state": "dismissed"}),
        ({"do": "merge", "into": str(into.pk)}, {"merged_into": into}),
    ]
    for fields, found in told:
        claim = factories.claim()
        assert desk.post(BULK, {"claim": rows(claim), **fields}).status_code == 302, fields
        assert Claim.objects.filter(pk=claim.pk, **found).exists(), fields


def test_snoozing_for_days_wakes_in_the_morning(desk: Client) -> None:
    claim = factories.claim()
    desk.post(BULK, {"claim": rows(claim), "do": "snooze", "sleep": "3"})
    until = Claim.objects.get(pk=claim.pk).snoozed_until
    assert until is not None
    assert timezone.localtime(until).strftime("%H:%M") == "08:00"
    assert (timezone.localdate(until) - timezone.localdate()).days == 3


def test_a_title_makes_a_story_for_all_of_them(desk: Client) -> None:
    one, other = factories.claim(), factories.claim()
    desk.post(BULK, {"claim": rows(one, other), "do": "story", "title": "The dam above Harrow"})
    assert Story.objects.get().claims.count() == 2


def test_without_a_number_all_are_merged_into_the_topmost(desk: Client) -> None:
    top, one, other = (factories.claim() for _ in range(3))
    desk.post(BULK, {"claim": rows(top, one, other), "do": "merge"})
    assert Claim.objects.filter(merged_into=top).count() == 2


@pytest.mark.parametrize("row", ["", "x", "5", "5-", "-1-1", "99999999999-1", "٣-٤", "1-1; drop"])
def test_rows_that_are_none_are_no_selection(desk: Client, row: str) -> None:
    response = desk.post(BULK, {"claim": row, "do": "assign"}, follow=True)
    assert "Select claims first." in text(response)


def test_the_same_form_sent_twice_makes_one_story(desk: Client) -> None:
    claim = factories.claim()
    told = {"claim": rows(claim), "do": "story", "title": "The dam", "once": "a-key"}
    first, second = desk.post(BULK, told), desk.post(BULK, told)
    assert (first.status_code, second.status_code) == (302, 302)
    assert Story.objects.count() == 1


def test_a_reviewer_dismisses_new_claims_and_is_told_of_the_others(mara: Person) -> None:
    claim = factories.claim()
    page = text(signed_in(factories.reviewer()).post(BULK, {"claim": rows(claim), "do": "dismiss", "note": "No."}))
    assert "This is for whoever holds the claim, or a senior." in page
    assert Claim.objects.get().state == "queued"
