"""The weights that are in use."""

from typing import NamedTuple

from claims.models import Weighing, WeighingUse
from claims.text.candidates import BUDGET
from claims.text.weighing import BUILT_IN, Weights


class InUse(NamedTuple):
    weighing: Weighing | None  # None: the built-in weights
    weights: Weights
    budget: int  # claims of one article


def in_use() -> InUse:
    last = WeighingUse.objects.select_related("weighing").first()
    if last is None or last.weighing is None:
        return InUse(None, BUILT_IN, BUDGET)
    return InUse(last.weighing, weights_of(last.weighing), last.weighing.budget)


def weights_of(weighing: Weighing) -> Weights:
    stored = weighing.weights
    return Weights(stored["start"], stored["reasons"], stored.get("terms", {}))
