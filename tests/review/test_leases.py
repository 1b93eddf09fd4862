"""Holds on claims end by the database's clock, and a late save meets the fence."""

from datetime import timedelta
from functools import partial

import pytest
from django.db.models.functions import Now
from pytest_django import Settings

from claims.models import Claim, Draft, Event, Lease
from claims.review import claims, drafts, leases
from claims.states import State
from claims.workflow import LeaseLost, NotAllowed, WrongStep, open_claim
from tests import factories as make
from tests.races import at_once
from tests.situations import NOTE, Scene, run_out, scene_of

pytestmark = pytest.mark.django_db


def save(scene: Scene, token: int) -> Draft:
    return drafts.save(scene.claim, scene.holder, token, 1, rating=make.rating(), rationale="Typed meanwhile.")


def test_a_hold_lasts_its_time_by_the_database_s_clock(settings: Settings) -> None:
    settings.LEASE_TIME = timedelta(minutes=7)
    lease = make.taken(make.reviewer())
    left = Lease.objects.filter(pk=lease.pk, expires_at__gt=Now() + timedelta(minutes=6))
    assert left.filter(expires_at__lte=Now() + timedelta(minutes=7)).exists()


def test_a_heartbeat_makes_the_hold_last_its_full_time_again_and_keeps_the_token() -> None:
    scene = scene_of("working")
    Lease.objects.update(expires_at=Now() + timedelta(seconds=5))
    kept = leases.keep(scene.claim, scene.holder, scene.token())
    assert Lease.objects.filter(pk=kept.pk, expires_at__gt=Now() + timedelta(minutes=25)).exists()


@pytest.mark.parametrize("place", ["lapsed", "queued"])
def test_a_heartbeat_after_the_hold_ran_out_does_not_bring_it_back(place: str) -> None:
    scene = scene_of(place)
    with pytest.raises(LeaseLost):
        leases.keep(scene.claim, scene.holder, scene.token())


def test_a_save_after_the_hold_ran_out_is_refused_and_the_draft_stays() -> None:
    scene = scene_of("lapsed")
    with pytest.raises(LeaseLost, match="run out"):
        save(scene, scene.token())
    assert Draft.objects.get().rationale.startswith("The report")


def test_a_late_save_meets_the_fence_after_another_took_the_claim() -> None:
    scene = scene_of("lapsed")
    old = scene.token()
    lease = leases.take(scene.claim, scene.people["reviewer"], scene.claim.version)
    assert lease.pk > old
    with pytest.raises(LeaseLost, match="holds this claim now"):
        save(scene, old)
    with pytest.raises(LeaseLost):
        save(scene, lease.pk)  # the other's token in the first one's hands


def test_a_token_of_an_earlier_hold_of_the_same_person_is_refused() -> None:
    scene = scene_of("lapsed")
    old = scene.token()
    leases.take(scene.claim, scene.holder, scene.claim.version)
    with pytest.raises(LeaseLost):
        save(scene, old)
    assert save(scene, scene.token()).version == 2


def test_the_sweeper_ends_what_ran_out_and_nothing_else() -> None:
    scene, held = scene_of("lapsed"), make.taken(make.reviewer())
    assert (leases.expire_due(), leases.expire_due()) == (1, 0)
    assert (scene.fresh().state, scene.claim.assignee) == (State.QUEUED, scene.holder)
    assert list(Lease.objects.all()) == [held]
    event = Event.objects.filter(claim=scene.claim).latest("pk")
    assert (event.action, event.by, event.data["held_by"]) == ("expire", None, str(scene.holder))
    assert Draft.objects.filter(claim=scene.claim).exists()


def test_a_correction_s_hold_ends_too_and_the_claim_stays_published() -> None:
    scene = scene_of("correcting")
    run_out(scene.claim)
    assert leases.expire_due() == 1
    assert (scene.fresh().state, Lease.objects.count()) == (State.PUBLISHED, 0)
    leases.correct(scene.claim, scene.people["reviewer"], scene.claim.version)
    assert scene.lease().holder == scene.people["reviewer"]


def test_a_correction_nobody_swept_is_taken_over() -> None:
    scene = scene_of("correcting")
    run_out(scene.claim)
    leases.correct(scene.claim, scene.people["reviewer"], scene.claim.version)
    assert [event.action for event in Event.objects.filter(claim=scene.claim)][-2:] == ["expire", "correct"]


def test_a_held_claim_is_taken_by_nobody_else() -> None:
    scene = scene_of("working")
    with pytest.raises(WrongStep, match="holds this claim"):
        leases.take(scene.claim, scene.people["reviewer"], scene.claim.version)


def test_taking_next_goes_by_priority_and_one_s_own_come_first() -> None:
    mine, theirs = make.reviewer(), make.reviewer()
    low, high, other = (
        open_claim("find", by=None, wording="A claim", article=make.article(), priority=priority, assignee=whose)
        for priority, whose in ((10, mine), (20, None), (30, theirs))
    )
    order = [lease.claim_id for lease in iter(partial(leases.take_next, mine), None)]
    assert order == [low.pk, high.pk, other.pk]
    assert leases.take_next(theirs) is None


@pytest.mark.parametrize("who", ["curator", "administrator", "nobody", "superuser", "disabled"])
def test_taking_next_is_for_reviewers(who: str) -> None:
    scene = scene_of("queued")
    with pytest.raises(NotAllowed):
        leases.take_next(scene.people[who])


def test_releasing_keeps_the_draft_and_whose_claim_it_is() -> None:
    scene = scene_of("working")
    leases.release(scene.claim, scene.holder, scene.claim.version)
    assert (scene.fresh().state, scene.claim.assignee) == (State.QUEUED, scene.holder)
    assert Draft.objects.filter(claim=scene.claim).exists()
    with pytest.raises(LeaseLost):
        leases.release(scene.claim, scene.holder, scene.claim.version)


def test_dismissing_ends_the_hold() -> None:
    scene = scene_of("working")
    claims.dismiss(scene.claim, scene.holder, scene.claim.version, NOTE)
    assert not Lease.objects.filter(claim=scene.claim).exists()


def test_a_disabled_person_s_holds_end_at_once() -> None:
    scene, held = scene_of("working"), make.taken(make.reviewer())
    leases.end_all_of(scene.holder)
    assert scene.fresh().state == State.QUEUED
    assert list(Lease.objects.all()) == [held]


@pytest.mark.django_db(transaction=True)
def test_two_sweepers_and_a_heartbeat_at_once_end_each_hold_once() -> None:
    made = [scene_of("lapsed").claim.pk for _ in range(4)]
    results = at_once([leases.expire_due] * 4)
    assert sum(results) == len(made)
    assert Event.objects.filter(action="expire").count() == len(made)
    assert not Claim.objects.filter(pk__in=made).exclude(state=State.QUEUED).exists()
