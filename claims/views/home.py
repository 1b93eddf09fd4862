"""What waits for me, the next step of each as a link."""

from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.access import may_review
from claims.evidence import judging
from claims.ingest import health
from claims.models import Lease, Person
from claims.review import blind, contacts, gate, lost, waiting
from claims.review import counts as counting
from claims.states import Role
from claims.views.desk import DeskRequest, for_readers
from claims.views.queue_rows import minutes

SOON = 5  # minutes left of a hold


@require_safe
def home(request: DeskRequest) -> HttpResponse:
    if request.user.is_any(Role.ADMINISTRATOR):
        return render(request, "home/people.html", _people())
    return _waiting(request)


@for_readers
def _waiting(request: DeskRequest) -> HttpResponse:
    person = request.user
    parts = _mine(person) | _seniors(person) | _changed(person) | _sources(person)
    first = len(parts.get("returned", [])) + len(parts.get("held", []))
    told = {"first": first, "nothing": not any(parts.values()), "takes": may_review(person)}
    return render(request, "home/home.html", parts | _desk(person) | told)


def _mine(person: Person) -> dict[str, list[Any]]:
    if not may_review(person):
        return {}
    returned = list(waiting.returned_to(person))
    told = {sign_off.verdict.claim_id for sign_off in returned}
    leases = [lease for lease in waiting.held_by(person) if lease.claim_id not in told]
    known = gate.facts_of([lease.claim for lease in leases])
    held = [_held(lease, known[lease.claim_id]) for lease in leases]
    assigned = [claim for claim in waiting.assigned_to(person) if claim.pk not in told]
    lost_texts = list(lost.open_of(person)[: waiting.MOST])
    blinds = list(blind.for_person(person)[: waiting.MOST])
    late = list(contacts.overdue(person))
    return {
        "late": late,
        "returned": returned,
        "held": held,
        "blinds": blinds,
        "assigned": assigned,
        "lost_texts": lost_texts,
    }


class Held(NamedTuple):
    lease: Lease
    minutes: int
    soon: bool
    draft: Any
    lacks: list[str]


def _held(lease: Any, known: gate.Facts) -> Held:
    left = minutes(lease.left)
    draft = getattr(lease.claim, "draft", None)
    return Held(lease, left, left < SOON, draft, gate.missing(lease.claim, draft, known))


def _seniors(person: Person) -> dict[str, list[Any]]:
    if not person.is_any(Role.SENIOR):
        return {}
    return {
        "to_sign": list(waiting.to_sign(person)),
        "to_publish": list(waiting.to_publish()),
        "asked": list(waiting.retractions_asked()),
    }


def _changed(person: Person) -> dict[str, list[Any]]:
    """The gravest changes under cited words, for those who judge them."""
    if not may_review(person):
        return {}
    return {"changed": list(judging.undecided().select_related("claim").only("status", "grave", "claim__wording")[:3])}


def _sources(person: Person) -> dict[str, list[Any]]:
    if not person.is_any(Role.CURATOR):
        return {}
    return {"imports": list(waiting.troubled_imports()), "alarms": health.alarms()}


def _desk(person: Person) -> dict[str, Any]:
    counts = counting.counts(person)
    ages = waiting.ages()
    return {
        "today": timezone.localdate(),
        "counts": counts,
        "sums": counts | {"in_hand": waiting.in_hand()},
        "ages": _bars(ages),
        "waiting_now": sum(ages),
        "feeds": [(state.value, str(state.label).lower(), count) for state, count in health.counts().items()],
        "ages_said": f"{ages.under_1} under a day, {ages.to_3} one to three days, {ages.to_7} three to seven, "
        f"{ages.over_7} over seven",
    }


class Bar(NamedTuple):
    label: str
    number: int
    width: int
    y: int
    late: bool


def _bars(ages: waiting.Ages) -> list[Bar]:
    most = max(*ages, 1)
    labels = ("under 1", "1 to 3", "3 to 7", "over 7")
    pairs = enumerate(zip(labels, ages, strict=True))
    return [Bar(label, count, 200 * count // most, 30 * row, row == 3) for row, (label, count) in pairs]


def _people() -> dict[str, Any]:
    people = Person.objects.filter(is_active=True).order_by("name")
    waiting_for_role = people.filter(roles=[])[:50]
    by_role = [(label, people.filter(roles__contains=[role]).count()) for role, label in Role.choices]
    return {"without": waiting_for_role, "by_role": by_role, "disabled": Person.objects.filter(is_active=False).count()}
