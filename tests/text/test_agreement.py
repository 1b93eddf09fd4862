"""Agreement beyond chance, against worked examples that were published."""

import pytest

from claims.text.agreement import alpha, kappa, nominal, ordinal

# Krippendorff (2011), sections A to D; a dot is a rating that is missing.
BINARY = ["0100000010", "1110010000"]
NOMINAL = ["aabbdcccedda", "babbbccceddd"]
FOUR = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]


def units(observers: list[str]) -> list[list[int | str]]:
    found = []
    for unit in zip(*observers, strict=True):
        found.append([int(each) if each.isdecimal() else each for each in unit if each != "."])
    return found


@pytest.mark.parametrize(("observers", "expected"), [(BINARY, 0.095), (NOMINAL, 0.692), (FOUR, 0.743)])
def test_alpha_of_names_is_krippendorff_s(observers: list[str], expected: float) -> None:
    assert alpha(units(observers), nominal) == pytest.approx(expected, abs=0.0005)


def test_alpha_of_ordered_values_is_krippendorff_s() -> None:
    assert alpha(units(FOUR), ordinal) == pytest.approx(0.815, abs=0.0005)


def test_kappa_of_fifty_proposals_read_by_two_is_two_fifths() -> None:
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(pairs) == pytest.approx(0.4)


def test_kappa_knows_the_habits_of_each_and_alpha_does_not() -> None:
    pairs = [("yes", "no"), ("yes", "no"), ("yes", "yes"), ("yes", "no")]
    assert kappa(pairs) == pytest.approx(0)
    found = alpha(pairs)
    assert found is not None
    assert found < 0


def test_a_near_miss_costs_less_than_a_far_one_where_values_are_ordered() -> None:
    base = [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]
    near, far = alpha([*base, (1, 2)], ordinal), alpha([*base, (1, 5)], ordinal)
    assert near is not None
    assert far is not None
    assert near > far
    assert alpha([*base, (1, 2)]) == pytest.approx(alpha([*base, (1, 5)]) or 0, abs=0.02)


@pytest.mark.parametrize("pairs", [[], [("a", "a")], [("a", "a"), ("a", "a")]])
def test_where_nothing_differs_there_is_nothing_to_agree_beyond_chance(pairs: list[tuple[str, str]]) -> None:
    assert kappa(pairs) is None
    assert alpha(pairs) is None


def test_who_agrees_in_all_agrees_wholly() -> None:
    pairs = [("a", "a"), ("b", "b")]
    assert (kappa(pairs), alpha(pairs)) == (1, 1)
