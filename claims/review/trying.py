"""Searches that were made for a claim, also where they found nothing: a finding of its own, never changed."""

from django.db import transaction

from claims.access import may_read_desk
from claims.models import Claim, Person, Tried
from claims.states import Who
from claims.workflow import Missing, NotAllowed, lock, record

HERE = "the desk’s articles"  # where the search beside the claim looks


@transaction.atomic
def note(claim: Claim, person: Person, *, place: str, words: str, nothing: bool = True, note: str = "") -> Tried:
    """The same search noted again by the same person is the one already there."""
    if not may_read_desk(person):
        raise NotAllowed(f"This is for {Who.DESK.value}.")
    place, words = " ".join(place.split()), " ".join(words.split())
    if not place or not words:
        raise Missing("Say where you looked and for what.")
    locked = lock(claim.pk)
    said = {"place": place, "words": words, "nothing": nothing, "note": note.strip()}
    there = Tried.objects.filter(claim=locked, by=person, **said).first()
    if there:
        return there
    made = Tried.objects.create(claim=locked, by=person, **said)
    record(locked, "search", by=person, note=note, data={"place": place, "words": words, "nothing": nothing})
    return made
