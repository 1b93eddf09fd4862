"""What makes a sentence worth checking."""

import csv
from pathlib import Path

import pytest

from claims.text.worthiness import LABELS, worth, worthiness

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
        ("Nine men and 40 women were hurt.", {"figure", "several figures", "toll"}),
        ("The two sides met for three days.", {"amount"}),
        ("Dozens of houses burnt.", {"amount", "accusation"}),
        ("There were no reports of casualties.", {"denial"}),
        ("The toll is unconfirmed.", {"denial"}),
        ("The ships were sold in March.", {"date", "record"}),
    ],
)
def test_the_reasons_say_why(sentence: str, reasons: set[str]) -> None:
    assert reasons <= set(worthiness(sentence).reasons) <= set(LABELS)


@pytest.mark.parametrize(
    ("sentence", "sign"),
    [
        ("Ann Field urged the council to act.", "opinion"),
        ("The minister is “deeply concerned” about it.", "opinion"),
        ("I saw it myself.", "first person"),
        ("The pier may be closed.", "prediction"),
        ("Rain fell.", "fragment"),
        ("Rain fell in Portby on Monday.", "short"),
        ("Nine dead in Portby blast", "headline"),
        ("Harbour Board Denies That Its Pier Was Rotten.", "headline"),
        ("Unlimited digital access: $1 for 4 weeks", "advertisement"),
        ("By Ann Field", "furniture"),
        ("Handout photo of the pier", "caption"),
    ],
)
def test_what_speaks_against_a_sentence_is_a_sign_and_no_reason(sentence: str, sign: str) -> None:
    worth = worthiness(sentence)
    assert sign in worth.signs
    assert sign not in worth.reasons


@pytest.mark.parametrize(
    ("sentence", "sign"),
    [
        ("Nobody could not be found in the harbour.", "prediction"),
        ("The ships were sold in May.", "prediction"),
        ("“Nine dead,” the harbour police of Portby said. ”", "headline"),
        ("The harbour of Velmoor was closed.", "headline"),
        ("He stayed for 18 months in the prison of Portby.", "advertisement"),
    ],
)
def test_what_only_looks_like_a_sign_is_none(sentence: str, sign: str) -> None:
    assert sign not in worthiness(sentence).signs


def test_what_the_desk_knows_of_a_claim_counts_beside_its_words() -> None:
    plain = worth("The pier is closed.", [])
    known = worth("The pier is closed.", [], ["disputed elsewhere"])
    assert known.reasons == ["disputed elsewhere", *plain.reasons]
    assert known.score > plain.score


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
