"""A question put to the endpoint: sent, its answer taken out of its envelope, and checked."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple, TypeGuard

from claims.reading.backends.http.client import post
from claims.reading.backends.http.endpoint import PER_TOKEN, Endpoint
from claims.reading.backends.http.problems import NoAnswer
from claims.reading.backends.http.questions import Question
from claims.reading.backends.http.strict import Malformed, loads, parsed

CHARGED = ("timeout", "cut_off", "cut_short", "too_large", "packed", "not_json", "no_message")
MOST_TOKENS = 100_000_000  # that an endpoint may say it took


class Spent(NamedTuple):
    tokens: int = 0
    cost: Decimal = Decimal(0)

    def plus(self, more: "Spent") -> "Spent":
        return Spent(self.tokens + more.tokens, self.cost + more.cost)


class Told(NamedTuple):
    body: Any  # of the form that was asked for; None where there is none
    problem: NoAnswer | None
    spent: Spent


Ask = Callable[[Endpoint, Question], Any]


def put(endpoint: Endpoint, question: Question) -> Told:
    """Asked once, and once more where the answer has not the form: models mend what they are told of."""
    content, spent = _said(endpoint, question)
    try:
        return Told(parsed(content, question.form), None, spent)
    except Malformed as malformed:
        second = question.repaired(content, str(malformed))
    try:
        content, more = _said(endpoint, second)
    except NoAnswer as problem:
        return Told(None, problem, spent.plus(charge(endpoint, second, problem)))
    try:
        return Told(parsed(content, question.form), None, spent.plus(more))
    except Malformed as malformed:
        return Told(None, NoAnswer("broke_schema", detail=f"({malformed})"), spent.plus(more))


def told(endpoint: Endpoint, question: Question) -> Told:
    """As `put`, with every failure told and none raised."""
    try:
        return put(endpoint, question)
    except NoAnswer as problem:
        return Told(None, problem, charge(endpoint, question, problem))


def answered(endpoint: Endpoint, question: Question) -> Any:
    """The answer's body at once, for who keeps none. Raises NoAnswer."""
    found = told(endpoint, question)
    if found.problem:
        raise found.problem
    return found.body


def charge(endpoint: Endpoint, question: Question, problem: NoAnswer) -> Spent:
    """What may be asked for a question whose answer never came whole; one that was refused costs nothing."""
    if problem.code not in CHARGED:
        return Spent()
    return estimated(endpoint, len(question.sent), endpoint.max_tokens * PER_TOKEN)


def estimated(endpoint: Endpoint, asked: int, answered: int) -> Spent:
    tokens_in, tokens_out = asked // PER_TOKEN, answered // PER_TOKEN
    return Spent(tokens_in + tokens_out, endpoint.cost(tokens_in, tokens_out))


def _said(endpoint: Endpoint, question: Question) -> tuple[str, Spent]:
    body = post(endpoint, question.sent)
    try:
        envelope = loads(body.decode("utf-8"))
        choice = envelope["choices"][0]
        content = choice["message"]["content"]
    except (ValueError, LookupError, TypeError):
        raise NoAnswer("no_message") from None
    if not isinstance(content, str):
        raise NoAnswer("no_message")
    if choice.get("finish_reason") == "length":
        raise NoAnswer("cut_short")
    return content, _spent(endpoint, envelope.get("usage"), question, content)


def _spent(endpoint: Endpoint, usage: Any, question: Question, content: str) -> Spent:
    told = usage if isinstance(usage, dict) else {}
    tokens_in, tokens_out = told.get("prompt_tokens"), told.get("completion_tokens")
    if is_count(tokens_in) and is_count(tokens_out):
        return Spent(tokens_in + tokens_out, endpoint.cost(tokens_in, tokens_out))
    return estimated(endpoint, len(question.sent), len(json.dumps(content)))


def is_count(value: Any) -> TypeGuard[int]:
    return type(value) is int and 0 <= value <= MOST_TOKENS
