"""Names as they are compared."""

import pytest

from claims.text.names import LONGEST, folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("M.E.K.", "MEK"),
        ("the MEK", "MEK"),
        ("The Harbour Board", "harbour board"),
        ("People’s Front", "People's Front"),
        ("“Rising Tide”", "Rising Tide"),
        ("Mouvement républicain", "Mouvement Republicain"),
        ("Front-e Harn", "Front e  Harn"),
        ("Straße", "STRASSE"),
        ("ＭＥＫ", "MEK"),
    ],
)
def test_two_ways_to_write_one_name_are_alike(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Harbour Board", "Harbour Boards"), ("The", "A"), ("MEK", "PMOI"), ("٣", "—"), ("—", "–")]
)
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_a_name_of_letters_in_other_writings_is_kept() -> None:
    assert folded("سازمان مجاهدین") == "سازمان مجاهدین"


@pytest.mark.parametrize("name", ["\ufdfa" * LONGEST, "a" * 1000, "—" * 1000])
def test_what_is_compared_is_never_longer_than_a_name(name: str) -> None:
    assert 0 < len(folded(name)) <= LONGEST


def test_no_name_is_nothing() -> None:
    assert folded("") == folded("  ") == ""
