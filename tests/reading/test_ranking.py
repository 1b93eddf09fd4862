"""The order of the queue follows what people did."""

import pytest

from claims import due, tasks
from claims.models import Claim, Event, FollowUp
from claims.reading import ranking
from tests import factories as make
from tests.articles import KILLED, LATER, file_of, imported
from tests.situations import scene_of

pytestmark = pytest.mark.django_db


def test_evidence_on_both_sides_lifts_a_claim_and_says_so() -> None:
    scene = scene_of("working")
    make.attached(scene.lease(), "contradicts", "Tuesday night")
    before = scene.fresh().priority
    ranking.follow_up(Event.objects.filter(claim=scene.claim).latest("pk").pk)
    assert scene.fresh().priority == before + ranking.DISPUTED
    assert scene.claim.reasons[0] == "disputed: evidence on both sides"


def test_what_follows_an_event_is_done_once_and_a_replay_changes_nothing() -> None:
    claim = make.claim()
    event = Event.objects.get(claim=claim)
    for _ in range(3):
        tasks.follow_up(event.pk)
    follow_up = FollowUp.objects.get(event=event)
    assert (follow_up.attempts, follow_up.done_at is not None) == (1, True)


def test_what_follows_an_event_is_given_up_after_five_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    event = Event.objects.get(claim=make.claim())

    def fall_over(claim_id: int) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(ranking, "refresh", fall_over)
    for _ in range(due.TRIES):
        with pytest.raises(RuntimeError):
            ranking.follow_up(event.pk)
    ranking.follow_up(event.pk)
    woken: list[tuple[str, int]] = []
    monkeypatch.setattr(tasks, "wake_worker", lambda task, pk: woken.append((task, pk)))
    FollowUp.objects.update(due_at=event.at)
    tasks.sweep()
    assert woken == []


def test_events_nobody_followed_up_are_found_by_the_sweeper(monkeypatch: pytest.MonkeyPatch) -> None:
    event = Event.objects.get(claim=make.claim())
    monkeypatch.setattr(tasks, "wake_worker", lambda task, pk: {"claims.follow_up": ranking.follow_up}[task](pk))
    tasks.sweep()
    assert FollowUp.objects.get(event=event).done_at is not None


def test_what_the_machine_found_keeps_its_reasons_and_its_score() -> None:
    imported(file_of(KILLED))
    imported(file_of(KILLED, LATER), "other.txt")
    claim = Claim.objects.filter(wording__startswith="Twelve").first()
    assert claim is not None
    found = claim.priority, claim.reasons
    ranking.refresh(claim.pk)
    claim.refresh_from_db()
    assert (claim.priority, claim.reasons) == found
    assert claim.reasons
