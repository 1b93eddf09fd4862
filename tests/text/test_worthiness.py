"""What makes a sentence worth checking."""

import csv
from pathlib import Path

import pytest

from claims.text.worthiness import LABELS, worthiness

WORTHY = [
    "At least 40 villagers were killed when the army shelled Portby on Monday, officials said.",
    "The minister denied that the company had paid $3 million in bribes.",
    "Unemployment has doubled since 2019, the highest rate in the country.",
]
UNWORTHY = [
    "What will the council do now?",
    "Subscribe to our newsletter for $2 per month.",
    "I think it was a wonderful evening.",
    "Photo: Ann Field / Getty Images",
    "The mood may improve.",
    "Thank you, and good night.",
]


@pytest.mark.parametrize("worthy", WORTHY)
@pytest.mark.parametrize("unworthy", UNWORTHY)
def test_a_checkable_statement_ranks_above_what_is_none(worthy: str, unworthy: str) -> None:
    assert worthiness(worthy).score > 0.6 > 0.4 > worthiness(unworthy).score


@pytest.mark.parametrize(
    ("sentence", "reasons"),
    [
        ("Officials in Portby said 40 people died on Monday.", {"figure", "toll", "named actor", "attributed", "date"}),
        ("The company denied it.", {"denial"}),
        ("The union denounced the plan.", {"position"}),
        ("Troops attacked the village.", {"accusation"}),
        ("Rents have doubled.", {"comparison"}),
    ],
)
def test_the_reasons_say_why(sentence: str, reasons: set[str]) -> None:
    assert reasons <= set(worthiness(sentence).reasons) <= set(LABELS)


def test_only_what_speaks_for_a_sentence_is_given_the_weightiest_first() -> None:
    assert worthiness("Did 40 people die in Portby?").reasons[0] == "figure"
    assert "question" not in worthiness("Did 40 people die in Portby?").reasons


def test_a_span_of_time_and_a_trivial_count_are_no_figures() -> None:
    assert "figure" not in worthiness("The two sides met for three days.").reasons


@pytest.mark.parametrize("sentence", ["", " ", "?", "a" * 100_000, "“" * 5000])
def test_any_string_has_a_score(sentence: str) -> None:
    assert 0 <= worthiness(sentence).score <= 1


def test_checkable_sentences_of_real_debates_rank_high(shared_data: Path) -> None:
    """Average precision on the CheckThat! 2024 dev-test sentences, about a third of which are worth checking."""
    path = shared_data / "data/worthiness/CT24_checkworthy_english_dev-test.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            (worthiness(row["Text"]).score, row["class_label"] == "Yes") for row in csv.DictReader(file, delimiter="\t")
        ]
    ranked = [worthy for _, worthy in sorted(rows, key=lambda row: -row[0])]
    hits = [place for place, worthy in enumerate(ranked, 1) if worthy]
    assert sum(n / place for n, place in enumerate(hits, 1)) / len(hits) > 0.7
