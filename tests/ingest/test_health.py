from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.ingest import health, intake
from claims.ingest.health import State
from claims.models import Feed, ImportItem
from tests import factories

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def feed(**values: Any) -> Feed:
    return factories.feed(**{"looked_at": timezone.now(), "succeeded_at": timezone.now()} | values)


def state(made: Feed) -> str:
    return str(health.feeds().get(pk=made.pk).state)


def said(made: Feed) -> str:
    return health.said(health.feeds().get(pk=made.pk))


def brought(by: Feed, *outcomes: str, ago: timedelta = timedelta()) -> None:
    run = intake.start(by.name, feed=by)
    ImportItem.objects.bulk_create(
        ImportItem(run=run, name=f"{n}", address=f"https://e.example/{n}", outcome=outcome, finished_at=Now() - ago)
        for n, outcome in enumerate(outcomes)
    )


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, State.FINE),
        ({"looked_at": None, "succeeded_at": None}, State.NEW),
        ({"failures": 1, "problem": "No answer."}, State.SLOW),
        ({"failures": 2, "problem": "No answer."}, State.SLOW),
        ({"failures": 3, "problem": "No answer."}, State.FAILING),
        ({"failures": 0, "problem": "There is no such folder."}, State.FAILING),
        ({"held": "Its domain changed."}, State.HELD),
        ({"moved_to": "https://new.example/feed"}, State.MOVED),
        ({"moved_to": "https://new.example/feed", "failures": 9, "problem": "404"}, State.FAILING),
        ({"failures": 9, "problem": "404", "is_active": False}, State.PAUSED),
    ],
)
def test_a_feed_stands_as_the_gravest_of_what_is_known(values: dict[str, Any], expected: str) -> None:
    assert state(feed(**values)) == expected


@pytest.mark.parametrize(
    ("gap", "ago", "expected"),
    [
        (HOUR, 20 * HOUR, State.FINE),  # many times its gap, but under a day
        (HOUR, 25 * HOUR, State.SILENT),
        (DAY, 2 * DAY, State.FINE),
        (DAY, 3 * DAY + HOUR, State.SILENT),
        (None, 90 * DAY, State.FINE),  # how often it publishes is not known yet
    ],
)
def test_silent_is_longer_than_a_day_and_than_three_usual_gaps(gap: Any, ago: Any, expected: str) -> None:
    assert state(feed(usual_gap=gap, brought_at=timezone.now() - ago)) == expected


def test_what_is_the_matter_is_said_in_a_sentence() -> None:
    quiet = feed(usual_gap=3 * HOUR, brought_at=timezone.now() - 4 * DAY)
    assert said(quiet) == "Nothing new for 4 days; mostly something comes every 3 hours."
    assert said(feed(problem="The server answered 403.", failures=7)).endswith("403. 7 answers failed in a row.")
    assert said(feed(moved_to="https://new.example/")) == "It has moved to https://new.example/."
    assert said(feed()) == ""


def test_days_count_what_came_and_what_failed_and_nothing_else() -> None:
    made = feed()
    brought(made, "new", "changed", "unchanged", "copy", "failed", "quarantined")
    brought(made, "new", ago=3 * DAY)
    brought(made, "new", ago=40 * DAY)
    brought(feed(), "new", "new")
    found = health.days([made])[made.pk]
    assert len(found) == health.DAYS
    assert found[-1] == (timezone.localdate(), 3, 2)  # a copy is brought, too
    assert found[-4].brought == 1
    assert sum(day.brought for day in found) == 4


def test_alarms_name_the_feed_the_kind_and_since_when_the_gravest_first() -> None:
    good = timezone.now() - 2 * DAY
    silent = feed(usual_gap=HOUR, brought_at=good)
    failing = feed(failures=4, problem="No answer.", succeeded_at=good)
    feed(failures=1, problem="No answer.")
    feed(failures=9, problem="No answer.", is_active=False)
    brought(feed(), "quarantined")
    found = health.alarms()
    kinds = [(failing, "failing"), (silent, "silent"), (None, "quarantined")]
    assert [(alarm.feed, alarm.kind) for alarm in found] == kinds
    assert [alarm.since for alarm in found[:2]] == [good, good]
    assert found[2].text.startswith("1 item was given up")


def test_counts_hold_every_feed_once() -> None:
    feed()
    feed()
    feed(held="Its domain changed.", moved_to="https://new.example/")
    assert health.counts() == {State.HELD: 1, State.FINE: 2}


def test_a_hundred_feeds_take_as_many_queries_as_one() -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            health.days(health.feeds())
            health.alarms()
            health.counts()
        return len(found)

    feed(failures=3, problem="No answer.")
    one = asked()
    for number in range(100):
        feed(failures=number % 4, problem="No answer.")
    assert asked() == one == 5


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (900, "15 min"),
        (7199, "119 min"),
        (7200, "2 hours"),
        (86_400 * 3, "3 days"),
    ],
)
def test_a_time_is_told_in_one_unit(seconds: int, expected: str) -> None:
    assert health.lasts(timedelta(seconds=seconds)) == expected
