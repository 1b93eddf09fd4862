"""What people decide about suggestions. One becomes evidence only through a person's attaching of it."""

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from claims.models import Claim, Evidence, Person, Suggestion
from claims.workflow import Stale, lock, record, require_lease

Decision = Suggestion.Decision


def waiting(claim: Claim) -> QuerySet[Suggestion]:
    """The best first."""
    return claim.suggestions.filter(decision=Decision.OPEN).order_by("-score", "pk")


def accept(claim: Claim, person: Person, made: Evidence) -> int | None:
    """Note that an attached passage was a suggested one; the caller holds the claim's row. Its id, if there is one."""
    same = waiting(claim).filter(revision=made.revision_id, start=made.start, end=made.end)
    found = same.values_list("pk", flat=True).first()
    if found:
        _decide(found, decision=Decision.ACCEPTED, decided_by=person, decided_at=Now(), evidence=made)
    return found


@transaction.atomic
def reject(suggestion: Suggestion, person: Person, token: int | None) -> None:
    """It is not proposed for this claim again."""
    locked = lock(suggestion.claim_id)
    require_lease(locked, person, token)
    if not waiting(locked).filter(pk=suggestion.pk).exists():
        raise Stale("This suggestion was decided on meanwhile.")
    _decide(suggestion.pk, decision=Decision.REJECTED, decided_by=person, decided_at=Now())
    record(locked, "reject suggestion", by=person, data={"suggestion": suggestion.pk, "quote": suggestion.quote})


def reopen(claim: Claim, suggestion: int | None) -> None:
    """The decision taken back; the caller holds the claim's row."""
    if suggestion and claim.suggestions.filter(pk=suggestion).exists():
        _decide(suggestion, decision=Decision.OPEN, decided_by=None, decided_at=None, evidence=None)


def _decide(suggestion: int, **fields: object) -> None:
    Suggestion.objects.filter(pk=suggestion).update(**fields)
