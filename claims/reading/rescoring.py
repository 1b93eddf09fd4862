"""Scores made anew after other weights came into use, for claims that nobody looked at yet."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import Now

from claims import due
from claims.models import Claim, Rescoring
from claims.reading import ranking, weights
from claims.reading.decisions import first_said
from claims.states import State
from claims.text.learning import terms_of
from claims.text.weighing import Weights
from claims.text.worthiness import LABELS

TOGETHER = 200  # claims whose rows are held at a time; who takes one of them waits for so many


def rescore(pk: int) -> None:
    """Do what is left of it. Run twice it does its work once."""
    open_one = Rescoring.objects.filter(pk=pk, done_at=None)
    if open_one.filter(attempts__gte=due.TRIES).exists():
        open_one.update(done_at=Now())
    elif due.count_try(open_one):
        while _some(pk):
            pass


@transaction.atomic
def _some(pk: int) -> bool:
    """Whether there may be more: not when other weights are in use by now, or another worker is at it."""
    row = due.hold(Rescoring.objects.filter(pk=pk, done_at=None).select_related("use__weighing"))
    if row is None:
        return False
    claims = _next(row.below) if row.use == weights.last_use() else []
    if claims:
        _score(claims, weights.of(row.use).weights)
        Rescoring.objects.filter(pk=pk).update(below=claims[-1].pk, attempts=0)
    else:
        Rescoring.objects.filter(pk=pk).update(done_at=Now())
    return bool(claims)


def _next(below: int) -> list[Claim]:
    """What somebody takes at this moment is left as it is."""
    waiting = Claim.objects.filter(state=State.NEW, by_hand=False, pk__lt=below).order_by("-pk")
    return list(waiting.select_for_update(skip_locked=True)[:TOGETHER])


def _score(claims: Sequence[Claim], using: Weights) -> None:
    """What was found when no signs were kept stays as it was scored then."""
    said = {pk: (quote, signs) for pk, (quote, signs) in first_said([claim.pk for claim in claims]).items() if signs}
    articles = _articles(said)
    changed = [claim for claim in claims if claim.pk in said]
    for claim in changed:
        quote, signs = said[claim.pk]
        claim.score = round(1000 * using.score(signs, terms_of(quote) if using.terms else ()))
        claim.found_because = [LABELS.get(sign, sign) for sign in using.speaking(signs)]
        ranking.place(claim, articles[claim.pk])
    Claim.objects.bulk_update(changed, ["score", "found_because", "priority", "reasons"])


def _articles(claims: Collection[int]) -> dict[int, int]:
    """In how many each is said."""
    counted = Claim.objects.annotate(n=Count("mentions__revision__article", distinct=True))
    return dict(counted.filter(pk__in=claims).values_list("pk", "n"))
