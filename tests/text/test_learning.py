"""Weights learned from what a small desk decided."""

import random
import time
from collections.abc import Callable
from math import isclose

import pytest

from claims.text.descent import lowest
from claims.text.learning import Example, effect, rightly, terms_of, train
from claims.text.weighing import BUILT_IN, Weights
from claims.text.worthiness import worthiness

TOLL = "At least {} people were killed when the {} collapsed."
MONEY = "The {1} paid {0} million dollars to the town."
TALK = "The {1} met for the third time, and a dozen came."
PLACES = ["pier", "bridge", "school", "tower", "market", "station", "library", "stadium"]


def example(form: str, number: int, good: bool) -> Example:
    sentence = form.format(number + 3, PLACES[number % len(PLACES)])
    return Example(frozenset(worthiness(sentence).signs), terms_of(sentence), good, f"article {number}")


def desk(articles: int, accepts: Callable[[str, int], bool], first: int = 0) -> list[Example]:
    """Each article has a toll, a sum of money and some talk."""
    numbers = range(first, first + articles)
    return [example(form, number, accepts(form, number)) for number in numbers for form in (TOLL, MONEY, TALK)]


def only_money(form: str, number: int) -> bool:
    return form is MONEY


def by_the_coin(form: str, number: int) -> bool:
    return random.Random(f"{form}{number}").random() < 0.5


def articles_of(examples: list[Example]) -> list[list[Example]]:
    return [examples[at : at + 3] for at in range(0, len(examples), 3)]


def quality(examples: list[Example], weights: Weights) -> float:
    shares = [rightly(article, weights) for article in articles_of(examples)]
    return sum(shares) / len(shares)


def test_two_hundred_decisions_rank_articles_better_that_nobody_decided_on() -> None:
    others = desk(20, only_money, first=500)
    assert quality(others, BUILT_IN) < 0.6
    assert quality(others, train(desk(67, only_money))) > 0.95


def test_the_effect_is_measured_on_articles_held_back() -> None:
    found = effect(desk(67, only_money))
    assert (found.decisions, found.good) == (201, 67)
    assert found.before < 0.6 < 0.95 < found.after
    assert found.chance < 0.01


def test_decisions_by_the_toss_of_a_coin_are_told_from_taste() -> None:
    assert effect(desk(40, by_the_coin)).chance > 0.1


def test_what_is_known_by_heart_is_no_effect() -> None:
    """Each article has a word of its own that tells all of it: learned, and of no use for another."""
    learned = [each._replace(terms=each.terms | {each.group + str(each.good)}) for each in desk(40, by_the_coin)]
    assert effect(learned).chance > 0.1


def test_a_desk_that_decides_as_the_weights_do_gains_nothing() -> None:
    found = effect(desk(30, lambda form, number: form is TOLL))
    assert (found.before, found.after, found.chance) == (1.0, 1.0, 1.0)


def test_the_more_decisions_the_farther_the_weights_go() -> None:
    toll, money = example(TOLL, 900, False), example(MONEY, 900, True)
    leads = []
    for articles in (0, 1, 5, 60):
        learned = train(desk(articles, only_money), strength=10.0)
        leads.append(learned.odds(money.signs, money.terms) - learned.odds(toll.signs, toll.terms))
    assert leads == sorted(leads)
    assert leads[0] < leads[1] < 0 < leads[3]


def test_from_nothing_nothing_is_learned() -> None:
    assert train([]) == BUILT_IN
    assert effect([]).chance == 1.0


def test_reasons_that_no_example_shows_keep_their_weight() -> None:
    assert train(desk(40, only_money)).reasons["caption"] == BUILT_IN.reasons["caption"]


def test_it_starts_from_the_weights_that_are_given() -> None:
    given = Weights(-1.0, {"toll": -2.0}, {"pier": 1.5})
    assert train([], given) == given
    assert train(desk(1, only_money), given, strength=1e6).terms["pier"] == pytest.approx(1.5, abs=0.01)


def test_only_the_order_is_learned_so_that_a_floor_goes_on_to_hold() -> None:
    """A desk that dismisses nearly everything does not end with nothing to decide on."""
    examples = desk(40, lambda form, number: form is MONEY and number % 5 == 0)
    learned = train(examples)
    before, after = (sum(w.odds(e.signs, e.terms) for e in examples) for w in (BUILT_IN, learned))
    assert isclose(before, after, abs_tol=0.05 * len(examples))


def test_the_same_decisions_teach_the_same_in_any_order() -> None:
    examples = desk(20, only_money)
    assert effect(examples[::-1]) == effect(examples)
    forward, backward = train(examples), train(examples[::-1])
    assert forward.reasons == pytest.approx(backward.reasons, abs=0.01)


def test_a_thousand_decisions_are_learned_in_seconds() -> None:
    began = time.process_time()
    train(desk(400, by_the_coin))
    assert time.process_time() - began < 10


def test_the_lowest_point_of_a_long_valley_is_found() -> None:
    def height(point: list[float]) -> tuple[float, list[float]]:
        x, y = point
        return (x - 3) ** 2 + 100 * (y + 1) ** 2 + 1, [2 * (x - 3), 200 * (y + 1)]

    assert lowest(height, [50.0, 50.0]) == pytest.approx([3, -1], abs=0.05)
