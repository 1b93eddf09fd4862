"""Exclusive, expiring holds on claims."""

from itertools import chain

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Now

from claims.access import live_lease, may_review, open_verdict
from claims.models import Claim, Event, Lease, Notification, Person
from claims.states import WAITING, State
from claims.workflow import LeaseLost, Missing, WrongStep, advance, lock, require_lease, step_on

# By hand, because this is what everybody at the desk presses all day; each reads one row of an index.
FOUND = ["id", "state", "version"]
FREE = """SELECT id, state, version FROM claims_claim WHERE state IN ({states}) AND snoozed_until IS NULL AND {whose}
ORDER BY priority DESC, id LIMIT 1 {lock}"""
OWN, ANYBODYS, OTHERS = "assignee_id = %(person)s", "assignee_id IS NULL", "assignee_id <> %(person)s"
OF_TOPIC = "assignee_id IS NULL AND topic_id = %(topic)s"
# The person's topics, the one with the most pressing claim first; nothing is locked yet.
TOPICS = """SELECT own.topic_id FROM claims_person_topics own CROSS JOIN LATERAL (
  SELECT priority, id FROM claims_claim WHERE state IN ({states}) AND snoozed_until IS NULL AND assignee_id IS NULL
  AND topic_id = own.topic_id ORDER BY priority DESC, id LIMIT 1) AS best
WHERE own.person_id = %(person)s ORDER BY best.priority DESC, best.id"""
STATES = ", ".join(f"'{state}'" for state in WAITING)
LOCK = "FOR UPDATE SKIP LOCKED"


def until() -> CombinedExpression:
    """When a hold made or kept now runs out, by the database's clock."""
    return Now() + settings.LEASE_TIME


@transaction.atomic
def take_next(person: Person) -> Lease | None:
    """The most pressing claim nobody holds: the person's own first, then those of the person's topics, then anybody's,
    then what others left lying. What sleeps is left asleep."""
    claim = first_free(person)
    return hold(claim, person) if claim else None


def first_free(person: Person) -> Claim | None:
    """Its row locked; rows that somebody else is taking at this moment are passed over."""
    with connection.cursor() as cursor:
        if own := _found(cursor, OWN, person):
            return own
        cursor.execute(TOPICS.format(states=STATES), {"person": person.pk})
        topics = [topic for (topic,) in cursor.fetchall()]
        of_topics = (_found(cursor, OF_TOPIC, person, topic) for topic in topics)
        others = (_found(cursor, whose, person) for whose in (ANYBODYS, OTHERS))
        return next((claim for claim in chain(of_topics, others) if claim), None)


def _found(cursor: CursorWrapper, whose: str, person: Person, topic: int = 0) -> Claim | None:
    cursor.execute(FREE.format(states=STATES, whose=whose, lock=LOCK), {"person": person.pk, "topic": topic})
    row = cursor.fetchone()
    return Claim.from_db(connection.alias, FOUND, row) if row else None


@transaction.atomic
def take(claim: Claim, person: Person, version: int) -> Lease:
    """Take this claim, also when its holder's time has run out and nobody noticed yet."""
    locked = lock(claim.pk)
    held = live_lease(locked)
    if held:
        raise WrongStep(f"{held.holder} holds this claim.")
    if locked.state == State.WORKING:
        expire(locked)
        version += version == locked.version - 1  # the expiry itself is no change by somebody else
    return hold(locked, person, version=version)


@transaction.atomic
def correct(claim: Claim, person: Person, version: int) -> Lease:
    """Take a published claim to work on a correction; readers go on seeing what is published."""
    locked = lock(claim.pk)
    held = live_lease(locked)
    if held:
        raise WrongStep(f"{held.holder} holds this claim.")
    if open_verdict(locked):
        raise WrongStep("A correction of this claim waits already.")
    if Lease.objects.filter(claim=locked).exists():
        expire(locked)
        version += version == locked.version - 1
    return hold(locked, person, step="correct", version=version)


def hold(claim: Claim, person: Person, *, step: str = "take", version: int | None = None) -> Lease:
    """Through the door, then the lease; the caller holds the claim's row."""
    expected = claim.version if version is None else version
    step_on(claim, step, by=person, version=expected, changes={"assignee": person, "snoozed_until": None})
    return Lease.objects.create(claim=claim, holder=person, expires_at=until())


def grant(claim: Claim, person: Person) -> Lease:
    """A new lease, and so a higher token; the caller has been through the door."""
    Lease.objects.filter(claim=claim).delete()
    return Lease.objects.create(claim=claim, holder=person, expires_at=until())


@transaction.atomic
def keep(claim: Claim, person: Person, token: int | None) -> Lease:
    """The heartbeat: the hold lasts its full time again."""
    lease = require_lease(lock(claim.pk), person, token)
    Lease.objects.filter(pk=lease.pk).update(expires_at=until())
    lease.refresh_from_db()
    return lease


@transaction.atomic
def release(claim: Claim, person: Person, version: int, note: str = "") -> None:
    """Give it back to the queue; the draft stays."""
    locked = lock(claim.pk)
    lease = _lease_of(locked)
    step_on(locked, "release", by=person, version=version, token=lease.pk, note=note)
    Lease.objects.filter(claim=locked).delete()


@transaction.atomic
def hand_over(claim: Claim, person: Person, to: Person, version: int, note: str) -> None:
    """The hold ends and the claim is theirs to take: it comes first when they ask for work."""
    locked = lock(claim.pk)
    lease = _lease_of(locked)
    if not (to.is_active and may_review(to)) or to.pk == lease.holder_id:
        raise Missing("Choose another reviewer or senior.")
    data = {"to": str(to), "held_by": str(lease.holder), "token": lease.pk}
    event = step_on(locked, "hand over", by=person, version=version, note=note, data=data, changes={"assignee": to})
    Lease.objects.filter(claim=locked).delete()
    _tell(to, Notification.Kind.GIVEN, event)
    if lease.holder_id != person.pk:
        _tell(lease.holder, Notification.Kind.LOST, event)


@transaction.atomic
def break_off(claim: Claim, person: Person, version: int, note: str) -> None:
    """A senior ends a colleague's hold; what they wrote stays, and they are told why."""
    locked = lock(claim.pk)
    lease = _lease_of(locked)
    data = {"held_by": str(lease.holder), "token": lease.pk}
    event = step_on(locked, "break", by=person, version=version, note=note, data=data)
    Lease.objects.filter(claim=locked).delete()
    if lease.holder_id != person.pk:
        _tell(lease.holder, Notification.Kind.LOST, event)


def ended_because(claim: Claim, token: int) -> str:
    """What a colleague said when they ended this very hold; "" where none did."""
    ended = claim.events.filter(action__in=["break", "hand over"], data__token=token).select_related("by").first()
    return f"{ended.by} ended your hold: “{ended.note}”" if ended else ""


def _lease_of(claim: Claim) -> Lease:
    """The claim's lease, run out or not."""
    lease = Lease.objects.filter(claim=claim).select_related("holder").first()
    if lease is None:
        raise LeaseLost("Nobody holds this claim any more.")
    return lease


def _tell(person: Person, kind: Notification.Kind, event: Event) -> None:
    Notification.objects.create(person=person, kind=kind, claim=event.claim, event=event, by=event.by)


@transaction.atomic
def expire(claim: Claim) -> None:
    """What the clock does; the caller holds the claim's row and has seen that no live lease is there."""
    lease = Lease.objects.filter(claim=claim).select_related("holder").first()
    data = {"held_by": str(lease.holder), "token": lease.pk} if lease else {}
    advance(claim, "expire", by=None, version=claim.version, data=data)
    claim.refresh_from_db()
    Lease.objects.filter(claim=claim).delete()


def expire_due(limit: int = 200) -> int:
    """The sweeper's part: end every hold that has run out. Returns how many."""
    due = Lease.objects.filter(expires_at__lte=Now()).values_list("claim_id", flat=True)[:limit]
    return sum(_expire_one(pk) for pk in due)


@transaction.atomic
def _expire_one(pk: int) -> bool:
    claim = lock(pk)
    if live_lease(claim) or not Lease.objects.filter(claim=claim).exists():
        return False
    expire(claim)
    return True


def end_all_of(person: Person) -> None:
    """A disabled person's holds end at once."""
    for pk in Lease.objects.filter(holder=person).values_list("claim_id", flat=True):
        with transaction.atomic():
            claim = lock(pk)
            if Lease.objects.filter(claim=claim, holder=person).exists():
                expire(claim)
