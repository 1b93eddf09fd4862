"""Holding a claim, wording it, and where it goes, over the web."""

from typing import Any

import pytest
from django.urls import reverse

from claims.models import Claim, Draft, Lease, Notification
from claims.review import leases
from claims.states import State
from claims.workflow import open_claim
from tests import factories
from tests.views.claim_desk import At, text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("htmx", [False, True])
def test_taking_it_gives_the_forms(htmx: bool) -> None:
    desk = At(factories.reviewer(), factories.claim())
    answer = desk.post("claim-lease", htmx=htmx)
    assert answer.status_code == (200 if htmx else 302)
    assert Lease.objects.get(claim=desk.claim).holder == desk.person
    page = text(answer) if htmx else text(desk.get())
    assert 'id="verdict-form"' in page
    assert "Taken by you" in page
    if htmx:
        assert answer["HX-Trigger-After-Settle"] == '{"focus-on": {"id": "side-h"}}'


@pytest.mark.parametrize("htmx", [False, True])
def test_what_another_holds_is_not_taken(htmx: bool) -> None:
    held = factories.taken(factories.person("reviewer", name="Jonas Keller"))
    answer = At(factories.reviewer(), held.claim).post("claim-lease", htmx=htmx)
    assert answer.status_code == 409
    assert "Jonas Keller holds this claim." in text(answer)


def test_a_curator_takes_nothing() -> None:
    desk = At(factories.curator(), factories.claim())
    assert desk.post("claim-lease").status_code == 403
    assert 'id="take"' not in text(desk.get())


@pytest.mark.parametrize(
    "route",
    [
        "claim-lease", "claim-release", "claim-wording", "claim-acceptance", "claim-dismissal", "claim-reopening",
        "claim-merger", "claim-unmerger", "claim-submission", "claim-amendment", "claim-correction", "claim-retraction",
        "claim-retraction-confirmation", "claim-retraction-refusal",
    ],
)  # fmt: skip
@pytest.mark.parametrize("version", ["", "one", "-1", "1" * 40, None])
def test_a_missing_or_garbled_version_is_a_bad_request(route: str, version: str | None) -> None:
    desk = At(factories.senior(), factories.claim())
    assert desk.post(route, version=version, draft_version=0).status_code == 400


def test_the_heartbeat_keeps_the_hold_and_says_how_long() -> None:
    held = factories.taken(factories.reviewer())
    desk = At(held.holder, held.claim)
    assert "30 min left" in text(desk.post("claim-heartbeat", htmx=True))
    assert desk.post("claim-heartbeat").status_code == 302
    assert desk.post("claim-heartbeat", token="no").status_code == 400


def test_the_heartbeat_of_a_lost_hold_says_who_has_it() -> None:
    held = factories.taken(factories.reviewer())
    leases.release(held.claim, held.holder, Claim.objects.get(pk=held.claim_id).version)
    desk = At(held.holder, held.claim)
    lost = desk.post("claim-heartbeat", htmx=True, token=held.pk)
    assert lost.status_code == 409
    assert "Take it again" in text(lost)
    factories.taken(factories.person("reviewer", name="Jonas Keller"), desk.now)
    taken = text(desk.post("claim-heartbeat", htmx=True, token=held.pk))
    assert "Jonas Keller holds this claim now." in taken
    assert "Take it again" not in taken


@pytest.mark.parametrize("htmx", [False, True])
def test_a_senior_ends_anothers_hold_and_says_why(htmx: bool) -> None:
    held = factories.taken(factories.person("reviewer", name="Jonas Keller"))
    desk = At(factories.person("senior", name="Mara Voss"), held.claim)
    assert "End this hold" in text(desk.get())
    assert desk.post("claim-lease-end", htmx=htmx, note=" ").status_code == 422
    assert desk.post("claim-lease-end", htmx=htmx, note="He is ill today.").status_code == (200 if htmx else 302)
    assert (desk.now.state, desk.now.assignee) == (State.QUEUED, held.holder)
    told = Notification.objects.get(person=held.holder)
    assert (told.kind, told.claim, told.by) == ("lost", desk.claim, desk.person)
    lost = text(At(held.holder, held.claim).post("claim-heartbeat", htmx=True, token=held.pk))
    assert "Mara Voss ended your hold: “He is ill today.”" in lost


def test_nobody_releases_for_another_without_a_word() -> None:
    held = factories.taken(factories.reviewer())
    desk = At(factories.senior(), held.claim)
    assert desk.post("claim-release", token="").status_code == 409
    assert desk.now.state == State.WORKING


@pytest.mark.parametrize("htmx", [False, True])
def test_a_claim_is_handed_over_with_a_note_and_what_is_typed(htmx: bool) -> None:
    held, jonas = factories.taken(factories.reviewer()), factories.person("reviewer", name="Jonas Keller")
    desk = At(held.holder, held.claim)
    typed: dict[str, Any] = {
        "rationale": "So far [1].",
        "draft_version": 0,
        "note": "The figures are left.",
        "to": jonas.pk,
    }
    assert f'<option value="{jonas.pk}">Jonas Keller</option>' in text(desk.get())
    for wrong in ({"note": ""}, {"to": ""}, {"to": held.holder_id}, {"to": factories.curator().pk}):
        assert desk.post("claim-handover", htmx=htmx, **(typed | {"rationale": None} | wrong)).status_code == 422
    assert desk.post("claim-handover", htmx=htmx, **typed).status_code == (200 if htmx else 302)
    assert (desk.now.state, desk.now.assignee) == (State.QUEUED, jonas)
    assert Draft.objects.get(claim=held.claim).rationale == "So far [1]."
    event = desk.now.events.latest("pk")
    assert (event.action, event.note, event.data["to"]) == ("hand over", "The figures are left.", "Jonas Keller")
    assert [(told.person, told.kind) for told in Notification.objects.all()] == [(jonas, "given")]
    assert leases.take_next(jonas).claim == desk.claim  # type: ignore[union-attr]


@pytest.mark.parametrize("htmx", [False, True])
def test_the_holder_words_the_claim(htmx: bool) -> None:
    held = factories.taken(factories.reviewer())
    desk = At(held.holder, held.claim)
    said: dict[str, Any] = {"wording": "Eleven died", "claimant": "the mayor", "said_on": "2024-03-12"}
    answer = desk.post("claim-wording", htmx=htmx, **said)
    assert answer.status_code == (200 if htmx else 302)
    assert (desk.now.wording, desk.now.claimant, str(desk.now.said_on)) == tuple(said.values())
    if htmx:  # the verdict's form carries on with the new version, its fields untouched
        assert f'name="version" value="{desk.now.version}"' in text(answer)
        assert 'id="rationale"' not in text(answer)
        assert "draft_version" not in text(answer)


@pytest.mark.parametrize(
    ("wrong", "status"),
    [({"wording": ""}, 422), ({"said_on": "soon"}, 422), ({"version": 1}, 409), ({"token": 0}, 409)],
)
def test_a_refused_wording_keeps_what_was_typed(wrong: dict[str, Any], status: int) -> None:
    held = factories.taken(factories.reviewer())
    said = {"wording": "Eleven died", "claimant": "a certain mayor", "said_on": ""} | wrong
    answer = At(held.holder, held.claim).post("claim-wording", **said)
    assert answer.status_code == status
    assert 'value="a certain mayor"' in text(answer)
    assert Claim.objects.get(pk=held.claim_id).claimant == ""


@pytest.mark.parametrize("htmx", [False, True])
def test_dismissing_needs_a_reason_and_reopening_too(htmx: bool) -> None:
    desk = At(factories.senior(), factories.claim())
    assert desk.post("claim-dismissal", htmx=htmx, note=" ").status_code == 422
    assert desk.post("claim-dismissal", htmx=htmx, note="An opinion.").status_code < 400
    assert desk.now.state == State.DISMISSED
    assert desk.post("claim-reopening", htmx=htmx, note="").status_code == 422
    assert desk.post("claim-reopening", htmx=htmx, note="It names a figure.").status_code < 400
    assert desk.now.state == State.QUEUED


def test_a_refused_reason_stays_in_its_field() -> None:
    desk = At(factories.senior(), factories.claim())
    answer = desk.post("claim-dismissal", note="An opinion, I think.", version=desk.now.version + 1)
    assert answer.status_code == 409
    assert "An opinion, I think.</textarea>" in text(answer)


def test_a_claim_of_the_machine_is_accepted() -> None:
    desk = At(factories.curator(), open_claim("find", by=None, wording="Twelve died"))
    assert "Accept for checking" in text(desk.get())
    assert desk.post("claim-acceptance").status_code == 302
    assert desk.now.state == State.QUEUED


def test_a_step_the_claim_is_past_is_refused() -> None:
    desk = At(factories.senior(), factories.claim())
    answer = desk.post("claim-acceptance")
    assert answer.status_code == 409
    assert "Cannot accept" in text(answer)


@pytest.mark.parametrize("htmx", [False, True])
def test_merging_by_number_and_taking_apart(htmx: bool) -> None:
    claim, into = factories.claim(), factories.claim()
    desk = At(factories.curator(), claim)
    assert desk.post("claim-merger", htmx=htmx, into=into.pk).status_code < 400
    assert desk.now.merged_into == into
    assert desk.post("claim-unmerger", htmx=htmx, note="").status_code == 422
    assert desk.post("claim-unmerger", htmx=htmx, note="Another day.").status_code < 400
    assert desk.now.merged_into is None


@pytest.mark.parametrize("htmx", [False, True])
def test_words_in_place_of_a_number_list_the_claims_that_have_them(htmx: bool) -> None:
    claim, into = factories.claim(), factories.claim(wording="Eleven residents died")
    factories.claim(wording="Something else")
    answer = At(factories.senior(), claim).post("claim-merger", htmx=htmx, into="residents eleven")
    assert answer.status_code == 422
    assert f"Merge into {into.pk}" in text(answer)
    assert "Something else" not in text(answer)


@pytest.mark.parametrize("into", ["", "999999", "no such words"])
def test_a_claim_to_join_that_is_not_there_is_told(into: str) -> None:
    desk = At(factories.senior(), factories.claim())
    answer = desk.post("claim-merger", into=into)
    assert answer.status_code == 422
    assert desk.now.state == State.QUEUED


def test_a_claim_is_not_merged_into_itself() -> None:
    desk = At(factories.senior(), factories.claim())
    assert desk.post("claim-merger", into=desk.claim.pk).status_code == 409


@pytest.mark.parametrize("route", ["claim-lease", "claim-draft", "claim-signature", "claim-evidence"])
def test_steps_are_posted_and_of_claims_that_are_there(route: str) -> None:
    desk = At(factories.senior(), factories.claim())
    assert desk.client.get(reverse(route, args=[desk.claim.pk])).status_code == 405
    assert desk.client.post(reverse(route, args=[10**9]), {"version": 1}).status_code == 404
