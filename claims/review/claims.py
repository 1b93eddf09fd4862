"""What else people do to claims: add, word, accept, dismiss, reopen, merge, assign."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction

from claims.models import Claim, Lease, Mention, Person, Revision
from claims.text.anchors import anchor
from claims.text.names import folded
from claims.workflow import Missing, WrongStep, advance, change, lock, open_claim, record, require_lease


@transaction.atomic
def add(
    person: Person,
    *,
    wording: str,
    revision: Revision | None = None,
    start: int = 0,
    end: int = 0,
    said_where: str = "",
    kind: str = "event",
    claimant: str = "",
) -> Claim:
    """A claim found by hand: worded, and with its passage or a note of where it was said."""
    if not wording.strip():
        raise Missing("Word the claim.")
    if revision is None and not said_where.strip():
        raise Missing("Select where it is said, or write it.")
    claim = open_claim(
        "add",
        by=person,
        note=said_where,
        wording=wording.strip(),
        kind=kind,
        claimant=claimant.strip(),
        by_hand=True,
        priority=500,
        reasons=["found by hand"],
        article=revision.article if revision else None,
        said_on=revision.published_on if revision else None,
    )
    if revision:
        found = anchor(revision.text, start, end)
        Mention.objects.create(
            claim=claim,
            revision=revision,
            **asdict(found),
            claimant=claim.claimant,
        )
    return claim


def accept(claim: Claim, person: Person, version: int) -> None:
    advance(claim, "accept", by=person, version=version)


@transaction.atomic
def dismiss(claim: Claim, person: Person, version: int, note: str, because: str = "") -> None:
    """`because` is one of the reasons on offer; only some of them say that it is not worth checking."""
    locked = lock(claim.pk)
    advance(locked, "dismiss", by=person, version=version, note=note, data={"because": because} if because else {})
    Lease.objects.filter(claim=locked).delete()


def reopen(claim: Claim, person: Person, version: int, note: str) -> None:
    advance(claim, "reopen", by=person, version=version, note=note)


@transaction.atomic
def merge(claim: Claim, into: Claim, person: Person, version: int) -> None:
    """`claim` is from now on counted under `into`."""
    first, second = sorted((claim.pk, into.pk))
    lock(first)
    lock(second)  # always in this order, so that two merges can't wait for each other
    into.refresh_from_db()
    if into.pk == claim.pk or into.merged_into_id:
        raise WrongStep("A claim is merged into another one that is not merged itself.")
    if claim.merged_claims.exists():
        raise WrongStep("Other claims are merged into this one; take those apart first.")
    advance(claim, "merge", by=person, version=version, data={"into": into.pk}, changes={"merged_into": into})
    Lease.objects.filter(claim=claim).delete()


def unmerge(claim: Claim, person: Person, version: int, note: str) -> None:
    advance(
        claim, "unmerge", by=person, version=version, note=note, data={"from": claim.merged_into_id},
        changes={"merged_into": None},
    )  # fmt: skip


@transaction.atomic
def reword(
    claim: Claim,
    person: Person,
    token: int | None,
    version: int,
    *,
    wording: str,
    claimant: str,
    said_on: date | None,
    kind: str = "",
) -> Claim:
    """The holder words the claim anew; the event keeps what it was."""
    locked = lock(claim.pk)
    require_lease(locked, person, token)
    if not wording.strip():
        raise Missing("Word the claim.")
    now: dict[str, Any] = {"wording": wording.strip(), "claimant": claimant.strip(), "said_on": said_on}
    now |= {"kind": kind} if kind else {}
    was = {name: getattr(locked, name) for name in now if getattr(locked, name) != now[name]}
    if not was:
        return locked
    change(locked, version, **now, claimant_key=folded(now["claimant"]))
    record(locked, "reword", by=person, data={"was": {name: str(value or "") for name, value in was.items()}})
    locked.refresh_from_db()
    return locked
