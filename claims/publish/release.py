"""What the public sees: published, corrected, retracted."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from claims.access import open_retraction, open_verdict
from claims.models import Claim, Draft, Lease, Person, Publication, Retraction, Verdict
from claims.workflow import Missing, Stale, WrongStep, advance, lock

Standing = Verdict.Standing


@transaction.atomic
def publish(claim: Claim, person: Person, version: int, verdict_id: int) -> Publication:
    """Make the signed verdict public; a correction takes the place of what was there."""
    locked = lock(claim.pk)
    verdict = open_verdict(locked)
    if verdict is None or verdict.standing != Standing.SIGNED:
        raise WrongStep("No signed verdict waits to be published.")
    if verdict.pk != verdict_id:
        raise Stale(f"Verdict {verdict.number} is signed by now; you were looking at another one.")
    advance(locked, "publish", by=person, version=version, data={"verdict": verdict.number})
    Verdict.objects.filter(claim=locked, standing=Standing.PUBLISHED).update(standing=Standing.REPLACED)
    Verdict.objects.filter(pk=verdict.pk).update(standing=Standing.PUBLISHED)
    Draft.objects.filter(claim=locked).update(public_note="", version=F("version") + 1)  # it told of this one
    return Publication.objects.create(
        claim=locked,
        verdict=verdict,
        number=locked.publications.count() + 1,
        frozen=verdict.frozen,
        public_note=verdict.public_note,
        published_by=person,
    )


@transaction.atomic
def ask_retraction(claim: Claim, person: Person, version: int, public_note: str) -> Retraction:
    """One senior asks; until a second one confirms, nothing changes for readers."""
    locked = lock(claim.pk)
    if open_retraction(locked):
        raise WrongStep("A retraction of this verdict is asked for already.")
    advance(locked, "ask retraction", by=person, version=version, note=public_note)
    return Retraction.objects.create(claim=locked, asked_by=person, public_note=public_note.strip())


@transaction.atomic
def confirm_retraction(claim: Claim, person: Person, version: int) -> Retraction:
    """The second senior's word puts it in force and ends whatever correction was under way."""
    locked, asked = _asked(claim)
    advance(locked, "retract", by=person, version=version, note=asked.public_note)
    Retraction.objects.filter(pk=asked.pk).update(confirmed_by=person, confirmed_at=Now())
    Verdict.objects.filter(claim=locked, standing__in=["submitted", "signed"]).update(standing=Standing.VOID)
    Verdict.objects.filter(claim=locked, standing=Standing.PUBLISHED).update(standing=Standing.RETRACTED)
    Lease.objects.filter(claim=locked).delete()
    asked.refresh_from_db()
    return asked


@transaction.atomic
def decline_retraction(claim: Claim, person: Person, version: int, note: str) -> None:
    locked, asked = _asked(claim)
    advance(locked, "decline retraction", by=person, version=version, note=note)
    Retraction.objects.filter(pk=asked.pk).update(declined_by=person, declined_at=Now())


def _asked(claim: Claim) -> tuple[Claim, Retraction]:
    locked = lock(claim.pk)
    asked = open_retraction(locked)
    if asked is None:
        raise Missing("Nobody asked for a retraction.")
    return locked, asked
