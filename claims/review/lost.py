"""What somebody wrote and could not save: kept, compared with what stands now, taken over or put away."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from claims.models import Claim, Draft, LostDraft, Person, Rating
from claims.review import drafts
from claims.text import threeway
from claims.workflow import WrongStep, lock

FIELDS = ("rationale", "public_note")


def open_of(person: Person, claim: Claim | None = None) -> QuerySet[LostDraft]:
    found = LostDraft.objects.filter(person=person, settled_at=None)
    return (found.filter(claim=claim) if claim else found).select_related("claim")


def keep(
    claim: Claim, person: Person, page: str, *, words: Mapping[str, Any], began: Mapping[str, Any], why: str
) -> LostDraft | None:
    """One for each open page: what is refused later is the newer text of the same writing."""
    if not any(words[name] for name in (*FIELDS, "rating")) or _stands(claim, words):
        return None
    values = {**words, "why": why[:400]}
    found, _ = LostDraft.objects.update_or_create(
        claim=claim,
        person=person,
        page=page,
        settled_at=None,
        defaults=values,
        create_defaults=values | {"began": dict(began)},
    )
    return found


def _stands(claim: Claim, words: Mapping[str, Any]) -> bool:
    """Nothing is lost where the draft says the very same."""
    draft = Draft.objects.filter(claim=claim).first()
    return draft is not None and words_of(draft) == dict(words)


def words_of(said: Draft | LostDraft | None) -> dict[str, Any]:
    if said is None:
        return {"rating": None, "rationale": "", "public_note": ""}
    return {"rating": said.rating, "rationale": said.rationale, "public_note": said.public_note}


def settle_of(claim: Claim, person: Person, page: str) -> None:
    """What the page wrote is saved by now, and what it could not save before was an earlier state of it."""
    if page:
        LostDraft.objects.filter(claim=claim, person=person, page=page, settled_at=None).update(settled_at=Now())


def put_away(text: LostDraft) -> None:
    """It stays in the database; nobody is asked about it any more."""
    LostDraft.objects.filter(pk=text.pk, settled_at=None).update(settled_at=Now())


def offers(text: LostDraft, draft: Draft | None) -> list[threeway.Offer]:
    return threeway.offers(text.began.get("rationale", ""), text.rationale, draft.rationale if draft else "")


@transaction.atomic
def take_over(
    text: LostDraft, person: Person, token: int, version: int, chosen: Sequence[int], *, rating: bool, note: bool
) -> Draft:
    """The chosen changes, by their place among the offers, into the draft as it stood at `version`."""
    lock(text.claim_id)
    _require_open(text)
    draft = Draft.objects.filter(claim=text.claim).select_related("rating").first()
    found = [each.change for number, each in enumerate(offers(text, draft)) if number in chosen]
    theirs = words_of(draft)
    rationale = threeway.joined(text.began.get("rationale", ""), theirs["rationale"], found)
    words = {
        "rating": text.rating if rating else theirs["rating"],
        "rationale": rationale,
        "public_note": text.public_note if note else theirs["public_note"],
    }
    return _save(text, person, token, version, words)


@transaction.atomic
def take_all(text: LostDraft, person: Person, token: int, version: int) -> Draft:
    """One's own words in place of what stands now."""
    lock(text.claim_id)
    _require_open(text)
    return _save(text, person, token, version, words_of(text))


def _save(text: LostDraft, person: Person, token: int, version: int, words: Mapping[str, Any]) -> Draft:
    saved = drafts.save(text.claim, person, token, version, **words)
    put_away(text)
    return saved


def _require_open(text: LostDraft) -> None:
    if not LostDraft.objects.filter(pk=text.pk, settled_at=None).exists():
        raise WrongStep("This text was settled already.")


def rating_of(said: Mapping[str, Any]) -> Rating | None:
    """The rating they began from, where it still exists."""
    return Rating.objects.filter(pk=said.get("rating") or 0).first()
