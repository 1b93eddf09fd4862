"""Mentions that cannot both hold, as people mark them, and how each such conflict was settled."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from claims.access import may_read_desk
from claims.models import Claim, Conflict, Mention, Person
from claims.states import Who
from claims.workflow import Missing, NotAllowed, Stale, lock, record

CHOICES = 60  # mentions of the story that are offered


def of(claim: Claim) -> QuerySet[Conflict]:
    sides = ("one__revision__article__outlet", "other__revision__article__outlet", "one__claim", "other__claim")
    texts = [f"{side}__revision__{field}" for side in ("one", "other") for field in ("text", "sentences", "removed")]
    found = Conflict.objects.filter(Q(one__claim=claim) | Q(other__claim=claim))
    return found.select_related(*sides, "marked_by", "settled_by").defer(*texts)


def choices(claim: Claim) -> QuerySet[Mention]:
    """What may stand against one another: the mentions of the claim, and those of its story."""
    near = Q(claim=claim) | Q(claim__story=claim.story_id) if claim.story_id else Q(claim=claim)
    found = Mention.objects.filter(near).select_related("claim", "revision__article__outlet")
    return found.defer("revision__text", "revision__sentences", "revision__removed").order_by("claim", "pk")[:CHOICES]


@transaction.atomic
def mark(person: Person, one: Mention, other: Mention, note: str = "") -> Conflict:
    """The same pair marked twice is one conflict."""
    _allow(person)
    first, second = sorted((one, other), key=lambda mention: mention.pk)
    claims = _locked(first, second)
    if first.pk == second.pk:
        raise Missing("Choose two places that can not both hold.")
    if not _together(claims):
        raise Missing("Both have to be of this claim, or of claims in one story.")
    made, is_new = Conflict.objects.get_or_create(
        one=first, other=second, settled_at=None, defaults={"note": note.strip(), "marked_by": person}
    )
    if is_new:
        _tell(claims, "mark conflict", made, person, note)
    return made


@transaction.atomic
def settle(conflict: Conflict, person: Person, because: str) -> None:
    _allow(person)
    if not because.strip():
        raise Missing("Say how it is settled.")
    claims = _locked(conflict.one, conflict.other)
    still_open = Conflict.objects.filter(pk=conflict.pk, settled_at=None)
    if not still_open.update(settled_by=person, settled_at=Now(), settled_because=because.strip()):
        raise Stale("This conflict was settled meanwhile.")
    _tell(claims, "settle conflict", conflict, person, because)


def _allow(person: Person) -> None:
    if not may_read_desk(person):
        raise NotAllowed(f"This is for {Who.DESK.value}.")


def _locked(one: Mention, other: Mention) -> list[Claim]:
    """One claim or two, always in this order, so that nobody waits for one another."""
    return [lock(pk) for pk in sorted({one.claim_id, other.claim_id})]


def _together(claims: list[Claim]) -> bool:
    return len(claims) == 1 or (claims[0].story_id is not None and claims[0].story_id == claims[1].story_id)


def _tell(claims: list[Claim], action: str, conflict: Conflict, person: Person, note: str) -> None:
    """Each claim's count, kept with it so that lists need not count, and its event."""
    for claim in claims:
        count = of(claim).filter(settled_at=None).count()
        Claim.objects.filter(pk=claim.pk).update(conflicts=count)
        others = [other.pk for other in claims if other.pk != claim.pk]
        record(claim, action, by=person, note=note, data={"conflict": conflict.pk, "with": others})
