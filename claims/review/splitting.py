"""One claim that says two things becomes two: the new one takes along what is chosen."""

from collections.abc import Sequence

from django.db import transaction
from django.forms.models import model_to_dict

from claims.access import live_lease, may_read_desk
from claims.models import Claim, Figure, Mention, Person
from claims.states import OPEN, Role, Who
from claims.workflow import LeaseLost, Missing, NotAllowed, Stale, WrongStep, lock, open_claim, record

ALONG = ("article", "said_on", "story", "topic", "due_at", "lift", "priority")  # what a part has of the whole


@transaction.atomic
def split(
    claim: Claim,
    person: Person,
    version: int,
    *,
    wording: str,
    kind: str = "",
    claimant: str = "",
    mentions: Sequence[int] = (),
    figures: Sequence[int] = (),
) -> Claim:
    """A new claim out of this one, with the chosen mentions and of their figures the chosen ones.

    The first keeps its own words, mentions and evidence; both records say so.
    """
    whole = _whole(claim, person, version)
    if not wording.strip() or wording.strip() == whole.wording:
        raise Missing("Word what the new claim says.")
    chosen = list(whole.mentions.filter(pk__in=mentions).prefetch_related("figures"))
    if not chosen and whole.mentions.exists():
        raise Missing("Choose where the new claim is said.")
    part = open_claim(
        "add",
        by=person,
        note=f"Split off claim {whole.pk}.",
        data={"split": whole.pk},
        wording=wording.strip(),
        kind=kind or whole.kind,
        claimant=claimant.strip(),
        by_hand=True,
        reasons=["found by hand"],
        **{name: getattr(whole, name) for name in ALONG},
    )
    for mention in chosen:
        _copy(mention, part, figures)
    record(whole, "split", by=person, data={"part": part.pk, "wording": part.wording})
    return part


def _whole(claim: Claim, person: Person, version: int) -> Claim:
    if not may_read_desk(person):
        raise NotAllowed(f"This is for {Who.DESK.value}.")
    locked, lease = lock(claim.pk), live_lease(claim)
    if locked.version != version:
        raise Stale("Somebody changed this claim meanwhile.")
    if locked.state not in OPEN:
        raise WrongStep(f"The claim is {locked.get_state_display().lower()}.")
    if lease and lease.holder_id != person.pk and not person.is_any(Role.SENIOR):
        raise LeaseLost(f"{lease.holder} holds this claim now.")
    return locked


def _copy(mention: Mention, part: Claim, figures: Sequence[int]) -> None:
    told = model_to_dict(mention, exclude=["id", "claim", "revision", "carried_from"])
    made = Mention.objects.create(**told, claim=part, revision_id=mention.revision_id)
    for figure in mention.figures.all():
        if figure.pk in figures:
            Figure.objects.create(**model_to_dict(figure, exclude=["id", "mention"]), mention=made)
