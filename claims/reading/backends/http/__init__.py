"""An OpenAI-style HTTP endpoint that the operator has set; without one nothing here runs."""

from claims.reading.backends.http.asking import Ask, Spent, Told, answered, told
from claims.reading.backends.http.backend import Http
from claims.reading.backends.http.endpoint import Endpoint, endpoint, slips
from claims.reading.backends.http.problems import NoAnswer
from claims.reading.backends.http.questions import Question, about_claims

__all__ = [
    "Ask", "Endpoint", "Http", "NoAnswer", "Question", "Spent", "Told",
    "about_claims", "answered", "endpoint", "slips", "told",
]  # fmt: skip
