"""Which texts are copies of one another, and how much of them is the same words."""

import random

import pytest

from claims.text.sketch import FEWEST_KEYS, LONGEST, MOST_KEYS, SHARED_KEYS, is_copy, keys, share
from tests.copied import copied, prose

SEEDS = range(8)


def in_common(a: str, b: str) -> int:
    return len(set(keys(a)) & set(keys(b)))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_copy_with_another_lead_cut_and_partly_reworded_is_known(seed: int) -> None:
    wire = prose(seed, 400)
    copy = copied(wire, seed)
    assert in_common(wire, copy) >= SHARED_KEYS
    common = share(wire, copy)
    assert is_copy(common)
    assert 0.4 < common.share_of_a < 0.65
    assert 0.65 < common.share_of_b < 0.95


@pytest.mark.parametrize("seed", SEEDS)
def test_a_wire_text_inside_a_long_article_is_known(seed: int) -> None:
    wire = prose(seed, 150)
    article = "\n\n".join([prose(seed + 100, 300), wire, prose(seed + 200, 300)])
    assert in_common(wire, article) >= SHARED_KEYS
    common = share(wire, article)
    assert is_copy(common)
    assert common.share_of_a == 1
    assert common.share_of_b == pytest.approx(0.2, abs=0.02)


def test_a_paragraph_of_everybody_s_in_a_long_article_makes_no_copy() -> None:
    boilerplate = prose(1, 60)
    assert not is_copy(share(f"{prose(2, 400)}\n\n{boilerplate}", f"{prose(3, 400)}\n\n{boilerplate}"))
    assert not is_copy(share(boilerplate, f"{prose(3, 800)}\n\n{boilerplate}"))


def test_two_texts_of_their_own_have_nothing_in_common() -> None:
    assert share(prose(1, 400), prose(2, 400)) == (0, 0, 0)
    assert in_common(prose(1, 400), prose(2, 400)) == 0


def test_a_few_words_are_nobody_s_copy() -> None:
    short = "The match between Harrow and Kelso was called off on Sunday because of heavy rain, the league said."
    assert share(short, short) == (1, 1, 18)
    assert not is_copy(share(short, short))


def test_house_style_of_quotes_case_and_blanks_changes_nothing() -> None:
    one = prose(1, 100).replace(". ", '. "', 1) + '" he said'
    other = one.replace('"', "”").replace(" ", "\u00a0", 9).upper()
    assert keys(one) == keys(other)
    assert share(one, other)[:2] == (1, 1)


def test_the_share_counts_words_in_runs_of_five() -> None:
    assert share("one two three four five", "zero one two three four five six") == (1, 5 / 7, 5)
    assert share("one two three four", "one two three four") == (0, 0, 0)
    assert share("a b c d e x a b c d e", "a b c d e") == (10 / 11, 1, 5)


def test_scripts_without_blanks_are_compared_by_sign() -> None:
    chance = random.Random(1)
    signs = "".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(300))
    common = share(signs, signs[:200])
    assert common == (200 / 300, 1, 200)
    assert is_copy(common)


@pytest.mark.parametrize("text", ["", " ", "…", "\ud800 word", "word " * 100_000, "😀" * 1000, "ไทย " * 50])
def test_whatever_comes_has_a_sketch(text: str) -> None:
    assert len(keys(text)) <= MOST_KEYS
    assert 0 <= share(text, text).share_of_a <= 1


def test_only_the_beginning_of_an_endless_text_is_looked_at() -> None:
    endless = prose(1, 40_000)
    assert keys(endless) == keys(endless[:LONGEST])
    assert share(endless, endless).words < 40_000


def test_a_text_has_enough_keys_and_not_too_many() -> None:
    assert len(keys(prose(1, 70))) == FEWEST_KEYS
    assert len(keys(prose(1, 20))) == 16
    assert len(keys(prose(1, 40_000))) == MOST_KEYS
    assert all(0 <= key < 2**63 for key in keys(prose(1, 100)))
