"""Passages as evidence: the holder attaches, edits and removes them; the record keeps all of it."""

from dataclasses import asdict

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from claims.evidence import deciding
from claims.evidence.origins import independent
from claims.models import Claim, Evidence, Person, Revision, Stance
from claims.text.anchors import SpanMismatch, anchor
from claims.workflow import Missing, Stale, lock, record, require_lease


@transaction.atomic
def attach(
    claim: Claim,
    person: Person,
    token: int | None,
    *,
    revision: Revision,
    start: int,
    end: int,
    quote: str,
    stance: str,
    note: str = "",
) -> Evidence:
    """Attach what `revision` says from `start` to `end`; `quote` is what the person saw there.

    Raises Missing when the three do not fit together. The same passage again is the one already there,
    with the new stance.
    """
    locked = lock(claim.pk)
    require_lease(locked, person, token)
    found = _checked(revision, start, end, quote)
    if stance not in Stance.values:
        raise Missing("Say whether it supports, contradicts or is context.")
    there = locked.evidence.filter(revision=revision, start=found.start, end=found.end, removed_at=None).first()
    if there and stance == there.stance and note.strip() in ("", there.note):
        return there
    if there:
        return edit(there, person, token, there.version, stance=stance, note=note or there.note)
    Claim.objects.filter(pk=locked.pk).update(passages_made=F("passages_made") + 1)
    locked.refresh_from_db()
    made = Evidence.objects.create(
        claim=locked,
        revision=revision,
        number=locked.passages_made,
        stance=stance,
        note=note.strip(),
        attached_by=person,
        **asdict(found),
    )
    recount(locked)
    taken = deciding.accept(locked, person, made)
    told = {"passage": made.number, "stance": stance, "quote": made.quote}
    record(locked, "attach", by=person, data=told | ({"suggestion": taken} if taken else {}))
    return made


def _checked(revision: Revision, start: int, end: int, quote: str):  # type: ignore[no-untyped-def]
    try:
        found = anchor(revision.text, start, end)
    except SpanMismatch as error:
        raise Missing("Select the passage again: it does not lie within the text.") from error
    if found.quote != quote:
        raise Missing("Select the passage again: the text at this place reads differently.")
    return found


@transaction.atomic
def edit(item: Evidence, person: Person, token: int | None, version: int, *, stance: str, note: str) -> Evidence:
    locked = lock(item.claim_id)
    require_lease(locked, person, token)
    if stance not in Stance.values:
        raise Missing("Say whether it supports, contradicts or is context.")
    changed = Evidence.objects.filter(pk=item.pk, version=version, removed_at=None).update(
        stance=stance, note=note.strip(), version=F("version") + 1
    )
    if not changed:
        raise Stale("This passage was changed or removed meanwhile.")
    recount(locked)
    was = {"stance": item.stance, "note": item.note}
    record(locked, "edit passage", by=person, data={"passage": item.number, "stance": stance, "was": was})
    item.refresh_from_db()
    return item


@transaction.atomic
def remove(item: Evidence, person: Person, token: int | None) -> None:
    locked = lock(item.claim_id)
    require_lease(locked, person, token)
    if not Evidence.objects.filter(pk=item.pk, removed_at=None).update(removed_at=Now(), version=F("version") + 1):
        return  # it is gone already, and that was the wish
    recount(locked)
    record(locked, "remove passage", by=person, data={"passage": item.number, "quote": item.quote})


def put_away(claim: Claim, number: int) -> None:
    """The attaching of a passage taken back: it is removed. These three are for who holds the claim's row."""
    changed = claim.evidence.filter(number=number, removed_at=None)
    _changed(claim, changed.update(removed_at=Now(), version=F("version") + 1))


def bring_back(claim: Claim, number: int) -> None:
    """A removed passage under its number again; the database wants the event of that written before."""
    changed = claim.evidence.filter(number=number, removed_at__isnull=False)
    _changed(claim, changed.update(removed_at=None, version=F("version") + 1))


def set_back(claim: Claim, number: int, *, stance: str, note: str) -> None:
    changed = claim.evidence.filter(number=number, removed_at=None)
    _changed(claim, changed.update(stance=stance, note=note, version=F("version") + 1))


def _changed(claim: Claim, rows: int) -> None:
    if not rows:
        raise Stale("This passage was changed or removed meanwhile.")
    recount(claim)


def recount(claim: Claim) -> None:
    article = ("revision__article", "revision__article__origin")
    there = list(claim.evidence.filter(removed_at=None).values_list("stance", *article))
    stances = [stance for stance, _, _ in there]
    origins = independent((article, origin) for _, article, origin in there)
    Claim.objects.filter(pk=claim.pk).update(
        changed_at=Now(), origins=origins, **{str(stance): stances.count(stance) for stance in Stance.values}
    )
