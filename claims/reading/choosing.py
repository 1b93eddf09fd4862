"""Which weights are in use: set by people or put there by the desk, each time with why."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction

from claims.models import Person, Rescoring, Weighing, WeighingUse
from claims.reading import weights
from claims.text.weighing import Weights
from claims.workflow import Missing, Stale, waker


@transaction.atomic
def save(person: Person, reasons: Mapping[str, float], budget: int, why: str, seen: int) -> WeighingUse:
    """Weights set by hand, on those that were set before; `seen` is the use that `person` was looking at."""
    hold()
    if not why.strip():
        raise Missing("Say why: the record of the weights keeps it.")
    if seen != last_use_id():
        raise Stale("Somebody changed the weights meanwhile.")
    before = weights.set_by_hand()
    made = Weighing.objects.create(
        made_by=person, base=before.weighing, weights=weights.as_stored(_on(before.weights, reasons)), budget=budget
    )
    return put(made, person, why)


def _on(before: Weights, reasons: Mapping[str, float]) -> Weights:
    return Weights(before.start, {**before.reasons, **reasons}, before.terms)


@transaction.atomic
def use(person: Person, weighing: Weighing | None) -> WeighingUse | None:
    """These from now on; None: they are in use already."""
    hold()
    now = weights.last_use()
    if (now.weighing if now else None) == weighing:
        return None
    return put(weighing, person, "Put in use with one click.")


def hold() -> None:
    """Until the transaction ends nobody else changes which weights are in use."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('weighing', 0))")


def put(weighing: Weighing | None, by: Person | None, why: str) -> WeighingUse:
    """For who holds them."""
    made = WeighingUse.objects.create(weighing=weighing, by=by, why=why.strip()[:400])
    scores = Rescoring.objects.create(use=made)
    transaction.on_commit(waker("claims.rescore", scores.pk), robust=True)
    return made


def last_use_id() -> int:
    return WeighingUse.objects.values_list("pk", flat=True).first() or 0


def went_back(use: WeighingUse | None) -> bool:
    """Whether a person chose weights that had been in use before: then the desk only shows what it learns."""
    if use is None or use.by_id is None or (use.weighing and use.weighing.made_by_id is None):
        return False
    if use.weighing is None:
        return True
    return WeighingUse.objects.filter(weighing=use.weighing, pk__lt=use.pk).exists()


def learned(weighing: Weighing | None) -> Any:
    """What a learned one was measured to do; {} of one that people set."""
    return weighing.effect if weighing and weighing.made_by_id is None else {}
