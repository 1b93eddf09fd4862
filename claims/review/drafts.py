"""What the holder is writing."""

from typing import Any

from django.db import transaction
from django.db.models import F
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
    words: dict[str, Any] = {"rating": rating, "rationale": rationale, "public_note": public_note, "saved_by": person}
    draft = Draft.objects.filter(claim=claim).first()
    if draft is None:
        if version:
            raise Stale("This draft was put away meanwhile.")
        draft = Draft.objects.create(claim=claim, **words)
    else:
        _write_over(draft, version, words)
    draft.refresh_from_db()
    return draft


def _write_over(draft: Draft, version: int, words: dict[str, Any]) -> None:
    same = Draft.objects.filter(pk=draft.pk, version=version)
    if not same.update(version=F("version") + 1, saved_at=Now(), **words):
        raise Stale(f"{draft.saved_by} saved this draft meanwhile, in another window or on another machine.")
