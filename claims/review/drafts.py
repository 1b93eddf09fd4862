"""What the holder is writing."""

from typing import Any

from django.db import transaction
from django.db.models import F, Q
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
    page: str = "",
    answers: dict[str, Any] | None = None,
) -> Draft:
    """Save over version `version` of the draft (0: there is none yet); raises LeaseLost or Stale and saves nothing.

    `page` names the open page it is written on: what that page saved last it goes on from, also where it never heard
    the answer. Without `answers` those of before stay.
    """
    require_lease(lock(claim.pk), person, token)
    words: dict[str, Any] = {"rating": rating, "rationale": rationale, "public_note": public_note}
    words |= {"saved_by": person, "page": page}
    words |= {} if answers is None else {"answers": answers}
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
    own = Q(page=words["page"], saved_by=words["saved_by"]) & ~Q(page="")
    same = Draft.objects.filter(Q(version=version) | own, pk=draft.pk)
    if not same.update(version=F("version") + 1, saved_at=Now(), **words):
        raise Stale(f"{draft.saved_by} saved this draft meanwhile, in another window or on another machine.")
