"""The languages that articles are read in: one module each, with its own lists."""

from datetime import date
from typing import NamedTuple, Protocol

from claims.text.attribution import Attribution
from claims.text.candidates import BUDGET, Candidate
from claims.text.figures import Figure
from claims.text.readers import en
from claims.text.spans import Span
from claims.text.weighing import BUILT_IN, Weights


class Article(NamedTuple):
    """What a reading is made of: canonical text, its sentences, and what is known of the page."""

    text: str
    sentences: list[Span]
    published_on: date | None = None
    language: str = "en"


class Found(NamedTuple):
    attributions: list[Attribution]
    figures: list[Figure]
    candidates: list[Candidate]


class Reader(Protocol):
    """A language's module: `attributions` and `figures` of a text in order, `candidates` best first."""

    def attributions(self, text: str, sentences: list[Span]) -> list[Attribution]: ...
    def figures(self, text: str, sentences: list[Span], published_on: date | None) -> list[Figure]: ...
    def candidates(
        self,
        text: str,
        sentences: list[Span],
        attributed: list[Attribution],
        found: list[Figure],
        weights: Weights,
        budget: int,
    ) -> list[Candidate]: ...


READERS: dict[str, Reader] = {"en": en}


def reader(language: str) -> Reader | None:
    """Who reads a language; a text of unknown language is read as English. None: it is not read yet."""
    return READERS.get(language or "en")


def read(
    article: Article, weights: Weights = BUILT_IN, budget: int = BUDGET, attributed: list[Attribution] | None = None
) -> Found:
    """All that a text shows; `attributed` where somebody else found the attributions already."""
    by = reader(article.language)
    if by is None:
        return Found([], [], [])
    if attributed is None:
        attributed = by.attributions(article.text, article.sentences)
    found = by.figures(article.text, article.sentences, article.published_on)
    return Found(attributed, found, by.candidates(article.text, article.sentences, attributed, found, weights, budget))
