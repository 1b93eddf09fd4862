"""Answers as rows: asked once, tried again, paid for within a day's limit, and never waited for too long."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now
from pytest_django import Settings

from claims.models import Answer, Claim, Mention, Reading, Revision
from claims.reading import answers, find
from tests.articles import BUDGET, KILLED, LATER, WARNED
from tests.hostile.listener import Answer as Said
from tests.hostile.listener import answer
from tests.reading.backends.speaking import KEY, TEXT, Model, claims_in, refuses, says
from tests.reading.backends.waiting import BY, read, reading, through, time_goes_by

pytestmark = pytest.mark.django_db


def test_an_article_waits_for_its_answer_and_is_read_by_it(model: Model) -> None:
    waiting = read(reading())
    assert (waiting.done_at, waiting.attempts, Claim.objects.count()) == (None, 0, 0)
    assert waiting.note == "http a-model 1 is being asked"
    assert (waiting.due_at - Answer.objects.get().wanted_at) == timedelta(minutes=15)
    answers.ask(Answer.objects.get().pk)
    done = read(waiting)
    assert (done.backend, done.note, done.done_at is not None) == (BY, "", True)
    mention = Mention.objects.get()
    assert (mention.quote, mention.backend) == (KILLED, BY)
    assert mention.input_hash == done.input_hash == Answer.objects.get().input_hash
    assert mention.figures.get().low == 12


def test_what_it_cost_is_kept_with_the_answer(model: Model, settings: Settings) -> None:
    settings.FACTCHECK_BACKEND_PRICE_IN, settings.FACTCHECK_BACKEND_PRICE_OUT = Decimal("2.5"), Decimal(10)
    through(reading())
    kept = Answer.objects.get()
    assert (kept.backend, kept.attempts, kept.tokens, kept.cost) == (BY, 1, 1200, Decimal("0.0045"))
    assert kept.body["claims"][0]["quote"] == KILLED


def test_the_key_is_in_no_row(model: Model) -> None:
    model.says(refuses("401 Unauthorized"))
    through(reading())
    for row in [*Answer.objects.values(), *Reading.objects.values()]:
        assert KEY not in str(row)


def test_the_same_text_is_asked_for_once(model: Model) -> None:
    through(reading())
    again = read(reading())
    assert again.done_at is not None
    assert (again.backend, len(model.asked), Answer.objects.count()) == (BY, 1, 1)


def test_two_articles_of_one_text_wait_for_one_answer(model: Model) -> None:
    both = [read(reading()), read(reading())]
    answers.ask(Answer.objects.get().pk)
    assert [read(each).backend for each in both] == [BY, BY]
    assert len(model.asked) == 1


def test_a_later_revision_is_read_after_the_earlier_one_which_waits(model: Model) -> None:
    first = reading(KILLED)
    second = reading(f"{KILLED}\n\n{LATER}", of=first.revision.article)
    read(second)
    assert Answer.objects.count() == 1
    answers.ask(Answer.objects.get().pk)
    model.says(claims_in(KILLED, LATER))
    through(second)
    assert [each.backend for each in Reading.objects.all()] == [BY, BY]
    assert Claim.objects.count() == 2
    assert Mention.objects.exclude(carried_from=None).count() == 1


# What goes wrong, and is read by the built-in

FAULTS: dict[str, tuple[Said, str, int]] = {
    "the key is refused": (refuses("401 Unauthorized"), "The endpoint refused the key. (HTTP 401)", 1),
    "it is away": (refuses("500 Server Error"), "The endpoint had an error of its own. (HTTP 500)", answers.TRIES),
    "it is busy for long": (refuses("429 Busy", "Retry-After: 9999"), "The endpoint had too much to do. (HTTP 429)", 1),
    "it sends us away": (answer(b"", "Location: /", status="302 Found"), "The endpoint wanted to send", 1),
    "it talks": (says("Certainly! Here are the claims."), "What the endpoint answered was not in the form", 2),
    "it sends a page": (answer(b"<p>", "Content-Type: text/html"), "The endpoint's answer was not JSON.", 1),
    "it breaks off": (claims_in(KILLED)[:-9], "The endpoint's answer broke off.", answers.TRIES),
    "it invents": (claims_in("Thirteen people were killed."), "None of the quotes in the endpoint's answer", 1),
    "it finds nothing": (says({"claims": []}), "The endpoint found nothing to check.", 1),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_tried_again_where_that_may_help_and_then_the_built_in_reads(fault: str, model: Model) -> None:
    said, why, asked = FAULTS[fault]
    model.says(said)
    done = through(reading())
    assert done.note.startswith(f"Read by the built-in: {why}")
    assert done.backend.startswith("builtin ")
    assert done.reason == ""
    assert len(model.asked) == asked
    assert Claim.objects.count() >= 3
    assert {each.backend for each in Mention.objects.all()} == {done.backend}


def test_where_a_trained_model_is_set_too_it_reads_in_the_endpoint_s_place(
    model: Model, settings: Settings, trained_file: Path
) -> None:
    settings.FACTCHECK_ATTRIBUTION_MODEL = str(trained_file)
    model.says(refuses("401 Unauthorized"))
    done = through(reading())
    assert done.note == "Read by crf: The endpoint refused the key. (HTTP 401)"
    assert done.backend.startswith("crf ")


def test_after_an_error_the_second_try_may_be_good(model: Model) -> None:
    model.says(refuses("500 Server Error"), claims_in(KILLED))
    assert through(reading()).backend == BY
    assert Answer.objects.get().attempts == 2


def test_the_second_try_waits_as_long_as_the_endpoint_says(model: Model) -> None:
    model.says(refuses("429 Busy", "Retry-After: 120"), claims_in(KILLED))
    read(reading())
    row = Answer.objects.get()
    answers.ask(row.pk)
    answers.ask(row.pk)
    assert len(model.asked) == 1
    time_goes_by(timedelta(seconds=110))
    answers.ask(row.pk)
    assert len(model.asked) == 1
    time_goes_by(timedelta(seconds=11))
    answers.ask(row.pk)
    assert Answer.objects.get().body is not None


def test_an_article_that_waits_is_not_given_up_however_often_somebody_looks(model: Model) -> None:
    waiting = reading()
    for _ in range(12):
        read(waiting)
        Reading.objects.update(due_at=Now())
    assert (waiting.attempts, waiting.done_at) == (0, None)
    assert model.asked == []


def test_what_comes_before_a_reading_is_not_done_again_while_it_waits(model: Model) -> None:
    done: list[Revision] = []
    waiting = reading()
    for _ in range(5):
        find.find_claims(waiting.pk, first=[done.append])
    assert done == [waiting.revision]


def test_an_article_waits_so_long_and_no_longer(model: Model) -> None:
    waiting = read(reading())
    time_goes_by(timedelta(minutes=14))
    assert read(waiting).done_at is None
    time_goes_by(timedelta(minutes=1))
    assert read(waiting).note == "Read by the built-in: No answer came in time."
    answers.ask(Answer.objects.get().pk)
    assert model.asked == []


def test_a_text_that_failed_long_ago_is_asked_for_again(model: Model) -> None:
    model.says(refuses("401 Unauthorized"))
    through(reading())
    assert "refused the key" in read(reading()).note
    Answer.objects.update(done_at=Now() - timedelta(hours=2))
    model.says(claims_in(KILLED))
    assert through(reading()).backend == BY


def test_an_endpoint_that_is_no_longer_set_is_waited_for_no_more(model: Model, settings: Settings) -> None:
    waiting = read(reading())
    settings.FACTCHECK_BACKEND_URL = ""
    answers.ask(Answer.objects.get().pk)
    done = read(waiting)
    assert (done.backend[:8], done.note, model.asked) == ("builtin ", "", [])


def test_a_question_that_is_put_differently_by_now_is_dropped_and_the_new_one_asked(
    model: Model, settings: Settings
) -> None:
    waiting = read(reading())
    settings.FACTCHECK_BACKEND_MODEL = "another"
    answers.ask(Answer.objects.get().pk)
    assert model.asked == []
    assert through(waiting).backend == "http another 1"


def test_an_article_in_another_language_is_not_sent(model: Model) -> None:
    assert read(reading("Der Damm brach am Dienstag.", language="de")).note.startswith("Not read yet")
    assert not Answer.objects.exists()


def test_an_answer_that_came_while_an_article_began_to_wait_is_not_missed(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = answers._wanted

    def and_then_it_came(*given: Any) -> Answer:
        row = wanted(*given)
        answers.ask(row.pk)
        return row

    monkeypatch.setattr(answers, "_wanted", and_then_it_came)
    assert read(reading()).backend == BY


@pytest.mark.django_db(transaction=True)
def test_nobody_is_inside_a_transaction_while_the_endpoint_thinks(model: Model) -> None:
    seen: list[str] = []

    def look() -> Iterator[bytes]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT state FROM pg_stat_activity WHERE datname = current_database() AND state IS NOT NULL"
                           " AND pid <> pg_backend_pid()")  # fmt: skip
            seen.extend(row[0] for row in cursor.fetchall())
        connection.close()
        yield claims_in(KILLED)

    model.says(look)
    through(reading())
    assert seen
    assert set(seen) == {"idle"}


# Long articles


def test_of_a_long_article_the_rest_is_read_by_the_built_in_and_both_are_named(
    model: Model, settings: Settings
) -> None:
    settings.FACTCHECK_BACKEND_MAX_CHARS = len(KILLED) + len(BUDGET) + 20
    done = through(reading())
    sent = model.asked[0]["messages"][1]["content"]
    assert BUDGET in sent
    assert WARNED[:20] not in sent
    assert f"first {TEXT.index(WARNED) - 2} of {len(TEXT)} characters were read by {BY}" in done.note
    found = {each.quote: each.backend for each in Mention.objects.all()}
    assert found.pop(KILLED) == BY
    assert found
    assert all(by.startswith("builtin ") for by in found.values())
    assert not any(BUDGET.startswith(quote) for quote in found)


def test_quotes_that_do_not_stand_in_the_text_are_dropped_and_counted(model: Model) -> None:
    model.says(claims_in(KILLED, KILLED.replace("Twelve", "Thirteen"), KILLED.replace(" ", "  ", 1)))
    done = through(reading())
    assert done.note == "Quotes of its answer that do not stand in the text, and were dropped: 2."
    assert [each.quote for each in Mention.objects.all()] == [KILLED]
