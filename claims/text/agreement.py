"""How far people who rate the same things agree beyond chance.

Cohen (1960), "A coefficient of agreement for nominal scales"; Krippendorff (2011), "Computing Krippendorff's
alpha-reliability". None where chance leaves nothing to agree beyond: fewer than two ratings, or one value throughout.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import permutations, product

Value = int | str
Pair = tuple[Value, Value]
Totals = Mapping[Value, float]
Metric = Callable[[Value, Value, Totals], float]


def kappa(pairs: Sequence[Pair]) -> float | None:
    """Cohen's, of two who rated all of the same things, each by the own habits."""
    if not pairs:
        return None
    number = len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    seen = sum(one == other for one, other in pairs) / number
    by_chance = sum(first[value] * second[value] for value in first) / number**2
    return None if by_chance == 1 else (seen - by_chance) / (1 - by_chance)


def nominal(one: Value, other: Value, totals: Totals) -> float:
    """Different is different."""
    return float(one != other)


def ordinal(one: Value, other: Value, totals: Totals) -> float:
    """By how many of all ratings lie between the two; the values are ordered as numbers are."""
    low, high = sorted((one, other), key=int)
    between = sum(count for value, count in totals.items() if int(low) <= int(value) <= int(high))
    return (between - (totals[one] + totals[other]) / 2) ** 2


def alpha(units: Iterable[Sequence[Value]], metric: Metric = nominal) -> float | None:
    """Krippendorff's, of any number of ratings a unit; a unit that one alone rated says nothing."""
    met = _coincidences(units)
    totals: Counter[Value] = Counter()
    for (one, _), weight in met.items():
        totals[one] += weight  # type: ignore[assignment]
    number = sum(totals.values())
    expected = sum(totals[one] * totals[other] * metric(one, other, totals) for one, other in product(totals, repeat=2))
    if not expected:
        return None
    observed = sum(weight * metric(one, other, totals) for (one, other), weight in met.items())
    return 1 - (number - 1) * observed / expected


def _coincidences(units: Iterable[Sequence[Value]]) -> dict[Pair, float]:
    """How often each two values met in one unit, every unit weighing as much as it has ratings."""
    met: dict[Pair, float] = {}
    for unit in units:
        for one, other in permutations(unit, 2):
            met[one, other] = met.get((one, other), 0) + 1 / (len(unit) - 1)
    return met
