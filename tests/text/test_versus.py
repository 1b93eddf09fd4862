"""A claim's figures beside a passage's."""

import pytest

from claims.text.figures import figures
from claims.text.versus import versus


@pytest.mark.parametrize(
    ("claim", "passage", "same", "meets"),
    [
        ("Eight people were killed", "Eleven people were killed", False, False),
        ("Eight people were killed", "Officials said 8 people were killed", True, True),
        ("At least eight people were killed", "Eleven people were killed", False, True),
        ("More than 20 people were killed", "At least 11 people were killed", False, True),
        ("Eleven people were killed", "At most 9 people were killed", False, False),
    ],
)
def test_figures_of_one_thing_are_held_against_each_other_bounds_heeded(
    claim: str, passage: str, same: bool, meets: bool
) -> None:
    (pair,) = versus(figures(claim), figures(passage))
    assert (pair.same, pair.meets) == (same, meets)


@pytest.mark.parametrize(
    "passage", ["Eleven people were injured", "Nobody counted them", "The road is 8 miles long", "8"]
)
def test_figures_of_other_things_are_not(passage: str) -> None:
    assert versus(figures("Eight people were killed"), figures(passage)) == []


def test_a_pair_is_shown_once_however_often_it_is_said() -> None:
    said = figures("Eight people were killed. Again: eight people were killed.")
    assert len(versus(said, figures("Eleven people were killed. Eleven people were killed."))) == 1
