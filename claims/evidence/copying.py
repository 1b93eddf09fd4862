"""Passages of one claim attached to another one too: after a split, or with a merger."""

from django.db import transaction
from django.db.models import F

from claims.access import live_lease
from claims.evidence import attach
from claims.models import Claim, Evidence, Person
from claims.states import OPEN, Role, State
from claims.workflow import NotAllowed, WrongStep, lock, record

SAME = ("start", "end", "quote", "prefix", "suffix", "stance", "note")


@transaction.atomic
def copy(source: Claim, target: Claim, person: Person) -> list[Evidence]:
    """Each live passage under the target's next number; those that are there already stay as they are."""
    locked = lock(target.pk)
    _allow(locked, person)
    there = set(locked.evidence.filter(removed_at=None).values_list("revision", "start", "end"))
    live = source.evidence.filter(removed_at=None).order_by("number")
    made = [_copy(item, locked, person) for item in live if (item.revision_id, item.start, item.end) not in there]
    if made:
        attach.recount(locked)
        told = {"from": source.pk, "passages": [item.number for item in made]}
        record(locked, "copy passages", by=person, data=told)
    return made


def _allow(target: Claim, person: Person) -> None:
    lease = live_lease(target)
    if target.state not in OPEN or target.state in (State.REVIEW, State.SIGNED):
        raise WrongStep("Passages are copied to a claim that is being worked on.")
    holds = lease is not None and lease.holder_id == person.pk
    if not holds and not person.is_any(Role.SENIOR) and lease is not None:
        raise NotAllowed(f"{lease.holder} holds claim {target.pk}. Passages are copied by them, or by a senior.")


def _copy(item: Evidence, target: Claim, person: Person) -> Evidence:
    Claim.objects.filter(pk=target.pk).update(passages_made=F("passages_made") + 1)
    target.refresh_from_db(fields=["passages_made"])
    said = {name: getattr(item, name) for name in SAME}
    return Evidence.objects.create(
        **said, claim=target, revision_id=item.revision_id, number=target.passages_made, attached_by=person
    )
