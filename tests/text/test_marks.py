import random

import pytest

from claims.text.marks import Mark, paragraphs, pieces
from claims.text.spans import Span
from claims.text.typed import MOST, places

TEXTS = [
    "Twelve people were killed, the mayor said.",
    "Zwölf 👩‍👩‍👧‍👦 Menschen 🇺🇦 starben e\u0301 dort.",
    "قال الوزير إن اثني عشر شخصا قتلوا. he said “no”.\n\nשתים עשרה",
    "one\n\ntwo\nthree\n\nfour",
]


def some_marks(text: str, seed: int) -> list[Mark]:
    chance = random.Random(seed)
    marks = []
    for number in range(chance.randint(0, 8)):
        start, end = sorted(chance.sample(range(len(text) + 1), 2))
        marks.append(Mark(start, end, chance.choice(["mention", "supports", "contradicts", "context"]), number))
    return marks


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("seed", range(40))
def test_pieces_joined_are_the_text_and_each_has_just_the_marks_over_it(text: str, seed: int) -> None:
    marks = some_marks(text, seed)
    cut = pieces(text, marks)
    assert "".join(piece.text for piece in cut) == text
    for piece in cut:
        assert text[piece.start : piece.end] == piece.text
        for place in range(piece.start, piece.end):
            assert set(piece.over) == {mark for mark in marks if mark.start <= place < mark.end}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("seed", range(10))
def test_every_mark_begins_and_ends_once_over_all_paragraphs_it_touches(text: str, seed: int) -> None:
    marks = [mark for mark in some_marks(text, seed) if text[mark.start : mark.end].strip("\n")]
    parts = [pieces(text, marks, span) for span in paragraphs(text)]
    begun = [mark for cut in parts for piece in cut for mark in piece.beginning]
    inside = [mark for mark in marks if any(span.start <= mark.start < span.end for span in paragraphs(text))]
    assert sorted(begun) == sorted(inside)


def test_overlapping_marks_are_cut_flat() -> None:
    cut = pieces("abcdef", [Mark(0, 4, "supports", 1), Mark(2, 6, "contradicts", 2)])
    assert [(piece.text, [mark.number for mark in piece.over]) for piece in cut] == [
        ("ab", [1]),
        ("cd", [1, 2]),
        ("ef", [2]),
    ]
    assert [mark.number for piece in cut for mark in piece.ending] == [1, 2]


def test_offsets_are_code_points() -> None:
    text = "👩‍👩‍👧 said twelve"
    start = text.index("twelve")
    (piece,) = [piece for piece in pieces(text, [Mark(start, start + 6, "mention")]) if piece.over]
    assert (piece.start, piece.text) == (start, "twelve")


def test_paragraphs_are_what_blank_lines_part() -> None:
    text = "one\n\ntwo\nthree\n\nfour"
    assert [span.of(text) for span in paragraphs(text)] == ["one", "two\nthree", "four"]


def test_typed_words_are_found_whatever_the_shape_of_quotes_dashes_and_blanks() -> None:
    text = "He said “it’s over”\u00a0– twice.\n\nThen he left."
    assert [span.of(text) for span in places(text, '"it\'s   over" - twice.\nThen')] == [
        "“it’s over”\u00a0– twice.\n\nThen"
    ]


def test_every_place_of_words_is_told_up_to_a_number() -> None:
    assert places("to be or not to be", "to be") == [Span(0, 5), Span(13, 18)]
    assert len(places("a " * 100, "a")) == MOST
    assert places("a.b", "a+b") == []
    assert places("words", "  ") == []
