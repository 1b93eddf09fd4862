"""A while of feeds with every fault there is, on hosts that they share with sound ones, fetched by real workers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from claims.models import Feed
from tests.newsstand.hour import Findings, Hour, desk_at, findings
from tests.newsstand.site import ASKS_TO_WAIT, Newsstand
from tests.newsstand.stories import FAULTS, Stand, ip_of, made
from tests.services import Services

WHILE = 2400.0  # seconds
PAUSE = 300  # milliseconds
QUICK = [fault for fault in FAULTS if fault != "slow"]


def stands() -> list[Stand]:
    """One of each fault, beside two sound feeds each."""
    some = made(3 * len(QUICK), len(QUICK), WHILE, seed=3)
    for number, stand in enumerate(some):
        stand.fault = QUICK[number] if number < len(QUICK) else ""
    return some


@pytest.fixture(scope="module")
def hour(
    django_db_setup: None,
    services: Services,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Hour]:
    site = Newsstand(stands(), WHILE)
    home: Path = tmp_path_factory.mktemp("desk")
    with django_db_blocker.unblock(), desk_at(services, home, site, threads=12, pause=PAUSE) as passing:
        for _ in passing.pass_by(WHILE, step=120):
            pass
        yield passing


@pytest.fixture(scope="module")
def found(hour: Hour) -> Findings:
    return findings(hour)


def test_all_that_was_shown_is_there_once(found: Findings) -> None:
    assert found.shown["imported"] > len(QUICK)
    assert (found.shown["missing"], found.twice) == (0, 0)


def test_one_request_at_a_time_with_a_pause_after_it(found: Findings) -> None:
    assert min(found.gaps) >= PAUSE / 1000 - 0.05
    assert max(found.requests) < WHILE / 60


def test_sound_feeds_fare_as_if_alone(found: Findings) -> None:
    assert found.unaffected == {"alone": (0, 0), "beside a fault": (2 * len(QUICK), 2 * len(QUICK))}


SAID = {
    "failing": "http_5xx", "endless": "too_large", "bomb": "too_large", "cut": "bad_encoding", "gone": "http_410",
    "no feed": "not_a_feed", "reset": "connect_failed",
    "moved": "", "moved away": "", "cut short": "", "busy": "",
}  # fmt: skip


@pytest.mark.parametrize("fault", SAID)
def test_what_is_wrong_with_a_feed_is_said(fault: str, hour: Hour) -> None:
    feed = feed_of(hour, fault)
    assert feed.problem_code == SAID[fault]
    assert bool(feed.problem) == bool(SAID[fault])
    assert bool(feed.moved_to) == fault.startswith("moved")


def feed_of(hour: Hour, fault: str) -> Feed:
    stand = next(stand for stand in hour.site.stands if stand.fault == fault)
    return Feed.objects.get(location=hour.site.address(stand.ip, stand.path))


def test_a_feed_that_fails_is_asked_ever_more_rarely(hour: Hour) -> None:
    feed = feed_of(hour, "failing")
    assert 2 <= feed.failures <= 3  # at once, after the usual time, after twice of it


def test_a_site_that_asks_to_wait_is_waited_for(hour: Hour) -> None:
    ip = ip_of(QUICK.index("busy"))
    asked = sorted((request for request in hour.site.requests if request.ip == ip), key=lambda each: each.begun)
    busy = next(place for place, request in enumerate(asked) if request.status == 429)
    assert asked[busy + 1].begun - asked[busy].ended >= ASKS_TO_WAIT - 1
