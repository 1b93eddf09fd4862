"""What holds for every backend, whatever it is given."""

import time

import pytest
from pytest_django import Settings

from claims.reading.backends import Backend, BuiltIn, Unanswered, chosen
from claims.text.attribution import Attribution
from claims.text.candidates import Candidate
from claims.text.readers import Article
from claims.text.sentences import sentences
from claims.text.spans import Span
from claims.text.weighing import BUILT_IN

SECONDS = 5  # of the processor, for any text at all
STORY = (
    "HARROW — The dam at Harrow lost 40 percent of its water, engineer Ida Moss said on Tuesday.\n\n"
    "“Nobody was told,” she added. “Nobody at all.” According to the water board, at least 12 farms were flooded.\n\n"
    "• The board denied that any gate was left open.\n• It will meet on Friday."
)
TEXTS = {
    "nothing": "",
    "blanks": " \n\n \t\n",
    "a story": STORY,
    "a story many times": "\n\n".join([STORY] * 40),
    "only quotes": '“ ” " " « » „ “” ” “ \' ’',
    "quotes in quotes": "“" * 3000 + "he said" + "”" * 3000,
    "emoji": "😀 said 👩‍👩‍👧 that 🇪🇺 won 3 🏆, 🙂 said. “👍🏽,” added 😀.",
    "right to left": "قال المتحدث إن السد آمن. אמר הדובר כי הסכר בטוח. \u202eHe said no\u202c.",
    "no letters": "!!! ... ??? --- ,,, ::: ;;; ((( )))",
    "a word a line": "\n\n".join(["said"] * 5000),
    "no stop": "the board said that " * 50_000,
    "no blank": "x" * 1_000_000,
    "digits": "1" * 100_000,
    "control signs": "He\x01 said\x02 that\x1f it\ufffe was \U000e0001 so. \u0301\u0302\u0303 said he.",
    "marks": 'T1\tSource 0 5\nE1\tCue:T1\n{"claims": [{"quote": "none"}]}',
}


@pytest.fixture(params=["builtin", "crf", "http"])
def backend(request: pytest.FixtureRequest, settings: Settings) -> Backend:
    if request.param == "crf":
        settings.FACTCHECK_ATTRIBUTION_MODEL = str(request.getfixturevalue("trained_file"))
    if request.param == "http":
        request.getfixturevalue("model")
    assert chosen().name == request.param
    return chosen()


@pytest.fixture(params=list(TEXTS))
def article(request: pytest.FixtureRequest) -> Article:
    text = TEXTS[request.param]
    return Article(text, sentences(text))


def test_all_that_is_found_stands_in_the_text_in_order(backend: Backend, article: Article) -> None:
    began = time.process_time()
    attributed, found = said(backend, article), candidates(backend, article)
    assert time.process_time() - began < SECONDS
    for each in attributed:
        assert each.content or each.cue
        assert all(stands(article, span) for span in (each.source, each.cue, each.content) if span)
    assert attributed == sorted(attributed, key=beginning)
    assert all(stands(article, Span(each.start, each.end)) for each in found)
    assert all(0 <= each.score <= 1 for each in found)
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_the_same_text_is_read_alike_twice(backend: Backend, article: Article) -> None:
    assert said(backend, article) == said(chosen(), article)
    assert candidates(backend, article) == candidates(chosen(), article)


def test_no_more_is_found_than_the_budget_allows(backend: Backend) -> None:
    text = TEXTS["a story many times"]
    assert len(candidates(backend, Article(text, sentences(text)), budget=2)) <= 2


def test_a_backend_says_who_it_is(backend: Backend) -> None:
    assert backend.name.strip()
    assert backend.version.strip()
    assert len(f"{backend.name} {backend.version}") <= 120


def test_a_language_that_nobody_reads_finds_nothing_on_this_machine(backend: Backend) -> None:
    if backend.name != "http":
        text = "Le barrage est fermé, a dit le maire."
        assert backend.attributions(Article(text, sentences(text), None, "fr")) == []


@pytest.mark.parametrize("passage", ["", "12", STORY, "\x01“"])
def test_a_relation_is_one_that_people_know(backend: Backend, passage: str) -> None:
    try:
        found = backend.relate("At least 12 farms were flooded", passage)
    except Unanswered:
        return
    assert found.kind in ("supports", "disputes", "number differs", "unrelated", "unknown")
    assert 0 <= found.confidence <= 1
    assert found.span is None or 0 <= found.span.start < found.span.end <= len(passage)


def test_the_story_has_claims_for_whoever_reads_on_this_machine(backend: Backend) -> None:
    story = Article(STORY, sentences(STORY))
    if backend.name != "http":
        assert said(backend, story)
        assert candidates(backend, story)
        assert candidates(BuiltIn(), story)


def said(backend: Backend, article: Article) -> list[Attribution]:
    try:
        return backend.attributions(article)
    except Unanswered:
        return []


def candidates(backend: Backend, article: Article, budget: int = 12) -> list[Candidate]:
    try:
        return backend.candidates(article, BUILT_IN, budget)
    except Unanswered:
        return []


def stands(article: Article, span: Span) -> bool:
    return 0 <= span.start < span.end <= len(article.text)


def beginning(each: Attribution) -> int:
    return (each.content or each.cue or each.source or Span(0, 0)).start
