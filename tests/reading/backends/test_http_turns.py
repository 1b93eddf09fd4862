"""What a day may cost, and several workers at once."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now
from pytest_django import Settings

from claims import workflow
from claims.models import Answer, Mention, Reading
from claims.reading import answers, find
from claims.reading.backends.http import Endpoint, Question
from factcheck.celery import app as celery
from tests.articles import KILLED, LATER
from tests.races import at_once
from tests.reading.backends.speaking import TEXT, Model, claims_in, refuses
from tests.reading.backends.waiting import BY, read, reading, through, time_goes_by

pytestmark = pytest.mark.django_db


def paid(settings: Settings, limit: str) -> None:
    settings.FACTCHECK_BACKEND_PRICE_IN = settings.FACTCHECK_BACKEND_PRICE_OUT = Decimal(10)
    settings.FACTCHECK_BACKEND_DAILY_COST = Decimal(limit)


def spent(cost: str, ago: timedelta) -> None:
    Answer.objects.create(backend=BY, input_hash=cost, asked_at=Now() - ago, done_at=Now(), cost=Decimal(cost))


def test_beyond_what_a_day_may_cost_nothing_is_asked(model: Model, settings: Settings) -> None:
    paid(settings, "5.00")
    spent("4.95", ago=timedelta(0))
    assert through(reading()).note == "Read by the built-in: What a day may cost is spent."
    assert model.asked == []


def test_what_was_spent_yesterday_does_not_count(model: Model, settings: Settings) -> None:
    paid(settings, "5.00")
    spent("4.95", ago=timedelta(days=1))
    assert through(reading()).backend == BY


def test_money_that_was_set_aside_and_not_needed_is_free_again(model: Model, settings: Settings) -> None:
    paid(settings, "5.00")
    model.says(refuses("401 Unauthorized"))
    through(reading())
    assert Answer.objects.get().cost == 0


# Several workers


def after(seconds: float, said: bytes) -> Callable[[], Iterator[bytes]]:
    def wait() -> Iterator[bytes]:
        time.sleep(seconds)
        yield said

    return wait


def asked_at_once(model: Model, *texts: str) -> list[Answer]:
    """Each of two workers asks; all questions are under way at the same moment unless something forbids it."""
    for text in texts:
        read(reading(text))
    model.says(after(0.5, claims_in(KILLED)))
    rows = list(Answer.objects.order_by("pk").values_list("pk", flat=True))
    assert at_once([partial(answers.ask, pk) for pk in (rows * 2)[:2]]) == [None, None]
    return list(Answer.objects.order_by("pk"))


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_ask_once(model: Model) -> None:
    [row] = asked_at_once(model, TEXT)
    assert (len(model.asked), row.attempts, row.body is not None) == (1, 1, True)


@pytest.mark.django_db(transaction=True)
def test_twin_without_taking_turns_they_ask_twice_and_still_one_answer_counts(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    def take(to: Endpoint, row: Answer, question: Question) -> int:
        Answer.objects.filter(pk=row.pk).update(attempts=1, cost=1)
        return 1

    monkeypatch.setattr(answers, "_take", take)
    [row] = asked_at_once(model, TEXT)
    assert len(model.asked) == 2
    find.find_claims(Reading.objects.get().pk)
    assert (row.body is not None, Mention.objects.count()) == (True, 1)


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_not_spend_the_same_money(model: Model, settings: Settings) -> None:
    paid(settings, "0.30")  # enough for one, and for two in the time of one another
    rows = asked_at_once(model, f"{KILLED} One.", f"{KILLED} Two.")
    assert len(model.asked) == 1
    assert sorted(row.code for row in rows) == ["", "daily_cost"]


def test_no_more_are_asked_at_once_than_the_operator_allows(model: Model, settings: Settings) -> None:
    settings.FACTCHECK_BACKEND_AT_ONCE = 1
    for text in (KILLED, LATER):
        read(reading(text))
    busy, waiting = Answer.objects.order_by("pk")
    until = Now() + timedelta(minutes=4)
    Answer.objects.filter(pk=busy.pk).update(attempts=1, held_until=until, due_at=until)  # somebody is asking
    answers.ask(waiting.pk)
    assert model.asked == []
    time_goes_by(timedelta(minutes=5))
    answers.ask(waiting.pk)
    assert len(model.asked) == 1


def test_one_whose_asker_died_is_asked_again_and_in_the_end_no_more(model: Model) -> None:
    waiting = read(reading())
    row = Answer.objects.get()
    until = Now() + timedelta(minutes=4)
    Answer.objects.update(attempts=1, held_until=until, due_at=until, cost=Decimal("0.1"))
    answers.ask(row.pk)
    assert model.asked == []
    time_goes_by(timedelta(minutes=4))
    answers.ask(row.pk)
    assert read(waiting).backend == BY
    assert Answer.objects.get().cost == Decimal("0.1")


def test_one_whose_askers_all_died_is_read_by_the_built_in(model: Model) -> None:
    waiting = read(reading())
    Answer.objects.update(attempts=answers.TRIES)
    answers.ask(Answer.objects.get().pk)
    assert read(waiting).note == "Read by the built-in: Asking the endpoint never came to an end."
    assert model.asked == []


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_comes_after_another_asker_took_over_costs_but_says_nothing(
    model: Model, settings: Settings
) -> None:
    paid(settings, "5.00")
    read(reading())

    def meanwhile() -> Iterator[bytes]:
        Answer.objects.update(attempts=2)
        connection.close()
        yield claims_in(KILLED)

    model.says(meanwhile)
    answers.ask(Answer.objects.get().pk)
    row = Answer.objects.get()
    assert (row.done_at, row.body) == (None, None)
    assert (row.tokens, row.cost) == (1200, Decimal("0.012"))


def test_a_worker_on_the_network_s_queue_is_woken_and_one_that_reads_when_it_is_done(
    model: Model, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[tuple[str, int]] = []
    monkeypatch.setattr(answers, "wake_worker", lambda task, pk: woken.append((task, pk)))
    monkeypatch.setattr(workflow, "wake_worker", lambda task, pk: woken.append((task, pk)))
    waiting = read(reading())
    row = Answer.objects.get()
    assert woken == [("claims.ask", row.pk)]
    assert celery.amqp.router.route({}, "claims.ask")["queue"].name == "network"
    with django_capture_on_commit_callbacks(execute=True):
        answers.ask(row.pk)
    assert ("claims.find_claims", waiting.pk) in woken
