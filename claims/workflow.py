"""The one door for a claim's state: checks step, person, version and lease, and writes the event with it."""

import logging
import time
from collections.abc import Callable
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from kombu.exceptions import OperationalError

from claims.access import allowed, live_lease, may_review, rule_for
from claims.models import Claim, Event, FollowUp, Lease, Person
from claims.states import STEPS, Rule, Who

log = logging.getLogger(__name__)

# Steps that change in whose hands a claim is, and nothing that anything else follows from. (After a "take" passages are
# proposed.)
HOLDS = frozenset({"correct", "release", "hand over", "break"})

QUIET = 5  # seconds in which a broker that did not answer is not asked again, so that no save waits for it twice
quiet = {"until": 0.0}


class Refused(Exception):
    """A step or a save that was not done. `status` is what a web page answers with."""

    status = 409


class NotAllowed(Refused):
    status = 403


class WrongStep(Refused):
    """The claim is in a state that this step does not start from."""


class Stale(Refused):
    """Somebody changed the claim, the draft or the passage meanwhile."""


class LeaseLost(Refused):
    """The lease behind this save has run out or is another's."""


class Missing(Refused):
    """Something needed is not there; the text says what."""

    status = 422


def lock(pk: int) -> Claim:
    """The claim's row, ours until the transaction ends: saves and steps on one claim come one after another."""
    return Claim.objects.select_for_update().get(pk=pk)


def require_lease(claim: Claim, by: Person, token: int | None) -> Lease:
    """The live lease that `token` names and `by` holds: the fence before every save of the holder's."""
    if not may_review(by):
        raise NotAllowed(f"This is for {Who.REVIEWERS.value}.")
    lease = live_lease(claim)
    if lease is None or lease.pk != token or lease.holder_id != by.pk:
        holder = f"{lease.holder} holds this claim now." if lease and lease.holder_id != by.pk else ""
        raise LeaseLost(holder or "Your hold on this claim has run out. Take it again to go on.")
    return lease


@transaction.atomic
def advance(
    claim: Claim,
    step: str,
    *,
    by: Person | None,
    version: int,
    token: int | None = None,
    note: str = "",
    data: dict[str, Any] | None = None,
    changes: dict[str, Any] | None = None,
) -> Event:
    """Take `step`; `version` is of the claim that `by` was looking at, `changes` are fields set with the state.

    Raises one of the `Refused` family and then nothing was changed.
    """
    event = step_on(lock(claim.pk), step, by=by, version=version, token=token, note=note, data=data, changes=changes)
    claim.refresh_from_db()
    event.claim = claim
    return event


def step_on(
    locked: Claim,
    step: str,
    *,
    by: Person | None,
    version: int,
    token: int | None = None,
    note: str = "",
    data: dict[str, Any] | None = None,
    changes: dict[str, Any] | None = None,
) -> Event:
    """`advance` for who holds the claim's row already, in a transaction that ends with whatever this raises."""
    rule = _rule(locked, step)
    _check(locked, rule, by, token, note)
    before = locked.state
    change(locked, version, state=rule.target, **(changes or {}))
    return record(locked, step, by=by, before=before, note=note, data=data)


def change(claim: Claim, version: int, **fields: Any) -> None:
    """Set fields of the claim as it was at `version`, or raise Stale."""
    same = Claim.objects.filter(pk=claim.pk, state=claim.state, version=version)
    if not same.update(version=F("version") + 1, changed_at=Now(), **fields):
        raise Stale("Somebody changed this claim meanwhile.")
    for name, value in {**fields, "version": version + 1}.items():
        setattr(claim, name, value)


def _rule(claim: Claim, step: str) -> Rule:
    rule = rule_for(step, claim)
    if rule is None:
        raise WrongStep(f"Cannot {step}: the claim is {claim.get_state_display().lower()} by now.")
    return rule


def _check(claim: Claim, rule: Rule, by: Person | None, token: int | None, note: str) -> None:
    if rule.who is Who.HOLDER and by is not None:
        require_lease(claim, by, token)
    if not allowed(rule.who, by, claim):
        raise NotAllowed(f"This is for {rule.who.value}.")
    if rule.note and not note.strip():
        raise Missing("Say why: a note is needed here.")


@transaction.atomic
def open_claim(
    step: str, *, by: Person | None, note: str = "", data: dict[str, Any] | None = None, **fields: Any
) -> Claim:
    """Make a claim by a step that starts from nothing ("find" or "add")."""
    rule = STEPS[step][None]
    if not allowed(rule.who, by, None):
        raise NotAllowed(f"This is for {rule.who.value}.")
    claim = Claim.objects.create(state=rule.target, **fields)
    record(claim, step, by=by, before="", note=note, data=data)
    return claim


def record(
    claim: Claim,
    action: str,
    *,
    by: Person | None,
    before: str | None = None,
    note: str = "",
    data: dict[str, Any] | None = None,
) -> Event:
    """Write an event and, where a person's can have consequences, that it is to be followed up.

    Wakes a worker once both are committed.
    """
    event = Event.objects.create(
        claim=claim,
        action=action,
        by=by,
        before=claim.state if before is None else before,
        after=claim.state,
        note=note.strip(),
        data=data or {},
    )
    if by is not None and action not in HOLDS:  # what the machine does to a claim it follows up itself
        FollowUp.objects.create(event=event)
        transaction.on_commit(waker("claims.follow_up", event.pk), robust=True)
    return event


def waker(task: str, pk: int) -> Callable[[], None]:
    def wake() -> None:
        wake_worker(task, pk)

    return wake


def wake_worker(task: str, *args: int | str, expires: float | None = None) -> None:
    """Best effort: a broker that is down costs seconds of delay, never work; the sweeper finds what is due."""
    if not settings.WAKE_WORKERS or time.monotonic() < quiet["until"]:
        return
    try:
        current_app.send_task(task, args=args, expires=expires, retry=False, ignore_result=True)
    except (OperationalError, OSError) as error:
        quiet["until"] = time.monotonic() + QUIET
        log.warning("Nobody could be woken for %s: %s", task, error)
