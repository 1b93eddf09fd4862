"""A claim's figures beside a passage's: which count the same thing, and whether both can be true."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from claims.text.figure import Figure
from claims.text.relation import meet, of_one_kind


class Versus(NamedTuple):
    said: Figure  # of the claim
    found: Figure  # of the passage
    same: bool  # said alike, bounds too
    meets: bool  # both can be true: "at least 8" and 11 can, 8 and 11 cannot


def versus(said: Iterable[Figure], found: Sequence[Figure]) -> list[Versus]:
    """Each pair that counts the same thing once, in the claim's order."""
    pairs = [(one, other) for one in said for other in found if of_one_kind(one, other)]
    return list({(_value(one), _value(other)): _pair(one, other) for one, other in pairs}.values())


def _pair(one: Figure, other: Figure) -> Versus:
    return Versus(one, other, same=_value(one) == _value(other), meets=meet(one, other))


def _value(figure: Figure) -> tuple[object, ...]:
    return figure.measure, figure.unit, figure.low, figure.high, figure.bound, figure.strict
