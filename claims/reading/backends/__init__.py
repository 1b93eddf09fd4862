"""Who reads articles: the built-in, or a stronger one that the operator has set. All answer alike."""

from claims.reading.backends.base import Backend, Relation, Unanswered
from claims.reading.backends.builtin import BuiltIn
from claims.reading.backends.http import Ask, Http, answered, endpoint

__all__ = ["Backend", "BuiltIn", "Http", "Relation", "Unanswered", "chosen"]


def chosen(ask: Ask = answered) -> Backend:
    """The backend that the settings name, an endpoint before all others; `ask` is how its answers are got."""
    if to := endpoint():
        return Http(to, ask)
    return BuiltIn()
