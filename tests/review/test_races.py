"""Eight people at the same thing at the same moment; each test has a twin that shows what happens unprotected."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError

from claims import workflow
from claims.evidence import attach
from claims.models import Claim, Draft, Event, Evidence, Lease, Person, Retraction, SignOff, Verdict
from claims.publish import release
from claims.review import claims, drafts, leases, verdicts
from claims.states import State
from claims.workflow import LeaseLost, Refused, Stale, WrongStep, open_claim
from tests import factories as make
from tests.races import PATIENCE, at_once, refused, unlock, won
from tests.services import TEST, Services
from tests.situations import NOTE, Scene, scene_of

pytestmark = pytest.mark.django_db(transaction=True)
EIGHT = 8


def reviewers() -> list[Person]:
    return [make.reviewer() for _ in range(EIGHT)]


def two_hundred() -> set[int]:
    article = make.article()
    return {
        open_claim("find", by=None, wording=f"Claim {number}", article=article, priority=number % 50).pk
        for number in range(200)
    }


def take_until_none(person: Person) -> list[int]:
    taken = []
    while lease := leases.take_next(person):
        taken.append(lease.claim_id)
    return taken


def test_eight_who_take_the_next_claim_share_two_hundred_with_none_twice_and_none_left() -> None:
    all_of_them = two_hundred()
    shares = at_once([partial(take_until_none, person) for person in reviewers()])
    taken = Counter(pk for share in shares for pk in share)
    assert set(taken) == all_of_them
    assert set(taken.values()) == {1}
    assert Lease.objects.count() == Event.objects.filter(action="take").count() == 200


@pytest.fixture
def no_last_line(services: Services) -> Iterator[None]:
    """The database's own checks off, too: of steps and events, and that a claim has one lease."""
    with services.superuser(TEST) as server:
        server.execute("ALTER TABLE claims_claim DISABLE TRIGGER promises")
        server.execute("ALTER TABLE claims_lease DROP CONSTRAINT claims_lease_claim_id_key")
    yield
    with services.superuser(TEST) as server:
        server.execute("TRUNCATE claims_lease")
        server.execute("ALTER TABLE claims_lease ADD CONSTRAINT claims_lease_claim_id_key UNIQUE (claim_id)")
        server.execute("ALTER TABLE claims_claim ENABLE TRIGGER promises")


@pytest.mark.usefixtures("no_last_line")
def test_without_locks_the_next_claim_is_given_to_several(monkeypatch: pytest.MonkeyPatch) -> None:
    open_claim("find", by=None, wording="The only claim", article=make.article())

    everybody_has_seen = threading.Barrier(EIGHT, timeout=PATIENCE)

    def first_seen(person: Person, first_free: Callable[[Person], Claim | None] = leases.first_free) -> Claim | None:
        found = first_free(person)
        if found:
            everybody_has_seen.wait()
        return found

    monkeypatch.setattr(leases, "LOCK", "")
    monkeypatch.setattr(leases, "first_free", first_seen)
    unlock(monkeypatch, EIGHT)
    results = at_once([partial(leases.take_next, person) for person in reviewers()])
    assert len({lease.holder_id for lease in won(results) if lease}) > 1


def test_of_eight_who_take_one_claim_one_holds_it_and_seven_are_told() -> None:
    claim = make.claim()
    results = at_once([partial(leases.take, claim, person, claim.version) for person in reviewers()])
    assert (len(won(results)), len(refused(results))) == (1, EIGHT - 1)
    assert Lease.objects.get(claim=claim).holder == won(results)[0].holder


def eight_drafts(scene: Scene, version: int) -> list[Any]:
    save = partial(drafts.save, scene.claim, scene.holder, scene.token(), version, rating=make.rating())
    return at_once([partial(save, rationale=f"Rationale {number}") for number in range(EIGHT)])


@pytest.mark.parametrize("there_already", [True, False])
def test_of_eight_saves_over_one_version_of_a_draft_one_is_kept_and_seven_are_told(there_already: bool) -> None:
    scene = scene_of("working")
    if not there_already:
        Draft.objects.all().delete()
    results = eight_drafts(scene, int(there_already))
    assert (len(won(results)), len(refused(results))) == (1, EIGHT - 1)
    assert {type(refusal) for refusal in refused(results)} == {Stale}
    assert Draft.objects.get().rationale == won(results)[0].rationale


def test_without_the_version_eight_saves_of_a_draft_swallow_seven(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = scene_of("working")

    def write_over(draft: Draft, version: int, words: dict[str, Any]) -> None:
        Draft.objects.filter(pk=draft.pk).update(**words)

    monkeypatch.setattr(drafts, "_write_over", write_over)
    assert len(won(eight_drafts(scene, 1))) == EIGHT


def eight_submissions(scene: Scene) -> list[Any]:
    submit = partial(verdicts.submit, scene.claim, scene.holder, scene.token(), scene.claim.version)
    return at_once([submit] * EIGHT)


def test_of_eight_submissions_one_verdict_comes_and_seven_are_told() -> None:
    scene = scene_of("working")
    results = eight_submissions(scene)
    assert (len(won(results)), len(refused(results))) == (1, EIGHT - 1)
    assert Verdict.objects.filter(claim=scene.claim).count() == 1
    assert Event.objects.filter(claim=scene.claim, action="submit").count() == 1


def test_without_locks_only_the_database_stops_a_second_submission(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = scene_of("working")
    unlock(monkeypatch, EIGHT)
    results = eight_submissions(scene)
    assert any(isinstance(result, IntegrityError) for result in results)
    assert Verdict.objects.filter(claim=scene.claim).count() == 1


def eight_signatures(scene: Scene) -> list[Any]:
    sign = partial(verdicts.sign, scene.claim, version=scene.claim.version, verdict_id=scene.verdict())
    return at_once([partial(sign, make.senior()) for _ in range(EIGHT)])


def test_of_eight_signatures_one_counts_and_seven_are_told() -> None:
    scene = scene_of("review")
    results = eight_signatures(scene)
    assert (len(won(results)), len(refused(results))) == (1, EIGHT - 1)
    assert SignOff.objects.get().by == won(results)[0].by


def test_without_locks_only_the_database_stops_a_second_signature(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = scene_of("review")
    unlock(monkeypatch, EIGHT)
    assert any(isinstance(result, IntegrityError) for result in eight_signatures(scene))
    assert SignOff.objects.count() == 1


def test_a_verdict_is_signed_or_returned_and_never_both() -> None:
    scene = scene_of("review")
    version, verdict = scene.claim.version, scene.verdict()
    results = at_once(
        [
            partial(verdicts.sign, scene.claim, scene.senior, version, verdict),
            partial(verdicts.send_back, scene.claim, scene.people["other senior"], version, verdict, NOTE),
        ]
    )
    assert (len(won(results)), len(refused(results))) == (1, 1)
    assert SignOff.objects.count() == 1
    assert scene.fresh().state in (State.SIGNED, State.WORKING)


def test_a_signature_covers_the_evidence_as_it_is_while_its_holder_still_edits() -> None:
    """Submission and an edit at once: the edit is in the verdict, or it is refused; a signature then holds."""
    for _ in range(5):
        scene = scene_of("working")
        item, token = Evidence.objects.get(claim=scene.claim), scene.token()
        edit = partial(attach.edit, item, scene.holder, token, item.version, stance="context", note="late")
        submit = partial(verdicts.submit, scene.claim, scene.holder, token, scene.claim.version)
        edited, verdict = at_once([edit, submit])
        assert isinstance(verdict, Verdict)
        assert isinstance(edited, LeaseLost) == (verdict.frozen["evidence"][0]["note"] == "")
        verdicts.sign(scene.fresh(), scene.senior, scene.claim.version, verdict.pk)


def test_without_the_lease_an_edit_slips_under_a_submitted_verdict_and_only_the_database_stops_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scene = scene_of("review")
    item = Evidence.objects.get(claim=scene.claim)
    monkeypatch.setattr(attach, "require_lease", lambda *args: None)
    with pytest.raises(IntegrityError, match="rests"):
        attach.edit(item, scene.holder, 0, item.version, stance="context", note="late")


def test_publishing_a_correction_against_confirming_a_retraction_leaves_one_truth() -> None:
    scene = scene_of("correction signed")
    release.ask_retraction(scene.fresh(), scene.senior, scene.claim.version, "We were wrong.")
    version, verdict = scene.fresh().version, scene.verdict()
    results = at_once(
        [
            partial(release.publish, scene.claim, scene.senior, version, verdict),
            partial(release.confirm_retraction, scene.claim, scene.people["other senior"], version),
        ]
    )
    assert (len(won(results)), len(refused(results))) == (1, 1)
    retracted = scene.fresh().state == State.RETRACTED
    assert retracted == Retraction.objects.exclude(confirmed_by=None).exists()
    assert Verdict.objects.filter(claim=scene.claim, standing="published").exists() != retracted


def test_without_locks_a_publication_against_a_retraction_meets_only_the_database(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scene = scene_of("correction signed")
    release.ask_retraction(scene.fresh(), scene.senior, scene.claim.version, "We were wrong.")
    version, verdict = scene.fresh().version, scene.verdict()
    unlock(monkeypatch, 2)
    monkeypatch.setattr(release, "lock", workflow.lock)
    results = at_once(
        [
            partial(release.publish, scene.claim, scene.senior, version, verdict),
            partial(release.confirm_retraction, scene.claim, scene.people["other senior"], version),
        ]
    )
    assert refused(results) == []
    assert len(won(results)) == 2 or any(isinstance(result, IntegrityError) for result in results)


def merge_crosswise(one: Claim, other: Claim) -> list[Any]:
    people = make.senior(), make.senior()
    return at_once(
        [
            partial(claims.merge, one, Claim.objects.get(pk=other.pk), people[0], one.version),
            partial(claims.merge, other, Claim.objects.get(pk=one.pk), people[1], other.version),
        ]
    )


def test_two_claims_merged_into_each_other_end_as_one() -> None:
    for _ in range(5):
        one, other = make.claim(), make.claim()
        results = merge_crosswise(one, other)
        assert (len(won(results)), [type(r) for r in refused(results)]) == (1, [WrongStep])
        states = Claim.objects.filter(pk__in=[one.pk, other.pk]).values_list("state", flat=True)
        assert sorted(states) == [State.MERGED, State.QUEUED]


def test_without_locks_two_claims_vanish_into_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = make.claim(), make.claim()
    both_have_checked = threading.Barrier(2, timeout=PATIENCE)

    def look(pk: int) -> Claim:
        return Claim.objects.get(pk=pk)

    def advance_late(*args: Any, **options: Any) -> Any:
        both_have_checked.wait()
        return advance(*args, **options)

    advance = workflow.advance
    monkeypatch.setattr(claims, "lock", look)
    monkeypatch.setattr("claims.workflow.lock", look)
    monkeypatch.setattr(claims, "advance", advance_late)
    assert not any(isinstance(result, Refused) for result in merge_crosswise(one, other))
    assert Claim.objects.filter(pk__in=[one.pk, other.pk], state=State.MERGED).count() == 2
