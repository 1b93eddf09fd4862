"""What every backend answers."""

from typing import Protocol

from claims.text.attribution import Attribution
from claims.text.candidates import Candidate
from claims.text.readers import Article
from claims.text.relation import Relation
from claims.text.weighing import Weights

__all__ = ["Backend", "Relation", "Unanswered"]


class Unanswered(Exception):
    """An outside backend gave no answer; the text says why. Whoever asked goes to the built-in."""


class Backend(Protocol):
    """Spans lie inside the text, scores and confidences in 0 to 1; bad text is no error but an empty answer."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> str: ...
    def attributions(self, article: Article) -> list[Attribution]: ...
    def candidates(self, article: Article, weights: Weights, budget: int) -> list[Candidate]: ...
    def relate(self, claim: str, passage: str) -> Relation: ...
