"""Weights learned from examples that people decided on, and whether they rank better than those before them."""

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from math import exp, log1p, sqrt
from operator import mul
from statistics import fmean
from typing import NamedTuple

from claims.text.descent import Vector, lowest
from claims.text.terms import terms_of
from claims.text.weighing import BUILT_IN, Weights

__all__ = ["Effect", "Example", "effect", "terms_of", "train"]

STRENGTH = 2.0  # how hard the weight of a reason is held to what it was before, and
LIGHTER = 9.0  # how many times less the weight of a term, which counts by its share of a sentence
RARE = 3  # a term in fewer examples tells nothing
FAINT = 0.01  # a term's weight that is not worth keeping
FOLDS = 5
FLIPS = 2000

Key = tuple[str, str]  # the kind of a weight, and the reason or term that it is for
START: Key = ("start", "")


class Example(NamedTuple):
    signs: frozenset[str]
    terms: frozenset[str]
    good: bool
    group: str  # what is held back together: an article


class Effect(NamedTuple):
    """How often the better of two examples of one group ranks above the other, the mean over groups."""

    decisions: int
    good: int
    before: float
    after: float  # by weights that were learned without the group
    chance: float  # that weights which are no better would seem so much better


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


def train(examples: Sequence[Example], prior: Weights = BUILT_IN, strength: float = STRENGTH) -> Weights:
    """The likeliest weights for the examples and near the prior: an order is learned, the level stays."""
    means = _means(examples, prior)
    place = {key: at for at, key in enumerate(means)}
    held = [strength / LIGHTER if kind == "term" else strength for kind, _ in means]
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
        height += _log1pexp(-odds if good else odds)
        _add(slope, row, _share(odds) - good)
    return height, slope


def _add(slope: Vector, row: Row, miss: float) -> None:
    for at in row.reasons:
        slope[at] += miss
    part = miss * row.share
    for at in row.terms:
        slope[at] += part


def _log1pexp(odds: float) -> float:
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


def effect(
    examples: Sequence[Example],
    prior: Weights = BUILT_IN,
    folds: int = FOLDS,
    rival: Weights | None = None,
    judged: Collection[str] | None = None,
) -> Effect:
    """Measured on examples held back: each group is ranked by weights learned from the other folds.

    `rival` is what they are compared with, where that is not the prior; `judged` are the groups that count, if not all.
    """
    gains = list(_ranked(examples, prior, folds, rival or prior, judged))
    before, after = (fmean(gain[at] for gain in gains) if gains else 0.5 for at in (0, 1))
    good = sum(example.good for example in examples)
    return Effect(len(examples), good, round(before, 4), round(after, 4), _chance([b - a for a, b in gains]))


def _ranked(
    examples: Sequence[Example], prior: Weights, folds: int, rival: Weights, judged: Collection[str] | None
) -> Iterable[tuple[float, float]]:
    groups = defaultdict(list)
    for example in examples:
        groups[example.group].append(example)
    names = sorted(groups)
    random.Random(len(names)).shuffle(names)
    for fold in range(folds):
        held = set(names[fold::folds])
        asked = held if judged is None else held.intersection(judged)
        telling = [groups[name] for name in sorted(asked) if _is_telling(groups[name])]
        if telling:
            learned = train([example for example in examples if example.group not in held], prior)
            yield from ((rightly(group, rival), rightly(group, learned)) for group in telling)


def _is_telling(group: Iterable[Example]) -> bool:
    return len({example.good for example in group}) == 2


def rightly(group: Sequence[Example], weights: Weights) -> float:
    """The share of pairs of one good and one bad example where the good one ranks first; a tie is half of one."""
    good, bad = ([weights.odds(e.signs, e.terms) for e in group if e.good is kind] for kind in (True, False))
    return fmean((g > b) + 0.5 * (g == b) for g in good for b in bad)


def _chance(gains: Sequence[float]) -> float:
    """How often the mean gain would be as large if each group's gain were as likely a loss."""
    if not any(gains):
        return 1.0
    dice, total = random.Random(len(gains)), sum(gains)
    larger = sum(sum(gain * dice.choice((-1, 1)) for gain in gains) >= total - 1e-9 for _ in range(FLIPS))
    return round((larger + 1) / (FLIPS + 1), 4)
