"""A reader as small as a language's module can be, for the tests: one cue, and what is said is worth checking."""

import re
from datetime import date

from claims.text.attribution import Attribution
from claims.text.candidates import Candidate
from claims.text.figures import Figure
from claims.text.spans import Span
from claims.text.weighing import Weights

SAID = re.compile(r"(?P<source>\w+) (?P<cue>dixit) (?P<content>[^.]+)")
TEXT = "Navis heri venit. Nauta dixit naves duodecim perisse in portu. Cives timent."


def attributions(text: str, sentences: list[Span]) -> list[Attribution]:
    return [_said(found) for found in SAID.finditer(text)]


def _said(found: re.Match[str]) -> Attribution:
    source, cue, content = (Span(*found.span(role)) for role in ("source", "cue", "content"))
    return Attribution(source, cue, content, quoted=False)


def figures(text: str, sentences: list[Span], published_on: date | None) -> list[Figure]:
    return []


def candidates(
    text: str,
    sentences: list[Span],
    attributed: list[Attribution],
    found: list[Figure],
    weights: Weights,
    budget: int,
) -> list[Candidate]:
    return [_candidate(text, said) for said in attributed[:budget]]


def _candidate(text: str, said: Attribution) -> Candidate:
    assert said.source is not None
    assert said.content is not None
    words, claimant = said.content.of(text), said.source.of(text)
    return Candidate(*said.content, 0.5, "event", claimant, "paraphrased", ["attributed"], [], words, [], said)
