"""The weights that are in use."""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Q

from claims.models import Weighing, WeighingUse
from claims.text.candidates import BUDGET
from claims.text.weighing import BUILT_IN, Weights
from claims.text.weightfile import read_model


class InUse(NamedTuple):
    weighing: Weighing | None  # None: those that nobody at the desk set
    weights: Weights
    budget: int  # claims of one article


def base() -> Weights:
    """Those before the desk set or learned any: the environment's model, else the built-in. Raises NotAModel."""
    path: str = settings.FACTCHECK_WORTHINESS_MODEL
    return _model(path) if path else BUILT_IN


def name_of_base() -> str:
    return "The trained weights" if settings.FACTCHECK_WORTHINESS_MODEL else "The built-in weights"


@cache
def _model(path: str) -> Weights:
    return read_model(Path(path))


def in_use() -> InUse:
    return of(last_use())


def set_by_hand() -> InUse:
    """What people last chose: what the desk learned since is left out."""
    chosen = WeighingUse.objects.filter(Q(weighing=None) | Q(weighing__made_by__isnull=False))
    return of(chosen.select_related("weighing").first())


def last_use() -> WeighingUse | None:
    return WeighingUse.objects.select_related("weighing__made_by", "by").first()


def of(use: WeighingUse | None) -> InUse:
    if use is None or use.weighing is None:
        return InUse(None, base(), BUDGET)
    return InUse(use.weighing, weights_of(use.weighing), use.weighing.budget)


def weights_of(weighing: Weighing) -> Weights:
    """Reasons that came after them weigh what is built in."""
    stored = weighing.weights
    return Weights(stored["start"], {**BUILT_IN.reasons, **stored["reasons"]}, stored.get("terms", {}))


def as_stored(weights: Weights) -> dict[str, Any]:
    return {"start": weights.start, "reasons": dict(weights.reasons), "terms": dict(weights.terms)}
