"""One request at a time for a host, whoever comes."""

import threading
from datetime import timedelta

import pytest
from django.db.models import F
from django.db.models.functions import Now

from claims.ingest import hosts, schedule, visit
from claims.models import Host
from tests.hostile.listener import answer
from tests.ingest.site import Site, rss, visit_all
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 6


def test_of_many_workers_one_has_the_turn() -> None:
    turns = at_once([lambda: hosts.take("harrow.example")] * CROWD)
    assert sum(turn is not None for turn in turns) == 1


def test_who_gives_back_sets_when_the_next_may_come() -> None:
    turn = hosts.take("harrow.example")
    assert turn is not None
    hosts.give_back(turn, 30)
    assert hosts.take("harrow.example") is None
    Host.objects.update(next_at=F("next_at") - timedelta(seconds=31))
    assert hosts.take("harrow.example") is not None


def test_a_dead_workers_host_is_free_after_its_hold_and_the_dead_one_changes_nothing_more() -> None:
    dead = hosts.take("harrow.example")
    assert dead is not None
    Host.objects.update(busy_until=Now() - timedelta(seconds=1))
    heir = hosts.take("harrow.example")
    assert heir is not None
    assert heir.token > dead.token
    assert not hosts.keep(dead)
    hosts.give_back(dead, 0)
    assert hosts.take("harrow.example") is None


def busiest(site: Site) -> int:
    """How many requests the site had to answer at once while a crowd of workers visited it."""
    at_work, most, lock = 0, 0, threading.Lock()

    def slow() -> list[bytes]:
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        threading.Event().wait(0.2)
        with lock:
            at_work -= 1
        return [answer(rss(), "Content-Type: text/xml")]

    for number in range(CROWD):
        site.listener.answers[f"/feed-{number}"] = slow
        site.subscribe(f"/feed-{number}")
    at_once([lambda: visit.visit(site.listener.place)] * CROWD)
    return most


def test_a_host_answers_one_request_at_a_time(site: Site) -> None:
    assert busiest(site) == 1


def test_without_turns_it_would_answer_several(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosts, "take", lambda name: hosts.Turn(name, 0))
    monkeypatch.setattr(hosts, "keep", lambda turn: True)
    assert busiest(site) > 1


def test_two_beats_at_once_fetch_nothing_twice(site: Site) -> None:
    site.feed(site.article(1))
    site.subscribe()
    places = [*schedule.due_hosts(), *schedule.due_hosts()]
    assert len(places) == 2
    at_once([lambda: visit.visit(site.listener.place)] * 2)
    visit_all()
    assert site.requests == ["/feed", "/story-1"]


def test_the_pause_between_two_requests_is_what_robots_txt_asks_for(site: Site) -> None:
    site.listener.answers["/robots.txt"] = answer(b"User-agent: *\nCrawl-delay: 7\n")
    site.feed()
    site.subscribe()
    site.subscribe("/other")
    visit.visit(site.listener.place)
    host = Host.objects.get(pk=site.listener.place)
    assert len(site.requests) == 1  # the second look is another visit's
    assert host.next_at > host.busy_until + timedelta(seconds=6)
