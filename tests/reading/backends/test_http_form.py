"""What a model writes: of the form that was asked for or refused, its quotes word for word or nowhere."""

import json
import time
from typing import Any

import pytest

from claims.reading.backends.http.places import Places
from claims.reading.backends.http.questions import ATTRIBUTIONS, CLAIMS, RELATION
from claims.reading.backends.http.strict import Malformed, parsed
from claims.text.spans import Span
from tests.articles import BUDGET, KILLED
from tests.reading.backends.speaking import TEXT, claim


def one(**fields: Any) -> str:

    return json.dumps({"claims": [claim(KILLED) | fields]})


def test_the_form_that_was_asked_for_is_taken() -> None:
    assert parsed(one(), CLAIMS) == {"claims": [claim(KILLED)]}
    assert parsed('{"claims": []}', CLAIMS) == {"claims": []}


@pytest.mark.parametrize(
    "fence",
    ["```json\n{}\n```", "```\n{}\n```", "\n  ```JSON\n{}\n```  \n", "<think>Well, {1}.\n</think>\n\n```json\n{}\n```"],
)
def test_a_fence_of_markdown_and_what_was_thought_aloud_are_taken_off(fence: str) -> None:
    assert parsed(fence.replace("{}", one()), CLAIMS) == {"claims": [claim(KILLED)]}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "it is not JSON"),
        ("Here are the claims: []", "it is not JSON"),
        ('{"claims": []} and more', "it is not JSON"),
        ('```json\n{"claims": []}', "it is not JSON"),
        ('{"claims": [}', "it is not JSON"),
        ("[]", "the answer has to be of type object"),
        ("null", "the answer has to be of type object"),
        ('{"claims": null}', "claims in the answer has to be of type array"),
        ('{"claims": {}}', "claims in the answer has to be of type array"),
        ('{"claims": ["x"]}', "claims in the answer, item 1 has to be of type object"),
        ("{}", "the answer lacks claims"),
        ('{"claims": [], "note": ""}', "the answer has more than claims"),
        ('{"claims": [], "claims": []}', "a key stands twice"),
        ('{"claims": [NaN]}', "NaN is not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"claims": ' + "9" * 5000 + "}", "it is not JSON"),
        (one(score=1.2), "score has to be from 0 to 1"),
        (one(score=-1), "score has to be from 0 to 1"),
        (one(score=1e999).replace("Infinity", "1e999"), "score has to be from 0 to 1"),
        (one(score="0.5"), "score has to be of type number"),
        (one(score=True), "score has to be of type number"),
        (one(quoted=1), "quoted has to be of type boolean"),
        (one(quote=None), "quote has to be of type string"),
        (one(quote=7), "quote has to be of type string"),
        (one(quote="x" * 5000), "quote is longer than 4000 characters"),
        (one(quote="half \ud800"), "quote holds what is no text"),
        (one(quote="a \0"), "quote holds what is no text"),
        (one(kind="rumour"), "kind has to be one of quantity, event"),
        (one(reasons=["because"]), "reasons, item 1 has to be one of figure"),
        (one(reasons=None), "reasons has to be of type array"),
        (one(claimant_quote=["he"]), "claimant_quote has to be of type string or null"),
        (one(start=4), "item 1 has more than quote"),
    ],
)
def test_any_other_is_refused_and_it_is_said_why(content: str, why: str) -> None:
    with pytest.raises(Malformed) as refusal:
        parsed(content, CLAIMS)
    assert why in str(refusal.value)


def test_a_list_without_end_is_refused() -> None:
    with pytest.raises(Malformed, match="more than 200 items"):
        parsed(f'{{"attributions": [{", ".join(["{}"] * 201)}]}}', ATTRIBUTIONS)


def test_a_relation_is_one_of_five() -> None:
    assert parsed('{"relation": "number differs", "confidence": 1, "quote": null}', RELATION)
    with pytest.raises(Malformed, match="one of supports, disputes, number differs, unrelated, unknown"):
        parsed('{"relation": "true", "confidence": 1, "quote": null}', RELATION)


# Quotes


def place(quote: str, text: str = TEXT) -> str | None:
    span = Places(text, len(text)).place(quote)
    return span.of(text) if span else None


def test_a_quote_stands_where_its_words_do() -> None:
    assert place(BUDGET) == BUDGET
    assert place(f"  {BUDGET}\n") == BUDGET


SAID = "“We were not warned,” said Mr. Orrin’s wife — twice. It's 14 million."


@pytest.mark.parametrize(
    "quote",
    [
        '"We were not warned," said',
        "Mr. Orrin's wife",
        "wife - twice",
        "it's 14 million",
        "It’s 14 million",
        "We were not  warned",
        "We were … warned",
        "We were not warned said",
        "were not warn",
        "e were not warned",
        "warned",
        "not a",
        "",
        " ",
        SAID * 20,
    ],
)
def test_what_is_not_there_letter_by_letter_in_whole_words_is_nowhere(quote: str) -> None:
    assert place(quote, SAID) is None


def test_a_quote_that_runs_over_paragraphs_is_nowhere() -> None:
    assert place("the mayor said.\n\nThe repair of the dam") is None


def test_of_a_quote_that_stands_twice_the_first_is_taken_and_then_the_second() -> None:
    text = "The dam burst. The mayor spoke. The dam burst."
    places = Places(text, len(text))
    found = [places.place("The dam burst.") for _ in range(3)]
    assert found == [Span(0, 14), Span(32, 46), None]
    assert places.lost == 1


def test_nothing_is_found_in_what_was_not_sent() -> None:
    assert Places(TEXT, len(KILLED)).place(BUDGET) is None
    assert Places(TEXT, len(KILLED)).place(KILLED) is not None


def test_who_says_it_is_looked_for_near_by_and_in_the_same_paragraph_first() -> None:
    text = "The board met.\n\nThe dam cost 14 million crowns for once, as everybody knows well by now, the board said."
    places = Places(text, len(text))
    said = places.place("The dam cost 14 million crowns")
    assert said
    assert places.near("the board", said) == Span(text.index("the board said"), text.index(" said."))
    assert places.near("“The board”", said) == Span(0, 9)
    assert places.near("boar", said) is None
    assert places.near("the council", said) is None
    assert places.near(None, said) is None
    assert places.near("”", said) is None


def test_an_answer_made_to_be_slow_is_not() -> None:
    text = ("ab " * 40_000) + "c"
    places = Places(text, len(text))
    begun = time.process_time()
    for _ in range(200):
        places.place("ab " * 300 + "c d")
        places.place("ab " * 100 + "ab")
    assert time.process_time() - begun < 2
