"""Log-odds weights for examples, held to those that were there before."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from math import exp, log1p, sqrt
from operator import mul
from statistics import fmean
from typing import NamedTuple

from claims.text.descent import Vector, lowest
from claims.text.weighing import Weights

# How many times less than the weight of a reason others are held: the level is not learned at all in the end,
# and a term counts by its share of a sentence.
LIGHTER = {"start": 100.0, "reason": 1.0, "term": 30.0}
RARE = 3  # a term in fewer examples tells nothing
FAINT = 0.01  # a term's weight that is not worth keeping

Key = tuple[str, str]  # the kind of a weight, and the reason or term that it is for
START: Key = ("start", "")


class Example(NamedTuple):
    signs: frozenset[str]
    terms: frozenset[str]
    good: bool
    group: str  # what is held back together: an article


class Row(NamedTuple):
    """The weights that apply to an example, by their place."""

    reasons: list[int]
    terms: list[int]
    share: float  # of one term in what the terms do together


class Task(NamedTuple):
    means: dict[Key, float]  # the weights before
    held: Vector  # how hard each is held
    rows: list[Row]
    goods: list[bool]


def fit(examples: Sequence[Example], prior: Weights, strength: float) -> Weights:
    """The likeliest weights for the examples and near the prior: an order is learned, the level stays."""
    means = _means(examples, prior)
    place = {key: at for at, key in enumerate(means)}
    held = [strength / LIGHTER[kind] for kind, _ in means]
    rows = [_row(example, place) for example in examples]
    task = Task(means, held, rows, [example.good for example in examples])
    return _weights(task, lowest(lambda point: _loss(task, point), list(means.values())))


def _means(examples: Sequence[Example], prior: Weights) -> dict[Key, float]:
    seen = Counter(chain.from_iterable(example.terms for example in examples))
    terms = sorted(prior.terms.keys() | {term for term, times in seen.items() if times >= RARE})
    reasons = {("reason", name): weight for name, weight in prior.reasons.items()}
    return {START: prior.start} | reasons | {("term", name): prior.terms.get(name, 0.0) for name in terms}


def _row(example: Example, place: Mapping[Key, int]) -> Row:
    reasons = sorted(place[key] for sign in example.signs if (key := ("reason", sign)) in place)
    terms = sorted(place[key] for term in example.terms if (key := ("term", term)) in place)
    return Row([0, *reasons], terms, 1 / sqrt(len(example.terms) or 1))


def _odds(row: Row, point: Vector) -> float:
    return sum([point[at] for at in row.reasons]) + row.share * sum([point[at] for at in row.terms])


def _loss(task: Task, point: Vector) -> tuple[float, Vector]:
    away = [here - mean for here, mean in zip(point, task.means.values(), strict=True)]
    slope = [hold * each for hold, each in zip(task.held, away, strict=True)]
    height = sum(map(mul, slope, away), 0.0) / 2
    for row, good in zip(task.rows, task.goods, strict=True):
        odds = _odds(row, point)
        height += log1pexp(-odds if good else odds)
        _add(slope, row, _share(odds) - good)
    return height, slope


def _add(slope: Vector, row: Row, miss: float) -> None:
    for at in row.reasons:
        slope[at] += miss
    part = miss * row.share
    for at in row.terms:
        slope[at] += part


def log1pexp(odds: float) -> float:
    return max(odds, 0.0) + log1p(exp(-abs(odds)))


def _share(odds: float) -> float:
    return 1 / (1 + exp(-odds)) if odds > -700 else 0.0


def _weights(task: Task, found: Vector) -> Weights:
    """The level is that of the prior, so that a floor set for it goes on to hold."""
    moved = [weight - mean for weight, mean in zip(found, task.means.values(), strict=True)]
    level = fmean(_odds(row, moved) for row in task.rows) if task.rows else 0.0
    weights = {key: round(weight, 4) for key, weight in zip(task.means, found, strict=True)}
    return Weights(
        round(found[0] - level, 4),
        {name: weight for (kind, name), weight in weights.items() if kind == "reason"},
        {name: weight for (kind, name), weight in weights.items() if kind == "term" and abs(weight) >= FAINT},
    )
