"""Who reads articles: the built-in, or a stronger one that the operator has set. All answer alike."""

from pathlib import Path

from django.conf import settings

from claims.reading.backends.base import Backend, Relation, Unanswered
from claims.reading.backends.builtin import BuiltIn
from claims.reading.backends.crf import Crf, NoModel, crf
from claims.reading.backends.http import Ask, Http, answered, endpoint

__all__ = ["Backend", "BuiltIn", "Crf", "Http", "NoModel", "Relation", "Unanswered", "chosen"]


def chosen(ask: Ask = answered) -> Backend:
    """The backend that the settings name, an endpoint before all others; `ask` is how its answers are got."""
    if to := endpoint():
        return Http(to, ask)
    return local()


def local(model: str = "") -> BuiltIn | Crf:
    """Who reads on this machine, without asking anybody: a trained model, named here or in the settings, if any."""
    path = model or settings.FACTCHECK_ATTRIBUTION_MODEL
    return crf(Path(path)) if path else BuiltIn()
