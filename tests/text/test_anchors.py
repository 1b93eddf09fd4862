import pytest

from claims.text.anchors import Anchor, SpanMismatch, anchor, carry, holds
from claims.text.spans import Span

OLD = "The bridge fell on Monday. Six people drowned. It had stood for ninety years.\n\nThe mayor resigned."


def span(text: str, words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def carried(old: str, new: str, words: str, nth: int = 0) -> str | None:
    [found] = carry(old, new, [span(old, words, nth)])
    return None if found is None else f"{found.start}:{found.of(new)}"


def test_an_anchor_keeps_the_quote_and_what_stands_around_it() -> None:
    start, end = span(OLD, "Six people drowned")
    assert anchor(OLD, start, end, 8) == Anchor(start, end, "Six people drowned", "Monday. ", ". It had")


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (4, 4), (5, 4), (0, 10_000), (26, 27)])
def test_a_place_that_is_not_in_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(SpanMismatch):
        anchor(OLD, start, end)


def test_an_anchor_holds_only_where_quote_and_context_are_the_same() -> None:
    kept = anchor(OLD, *span(OLD, "Six people"))
    assert holds(OLD, kept)
    assert not holds(OLD.replace("Six", "Ten"), kept)
    assert not holds(OLD.replace("Monday", "Sunday"), kept)
    assert not holds("x" + OLD, kept)


def test_a_span_follows_its_sentence_to_its_new_place() -> None:
    new = "Updated with the toll. " + OLD
    assert carried(OLD, new, "Six people") == f"{new.index('Six')}:Six people"


def test_a_span_follows_a_sentence_that_was_moved() -> None:
    new = "The mayor resigned.\n\nThe bridge fell on Monday. Six people drowned. It had stood for ninety years."
    assert carried(OLD, new, "mayor resigned") == "4:mayor resigned"


def test_a_span_over_two_sentences_needs_both_side_by_side() -> None:
    assert carried(OLD, "Rain. " + OLD, "Monday. Six people") is not None
    assert carried(OLD, OLD.replace("Six people", "Police came. Six people"), "Monday. Six people") is None


@pytest.mark.parametrize("edit", [("Six", "Seven"), ("Six people drowned. ", ""), ("drowned.", "drowned?")])
def test_a_span_whose_sentence_changed_is_left_for_a_person(edit: tuple[str, str]) -> None:
    assert carried(OLD, OLD.replace(*edit), "Six people") is None


def test_the_words_elsewhere_in_another_sentence_are_not_the_span() -> None:
    new = OLD.replace("Six people drowned.", "Officials denied that Six people drowned.")
    assert carried(OLD, new, "Six people") is None


def test_repeated_sentences_are_carried_in_their_order() -> None:
    old = "It rained. The dam held. It rained. The dam broke."
    new = "News. " + old
    assert carried(old, new, "It rained", 0) == "6:It rained"
    assert carried(old, new, "It rained", 1) == f"{new.rindex('It rained')}:It rained"


def test_a_repeated_sentence_of_which_one_was_cut_is_ambiguous() -> None:
    old = "It rained. The dam held. It rained. The dam broke."
    assert carried(old, "It rained. The dam broke.", "It rained", 1) is None


def test_a_span_outside_every_sentence_is_not_carried() -> None:
    assert carry("One. Two.", "One. Two.", [Span(4, 5)]) == [None]
