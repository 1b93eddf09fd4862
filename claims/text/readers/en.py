"""English: the lists are those in claims/text/lists."""

from datetime import date

from claims.text import attribution
from claims.text import candidates as choosing
from claims.text import figures as counting
from claims.text.attribution import Attribution
from claims.text.candidates import Candidate, readable
from claims.text.figures import Figure
from claims.text.spans import Span
from claims.text.weighing import Weights


def attributions(text: str, sentences: list[Span]) -> list[Attribution]:
    return attribution.attributions(text, readable(sentences))


def figures(text: str, sentences: list[Span], published_on: date | None) -> list[Figure]:
    read = readable(sentences)
    return counting.figures(text, Span(read[0].start, read[-1].end), published_on) if read else []


def candidates(
    text: str,
    sentences: list[Span],
    attributed: list[Attribution],
    found: list[Figure],
    weights: Weights,
    budget: int,
) -> list[Candidate]:
    return choosing.candidates(text, readable(sentences), attributed, found, weights, budget)
