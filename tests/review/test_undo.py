"""Undoing one's own last step: of each kind, once, and only while nobody has built on it."""

from typing import Any

import pytest
from django.db import transaction

from claims import undo
from claims.evidence import attach, deciding
from claims.models import Claim, Event, Evidence, Suggestion
from claims.review import claims, leases, verdicts
from claims.states import Role
from claims.text.anchors import anchor
from claims.workflow import LeaseLost, Missing, NotAllowed, Refused, Stale, WrongStep, change, lock, record
from tests import factories as make
from tests.races import at_once, refused, unlock, won
from tests.situations import NOTE, Scene, run_out, scene_of

pytestmark = pytest.mark.django_db


def last(scene: Scene) -> Event:
    return Event.objects.filter(claim=scene.claim).latest("pk")


def back(scene: Scene, name: str = "holder", event: Event | None = None) -> str:
    found = undo.undo(scene.fresh(), scene.people[name], scene.token(), (event or last(scene)).pk)
    scene.fresh()
    return found.words


def tally(scene: Scene) -> tuple[int, int, int]:
    claim = scene.fresh()
    return claim.supports, claim.contradicts, claim.context


def passage(scene: Scene) -> Evidence:
    return Evidence.objects.get(claim=scene.claim)


def suggested(scene: Scene, quote: str = "Tuesday night") -> Suggestion:
    revision = passage(scene).revision
    start = revision.text.index(quote)
    told: dict[str, Any] = {"why": "the same words", "backend": "search 1", "score": 0.5}
    return Suggestion.objects.create(
        claim=scene.claim, revision=revision, **vars(anchor(revision.text, start, start + len(quote))), **told
    )


def test_an_attached_passage_is_removed_again_and_keeps_its_row_and_number() -> None:
    scene = scene_of("working")
    step = last(scene)
    assert undo.offered(scene.claim, scene.holder) == undo.Offer(step.pk, "attach", "attaching passage 1")
    assert back(scene) == "attaching passage 1"
    assert passage(scene).removed_at is not None
    assert tally(scene) == (0, 0, 0)
    assert (last(scene).action, last(scene).by, last(scene).data["of"]) == ("undo", scene.holder, step.pk)
    assert make.attached(scene.lease()).number == 2


def test_an_edited_passage_has_its_stance_and_note_again() -> None:
    scene = scene_of("working")
    attach.edit(passage(scene), scene.holder, scene.token(), 1, stance="context", note="Only the mood.")
    assert back(scene) == "changing passage 1"
    assert (passage(scene).stance, passage(scene).note, passage(scene).version) == ("supports", "", 3)
    assert tally(scene) == (1, 0, 0)


def test_a_removed_passage_comes_back_under_its_number() -> None:
    scene = scene_of("working")
    before = passage(scene)
    attach.remove(before, scene.holder, scene.token())
    assert back(scene) == "removing passage 1"
    now = passage(scene)
    assert (now.pk, now.number, now.quote, now.removed_at) == (before.pk, 1, before.quote, None)
    assert tally(scene) == (1, 0, 0)


def test_an_accepted_suggestion_is_proposed_again_and_no_evidence_any_more() -> None:
    scene = scene_of("working")
    proposal = suggested(scene)
    made = make.attached(scene.lease(), "context", proposal.quote)
    proposal.refresh_from_db()
    assert (proposal.decision, proposal.evidence, proposal.decided_by) == ("accepted", made, scene.holder)
    assert back(scene) == "attaching passage 2"
    proposal.refresh_from_db()
    assert (proposal.decision, proposal.evidence, proposal.decided_by) == ("", None, None)
    assert tally(scene) == (1, 0, 0)


def test_a_rejected_suggestion_is_proposed_again() -> None:
    scene = scene_of("working")
    proposal = suggested(scene)
    deciding.reject(proposal, scene.holder, scene.token())
    assert not deciding.waiting(scene.claim).exists()
    back(scene)
    assert deciding.waiting(scene.claim).get() == proposal


@pytest.mark.parametrize("place", ["new", "queued"])
def test_a_dismissed_claim_is_where_it_was(place: str) -> None:
    scene = scene_of(place)
    claims.dismiss(scene.claim, scene.senior, scene.claim.version, NOTE)
    back(scene, "senior")
    assert scene.claim.state == place
    assert last(scene).data["what"] == "dismiss"


def test_whoever_dismissed_the_claim_in_their_hands_holds_it_again() -> None:
    scene = scene_of("working")
    claims.dismiss(scene.claim, scene.holder, scene.claim.version, NOTE)
    back(scene)
    assert (scene.claim.state, scene.lease().holder) == ("working", scene.holder)


def test_a_claim_that_another_held_goes_back_to_the_queue_and_stays_theirs() -> None:
    scene = scene_of("working")
    claims.dismiss(scene.claim, scene.senior, scene.claim.version, NOTE)
    back(scene, "senior")
    assert (scene.claim.state, scene.claim.assignee, scene.token()) == ("queued", scene.holder, 0)


@pytest.mark.parametrize("place", ["new", "queued"])
def test_a_merged_claim_stands_by_itself_again(place: str) -> None:
    scene = scene_of(place)
    claims.merge(scene.claim, scene.other, scene.senior, scene.claim.version)
    assert back(scene, "senior") == "merging"
    assert (scene.claim.state, scene.claim.merged_into) == (place, None)


def test_a_reworded_claim_has_its_words_and_its_claimant_again() -> None:
    scene = scene_of("working")
    before = Claim.objects.filter(pk=scene.claim.pk).values("wording", "claimant", "claimant_key", "said_on").get()
    claims.reword(
        scene.claim, scene.holder, scene.token(), scene.claim.version,
        wording="Other words", claimant="The mayor", said_on=last(scene).at.date(),
    )  # fmt: skip
    back(scene)
    assert Claim.objects.filter(pk=scene.claim.pk).values(*before).get() == before


@transaction.atomic
def set_fields(scene: Scene, action: str, **fields: Any) -> None:
    """As the queue's steps do it: the event keeps what the fields held, in JSON."""
    claim = lock(scene.claim.pk)
    was = {name: getattr(claim, Claim._meta.get_field(name).attname) for name in fields}  # type: ignore[union-attr]
    was = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in was.items()}
    change(claim, claim.version, **fields)
    record(claim, action, by=scene.senior, data={"was": was})


def test_what_only_sets_fields_is_set_back_whatever_their_kind() -> None:
    scene = scene_of("queued")
    moment = last(scene).at
    steps: list[tuple[str, dict[str, Any]]] = [
        ("assign", {"assignee": scene.holder}),
        ("assign", {"assignee": scene.senior}),
        ("snooze", {"snoozed_until": moment}),
        ("due", {"due_at": moment}),
        ("due", {"due_at": None}),
        ("prioritise", {"lift": 100}),
        ("anything else", {"kind": "quote"}),
    ]
    names = ("assignee", "snoozed_until", "due_at", "lift", "kind")
    seen = []
    for action, fields in steps:
        seen.append(Claim.objects.filter(pk=scene.claim.pk).values(*names).get())
        set_fields(scene, action, **fields)
    while seen:
        offer = undo.offered(scene.fresh(), scene.senior)
        assert offer is not None
        undo.undo(scene.claim, scene.senior, None, offer.event)
        assert Claim.objects.filter(pk=scene.claim.pk).values(*names).get() == seen.pop()


def test_steps_are_undone_one_after_another_backwards() -> None:
    scene = scene_of("working")
    make.attached(scene.lease(), "context", "Tuesday night")
    words = []
    while offer := undo.offered(scene.fresh(), scene.holder):
        words.append(undo.undo(scene.claim, scene.holder, scene.token(), offer.event).words)
    assert words == ["attaching passage 2", "attaching passage 1"]
    assert tally(scene) == (0, 0, 0)


def test_a_step_is_undone_once() -> None:
    scene = scene_of("working")
    step = last(scene)
    back(scene)
    with pytest.raises(Stale, match="undone already"):
        back(scene, event=step)
    assert Event.objects.filter(claim=scene.claim, action="undo").count() == 1


def test_nobody_undoes_a_step_of_another() -> None:
    scene = scene_of("working")
    for name in scene.people.keys() - {"holder"}:
        assert undo.offered(scene.claim, scene.people[name]) is None
        with pytest.raises(Refused):
            back(scene, name)
    assert tally(scene) == (1, 0, 0)


def test_what_somebody_built_on_is_not_undone_and_it_says_who_did() -> None:
    scene = scene_of("queued")
    set_fields(scene, "assign", assignee=scene.holder)
    step = last(scene)
    leases.take(scene.fresh(), scene.holder, scene.claim.version)
    assert undo.offered(scene.claim, scene.senior) is None
    with pytest.raises(Stale, match=f"{scene.holder} worked on this claim after your step"):
        back(scene, "senior", step)


def test_what_another_did_and_undid_is_nothing_built() -> None:
    scene = scene_of("queued")
    set_fields(scene, "assign", assignee=scene.holder)
    step = last(scene)
    other = scene.people["other senior"]
    claims.dismiss(scene.fresh(), other, scene.claim.version, NOTE)
    undo.undo(scene.fresh(), other, None, last(scene).pk)
    assert back(scene, "senior", step) == "assigning"


def test_what_the_machine_did_meanwhile_is_nothing_built() -> None:
    scene = scene_of("queued")
    set_fields(scene, "assign", assignee=scene.holder)
    step = last(scene)
    record(scene.claim, "mention", by=None)
    assert back(scene, "senior", step) == "assigning"


def test_an_older_step_of_ones_own_is_not_undone_under_a_later_one() -> None:
    scene = scene_of("working")
    step = last(scene)
    make.attached(scene.lease(), "context", "Tuesday night")
    with pytest.raises(Stale, match="not your last step any more"):
        back(scene, event=step)
    assert tally(scene) == (1, 0, 1)


def test_the_holders_steps_are_undone_only_while_they_hold_it() -> None:
    scene = scene_of("working")
    step = last(scene)
    run_out(scene.claim)
    with pytest.raises(LeaseLost):
        back(scene, event=step)
    assert passage(scene).removed_at is None


@pytest.mark.parametrize(
    ("place", "name", "words"),
    [
        ("review", "holder", "A submission is not undone. Ask a senior to return the verdict."),
        ("signed", "senior", "A signature is not undone"),
        ("published", "senior", "What is public is not undone"),
    ],
)
def test_what_others_were_told_is_not_undone_and_it_says_what_to_do(place: str, name: str, words: str) -> None:
    scene = scene_of(place)
    assert undo.offered(scene.claim, scene.people[name]) is None
    with pytest.raises(WrongStep, match=words):
        back(scene, name)


def test_a_return_is_not_undone() -> None:
    scene = scene_of("review")
    verdicts.send_back(scene.claim, scene.senior, scene.claim.version, scene.verdict(), NOTE)
    with pytest.raises(WrongStep, match="A return is not undone"):
        back(scene, "senior")


def test_whoever_lost_the_role_undoes_nothing() -> None:
    scene = scene_of("queued")
    claims.dismiss(scene.claim, scene.senior, scene.claim.version, NOTE)
    scene.senior.roles = [Role.ADMINISTRATOR]
    scene.senior.save()
    with pytest.raises(NotAllowed):
        back(scene, "senior")


def test_where_nobody_did_anything_nothing_is_undone() -> None:
    scene = scene_of("new")
    assert undo.offered(scene.claim, scene.senior) is None
    with pytest.raises(Missing):
        back(scene, "senior")


def twice_at_once(scene: Scene) -> tuple[int, int]:
    """How many of two windows undid the step, and how many events say so."""
    step, token = last(scene), scene.token()
    results = at_once([lambda: undo.undo(scene.claim, scene.senior, token, step.pk)] * 2)
    assert len(won(results)) + len(refused(results)) == 2
    return len(won(results)), Event.objects.filter(claim=scene.claim, action="undo").count()


@pytest.mark.django_db(transaction=True)
def test_two_windows_undo_a_step_at_once_and_it_is_undone_once() -> None:
    scene = scene_of("queued")
    set_fields(scene, "assign", assignee=scene.holder)
    assert twice_at_once(scene) == (1, 1)
    assert scene.fresh().assignee is None


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_it_would_be_undone_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = scene_of("queued")
    set_fields(scene, "assign", assignee=scene.holder)
    unlock(monkeypatch, parties=2)
    assert twice_at_once(scene) == (2, 2)
