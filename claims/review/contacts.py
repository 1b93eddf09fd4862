"""Who was asked about a claim, by when an answer is wanted, and what it was."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from claims.access import may_review
from claims.models import Claim, Contact, Person
from claims.states import OPEN, State, Who
from claims.workflow import Missing, NotAllowed, Stale, lock, record

MOST = 20


@transaction.atomic
def ask(
    claim: Claim, person: Person, *, whom: str, question: str, way: str = "", due_at: datetime | None = None
) -> Contact:
    _allow(person)
    whom, question = " ".join(whom.split()), question.strip()
    if not whom or not question:
        raise Missing("Say whom you asked, and what.")
    locked = lock(claim.pk)
    made = Contact.objects.create(claim=locked, by=person, whom=whom, way=way.strip(), question=question, due_at=due_at)
    due = due_at.isoformat() if due_at else ""
    record(locked, "ask", by=person, note=question, data={"contact": made.pk, "whom": whom, "due": due})
    return made


@transaction.atomic
def answered(contact: Contact, person: Person, answer: str) -> None:
    """What they said; an answer that comes after the waiting ended is kept too."""
    _allow(person)
    if not answer.strip():
        raise Missing("Write what they answered.")
    locked = lock(contact.claim_id)
    open_or_silent = Contact.objects.filter(pk=contact.pk, answered_at=None)
    if not open_or_silent.update(answer=answer.strip(), answered_at=Now(), closed_at=Now()):
        raise Stale("Their answer was noted meanwhile.")
    record(locked, "note answer", by=person, note=answer, data={"contact": contact.pk, "whom": contact.whom})


@transaction.atomic
def stop_waiting(contact: Contact, person: Person, note: str = "") -> None:
    """No answer is waited for any more; that none came is said by it."""
    _allow(person)
    locked = lock(contact.claim_id)
    if not Contact.objects.filter(pk=contact.pk, closed_at=None).update(closed_at=Now()):
        raise Stale("Nobody waits for this answer any more.")
    record(locked, "stop waiting", by=person, note=note, data={"contact": contact.pk, "whom": contact.whom})


def _allow(person: Person) -> None:
    if not may_review(person):
        raise NotAllowed(f"This is for {Who.REVIEWERS.value}.")


def overdue(person: Person) -> QuerySet[Contact]:
    """Answers that should have come, to whoever asked or has the claim now; the longest overdue first."""
    late = Contact.objects.filter(closed_at=None, due_at__lt=Now(), claim__state__in=[*OPEN, State.PUBLISHED])
    own = late.filter(Q(by=person) | Q(claim__assignee=person))
    return own.select_related("claim", "by").order_by("due_at", "pk")[:MOST]
