"""Two names of one body or person, where a text gives both."""

import time

import pytest

from claims.text.aliases import name_pairs


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [
        ("He fought the Mujaheddin-e Khalq, or MEK, in Iraq.", "Mujaheddin-e Khalq", "MEK"),
        ("On Friday the Harbour Board, known as HB, met.", "Harbour Board", "HB"),
        ("The World Harbour Fund (WHF) paid.", "World Harbour Fund", "WHF"),
        ("The Fund for Boats of the Far North (FBFN) paid.", "Fund for Boats of the Far North", "FBFN"),
        (
            "Harbour Relief Agency for Boatmen in the East (HRA) paid.",
            "Harbour Relief Agency for Boatmen in the East",
            "HRA",
        ),
        ("Norland's Union of Dockers, also called the Red Hands, struck.", "Union of Dockers", "Red Hands"),
        ("Harbour Holdings (formerly Portby Docks) paid.", "Harbour Holdings", "Portby Docks"),
        ("Prime Minister Omar al-Diaz, better known as Abu Bahr, resigned.", "Omar al-Diaz", "Abu Bahr"),
        ("Ann Field (born Ann Reed) resigned.", "Ann Field", "Ann Reed"),
        ("The Dockers' Workers' Party (PDD) met.", "Dockers' Workers' Party", "PDD"),
        ("Boats Without Borders (VSF) came. The VSF paid.", "Boats Without Borders", "VSF"),
        ("WHF, the World Harbour Fund, paid.", "World Harbour Fund", "WHF"),
        ("The W.H.F. (World Harbour Fund) paid.", "World Harbour Fund", "W.H.F."),
        ("Tom Reed, known as “Shorty,” paid.", "Tom Reed", "Shorty"),
    ],
)
def test_a_second_name_is_found_with_its_passage(text: str, name: str, other: str) -> None:
    (pair,) = name_pairs(text)
    assert (pair.name, pair.other) == (name, other)
    assert name in text[pair.start : pair.end]
    assert other in text[pair.start : pair.end]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Field, formerly President of the board, resigned.",
        "They may meet in Portby, or LONDON, next week.",
        "Ann Field (AP) wrote this. The AP paid.",
        "The pier, known as a quiet place, was shut.",
        "The old pier (MEK) was shut.",
        "Mr. Field, known as Ann, resigned.",
        "Boats Without Borders (VSF) came.",
        "The Harbour Board (2019) was a play.",
    ],
)
def test_next_to_no_names_are_made_up(text: str) -> None:
    assert name_pairs(text) == []


def test_a_pair_that_is_given_twice_is_told_of_once_where_it_stands_first() -> None:
    text = "The World Harbour Fund (WHF) paid. The World Harbour Fund (WHF) was thanked."
    assert [pair.start for pair in name_pairs(text)] == [4]


@pytest.mark.parametrize(
    "text",
    ["(ABC) " * 200_000, "A " * 500_000, "A-" * 500_000, "A" * 1_000_000, "Aa, known as Aa " * 60_000,
     "AB (Abcd " * 100_000, "Aaaaaaaaaaaaaaaaaaaa Aaaaaaaaaaaaaaaaaaaa (AAAAAAAAAAB) " * 18_000],
)  # fmt: skip
def test_hostile_text_is_read_in_time(text: str) -> None:
    begun = time.process_time()
    name_pairs(text)
    assert time.process_time() - begun < 2
