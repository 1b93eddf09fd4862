"""What the holder is writing."""

from django.db import transaction
from django.db.models.functions import Now

from claims.models import Claim, Draft, Person, Rating
from claims.workflow import Stale, lock, require_lease


@transaction.atomic
def save(
    claim: Claim,
    person: Person,
    token: int | None,
    version: int,
    *,
    rating: Rating | None,
    rationale: str,
    public_note: str = "",
) -> Draft:
    """Save over version `version` of the draft (0: there is none yet); raises LeaseLost or Stale and saves nothing."""
    require_lease(lock(claim.pk), person, token)
    words = {"rating": rating, "rationale": rationale, "public_note": public_note, "saved_by": person}
    draft = Draft.objects.filter(claim=claim).first()
    if draft is None:
        if version:
            raise Stale("This draft was put away meanwhile.")
        draft = Draft.objects.create(claim=claim, **words)
    elif not Draft.objects.filter(pk=draft.pk, version=version).update(version=version + 1, saved_at=Now(), **words):
        raise Stale(f"{draft.saved_by} saved this draft meanwhile, in another window or on another machine.")
    draft.refresh_from_db()
    return draft
