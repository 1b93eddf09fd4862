"""What the queue shows of a claim's figures."""

import pytest

from claims.reading.find import figures_said
from claims.text.figures import figures
from claims.text.spans import Span


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Twelve people were killed.", "12 killed"),
        ("At least 50 people were killed.", "at least 50 killed"),
        ("More than 50 people were killed.", "more than 50 killed"),
        ("Between 6 and 11 people were killed.", "6 to 11 killed"),
        ("The mayor denied that 12 people were killed.", "12 killed (denied)"),
        ("The mayor could not confirm that 12 people were killed.", "12 killed (not confirmed)"),
        ("The bridge cost $13.6 million.", "$13.6 million"),
        ("Dozens of people were killed.", ""),
    ],
)
def test_a_toll_stands_with_its_bound_and_a_denial(text: str, said: str) -> None:
    assert figures_said(figures(text, Span(0, len(text)))) == said
