"""What the public sees: exactly what was signed, replaced by corrections, ended by a retraction of two."""

import pytest

from claims.evidence import attach
from claims.models import Draft, Evidence, Publication, Rating, Retraction, Verdict
from claims.publish import release
from claims.review import leases, verdicts
from claims.workflow import Missing, NotAllowed, Stale, WrongStep
from tests import factories as make
from tests.situations import NOTE, scene_of

pytestmark = pytest.mark.django_db


def standings(scene_claim: int) -> list[str]:
    return list(Verdict.objects.filter(claim=scene_claim).order_by("number").values_list("standing", flat=True))


def test_a_publication_shows_what_was_signed_whatever_changes_afterwards() -> None:
    scene = scene_of("published")
    page = Publication.objects.get(claim=scene.claim)
    Rating.objects.update(label="Renamed")
    leases.correct(scene.claim, scene.holder, scene.claim.version)
    item = Evidence.objects.get(claim=scene.claim)
    attach.edit(item, scene.holder, scene.token(), item.version, stance="context", note="")
    shown = Publication.objects.get(pk=page.pk).frozen
    assert shown == page.frozen == page.verdict.frozen
    assert (shown["evidence"][0]["stance"], shown["evidence"][0]["quote"]) == ("supports", "Nobody was warned")
    assert verdicts.digest(shown) == page.verdict.digest


def test_a_correction_shows_the_first_verdict_until_it_is_published_itself() -> None:
    scene = scene_of("correction signed")
    assert standings(scene.claim.pk) == ["published", "signed"]
    release.publish(scene.claim, scene.senior, scene.claim.version, scene.verdict())
    assert standings(scene.claim.pk) == ["replaced", "published"]
    first, second = Publication.objects.order_by("number")
    assert (first.public_note, second.public_note) == ("", "The number was wrong.")


def test_a_published_correction_s_note_is_not_the_next_one_s() -> None:
    scene = scene_of("correction signed")
    release.publish(scene.claim, scene.senior, scene.claim.version, scene.verdict())
    leases.correct(scene.fresh(), scene.holder, scene.claim.version)
    with pytest.raises(Missing, match="public note"):
        verdicts.submit(scene.fresh(), scene.holder, scene.token(), scene.claim.version)
    assert Draft.objects.get(claim=scene.claim).rationale


def test_a_correction_that_waits_is_not_worked_on_by_a_second_person() -> None:
    scene = scene_of("correction review")
    with pytest.raises(WrongStep, match="waits already"):
        leases.correct(scene.claim, scene.people["reviewer"], scene.claim.version)


def test_publishing_another_verdict_than_the_one_looked_at_is_refused() -> None:
    scene = scene_of("signed")
    with pytest.raises(Stale):
        release.publish(scene.claim, scene.senior, scene.claim.version, scene.verdict() + 1)


def test_until_a_second_senior_confirms_nothing_changes_for_readers() -> None:
    scene = scene_of("retraction asked")
    assert standings(scene.claim.pk) == ["published"]
    with pytest.raises(NotAllowed):
        release.confirm_retraction(scene.claim, scene.senior, scene.claim.version)
    release.confirm_retraction(scene.claim, scene.people["other senior"], scene.claim.version)
    assert standings(scene.claim.pk) == ["retracted"]


def test_a_confirmed_retraction_ends_the_correction_under_way() -> None:
    scene = scene_of("correction review")
    release.ask_retraction(scene.claim, scene.senior, scene.claim.version, "We were wrong.")
    release.confirm_retraction(scene.fresh(), scene.people["other senior"], scene.claim.version)
    assert standings(scene.claim.pk) == ["retracted", "void"]
    assert scene.token() == 0


def test_a_declined_retraction_may_be_asked_for_again() -> None:
    scene = scene_of("retraction asked")
    release.decline_retraction(scene.claim, scene.people["other senior"], scene.claim.version, NOTE)
    release.ask_retraction(scene.fresh(), scene.senior, scene.claim.version, "Still wrong.")
    assert Retraction.objects.filter(claim=scene.claim).count() == 2


def test_a_verdict_needs_a_rating_a_rationale_and_a_passage_and_says_which_is_missing() -> None:
    lease = make.taken(make.reviewer())
    with pytest.raises(Missing) as lacking:
        verdicts.submit(lease.claim, lease.holder, lease.pk, lease.claim.version)
    for words in ("Choose a rating.", "Write a rationale.", "Attach at least one passage."):
        assert words in str(lacking.value)
    with pytest.raises(NotAllowed):
        verdicts.submit(lease.claim, make.curator(), lease.pk, lease.claim.version)
