"""Two people's changes of one text."""

import random

import pytest

from claims.text import threeway

BEGAN = "Two officials deny any shooting. Nobody was hurt."
MINE = "Two officials deny any shooting [4]. Nobody was hurt, they say."
THEIRS = "Two officials deny that shots were fired. Nobody was hurt."


def merged(began: str, mine: str, theirs: str) -> str:
    return threeway.joined(began, theirs, [offer.change for offer in threeway.offers(began, mine, theirs)])


def test_changes_of_different_words_stand_side_by_side() -> None:
    mine = "Two officials deny any shooting. Nobody was hurt, they say."
    assert merged(BEGAN, mine, THEIRS) == "Two officials deny that shots were fired. Nobody was hurt, they say."


def test_a_change_of_the_same_words_is_told_and_stands_where_it_is_chosen() -> None:
    mine = "Two officials deny every shooting. Nobody was hurt."
    (offer,) = threeway.offers(BEGAN, mine, THEIRS)
    assert (offer.was, offer.change.text, offer.clashes) == ("any", "every", True)
    assert threeway.joined(BEGAN, THEIRS, [offer.change]) == mine
    assert threeway.joined(BEGAN, THEIRS, []) == THEIRS


def test_what_both_changed_alike_is_not_offered() -> None:
    assert threeway.offers(BEGAN, THEIRS, THEIRS) == []
    both = THEIRS.replace("hurt", "killed")
    assert [offer.change.text for offer in threeway.offers(BEGAN, both, THEIRS)] == ["killed"]


def test_two_who_add_at_one_place_both_stand() -> None:
    assert merged("One.", "One. Mine.", "One. Theirs.") == "One. Theirs. Mine."


def test_an_empty_beginning_and_an_empty_text_are_texts_too() -> None:
    assert merged("", "Mine.", "") == "Mine."
    assert merged("Began.", "", "Began.") == ""
    assert threeway.offers("", "", "") == []


@pytest.mark.parametrize("seed", range(200))
def test_all_of_mine_over_the_beginning_is_mine_and_none_of_it_is_theirs(seed: int) -> None:
    pick = random.Random(seed)
    texts = [" ".join(pick.choices(["a", "b,", "ج", "é", "👩‍👧", "x.\n\n"], k=pick.randrange(12))) for _ in range(3)]
    began, mine, theirs = texts
    changes = threeway.changes(began, mine)
    assert threeway.joined(began, began, changes) == mine
    assert threeway.joined(began, theirs, []) == theirs
    assert all(began[each.start : each.end] != each.text for each in changes)
