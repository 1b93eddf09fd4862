from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from claims import undo
from claims.models import Claim, Event, Notification
from claims.reading import ranking
from claims.review import arranging, leases, snoozing
from claims.workflow import Missing, NotAllowed, Stale, WrongStep
from tests import factories

pytestmark = pytest.mark.django_db


def last_event(claim: Claim) -> Event:
    found = claim.events.order_by("-pk").first()
    assert found is not None
    return found


def fresh(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def test_assigning_is_an_event_that_says_what_was_before_and_tells_whom_it_is_given() -> None:
    claim, jonas, mara = factories.claim(), factories.reviewer(), factories.senior()
    arranging.assign(claim, mara, claim.version, jonas)
    event = last_event(claim)
    assert (event.action, event.by, event.data) == ("assign", mara, {"was": {"assignee": None}, "now": str(jonas)})
    told = Notification.objects.get()
    assert (told.person, told.kind, told.by) == (jonas, "given", mara)
    assert fresh(claim).assignee == jonas


def test_who_assigns_to_oneself_is_not_told() -> None:
    claim, jonas = factories.claim(), factories.reviewer()
    arranging.assign(claim, jonas, claim.version, jonas)
    assert not Notification.objects.exists()


def test_a_claim_is_assigned_only_to_who_reviews() -> None:
    claim = factories.claim()
    with pytest.raises(Missing):
        arranging.assign(claim, factories.senior(), claim.version, factories.curator())
    assert fresh(claim).version == claim.version


def test_what_somebody_holds_is_neither_assigned_nor_put_to_sleep() -> None:
    lease, senior = factories.taken(factories.reviewer()), factories.senior()
    claim = fresh(lease.claim)
    with pytest.raises(WrongStep, match=f"{lease.holder} holds this claim"):
        arranging.assign(claim, senior, claim.version, senior)
    with pytest.raises(WrongStep):
        arranging.snooze(claim, senior, claim.version, timezone.now() + timedelta(days=1))


def test_an_old_page_changes_nothing() -> None:
    claim, person = factories.claim(), factories.reviewer()
    arranging.prioritise(claim, person, claim.version, "up")
    with pytest.raises(Stale):
        arranging.due(claim, person, claim.version, timezone.now())
    assert fresh(claim).due_at is None


def test_an_administrator_arranges_nothing() -> None:
    claim = factories.claim()
    with pytest.raises(NotAllowed):
        arranging.put_topic(claim, factories.administrator(), claim.version, factories.topic())


def test_what_is_so_already_is_no_event() -> None:
    claim, person = factories.claim(), factories.reviewer()
    before = claim.events.count()
    arranging.due(claim, person, claim.version, None)
    assert (claim.events.count(), fresh(claim).version) == (before, claim.version)


@pytest.mark.parametrize(("way", "lift", "priority"), [("up", 100, 600), ("down", -100, 400), ("urgent", 1000, 1000)])
def test_what_a_person_lifts_stands_higher_at_once_and_after_the_ranking(way: str, lift: int, priority: int) -> None:
    claim, person = factories.claim(), factories.reviewer()
    arranging.prioritise(claim, person, claim.version, way)
    assert (fresh(claim).lift, fresh(claim).priority) == (lift, priority)
    ranking.refresh(claim.pk)
    assert fresh(claim).priority == priority
    assert "by hand" in fresh(claim).reasons[0] or "urgent" in fresh(claim).reasons[0]


def test_as_ranked_takes_the_lift_away() -> None:
    claim, person = factories.claim(), factories.reviewer()
    arranging.prioritise(claim, person, claim.version, "down")
    arranging.prioritise(fresh(claim), person, claim.version + 1, "ranked")
    assert (fresh(claim).lift, fresh(claim).priority) == (0, 500)


def test_what_sleeps_is_not_taken_next_and_waking_brings_it_back() -> None:
    claim, person = factories.claim(), factories.reviewer()
    arranging.snooze(claim, person, claim.version, timezone.now() + timedelta(days=1))
    assert leases.take_next(person) is None
    assert snoozing.wake_due() == 0
    Claim.objects.filter(pk=claim.pk).update(snoozed_until=timezone.now() - timedelta(seconds=1))
    assert (snoozing.wake_due(), snoozing.wake_due()) == (1, 0)
    assert (last_event(claim).action, last_event(claim).by) == ("wake", None)
    lease = leases.take_next(person)
    assert lease is not None
    assert lease.claim_id == claim.pk


def test_the_sweeper_wakes_only_so_many_at_once() -> None:
    for _ in range(3):
        claim = factories.claim()
        Claim.objects.filter(pk=claim.pk).update(snoozed_until=timezone.now() - timedelta(seconds=1))
    assert (snoozing.wake_due(2), snoozing.wake_due(2)) == (2, 1)


def test_nothing_sleeps_until_a_time_that_is_over() -> None:
    claim = factories.claim()
    with pytest.raises(Missing):
        arranging.snooze(claim, factories.reviewer(), claim.version, timezone.now() - timedelta(minutes=1))


def test_who_takes_a_sleeping_claim_from_its_page_wakes_it() -> None:
    claim, person = factories.claim(), factories.reviewer()
    arranging.snooze(claim, person, claim.version, timezone.now() + timedelta(days=1))
    leases.take(fresh(claim), person, claim.version + 1)
    assert fresh(claim).snoozed_until is None


def test_each_of_these_steps_can_be_undone_by_who_took_it() -> None:
    person, topic, story = factories.senior(), factories.topic(), factories.story()
    claim, later = factories.claim(), timezone.now() + timedelta(days=1)
    before = Claim.objects.filter(pk=claim.pk).values("assignee", "lift", "due_at", "snoozed_until", "topic", "story")
    was = before.get()
    steps: list[Callable[[int], None]] = [
        lambda v: arranging.assign(claim, person, v, person),
        lambda v: arranging.prioritise(claim, person, v, "up"),
        lambda v: arranging.due(claim, person, v, later),
        lambda v: arranging.snooze(claim, person, v, later),
        lambda v: arranging.put_topic(claim, person, v, topic),
        lambda v: arranging.put_story(claim, person, v, story),
    ]
    for step in steps:
        step(fresh(claim).version)
        assert before.get() != was
        undo.undo(claim, person, None, last_event(claim).pk)
        assert before.get() == was
