"""Draft, submission, sign-off and publication over the web."""

from typing import Any

import pytest

from claims.models import Claim, Draft, Lease, SignOff, Verdict
from claims.review import leases
from claims.states import State
from tests import factories
from tests.views.claim_desk import At, text

pytestmark = pytest.mark.django_db
WORDS = factories.RATIONALE


@pytest.fixture
def held() -> Lease:
    lease = factories.taken(factories.reviewer())
    factories.attached(lease)
    return lease


def typed(version: int = 0, **more: Any) -> dict[str, Any]:
    said = {"rating": factories.rating().pk, "rationale": WORDS, "public_note": "", "draft_version": version}
    answers = {name: "on" if value is True else value for name, value in factories.ANSWERS.items()}
    return said | {"answers": "1"} | answers | more


@pytest.mark.parametrize("htmx", [False, True])
def test_a_draft_is_saved_over_its_own_version(held: Lease, htmx: bool) -> None:
    desk = At(held.holder, held.claim)
    answer = desk.post("claim-draft", htmx=htmx, **typed())
    assert answer.status_code == (200 if htmx else 302)
    draft = Draft.objects.get(claim=held.claim)
    assert (draft.rationale, draft.version) == (WORDS, 1)
    if htmx:
        assert 'name="draft_version" value="1"' in text(answer)
        assert "Saved " in text(answer)
        assert "<textarea" not in text(answer)
    assert f"{WORDS}</textarea>" in text(desk.get())


@pytest.mark.parametrize("htmx", [False, True])
def test_a_stale_draft_saves_nothing_and_shows_both_texts(held: Lease, htmx: bool) -> None:
    desk = At(held.holder, held.claim)
    desk.post("claim-draft", **typed(rationale="Theirs, saved first."))
    answer = desk.post("claim-draft", htmx=htmx, **typed(rationale="Mine, from an older page."))
    page = text(answer)
    assert answer.status_code == 409
    assert "Theirs, saved first." in page
    assert "Mine, from an older page." in page
    assert 'name="over" value="1"' in page
    if not htmx:
        assert "Mine, from an older page.</textarea>" in page
    assert Draft.objects.get(claim=held.claim).rationale == "Theirs, saved first."


def test_choosing_the_own_text_saves_it_over_the_other(held: Lease) -> None:
    desk = At(held.holder, held.claim)
    desk.post("claim-draft", **typed(rationale="Theirs."))
    assert desk.post("claim-draft", **typed(rationale="Mine."), over=1).status_code == 302
    assert Draft.objects.get(claim=held.claim).rationale == "Mine."


@pytest.mark.parametrize("field", ["token", "draft_version"])
@pytest.mark.parametrize("value", ["", "x", None])
def test_a_draft_without_token_or_version_is_a_bad_request(held: Lease, field: str, value: str | None) -> None:
    assert At(held.holder, held.claim).post("claim-draft", **(typed() | {field: value})).status_code == 400


def test_an_unknown_rating_is_refused_and_the_text_stays(held: Lease) -> None:
    answer = At(held.holder, held.claim).post("claim-draft", **typed(rating=99999))
    assert answer.status_code == 422
    assert f"{WORDS}</textarea>" in text(answer)


@pytest.mark.parametrize("htmx", [False, True])
def test_what_was_written_under_a_lost_hold_goes_along_when_it_is_taken_again(held: Lease, htmx: bool) -> None:
    leases.release(held.claim, held.holder, Claim.objects.get(pk=held.claim_id).version)
    desk = At(held.holder, held.claim)
    refused = desk.post("claim-draft", htmx=htmx, **typed(), token=held.pk)
    assert refused.status_code == 409
    assert "Take it again" in text(refused)
    if not htmx:
        assert f"{WORDS}</textarea>" in text(refused)
    again = desk.post("claim-lease", htmx=htmx, **typed(), token=held.pk, seen=desk.now.version, version=1)
    assert again.status_code == (200 if htmx else 302)
    assert Draft.objects.get(claim=held.claim).rationale == WORDS


def test_releasing_saves_what_is_typed_first(held: Lease) -> None:
    desk = At(held.holder, held.claim)
    assert desk.post("claim-release", **typed()).status_code == 302
    assert Draft.objects.get(claim=held.claim).rationale == WORDS
    assert desk.now.state == State.QUEUED


def test_releasing_over_a_stale_draft_keeps_the_hold_and_both_texts(held: Lease) -> None:
    desk = At(held.holder, held.claim)
    desk.post("claim-draft", **typed(rationale="Theirs."))
    answer = desk.post("claim-release", **typed(rationale="Mine."))
    assert answer.status_code == 409
    assert desk.now.state == State.WORKING
    assert "Theirs." in text(answer)
    assert "Mine.</textarea>" in text(answer)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_submission_saves_freezes_and_waits_for_another(held: Lease, htmx: bool) -> None:
    desk = At(held.holder, held.claim)
    answer = desk.post("claim-submission", htmx=htmx, **typed())
    assert answer.status_code == (200 if htmx else 302)
    assert desk.now.state == State.REVIEW
    verdict = Verdict.objects.get(claim=held.claim)
    assert verdict.rationale == WORDS
    assert "You proposed this verdict" in (text(answer) if htmx else text(desk.get()))


@pytest.mark.parametrize("htmx", [False, True])
def test_a_submission_that_lacks_something_says_what_and_keeps_the_draft(held: Lease, htmx: bool) -> None:
    desk = At(held.holder, held.claim)
    answer = desk.post("claim-submission", htmx=htmx, **typed(rating=""))
    assert answer.status_code == 422
    assert "Choose a rating." in text(answer)
    assert 'name="draft_version" value="1"' in text(answer)
    assert Draft.objects.get(claim=held.claim).rationale == WORDS
    assert desk.now.state == State.WORKING


def test_a_submission_of_an_older_look_at_the_claim_is_refused(held: Lease) -> None:
    desk = At(held.holder, held.claim)
    answer = desk.post("claim-submission", htmx=True, **typed(), version=desk.now.version - 1)
    assert answer.status_code == 409
    assert "Somebody changed this claim meanwhile." in text(answer)
    assert desk.now.state == State.WORKING


@pytest.mark.parametrize("htmx", [False, True])
def test_a_second_person_signs_and_a_senior_publishes(htmx: bool) -> None:
    verdict = factories.submitted()
    desk = At(factories.senior(), verdict.claim)
    assert "Sign off" in text(desk.get())
    signed = desk.post("claim-signature", htmx=htmx, verdict=verdict.pk, note="")
    assert signed.status_code == (200 if htmx else 302)
    assert desk.now.state == State.SIGNED
    page = text(desk.get())
    assert 'id="publish"' in page
    assert 'id="amend"' in page
    assert desk.post("claim-publication", htmx=htmx, verdict=verdict.pk).status_code == (200 if htmx else 302)
    assert desk.now.state == State.PUBLISHED
    assert "What readers see" in text(desk.get())


@pytest.mark.parametrize("htmx", [False, True])
def test_the_proposer_does_not_sign(htmx: bool) -> None:
    verdict = factories.submitted(factories.senior())
    desk = At(verdict.proposed_by, verdict.claim)
    answer = desk.post("claim-signature", htmx=htmx, verdict=verdict.pk)
    assert answer.status_code == 403
    assert "a senior who did not propose the verdict" in text(answer)
    assert desk.now.state == State.REVIEW


@pytest.mark.parametrize("htmx", [False, True])
def test_a_return_needs_a_note(htmx: bool) -> None:
    verdict = factories.submitted()
    answer = At(factories.senior(), verdict.claim).post("claim-return", htmx=htmx, verdict=verdict.pk, note=" ")
    assert answer.status_code == 422
    assert "a note is needed" in text(answer)


def test_a_returned_verdict_is_the_proposers_again_with_the_note_and_the_draft() -> None:
    verdict = factories.submitted()
    desk = At(factories.senior(), verdict.claim)
    assert desk.post("claim-return", verdict=verdict.pk, note="Who counted?").status_code == 302
    page = text(At(verdict.proposed_by, verdict.claim).get())
    assert "Who counted?" in page
    assert f"{verdict.rationale}</textarea>" in page
    assert SignOff.objects.get().decision == "returned"


def test_the_note_of_a_refused_decision_stays() -> None:
    verdict = factories.submitted()
    desk = At(factories.senior(), verdict.claim)
    answer = desk.post("claim-return", verdict=verdict.pk, note="Long thought.", version=1)
    assert answer.status_code == 409
    assert "Long thought.</textarea>" in text(answer)


@pytest.mark.parametrize("route", ["claim-signature", "claim-return", "claim-publication"])
@pytest.mark.parametrize("field", ["version", "verdict"])
@pytest.mark.parametrize("value", ["", "nine", None])
def test_a_decision_without_version_or_verdict_is_a_bad_request(route: str, field: str, value: str | None) -> None:
    verdict = factories.submitted()
    fields: dict[str, Any] = {"verdict": verdict.pk, "note": "n", field: value}
    assert At(factories.senior(), verdict.claim).post(route, **fields).status_code == 400


def test_amending_makes_the_signature_void_and_gives_the_claim() -> None:
    verdict = factories.signed()
    desk = At(verdict.proposed_by, verdict.claim)
    assert desk.post("claim-amendment").status_code == 302
    assert desk.now.state == State.WORKING
    assert 'id="verdict-form"' in text(desk.get())


def test_a_correction_goes_all_the_way_while_readers_see_the_first() -> None:
    claim = factories.published().claim
    desk, other = At(factories.reviewer(), claim), At(factories.senior(), claim)
    assert "Start a correction" in text(desk.get())
    assert desk.post("claim-correction").status_code == 302
    page = text(desk.get())
    assert 'id="public_note"' in page
    assert "What readers see" in page
    lacking = desk.post("claim-submission", **typed(version=Draft.objects.get(claim=claim).version))
    assert lacking.status_code == 422
    assert "Write the public note" in text(lacking)
    version = Draft.objects.get(claim=claim).version
    assert desk.post("claim-submission", **typed(version=version, public_note="Eleven, not twelve.")).status_code == 302
    second = Verdict.objects.get(claim=claim, number=2)
    assert other.post("claim-signature", verdict=second.pk).status_code == 302
    assert other.post("claim-publication", verdict=second.pk).status_code == 302
    assert claim.publications.count() == 2


def test_a_retraction_takes_two_seniors() -> None:
    claim = factories.published().claim
    first, second = At(factories.senior(), claim), At(factories.senior(), claim)
    assert first.post("claim-retraction", note="").status_code == 422
    assert first.post("claim-retraction", note="The document was forged.").status_code == 302
    assert "Confirm the retraction" not in text(first.get())
    assert first.post("claim-retraction-confirmation").status_code == 403
    assert "Confirm the retraction" in text(second.get())
    assert second.post("claim-retraction-confirmation").status_code == 302
    assert second.now.state == State.RETRACTED
    assert "The document was forged." in text(second.get())


def test_a_retraction_is_declined_with_a_reason() -> None:
    claim = factories.published().claim
    desk = At(factories.senior(), claim)
    desk.post("claim-retraction", note="Wrong.")
    assert desk.post("claim-retraction-refusal", note="").status_code == 422
    assert desk.post("claim-retraction-refusal", note="It stands.", htmx=True).status_code == 200
    assert desk.now.state == State.PUBLISHED
