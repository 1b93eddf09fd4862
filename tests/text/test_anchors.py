import pytest

from claims.text.anchors import Anchor, SpanMismatch, anchor, holds
from claims.text.spans import Span

OLD = "The bridge fell on Monday. Six people drowned. It had stood for ninety years.\n\nThe mayor resigned."


def span(text: str, words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


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
