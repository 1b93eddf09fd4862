"""What a person is shown of a change."""

import random

import pytest

from claims.text.differences import paragraphs, words
from claims.text.gravity import gravity


def said(old: str, new: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in words(old, new)]


def test_a_changed_word_stands_between_the_words_that_stayed() -> None:
    assert said("Twelve people were killed.", "Fourteen people were killed.") == [
        ("deleted", "Twelve"),
        ("inserted", "Fourteen"),
        ("equal", " people were killed."),
    ]


def test_neighbouring_changes_read_as_one() -> None:
    assert said("He met the old mayor.", "He met a young mayor.") == [
        ("equal", "He met "),
        ("deleted", "the old"),
        ("inserted", "a young"),
        ("equal", " mayor."),
    ]


@pytest.mark.parametrize("seed", range(40))
def test_the_pieces_make_up_both_texts(seed: int) -> None:
    chance = random.Random(seed)
    signs = ["a", "b", "cd", " ", " ", ".", ",", "3.5", "’", "\n", "👩‍👩‍👧", "é", "\u0301", "قال"]
    old, new = ("".join(chance.choices(signs, k=chance.randint(0, 40))) for _ in range(2))
    pieces = words(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "inserted") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "deleted") == new


def test_paragraphs_stand_beside_what_they_were() -> None:
    old = "The dam burst on Tuesday night.\n\nIt was old.\n\nNobody was warned."
    new = "A new beginning.\n\nThe dam burst on Monday night.\n\nNobody was warned."
    found = [[piece.kind for piece in each.pieces] for each in paragraphs(old, new)]
    assert found == [["inserted"], ["equal", "deleted", "inserted", "equal"], ["deleted"], ["equal"]]
    assert [each.is_changed for each in paragraphs(old, new)] == [True, True, True, False]


def test_a_text_that_is_not_there_is_all_come_or_all_gone() -> None:
    assert [each.pieces for each in paragraphs("", "One.")] == [[("inserted", "One.")]]
    assert [each.pieces for each in paragraphs("One.", "")] == [[("deleted", "One.")]]
    assert paragraphs("", "") == []
    assert words("", "") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 300_000, "b " * 300_000),
        ("\n\n".join(["the same line"] * 10_000), "\n\n".join(["the same line", "another"] * 5_000)),
        ("\n\n".join(f"{n} x y z" for n in range(10_000)), "\n\n".join(f"{n} y x z" for n in range(10_000, 20_000))),
        ("ab" * 200_000, "ba" * 200_000),
    ],
    ids=["words", "one line", "all new", "no blanks"],
)
def test_hostile_texts_end(old: str, new: str) -> None:
    found = paragraphs(old, new)
    assert "".join(piece.text for each in found for piece in each.pieces if piece.kind != "inserted") == (
        old.replace("\n\n", "")
    )


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("Twelve people were killed.", "Fourteen people were killed.", ["figures"]),
        ("12 people were killed.", "14 people were killed.", ["figures"]),
        ("It rose by 3.5 percent.", "It rose by 5.3 percent.", ["figures"]),
        ("قتل ١٢ شخصا", "قتل ١٣ شخصا", ["figures"]),
        ("It was said by Ada Lorne.", "It was said by Ada Bell.", ["names"]),
        ("They were warned.", "They were not warned.", ["negation"]),
        ("They were warned.", "They weren’t warned.", ["negation"]),
        ("Er wurde gewarnt.", "Er wurde nicht gewarnt.", ["negation"]),
        ("In Harrow 12 died.", "In Marlow 12 did not die.", ["names", "negation"]),
        ("The old dam burst.", "Suddenly the old dam burst.", []),
        ("He was quickly moved.", "He was slowly moved.", []),
        ("“Yes,” she said.", '"Yes," she said.', []),
    ],
)
def test_figures_names_and_denials_weigh_most(old: str, new: str, changed: list[str]) -> None:
    assert gravity(old, new) == changed
