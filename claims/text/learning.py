"""Weights learned from examples that people decided on, and whether they rank better than those before them."""

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from math import sqrt
from statistics import fmean, stdev
from typing import NamedTuple

from claims.text.fitting import Example, fit, log1pexp
from claims.text.terms import terms_of
from claims.text.weighing import BUILT_IN, Weights

__all__ = ["Effect", "Example", "effect", "terms_of", "train"]

STRENGTHS = (30.0, 10.0, 3.0)  # how hard the weights are held to those before: as many examples pull as hard
ENOUGH = 1000  # examples that speak for themselves, by
MIDDLE = 10.0
TRIES = 4  # folds to choose a strength by
FOLDS = 5
FLIPS = 2000


class Effect(NamedTuple):
    """How often the better of two examples of one group ranks above the other, the mean over groups."""

    decisions: int
    good: int
    before: float
    after: float  # by weights that were learned without the group
    chance: float  # that weights which are no better would seem so much better


def train(examples: Sequence[Example], prior: Weights = BUILT_IN, strength: float | None = None) -> Weights:
    """The likeliest weights for the examples and near the prior; how near is tried out where there are few."""
    return fit(examples, prior, strength or _best_strength(examples, prior))


def _best_strength(examples: Sequence[Example], prior: Weights) -> float:
    """Weights go far from the prior only where that ranks better by more than the groups differ among themselves."""
    if len(examples) > ENOUGH:
        return MIDDLE
    losses: dict[float, list[float]] = {strength: [] for strength in STRENGTHS}
    for known, held in _folds(examples, TRIES):
        for strength in STRENGTHS if held else ():
            learned = fit(known, prior, strength)
            losses[strength] += [_loss(group, learned) for group in held]
    best = STRENGTHS[0]
    for strength in STRENGTHS[1:]:
        best = strength if _is_clearly_lower(losses[strength], losses[best]) else best
    return best


def _is_clearly_lower(losses: Sequence[float], than: Sequence[float]) -> bool:
    gains = [other - loss for loss, other in zip(losses, than, strict=True)]
    return len(gains) > 1 and fmean(gains) > stdev(gains) / sqrt(len(gains))


def _loss(group: Sequence[Example], weights: Weights) -> float:
    """Of an order: small where every good one is far above every bad one."""
    return fmean(log1pexp(-lead) for lead in _leads(group, weights))


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
) -> Iterator[tuple[float, float]]:
    for known, held in _folds(examples, folds):
        asked = [group for group in held if judged is None or group[0].group in judged]
        if asked:
            learned = train(known, prior)
            yield from ((rightly(group, rival), rightly(group, learned)) for group in asked)


def _folds(examples: Sequence[Example], folds: int) -> Iterator[tuple[list[Example], list[list[Example]]]]:
    """What is learned from, and the groups held back that tell good from bad."""
    groups = defaultdict(list)
    for example in examples:
        groups[example.group].append(example)
    names = sorted(groups)
    random.Random(len(names)).shuffle(names)
    for fold in range(folds):
        held = set(names[fold::folds])
        telling = [groups[name] for name in sorted(held) if _is_telling(groups[name])]
        yield [example for example in examples if example.group not in held], telling


def _is_telling(group: Iterable[Example]) -> bool:
    return len({example.good for example in group}) == 2


def rightly(group: Sequence[Example], weights: Weights) -> float:
    """The share of pairs of one good and one bad example where the good one ranks first; a tie is half of one."""
    return fmean((lead > 0) + 0.5 * (lead == 0) for lead in _leads(group, weights))


def _leads(group: Sequence[Example], weights: Weights) -> Iterator[float]:
    """By how much each good one is above each bad one."""
    good, bad = ([weights.odds(e.signs, e.terms) for e in group if e.good is kind] for kind in (True, False))
    return (g - b for g in good for b in bad)


def _chance(gains: Sequence[float]) -> float:
    """How often the mean gain would be as large if each group's gain were as likely a loss."""
    if not any(gains):
        return 1.0
    dice, total = random.Random(len(gains)), sum(gains)
    larger = sum(sum(gain * dice.choice((-1, 1)) for gain in gains) >= total - 1e-9 for _ in range(FLIPS))
    return round((larger + 1) / (FLIPS + 1), 4)
