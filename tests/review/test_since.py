"""What changed between a returned verdict and the next."""

import pytest

from claims.models import Claim, Lease, Verdict
from claims.review import claims, drafts, verdicts
from claims.review.since import since
from tests import factories

pytestmark = pytest.mark.django_db


def returned(verdict: Verdict) -> Lease:
    claim = Claim.objects.get(pk=verdict.claim_id)
    verdicts.send_back(claim, factories.senior(), claim.version, verdict.pk, "Which officials?")
    return Lease.objects.get(claim=claim)


def again(lease: Lease) -> Verdict:
    claim = Claim.objects.get(pk=lease.claim_id)
    return verdicts.submit(claim, lease.holder, lease.pk, claim.version)


def test_a_first_verdict_has_nothing_before_it() -> None:
    assert since(factories.submitted()) is None


def test_what_was_submitted_as_it_had_been_says_so() -> None:
    found = since(again(returned(factories.submitted())))
    assert found
    assert not found.changed
    assert found.returned
    assert found.returned.note == "Which officials?"
    assert "rationale" in found.same
    assert "1 passage" in found.same


def test_words_rating_and_evidence_that_changed_are_told_and_nothing_else() -> None:
    lease = returned(factories.submitted())
    claim, draft = Claim.objects.get(pk=lease.claim_id), Claim.objects.get(pk=lease.claim_id).draft
    claims.reword(
        claim, lease.holder, lease.pk, claim.version,
        wording=claim.wording.replace("killed", "injured"), claimant=claim.claimant, said_on=claim.said_on,
    )  # fmt: skip
    factories.attached(lease, "contradicts", "Twelve people")
    drafts.save(
        lease.claim, lease.holder, lease.pk, draft.version, rating=draft.rating,
        rationale=draft.rationale + " Two officials say so.", answers=draft.answers,
    )  # fmt: skip
    found = since(again(lease))
    assert found
    assert [field.label for field in found.fields] == ["Wording"]
    assert [(piece.kind, piece.text) for piece in found.fields[0].pieces if piece.kind != "equal"] == [
        ("deleted", "killed"),
        ("inserted", "injured"),
    ]
    inserted = [piece.text for part in found.rationale for piece in part.pieces if piece.kind == "inserted"]
    assert "".join(inserted).strip() == "Two officials say so."
    assert [(each.what, each.number, each.stance) for each in found.passages] == [("added", 2, "contradicts")]
    assert found.same[-2:] == ["rating", "1 passage"]
