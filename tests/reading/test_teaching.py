"""What the desk decides changes the ranking of what comes next, and only when that is measurably better."""

import threading
from functools import partial
from typing import Any

import pytest
from pytest_django import Settings

from claims import tasks
from claims.models import Claim, Weighing, WeighingUse
from claims.reading import choosing, teaching, weights
from claims.text.learning import terms_of
from tests import factories as make
from tests.races import PATIENCE, at_once, won
from tests.reading.taught import BRIDGE, PRICED, SCHOOL, SIGNS, TOLD, decided_desk, of_money

pytestmark = pytest.mark.django_db


def score(kind: str) -> float:
    return weights.in_use().weights.score(SIGNS[kind], terms_of(kind.format(5)))


def learned() -> Weighing:
    made = teaching.learn()
    assert made is not None
    return made


def hand_set(person: Any = None, **reasons: float) -> WeighingUse:
    return choosing.save(person or make.curator(), reasons, 12, "We look at money.", choosing.last_use_id())


def test_a_desk_that_only_checks_money_soon_sees_money_first() -> None:
    assert score(TOLD) > score(PRICED)
    decided_desk(30)
    made = learned()
    assert weights.in_use().weighing == made
    assert score(PRICED) > score(TOLD)
    assert made.effect["after"] > made.effect["before"]
    assert made.effect["chance"] <= 0.05
    assert (made.effect["decisions"], made.effect["good"], made.effect["outcome"]) == (60, 30, "used")
    use = WeighingUse.objects.get()
    assert (use.by, use.why) == (None, "Learned from 60 decisions.")


def test_decisions_without_a_pattern_change_nothing_and_that_is_told() -> None:
    for number in range(40):
        decided_desk(1, lambda claim, even=number % 2 == 0: of_money(claim) is even, first=number)  # type: ignore[misc]
    made = learned()
    assert made.effect["outcome"] in ("luck", "not better")
    assert weights.in_use().weighing is None


def test_a_few_decisions_are_not_judged() -> None:
    decided_desk(12)
    assert learned().effect["outcome"] == "few"
    assert not WeighingUse.objects.exists()


def test_it_is_learned_anew_only_when_enough_was_decided_since() -> None:
    decided_desk(9)
    assert teaching.learn() is None
    decided_desk(1, first=20)
    learned()
    assert teaching.learn() is None
    decided_desk(10, first=30)
    learned()
    assert Weighing.objects.count() == 2


def test_decisions_of_one_kind_teach_nothing() -> None:
    decided_desk(12, lambda claim: True)
    assert teaching.learn() is None
    assert not Weighing.objects.exists()


def test_it_starts_from_what_people_set_and_keeps_their_budget() -> None:
    use = choosing.save(make.curator(), {"toll": -3.0}, 7, "No accidents.", 0)
    decided_desk(30)
    made = learned()
    assert made.base == use.weighing
    assert made.budget == 7
    assert made.weights["reasons"]["toll"] < 0


def test_learned_weights_give_way_only_to_ones_that_do_better_on_articles_neither_knew() -> None:
    decided_desk(30)
    first = learned()
    decided_desk(10, first=50)
    assert learned().effect["outcome"] == "no gain"
    assert weights.in_use().weighing == first
    decided_desk(40, lambda claim: "school" in claim.wording, first=100, kinds=(BRIDGE, SCHOOL))
    better = learned()
    assert better.effect["outcome"] == "used"
    assert weights.in_use().weighing == better


def test_who_goes_back_is_not_overruled() -> None:
    decided_desk(30)
    first = learned()
    assert choosing.use(make.curator(), None)
    decided_desk(30, first=50)
    again = learned()
    assert again.effect["outcome"] == "held"
    assert weights.in_use().weighing is None
    assert choosing.use(make.curator(), first)
    assert weights.in_use().weighing == first


def test_weights_set_by_hand_are_learned_from_again() -> None:
    decided_desk(30)
    learned()
    hand_set(money=1.0)
    made = learned()
    assert made.base is not None
    assert made.effect["outcome"] == "used"


def test_going_back_to_what_is_in_use_does_nothing() -> None:
    person = make.curator()
    use = hand_set(person)
    assert choosing.use(person, use.weighing) is None
    assert WeighingUse.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_learn_at_once_keep_one() -> None:
    decided_desk(30)
    results = at_once([teaching.learn, teaching.learn])
    assert won(results) == results
    assert Weighing.objects.count() == WeighingUse.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_who_learn_at_once_keep_both(monkeypatch: pytest.MonkeyPatch) -> None:
    decided_desk(30)
    both_looked = threading.Barrier(2, timeout=PATIENCE)
    last, asked = teaching.last_learned, threading.local()

    def look(base: Weighing | None) -> Weighing | None:
        found = last(base)
        asked.times = getattr(asked, "times", 0) + 1
        if asked.times == 2:  # the first is whether there is anything to do
            both_looked.wait()
        return found

    monkeypatch.setattr(choosing, "hold", lambda: None)
    monkeypatch.setattr(teaching, "last_learned", look)
    at_once([teaching.learn, teaching.learn])
    assert Weighing.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_over_the_same_weights_one_is_told() -> None:
    person = make.curator()
    results = at_once([partial(choosing.save, person, {"toll": each}, 12, "Why.", 0) for each in (1.0, 2.0)])
    assert sorted(type(each).__name__ for each in results) == ["Stale", "WeighingUse"]


def test_nothing_of_a_claim_but_its_place_is_changed_by_learning() -> None:
    made = decided_desk(30)
    before = list(Claim.objects.order_by("pk").values())
    learned()
    assert list(Claim.objects.order_by("pk").values()) == before
    assert len(made) == 60


def test_the_clock_asks_for_it_and_its_task_learns(settings: Settings) -> None:
    assert "claims.learn_ranking" in {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()}
    decided_desk(30)
    tasks.learn_ranking()
    assert weights.in_use().weighing == Weighing.objects.get()
