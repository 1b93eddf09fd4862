"""One step on many claims, each through the door by itself with its version: what is refused is told."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.db import transaction

from claims.models import Claim
from claims.workflow import Refused

MOST = 200


class Picked(NamedTuple):
    """A selected row: the claim, and its version as the page showed it."""

    pk: int
    version: int


class Kept(NamedTuple):
    """A claim that the step was refused for."""

    claim: Claim
    why: str


class Outcome(NamedTuple):
    done: list[int]
    kept: list[Kept]


Step = Callable[[Claim, int], None]


@transaction.atomic
def each(picked: Sequence[Picked], step: Step, besides: Sequence[int] = ()) -> Outcome:
    """`besides` are claims that the step touches too. All rows are locked first and in one order, so that two people's
    bulk steps can't wait for each other."""
    claims = _locked([*(one.pk for one in picked), *besides])
    done, kept = [], []
    for pk, version in picked:
        if pk not in claims:
            continue
        try:
            with transaction.atomic():
                step(claims[pk], version)
            done.append(pk)
        except Refused as refusal:
            kept.append(Kept(claims[pk], str(refusal)))
    return Outcome(done, kept)


def _locked(pks: Sequence[int]) -> dict[int, Claim]:
    rows = Claim.objects.filter(pk__in=pks).order_by("pk").select_for_update()
    return {claim.pk: claim for claim in rows}
