"""Passages of other articles, found by their words."""

import pytest

from claims.evidence import search
from claims.models import Article
from tests import factories

pytestmark = pytest.mark.django_db


def found(words: str, but: Article | None = None) -> list[str]:
    return [hit.passage.text for hit in search.passages(words, but=but).hits]


def test_all_words_are_wanted_in_any_form_and_without_accents() -> None:
    factories.article("The inquiry counted eleven dead at the café.\n\nNothing else was counted.")
    assert found("counting cafe") == ["The inquiry counted eleven dead at the café."]
    assert not search.passages("counting cafe").widened


def test_some_of_the_words_do_where_no_passage_has_all_and_it_says_so() -> None:
    factories.article("Eleven died.\n\nTwelve were hurt.")
    answer = search.passages("eleven twelve")
    assert {hit.passage.text for hit in answer.hits} == {"Eleven died.", "Twelve were hurt."}
    assert answer.widened


def test_phrases_and_words_left_out() -> None:
    factories.article("The dam burst.\n\nThe burst dam.")
    assert found('"dam burst"') == ["The dam burst."]
    assert found("dam -burst") == ["The dam burst.", "The burst dam."]  # nothing is without it, so either word does


def test_only_articles_as_they_read_now_and_not_the_claims_own() -> None:
    own, other = factories.article("The dam burst here."), factories.article("The dam burst of old.")
    factories.revision(other, "The dam burst there.")
    assert found("dam burst", but=own) == ["The dam burst there."]


def test_the_closest_passage_comes_first() -> None:
    factories.article("The dam was mentioned once in a long passage about many other things that went on that day.")
    factories.article("The dam, the dam, the dam.")
    assert found("dam")[0] == "The dam, the dam, the dam."


def test_the_words_found_are_marked_in_the_passage() -> None:
    factories.article("The 2 < 3 dams & the dam burst.")
    (hit,) = search.passages("dam").hits
    assert hit.parts == [
        ("The 2 < 3 ", False),
        ("dams", True),
        (" & the ", False),
        ("dam", True),
        (" burst.", False),
    ]


def test_a_long_passage_is_cut_where_the_words_are() -> None:
    factories.article(f"{'before ' * 200}the dam burst {'after ' * 200}and so on.")
    (hit,) = search.passages("dam").hits
    assert ("dam", True) in hit.parts
    assert hit.parts[0][0] == "… "
    assert hit.parts[-1][0] == " …"


@pytest.mark.parametrize("words", ["", "  ", "the", "\0", "'", '"', "a & | ! ( : *", "x" * 5000, "or or", "<->"])
def test_words_that_ask_for_nothing_find_nothing_and_break_nothing(words: str) -> None:
    factories.article("The dam burst.")
    assert found(words) == []


def test_however_common_the_words_no_more_than_a_page_is_shown() -> None:
    factories.article("\n\n".join(f"Dam number {number}." for number in range(400)))
    assert len(found("dam")) == search.SHOWN


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Die Fähre liegt im Hafen, die Straßen sind gesperrt.", ("Fähre", "fahre", "FÄHRE Hafen", "Straßen")),
        ("بندر هارن بسته است و کشتی‌ها در آن می‌مانند.", ("بندر", "کشتی‌ها", "هارن بسته")),
        ("قال الوزير إن أحد عشر شخصا قتلوا.", ("الوزير", "قتلوا")),
        ("Порт закрыт, и судно не выйдет.", ("порт", "СУДНО")),
    ],
)
def test_articles_in_languages_that_are_not_read_are_found_by_their_words(text: str, words: tuple[str, ...]) -> None:
    factories.article(text)
    factories.article("The dam burst.")
    assert [found(each) for each in words] == [[text]] * len(words)
