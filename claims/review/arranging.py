"""What the desk sets on claims without judging them: whose, how pressing, by when, asleep until, of which subject.

Each is a step with its version and an event whose data hold what was before: {"was": {field: value}}.
"""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from claims.access import live_lease, may_read_desk, may_review
from claims.models import Claim, Event, Notification, Person, Story, Topic
from claims.states import OPEN, WAITING, State, Who
from claims.workflow import Missing, NotAllowed, WrongStep, change, lock, record

LIFTS = {"up": 100, "down": -100}
URGENT = 1000  # above whatever the reading gives
TOP = 1000


@transaction.atomic
def assign(claim: Claim, person: Person, version: int, to: Person | None) -> None:
    """Whose it is, in nobody's hands; who gets it from somebody else is told."""
    if to is not None and not may_review(to):
        raise Missing("Choose a reviewer or a senior.")
    event = _set(claim, person, version, "assign", WAITING, assignee=to)
    if event and to and to.pk != person.pk:
        given = Notification.Kind.GIVEN
        Notification.objects.create(person=to, kind=given, claim=event.claim, event=event, by=person)


@transaction.atomic
def prioritise(claim: Claim, person: Person, version: int, way: str) -> None:
    """`way`: "up" or "down" a step, "urgent", or "ranked" as the reading and the desk's rules say."""
    locked = lock(claim.pk)
    known = {"urgent": URGENT, "ranked": 0}
    lift = known.get(way, locked.lift + LIFTS.get(way, 0))
    lift = max(-URGENT, min(URGENT, lift))
    at_once = max(0, min(TOP, locked.priority + lift - locked.lift))  # the follow-up ranks it for good
    _set(claim, person, version, "prioritise", OPEN, lift=lift, besides={"priority": at_once})


def due(claim: Claim, person: Person, version: int, at: datetime | None) -> None:
    _set(claim, person, version, "due", OPEN, due_at=at)


def snooze(claim: Claim, person: Person, version: int, until: datetime, note: str = "") -> None:
    """Out of everybody's sight until then."""
    if until <= timezone.now():
        raise Missing("Choose a time to come: until then the claim sleeps.")
    _set(claim, person, version, "snooze", WAITING, note=note, snoozed_until=until)


def wake(claim: Claim, person: Person, version: int) -> None:
    _set(claim, person, version, "wake", list(State), snoozed_until=None)


def put_topic(claim: Claim, person: Person, version: int, topic: Topic | None) -> None:
    _set(claim, person, version, "topic", (*OPEN, State.PUBLISHED), topic=topic)


def put_story(claim: Claim, person: Person, version: int, story: Story | None) -> None:
    _set(claim, person, version, "story", (*OPEN, State.PUBLISHED), story=story)


@transaction.atomic
def _set(
    claim: Claim, person: Person, version: int, action: str, states: Any, *, note: str = "",
    besides: dict[str, Any] | None = None, **fields: Any,
) -> Event | None:  # fmt: skip
    """Set `fields` of a claim in one of `states`, and `besides` that follows from them; None where they are so."""
    if not may_read_desk(person):
        raise NotAllowed(f"This is for {Who.DESK.value}.")
    locked = lock(claim.pk)
    _check_state(locked, states)
    was = {name: getattr(locked, name) for name in fields}
    if was == fields:
        return None
    change(locked, version, **fields, **(besides or {}))
    data = {"was": {name: _plain(value) for name, value in was.items()}, "now": _said(fields)}
    return record(locked, action, by=person, note=note, data=data)


def _check_state(claim: Claim, states: Any) -> None:
    if claim.state in states:
        return
    held = live_lease(claim) if claim.state == State.WORKING else None
    raise WrongStep(
        f"{held.holder} holds this claim." if held else f"The claim is {claim.get_state_display().lower()}."
    )


def _plain(value: Any) -> Any:
    """As an event keeps it, so that it can be set back."""
    if isinstance(value, models.Model):
        return value.pk
    return value.isoformat() if isinstance(value, datetime) else value


def _said(fields: dict[str, Any]) -> str:
    """For whoever reads the record: what it is now."""
    (value,) = fields.values()
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime) else str(value)
