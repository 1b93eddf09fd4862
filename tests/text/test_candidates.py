"""The spans of an article that are worth a reviewer's time."""

import time
from pathlib import Path

import pytest

from claims.text.candidates import Candidate, wording
from claims.text.readers import Article, read
from claims.text.sentences import sentences

ARTICLE = """Portby mourns after pier collapse

The old pier at Portby collapsed on Monday, and harbour spokesman Tom Reed said at least 14 dockers were killed.

“There was no warning of any kind,” said Mr. Reed. The union called the collapse a crime.

Nine of the dead were under 20, according to the coast guard.

What happens now? It was a beautiful morning.

Subscribe to our newsletter for $2 per month.

The pier at Portby has long been closed to lorries, since a storm broke its crane in 1980."""


def found(text: str, budget: int = 12) -> list[Candidate]:
    return read(Article(text, sentences(text)), budget=budget).candidates


def by_wording(text: str, beginning: str) -> Candidate:
    return next(each for each in found(text) if each.wording.startswith(beginning))


def test_the_clause_that_somebody_says_is_the_claim() -> None:
    claim = by_wording(ARTICLE, "At least 14 dockers")
    assert claim.wording == "At least 14 dockers were killed"
    assert (claim.kind, claim.claimant, claim.manner) == ("quantity", "Tom Reed", "paraphrased")
    assert [(figure.quote, figure.measure) for figure in claim.figures] == [("at least 14 dockers", "killed")]
    assert {"figure", "toll", "attributed"} <= set(claim.reasons)


def test_a_quote_is_a_claim_of_who_is_quoted() -> None:
    claim = by_wording(ARTICLE, "There was no warning")
    assert (claim.wording, claim.kind) == ("There was no warning of any kind", "quote")
    assert (claim.claimant, claim.manner) == ("Tom Reed", "quoted")


def test_a_stand_is_the_whole_sentence() -> None:
    claim = by_wording(ARTICLE, "The union")
    assert (claim.wording, claim.kind) == ("The union called the collapse a crime", "position")
    assert claim.claimant == "the union"


def test_what_the_outlet_says_itself_has_no_claimant() -> None:
    claim = by_wording(ARTICLE, "The pier at Portby has long")
    assert (claim.kind, claim.claimant, claim.manner) == ("background", "", "own voice")


def test_tolls_come_first_and_what_is_hardly_a_claim_not_at_all() -> None:
    ranked = [each.wording for each in found(ARTICLE)]
    assert {each.split()[0] for each in ranked[:2]} == {"At", "Nine"}
    assert {each.split()[0] for each in ranked}.isdisjoint({"Portby", "What", "It", "Subscribe"})
    assert [each.score for each in found(ARTICLE)] == sorted((each.score for each in found(ARTICLE)), reverse=True)


def test_a_clause_before_who_speaks_is_a_claim_of_its_own() -> None:
    text = "The city refused to pay for the old pier, with Mayor Ann Field declaring, “The port has broken its word.”"
    wordings = {each.wording: each.claimant for each in found(text)}
    assert wordings["The port has broken its word"] == "Ann Field"
    assert "The city refused to pay for the old pier" in wordings


def test_the_budget_bounds_how_many() -> None:
    assert len(found(ARTICLE, budget=3)) == 3


def test_what_is_said_twice_counts_once() -> None:
    sentence = "Police arrested 40 dockers in Portby on Monday."
    assert len(found(f"{sentence}\n\n{sentence}")) == 1


def test_figures_and_claims_stand_inside_the_text() -> None:
    for each in found(ARTICLE):
        assert 0 <= each.start < each.end <= len(ARTICLE)
        assert all(each.start <= figure.start and figure.end <= each.end for figure in each.figures)
        assert each.manner in {"quoted", "paraphrased", "own voice", "unknown"}


@pytest.mark.parametrize(
    ("passage", "called"),
    [
        ("nine boats sank.", "Nine boats sank"),
        ("“We were warned,”", "We were warned"),
        ("the mayor said it was “a crime.”", "The mayor said it was “a crime.”"),
        ("two\nlines", "Two lines"),
    ],
)
def test_a_claim_is_called_after_its_passage(passage: str, called: str) -> None:
    assert wording(passage) == called


def test_nothing_is_found_in_nothing() -> None:
    assert found("") == [] == found("\n\n")


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "said " * 200_000,
        '"' * 1_000_000,
        "Ann Lee said he said. " * 45_000,
        "Five people were killed, Ann Lee said, after they fled the town on Monday. " * 13_000,
        ("He was here, " * 100 + "he said. ") * 700,
        ("Ann Lee denied that " * 40 + "he was shot. ") * 1200,
        ("Tom Reed shot a man, and " * 30 + "they said. ") * 1300,
        ("By Ann Lee" + " And" * 200 + "x. ") * 1200,
        "a photo: x\n" * 90_000,
    ],
)
def test_a_megabyte_of_hostile_text_is_read_in_time(text: str) -> None:
    spans = sentences(text)
    begun = time.process_time()
    read(Article(text, spans))
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(("article", "toll"), [("001_7e7e0fba8186f72d", 12), ("004_7140b91ec6406b00", 11)])
def test_the_tolls_of_one_raid_are_claims_in_two_real_articles(shared_data: Path, article: str, toll: int) -> None:
    text = (shared_data / "seeds" / f"{article}.txt").read_text(encoding="utf-8")
    figures = [figure for each in found(text) for figure in each.figures if figure.measure == "killed"]
    assert toll in {figure.low for figure in figures}


@pytest.mark.parametrize("dateline", ["VELMOOR — ", "Port Velmoor (CWS) -- ", "VELMOOR, LINDQVALE (CWS) - "])
def test_where_it_was_written_is_no_part_of_the_claim(dateline: str) -> None:
    text = f"{dateline}Nine dockers were killed when the crane fell on Monday."
    found = read(Article(text, sentences(text))).candidates[0]
    assert text[found.start : found.end].startswith("Nine dockers")
    assert found.wording == "Nine dockers were killed when the crane fell on Monday"
