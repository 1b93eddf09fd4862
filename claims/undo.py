"""Taking back one's own last step while nobody has built on it: an event of its own, nothing is deleted."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Field, ForeignKey

from claims.access import DESK
from claims.evidence import attach, deciding
from claims.models import Claim, Event, Person
from claims.review import blind, leases
from claims.states import State, Who
from claims.text.names import folded
from claims.workflow import (
    Missing,
    NotAllowed,
    Refused,
    Stale,
    WrongStep,
    change,
    lock,
    record,
    require_lease,
    step_on,
)

UNDO = frozenset({"undo", "undo to new"})
HOLDS = frozenset({"take", "correct", "release"})  # one's own are no steps of the work: they are looked past
TALK = frozenset({"comment", "resolve comment", "reopen comment"})  # nobody's stands in the way of a step
LOOKED = 40  # events, the newest; further back nobody undoes
FIELDS = frozenset(
    {"wording", "claimant", "said_on", "kind", "assignee", "snoozed_until", "due_at", "lift", "topic", "story"}
)
OF_PASSAGES = frozenset({"attach", "edit passage", "remove passage", "reject suggestion"})
NEVER = {
    "submit": "A submission is not undone. Ask a senior to return the verdict.",
    "return": "A return is not undone: its proposer has the note already.",
    "sign": "A signature is not undone. Before it is public, the verdict can be taken back.",
    "publish": "What is public is not undone. Correct it, or ask for a retraction.",
    "retract": "A retraction is not undone: readers were told.",
}


class Way(NamedTuple):
    """How a kind of step is taken back; `back` is given the locked claim, the event and who takes it back."""

    words: str
    back: Callable[[Claim, Event, Person], None]
    of_holder: bool = False  # needs the hold, as the step itself did


class Offer(NamedTuple):
    """A step that can be taken back, or was."""

    event: int
    action: str
    words: str  # "attaching passage 3"


def offered(claim: Claim, person: Person) -> Offer | None:
    """What this person could take back now; the undoing itself asks again, under the claim's lock."""
    last = _last_step(claim, person)
    way = _way(last) if last and last.by_id == person.pk else None
    return _offer(last, way) if last and way else None


@transaction.atomic
def undo(claim: Claim, person: Person, token: int | None, event: int) -> Offer:
    """Take back `event`, the person's own last step, and tell what that was. Raises one of the `Refused` family."""
    locked = lock(claim.pk)
    if not person.is_any(*DESK):
        raise NotAllowed(f"This is for {Who.DESK.value}.")
    if blind.hidden_from(person, locked):
        raise Stale("A colleague worked on this claim after your step, so it is not undone.")
    last = _last_step(locked, person)
    if last is None:
        raise Missing("You have done nothing here that can be undone.")
    way = _way(last)
    if last.pk != event or last.by_id != person.pk or way is None:
        raise _refusal(last, event, person)
    if way.of_holder:
        require_lease(locked, person, token)
    way.back(locked, last, person)
    return _offer(last, way)


def undone(claim: Claim) -> set[int]:
    """The events that were taken back."""
    return set(claim.events.filter(action__in=UNDO).values_list("data__of", flat=True))


def _last_step(claim: Claim, person: Person) -> Event | None:
    """The last step of anybody that stands, of the machine's and of one's own holds aside."""
    back: set[int] = set()
    for event in claim.events.filter(by__isnull=False).select_related("by").order_by("-pk")[:LOOKED]:
        if event.action in UNDO:
            back.add(event.data["of"])
        elif event.action in TALK:
            continue
        elif event.pk not in back and not (event.action in HOLDS and event.by_id == person.pk):
            return event
    return None


def _refusal(last: Event, event: int, person: Person) -> Refused:
    if last.pk < event:
        return Stale("That step was undone already, in another window.")
    if last.by_id != person.pk:
        return Stale(f"{last.by} worked on this claim after your step, so it is not undone.")
    if last.pk == event:
        return WrongStep(NEVER.get(last.action, "This step is not undone."))
    return Stale("That is not your last step any more: undo the later one first.")


def _way(event: Event) -> Way | None:
    if way := WAYS.get(event.action):
        return way
    was = event.data.get("was")
    known = isinstance(was, dict) and was and was.keys() <= FIELDS and event.before == event.after
    return OF_FIELDS.get(event.action, Way("the last step", _set_back)) if known else None


def _offer(event: Event, way: Way) -> Offer:
    return Offer(event.pk, event.action, way.words.format_map({"passage": "", **event.data}))


def _note(claim: Claim, event: Event, person: Person) -> None:
    record(claim, "undo", by=person, data={"of": event.pk, "what": event.action})


def _detach(claim: Claim, event: Event, person: Person) -> None:
    _note(claim, event, person)
    attach.put_away(claim, event.data["passage"])
    deciding.reopen(claim, event.data.get("suggestion"))


def _edit_back(claim: Claim, event: Event, person: Person) -> None:
    _note(claim, event, person)
    attach.set_back(claim, event.data["passage"], **event.data["was"])


def _bring_back(claim: Claim, event: Event, person: Person) -> None:
    _note(claim, event, person)
    attach.bring_back(claim, event.data["passage"])


def _propose_again(claim: Claim, event: Event, person: Person) -> None:
    _note(claim, event, person)
    deciding.reopen(claim, event.data["suggestion"])


def _walk_back(claim: Claim, event: Event, person: Person) -> None:
    """To where it was; whoever held it then holds it again, where that is who takes the step back."""
    step = "undo to new" if event.before == State.NEW else "undo"
    changes = {"merged_into": None} if event.action == "merge" else {}
    told = {"of": event.pk, "what": event.action}
    step_on(claim, step, by=person, version=claim.version, data=told, changes=changes)
    if event.before == State.WORKING and claim.assignee_id == person.pk:
        leases.hold(claim, person)


def _set_back(claim: Claim, event: Event, person: Person) -> None:
    fields = {name: _read(name, value) for name, value in event.data["was"].items()}
    if "claimant" in fields:
        fields["claimant_key"] = folded(fields["claimant"])
    change(claim, claim.version, **fields)
    _note(claim, event, person)


def _read(name: str, written: Any) -> Any:
    """A value as the event keeps it, in JSON; of what is no more, nothing."""
    field = Claim._meta.get_field(name)
    assert isinstance(field, Field)
    if isinstance(field, ForeignKey):
        return field.related_model._default_manager.filter(pk=written or 0).first()
    return None if field.null and not written else field.to_python(written)


WAYS = {
    "attach": Way("attaching passage {passage}", _detach, of_holder=True),
    "edit passage": Way("changing passage {passage}", _edit_back, of_holder=True),
    "remove passage": Way("removing passage {passage}", _bring_back, of_holder=True),
    "reject suggestion": Way("rejecting a suggestion", _propose_again, of_holder=True),
    "dismiss": Way("dismissing", _walk_back),
    "merge": Way("merging", _walk_back),
    "reword": Way("changing the wording", _set_back, of_holder=True),
}
# Further steps that only set fields of the claim: their events hold {"was": {field: what it held}}.
OF_FIELDS = {
    "assign": Way("assigning", _set_back),
    "snooze": Way("snoozing", _set_back),
    "prioritise": Way("changing the priority", _set_back),
    "due": Way("setting the deadline", _set_back),
    "topic": Way("choosing the topic", _set_back),
    "story": Way("choosing the story", _set_back),
}
