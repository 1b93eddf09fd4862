"""How a passage stands to a claim, by words and numbers alone."""

import pytest

from claims.text.relation import relation

CLAIM = "Fire killed 8 dockers at the harbour of Portby on Monday, the coast guard said."


@pytest.mark.parametrize(
    ("passage", "words"),
    [
        ("The coast guard now says 11 dockers were killed in the fire at Portby harbour.", "11 dockers"),
        ("At least nine dockers were killed by the harbour fire in Portby.", "At least nine dockers"),
        ("Fire killed fewer than six dockers at the harbour of Portby.", "fewer than six dockers"),
    ],
)
def test_another_number_of_the_same_thing_is_shown(passage: str, words: str) -> None:
    found = relation(CLAIM, passage)
    assert found.kind == "number differs"
    assert found.span
    assert found.span.of(passage) == words


@pytest.mark.parametrize(
    "passage",
    [
        "Eight dockers were killed in the fire at Portby harbour.",
        "At least five dockers were killed by the harbour fire in Portby.",
        "About eight dockers were killed in the fire at Portby harbour.",
        "Dozens of dockers were killed in the fire at Portby harbour.",
        "The fire at the harbour of Portby wounded 40 dockers.",  # another measure
        "Three of the dead dockers of the Portby harbour fire were brothers.",  # a part
        "The fire at the harbour of Portby burned for 11 hours on Monday.",
        "The coast guard denied that the Portby harbour fire had killed 11 dockers.",
    ],
)
def test_what_may_well_be_true_beside_the_claim_is_no_difference(passage: str) -> None:
    assert relation(CLAIM, passage).kind == "unknown"


def test_any_number_of_the_passage_that_meets_the_claim_s_is_enough() -> None:
    passage = "The coast guard said the Portby harbour fire killed 11 dockers; it had said it killed eight dockers."
    assert relation(CLAIM, passage).kind == "unknown"


@pytest.mark.parametrize(
    "passage", ["The council raised the rent of its flats.", "“…”", "", "11 people died in a coach crash."]
)
def test_a_passage_of_other_words_is_about_something_else(passage: str) -> None:
    found = relation(CLAIM, passage)
    assert found.kind == "unrelated"
    assert 0 <= found.confidence <= 1


def test_miles_are_not_held_against_kilometres() -> None:
    assert relation("The camp lies 60 miles from the city.", "The camp lies 97 km from the city.").kind == "unknown"


def test_neither_side_can_be_too_long() -> None:
    assert relation("nine dockers " * 100_000, "ten dockers " * 100_000).kind in ("unknown", "number differs")
