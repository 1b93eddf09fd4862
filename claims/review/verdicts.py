"""From a draft to a signed verdict."""

import hashlib
import json
from typing import Any

from django.db import transaction

from claims.access import open_verdict
from claims.models import Claim, Draft, Event, Evidence, Lease, Notification, Person, Retraction, SignOff, Verdict
from claims.review import blind, leases, notices
from claims.review.gate import missing
from claims.states import State
from claims.workflow import Missing, Stale, WrongStep, advance, lock

Standing = Verdict.Standing


def freeze(claim: Claim, draft_or_verdict: Draft | Verdict) -> dict[str, Any]:
    """All that a signature covers and a published page shows, as plain data."""
    said, rating = draft_or_verdict, draft_or_verdict.rating
    assert rating is not None
    evidence = claim.evidence.filter(removed_at=None).select_related("revision__article__outlet", "revision__raw")
    return {
        "wording": claim.wording,
        "claimant": claim.claimant,
        "said_on": claim.said_on.isoformat() if claim.said_on else None,
        "rating": {
            "scale": rating.scale.slug,
            "scale_version": rating.scale.version,
            "slug": rating.slug,
            "label": rating.label,
            "definition": rating.definition,
            "value": rating.value,
            "ruler": [
                {"slug": step.slug, "label": step.label}
                for step in rating.scale.ratings.all()
                if step.value is not None
            ],
        },
        "rationale": said.rationale,
        "public_note": said.public_note,
        "evidence": [_passage(item) for item in evidence.order_by("number")],
    } | _answers(said)


def _answers(said: Draft | Verdict) -> dict[str, Any]:
    """What is said where something can not be had; verdicts from before this was asked have none."""
    answers = said.answers if isinstance(said, Draft) else said.frozen.get("answers")
    return {"answers": answers} if answers else {}


def _passage(item: Evidence) -> dict[str, Any]:
    revision, article = item.revision, item.revision.article
    return {
        "number": item.number,
        "stance": item.stance,
        "quote": item.quote,
        "start": item.start,
        "end": item.end,
        "prefix": item.prefix,
        "suffix": item.suffix,
        "note": item.note,
        "revision": revision.pk,
        "sha256": revision.raw_id,
        "text_sha256": hashlib.sha256(revision.text.encode()).hexdigest(),
        "title": revision.title,
        "byline": revision.byline_names,
        "outlet": article.outlet.name if article.outlet else "",
        "address": article.address,
        "published_on": revision.published_on.isoformat() if revision.published_on else None,
        "fetched_at": revision.fetched_at.isoformat(),
    }


def digest(frozen: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(frozen, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def submit(claim: Claim, person: Person, token: int | None, version: int) -> Verdict:
    """Freeze the draft as verdict n and end the hold. The claim waits for a second person."""
    locked = lock(claim.pk)
    draft = Draft.objects.select_related("rating__scale").filter(claim=locked).first()
    lacks = missing(locked, draft)
    note = draft.public_note if draft and locked.state == State.PUBLISHED else ""
    if open_verdict(locked):
        raise WrongStep("A verdict on this claim waits already.")
    if lacks or draft is None or draft.rating is None:
        _ask_door_first(locked, person, token, version, note or "-")
        raise Missing(" ".join(lacks))
    event = advance(locked, "submit", by=person, version=version, token=token, note=note)
    frozen = freeze(event.claim, draft)
    verdict = Verdict.objects.create(
        claim=locked,
        number=Verdict.objects.filter(claim=locked).count() + 1,
        rating=draft.rating,
        rationale=draft.rationale,
        public_note=draft.public_note,
        proposed_by=person,
        frozen=frozen,
        digest=digest(frozen),
    )
    Lease.objects.filter(claim=locked).delete()
    blind.ask(verdict)
    return verdict


def _ask_door_first(claim: Claim, person: Person, token: int | None, version: int, note: str) -> None:
    """Whoever may not submit hears that, and not what is missing in another's draft."""
    with transaction.atomic():
        advance(claim, "submit", by=person, version=version, token=token, note=note)
        transaction.set_rollback(True)


@transaction.atomic
def sign(claim: Claim, person: Person, version: int, verdict_id: int, note: str = "") -> SignOff:
    """A second person's signature over exactly this verdict, its evidence and its wording."""
    locked, verdict = _waiting(claim, verdict_id)
    if digest(freeze(locked, verdict)) != verdict.digest:
        raise Stale("The claim or its evidence is not what was submitted. Return it.")
    event = advance(locked, "sign", by=person, version=version, note=note, data={"verdict": verdict.number})
    blind.require_settled(verdict)
    return _decide(verdict, person, event, SignOff.Decision.SIGNED)


@transaction.atomic
def send_back(claim: Claim, person: Person, version: int, verdict_id: int, note: str) -> SignOff:
    """Return the verdict with a note; the proposer holds the claim again, with the draft as it was."""
    locked, verdict = _waiting(claim, verdict_id)
    proposer = verdict.proposed_by
    event = advance(
        locked, "return", by=person, version=version, note=note, data={"verdict": verdict.number},
        changes={"assignee": proposer},
    )  # fmt: skip
    leases.grant(locked, proposer)
    return _decide(verdict, person, event, SignOff.Decision.RETURNED)


def _waiting(claim: Claim, verdict_id: int) -> tuple[Claim, Verdict]:
    locked = lock(claim.pk)
    verdict = open_verdict(locked)
    if verdict is None or verdict.standing != Standing.SUBMITTED:
        raise WrongStep("No verdict waits for sign-off here.")
    if verdict.pk != verdict_id:
        raise Stale(f"Verdict {verdict.number} waits by now; you were looking at another one.")
    return locked, verdict


TOLD = {SignOff.Decision.SIGNED: Notification.Kind.SIGNED, SignOff.Decision.RETURNED: Notification.Kind.RETURNED}


def _decide(verdict: Verdict, person: Person, event: Event, decision: SignOff.Decision) -> SignOff:
    blind.require_seen(verdict)
    made = SignOff.objects.create(verdict=verdict, by=person, decision=decision, note=event.note, digest=verdict.digest)
    Verdict.objects.filter(pk=verdict.pk).update(standing=Standing(decision.value))
    notices.tell(verdict.proposed_by, TOLD[decision], event.claim, by=person, event=event)
    return made


@transaction.atomic
def amend(claim: Claim, person: Person, version: int, note: str = "") -> Lease:
    """Take a signed verdict back before it is public: the signature is void, whoever amends holds the claim."""
    locked = lock(claim.pk)
    verdict = open_verdict(locked)
    if verdict is None or verdict.standing != Standing.SIGNED:
        raise WrongStep("No signed verdict waits here.")
    advance(
        locked, "amend", by=person, version=version, note=note, data={"verdict": verdict.number},
        changes={"assignee": person},
    )  # fmt: skip
    Verdict.objects.filter(pk=verdict.pk).update(standing=Standing.VOID)
    return leases.grant(locked, person)


def retraction_of(claim: Claim) -> Retraction | None:
    return claim.retractions.exclude(confirmed_by=None).select_related("asked_by", "confirmed_by").first()
