"""Editing what a claim is, splitting, merging, conflicts, searches and questions, over the web."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims.models import (
    Claim,
    Claimant,
    Conflict,
    Contact,
    Event,
    Evidence,
    Figure,
    Lease,
    Mention,
    Story,
    Topic,
    Tried,
)
from claims.review import contacts, stories
from claims.states import State
from tests import factories
from tests.views.claim_desk import At, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> Lease:
    lease = factories.taken(factories.reviewer())
    factories.attached(lease)
    return lease


def in_one_story(*claims: Claim) -> Story:
    by = factories.senior()
    story = stories.make(by, "The dam")
    for claim in claims:
        stories.put_claim(claim, by, Claim.objects.get(pk=claim.pk).version, story)
    return story


@pytest.mark.parametrize("htmx", [False, True])
def test_the_kind_is_changed_with_the_wording_and_the_record_says_it(held: Lease, htmx: bool) -> None:
    desk = At(held.holder, held.claim)
    said: dict[str, Any] = {"wording": held.claim.wording, "claimant": "", "said_on": "", "kind": "quantity"}
    assert desk.post("claim-wording", htmx=htmx, **said).status_code < 400
    assert desk.now.kind == "quantity"
    event = Event.objects.filter(claim=held.claim, action="reword").get()
    assert event.data == {"was": {"kind": "event"}}


def test_the_desk_s_claimants_are_offered_to_the_holder_alone(held: Lease) -> None:
    Claimant.objects.create(name="The Harbour Board")
    assert '<option value="The Harbour Board">' in text(At(held.holder, held.claim).get())
    assert '<option value="The Harbour Board">' not in text(At(factories.reviewer(), held.claim).get())


@pytest.mark.parametrize("htmx", [False, True])
def test_a_claim_is_split_and_both_records_say_so(held: Lease, htmx: bool) -> None:
    mention = Mention.objects.get(claim=held.claim)
    kept, left = (
        Figure.objects.create(mention=mention, start=0, end=1, quote=quote, bound="exact", low=low)
        for quote, low in (("twelve", 12), ("400", 400))
    )
    desk = At(held.holder, held.claim)
    said: dict[str, Any] = {
        "wording": "Nobody was warned",
        "mentions": [mention.pk],
        "figures": [kept.pk],
        "passages": "on",
    }
    assert desk.post("claim-part", htmx=htmx, **said).status_code < 400
    part = Claim.objects.get(wording="Nobody was warned")
    assert part.state == State.QUEUED
    assert [figure.quote for figure in Figure.objects.filter(mention__claim=part)] == ["twelve"]
    assert list(Evidence.objects.filter(claim=part).values_list("number", "quote")) == [(1, "Nobody was warned")]
    assert (part.supports, part.origins) == (1, 1)
    whole = desk.now
    assert (whole.state, whole.supports, whole.mentions.count()) == (State.WORKING, 1, 1)
    assert Figure.objects.filter(mention__claim=whole).count() == 2
    assert left.mention.claim == whole
    record = desk.client.get(f"/claims/{whole.pk}/record/")
    assert f"split claim {part.pk} off it" in text(record)
    assert f"split it off claim {whole.pk}" in text(desk.client.get(f"/claims/{part.pk}/record/"))


@pytest.mark.parametrize(
    ("wrong", "status"),
    [({"wording": " "}, 422), ({"mentions": []}, 422), ({"mentions": ["9999999"]}, 422), ({"version": 1}, 409)],
)
def test_a_refused_split_makes_nothing_and_keeps_what_was_typed(
    held: Lease, wrong: dict[str, Any], status: int
) -> None:
    mention = Mention.objects.get(claim=held.claim)
    said: dict[str, Any] = {
        "wording": "Nobody was warned at all",
        "mentions": [mention.pk],
        "claimant": "a certain mayor",
    } | wrong
    before = Claim.objects.count()
    answer = At(held.holder, held.claim).post("claim-part", **said)
    assert answer.status_code == status
    assert 'value="a certain mayor"' in text(answer)
    assert Claim.objects.count() == before


def test_what_another_holds_is_not_split(held: Lease) -> None:
    mention = Mention.objects.get(claim=held.claim)
    said: dict[str, Any] = {"wording": "Nobody was warned", "mentions": [mention.pk]}
    assert At(factories.reviewer(), held.claim).post("claim-part", **said).status_code == 409
    assert At(factories.senior(), held.claim).post("claim-part", **said).status_code == 302


@pytest.mark.parametrize("htmx", [False, True])
def test_story_topic_and_deadline_are_set_at_once(htmx: bool) -> None:
    desk = At(factories.reviewer(), factories.claim())
    topic = Topic.objects.create(name="Dams")
    said: dict[str, Any] = {"title": "The dam", "topic": topic.pk, "due_at": "2031-05-06T10:30"}
    assert desk.post("claim-place", htmx=htmx, **said).status_code < 400
    now = desk.now
    assert (now.story and now.story.title, now.topic, now.due_at is not None) == ("The dam", topic, True)
    assert "The dam</a>" in text(desk.get())
    assert desk.post("claim-place", htmx=htmx, story=now.story_id, topic="", due_at="").status_code < 400
    assert (desk.now.story, desk.now.topic, desk.now.due_at) == (now.story, None, None)


def test_a_garbled_deadline_is_refused_and_nothing_is_set() -> None:
    desk = At(factories.reviewer(), factories.claim())
    answer = desk.post("claim-place", title="The dam", due_at="soon")
    assert answer.status_code == 422
    assert "Write day and hour of the deadline." in text(answer)
    assert not Story.objects.exists()


def test_merging_offers_what_says_something_like_it_with_its_places() -> None:
    claim = factories.claim(wording="Twelve workers were killed when the Tarn dam collapsed")
    factories.claim(wording="Eleven workers were killed when the Tarn dam collapsed")
    page = text(At(factories.senior(), claim).get("?edit=1"))
    assert "Eleven workers were killed" in page
    assert "1 place" in page
    assert "Merge into" in page


def test_passages_are_copied_over_with_a_merger(held: Lease) -> None:
    into = factories.claim()
    assert At(factories.senior(), held.claim).post("claim-merger", into=into.pk, passages="on").status_code == 302
    into.refresh_from_db()
    assert (into.supports, into.origins, into.passages_made) == (1, 1, 1)
    assert Event.objects.get(claim=into, action="copy passages").data == {"from": held.claim_id, "passages": [1]}


def test_passages_are_not_copied_to_what_another_holds() -> None:
    claim, into = factories.claim(), factories.taken(factories.person("reviewer", name="Jonas Keller")).claim
    answer = At(factories.curator(), claim).post("claim-merger", into=into.pk, passages="on")
    assert answer.status_code == 403
    assert "Jonas Keller holds claim" in text(answer)
    assert Claim.objects.get(pk=claim.pk).state == State.QUEUED


@pytest.mark.parametrize("htmx", [False, True])
def test_a_conflict_is_marked_shown_on_both_claims_and_settled_with_a_reason(htmx: bool) -> None:
    one, other = factories.claim(), factories.claim()
    in_one_story(one, other)
    desk, there = At(factories.reviewer(), one), At(factories.reviewer(), other)
    pair: dict[str, Any] = {"one": one.mentions.get().pk, "other": other.mentions.get().pk}
    assert desk.post("claim-conflicts", htmx=htmx, **pair, note="Not both.").status_code < 400
    assert (desk.now.conflicts, there.now.conflicts) == (1, 1)
    assert "Not both." in text(there.get())
    again = desk.post("claim-conflicts", htmx=htmx, one=pair["other"], other=pair["one"])
    assert again.status_code < 400
    conflict = Conflict.objects.get()
    refused = At(there.person, other).client.post(
        f"/claims/{other.pk}/conflicts/{conflict.pk}/settlement/", {"note": " ", "version": 1}
    )
    assert refused.status_code == 422
    done = there.client.post(f"/claims/{other.pk}/conflicts/{conflict.pk}/settlement/", {"note": "Two days."})
    assert done.status_code == 302
    assert (desk.now.conflicts, there.now.conflicts) == (0, 0)
    assert list(one.events.filter(action__contains="conflict").values_list("action", flat=True)) == [
        "mark conflict",
        "settle conflict",
    ]
    assert (
        there.client.post(f"/claims/{other.pk}/conflicts/{conflict.pk}/settlement/", {"note": "x"}).status_code == 409
    )


def test_places_of_strangers_stand_in_no_conflict() -> None:
    one, other = factories.claim(), factories.claim()
    desk = At(factories.reviewer(), one)
    for pair in ((one, other), (other, other), (one, one)):
        ids: dict[str, Any] = {
            name: claim.mentions.get().pk for name, claim in zip(("one", "other"), pair, strict=True)
        }
        assert desk.post("claim-conflicts", **ids).status_code == 422
    assert not Conflict.objects.exists()


def test_two_places_of_one_claim_may_stand_against_one_another() -> None:
    claim = factories.claim()
    second = factories.said_too(claim)
    desk = At(factories.reviewer(), claim)
    assert desk.post("claim-conflicts", one=second.pk, other=claim.mentions.first().pk).status_code == 302  # type: ignore[union-attr]
    assert desk.now.conflicts == 1


@pytest.mark.parametrize("htmx", [False, True])
def test_a_search_that_found_nothing_is_noted_once(held: Lease, htmx: bool) -> None:
    desk = At(held.holder, held.claim)
    assert "Note that nothing was found" in text(desk.get("?q=zeppelin"))
    for _ in range(2):
        assert desk.post("claim-searches", htmx=htmx, words="zeppelin").status_code < 400
    made = Tried.objects.get()
    assert (made.words, made.place, made.nothing) == ("zeppelin", "the desk’s articles", True)
    page = text(desk.get())
    assert "Attach what contradicts it." not in page
    assert "zeppelin" in page


def test_a_search_without_words_is_refused(held: Lease) -> None:
    answer = At(held.holder, held.claim).post("claim-searches", words=" ", place="The court register")
    assert answer.status_code == 422
    assert 'value="The court register"' in text(answer)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_question_is_asked_answered_and_the_answer_stays(held: Lease, htmx: bool) -> None:
    desk = At(held.holder, held.claim)
    said: dict[str, Any] = {
        "whom": "The Harbour Board",
        "way": "mail",
        "question": "How many?",
        "due_at": "2031-01-02T09:00",
    }
    assert desk.post("claim-questions", htmx=htmx, **said).status_code < 400
    contact = Contact.objects.get()
    address = f"/claims/{held.claim_id}/questions/{contact.pk}/answer/"
    assert desk.client.post(address, {"answer": " "}).status_code == 422
    assert desk.client.post(address, {"answer": "Eleven."}).status_code == 302
    assert "Eleven." in text(desk.get())
    assert desk.client.post(address, {"answer": "Twelve."}).status_code == 409
    contact.refresh_from_db()
    assert (contact.answer, contact.closed_at is not None) == ("Eleven.", True)


def test_an_overdue_answer_shows_on_the_claim_and_at_home_until_nobody_waits_for_it(held: Lease) -> None:
    desk = At(held.holder, held.claim)
    late = timezone.now() - timedelta(hours=1)
    contact = contacts.ask(held.claim, held.holder, whom="The Harbour Board", question="How many?", due_at=late)
    assert "answer overdue" in text(desk.get())
    assert "The Harbour Board" in text(desk.client.get("/"))
    assert "The Harbour Board" not in text(At(factories.reviewer(), held.claim).client.get("/"))
    address = f"/claims/{held.claim_id}/questions/{contact.pk}/answer/"
    assert desk.client.post(address, {"close": "1"}).status_code == 302
    assert "gave no answer" in text(desk.get())
    assert "The Harbour Board" not in text(desk.client.get("/"))


def test_questions_of_another_claim_are_not_answered_here(held: Lease) -> None:
    contact = contacts.ask(factories.claim(), held.holder, whom="The board", question="How many?")
    address = f"/claims/{held.claim_id}/questions/{contact.pk}/answer/"
    assert At(held.holder, held.claim).client.post(address, {"answer": "Two."}).status_code == 404


def test_the_forms_for_changing_it_are_asked_for_and_come_alone_to_htmx() -> None:
    desk = At(factories.reviewer(), factories.claim())
    assert "Split a claim off" not in text(desk.get())
    assert "Split a claim off" in text(desk.get("?edit=1"))
    panel = text(desk.get("?edit=1", htmx="claim"))
    assert "Split a claim off" in panel
    assert "<html" not in panel
    assert 'id="reader"' not in panel
