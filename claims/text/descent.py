"""The lowest point of a smooth convex function, by its slope: L-BFGS, which keeps the last few steps."""

from collections import deque
from collections.abc import Callable, Iterable
from math import sqrt
from operator import mul
from typing import NamedTuple

Vector = list[float]
Function = Callable[[Vector], tuple[float, Vector]]  # the height and the slope at a point

KEPT = 8  # steps
ROUNDS = 100
HALVINGS = 30
SLIGHT = 1e-4  # of the height: what is gained by a round that is the last
SUFFICIENT = 1e-4  # of what the slope promises


class Step(NamedTuple):
    moved: Vector
    turned: Vector  # by how much the slope changed
    bend: float  # the product of both


def lowest(function: Function, point: Vector, rounds: int = ROUNDS) -> Vector:
    steps: deque[Step] = deque(maxlen=KEPT)
    height, slope = function(point)
    for _ in range(rounds):
        lower = _descend(function, point, height, slope, _direction(slope, steps), first=not steps)
        if lower is None:
            break
        there, below, tilt = lower
        _remember(steps, _minus(there, point), _minus(tilt, slope))
        gained, point, height, slope = height - below, there, below, tilt
        if gained <= SLIGHT * abs(height):
            break
    return point


def _descend(
    function: Function, point: Vector, height: float, slope: Vector, direction: Vector, *, first: bool
) -> tuple[Vector, float, Vector] | None:
    """A point below this one in a direction; none where the function is as low as floats can tell."""
    promised = _dot(slope, direction)
    length = 1 / max(1.0, sqrt(_dot(slope, slope))) if first else 1.0
    for _ in range(HALVINGS):
        there = _plus(point, direction, length)
        below, tilt = function(there)
        if below <= height + SUFFICIENT * length * promised:
            return there, below, tilt
        length /= 2
    return None


def _direction(slope: Vector, steps: Iterable[Step]) -> Vector:
    """Downhill, corrected by how the slope turned over the last steps."""
    latest = list(steps)
    direction = [-each for each in slope]
    shares = []
    for step in reversed(latest):
        shares.append(_dot(step.moved, direction) / step.bend)
        direction = _plus(direction, step.turned, -shares[-1])
    if latest:
        scale = latest[-1].bend / _dot(latest[-1].turned, latest[-1].turned)
        direction = [scale * each for each in direction]
    for step, share in zip(latest, reversed(shares), strict=True):
        direction = _plus(direction, step.moved, share - _dot(step.turned, direction) / step.bend)
    return direction


def _remember(steps: deque[Step], moved: Vector, turned: Vector) -> None:
    bend = _dot(moved, turned)
    if bend > 1e-12:
        steps.append(Step(moved, turned, bend))


def _dot(one: Vector, other: Vector) -> float:
    return sum(map(mul, one, other), 0.0)


def _plus(one: Vector, other: Vector, times: float = 1.0) -> Vector:
    return [a + times * b for a, b in zip(one, other, strict=True)]


def _minus(one: Vector, other: Vector) -> Vector:
    return _plus(one, other, -1.0)
