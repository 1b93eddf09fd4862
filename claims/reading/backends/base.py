"""What every backend answers."""

from typing import Literal, NamedTuple, Protocol

from claims.text.attribution import Attribution
from claims.text.candidates import Candidate
from claims.text.readers import Article
from claims.text.spans import Span
from claims.text.weighing import Weights

Kind = Literal["supports", "disputes", "number differs", "unrelated", "unknown"]


class Relation(NamedTuple):
    """How a passage stands to a claim, as a machine sees it: never evidence by itself."""

    kind: Kind
    confidence: float  # 0 to 1
    span: Span | None  # of the passage: the words that it rests on


class Backend(Protocol):
    """Spans lie inside the text, scores and confidences in 0 to 1; bad text is no error but an empty answer."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> str: ...
    def attributions(self, article: Article) -> list[Attribution]: ...
    def candidates(self, article: Article, weights: Weights, budget: int) -> list[Candidate]: ...
    def relate(self, claim: str, passage: str) -> Relation: ...
