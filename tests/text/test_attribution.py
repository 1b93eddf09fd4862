"""Who says what: source, cue and content."""

import time
from pathlib import Path

import pytest

from claims.text.attribution import attributions
from claims.text.sentences import sentences
from claims.text.spans import Span

Parts = tuple[str | None, str | None, str | None]


def said(text: str) -> list[Parts]:
    return [(_of(a.source, text), _of(a.cue, text), _of(a.content, text)) for a in attributions(text, sentences(text))]


def _of(span: Span | None, text: str) -> str | None:
    return span.of(text) if span else None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The harbour master said the pier was unsafe.", ("The harbour master", "said", "the pier was unsafe")),
        ("Ann Field told reporters that nine boats sank.", ("Ann Field", "told", "nine boats sank")),
        ("Nine boats sank, the coast guard said.", ("the coast guard", "said", "Nine boats sank")),
        ("“Nine boats sank,” said Ann Field.", ("Ann Field", "said", "“Nine boats sank,”")),
        ('"Nine boats sank," she said on Monday.', ("she", "said", '"Nine boats sank,"')),
        (
            "Nine boats sank on Monday, according to the coast guard.",
            ("the coast guard", "according to", "Nine boats sank on Monday"),
        ),
        (
            "According to the coast guard, nine boats sank.",
            ("the coast guard", "According to", "nine boats sank"),
        ),
        (
            "Ann Field, the mayor of Portby, said nine boats sank.",
            ("Ann Field, the mayor of Portby", "said", "nine boats sank"),
        ),
        (
            "Nine boats sank, said Tom Reed, spokesman for the port.",
            ("Tom Reed, spokesman for the port", "said", "Nine boats sank"),
        ),
        (
            "The mayor met Colonel Omar Diaz, who said nine boats sank.",
            ("Colonel Omar Diaz", "said", "nine boats sank"),
        ),
        (
            "The union denounced the plan as a betrayal.",
            ("The union", "denounced", "the plan as a betrayal"),
        ),
        (
            "Footage released by the rebels showed soldiers burning huts.",
            ("the rebels", "showed", "soldiers burning huts"),
        ),
        (
            "Nobody could check the claims of the Miners' Union of 12 dead.",
            ("the Miners' Union", "claims", "12 dead"),
        ),
        (
            "Nine boats sank, the mayor of Portby, Ann Field, told reporters.",
            ("the mayor of Portby, Ann Field", "told", "Nine boats sank"),
        ),
        (
            "The survey put the damage at 40 million dollars.",
            ("The survey", "put", "the damage at 40 million dollars"),
        ),
        (
            "The port office measured waves of 9 metres.",
            ("The port office", "measured", "waves of 9 metres"),
        ),
        (
            "The paper quoted Tom Reed, the pilot, as saying that nine boats sank.",
            ("Tom Reed, the pilot", "saying", "nine boats sank"),
        ),
        (
            "Nine boats sank on Monday, port officials were quoted by the paper as saying.",
            ("port officials", "saying", "Nine boats sank on Monday"),
        ),
        (
            "Storm sinks boats, five missing: coast guard officials",
            ("coast guard officials", None, "Storm sinks boats, five missing"),
        ),
        ("''Nine boats sank,'' said Ann Field.", ("Ann Field", "said", "''Nine boats sank,''")),
        ("“Nine boats sank tonight.” — Ann Field, 42", ("Ann Field", None, "“Nine boats sank tonight.”")),
        ("Ann Field (Portby) said nine boats sank.", ("Ann Field", "said", "nine boats sank")),
        (
            "People who were at the pier say that nine boats sank.",
            ("People who were at the pier", "say", "nine boats sank"),
        ),
        (
            "In Portby, about half of the dockers said they were not paid.",
            ("about half of the dockers", "said", "they were not paid"),
        ),
        (
            "The polling shows he won in Portby by nine points.",
            ("The polling", "shows", "he won in Portby by nine points"),
        ),
        ("The board keeps its books shut but says nine boats sank.", ("The board", "says", "nine boats sank")),
        ("Ann Field pointed out that nine boats sank.", ("Ann Field", "pointed out", "nine boats sank")),
        (
            "Ann Field held the port responsible for the deaths.",
            ("Ann Field", "held", "the port responsible for the deaths"),
        ),
        ("The coast guard on Friday said nine boats sank.", ("The coast guard", "said", "nine boats sank")),
        (
            "Mr Reed said about 350 dockers were inside, out of the rain.",
            ("Mr Reed", "said", "about 350 dockers were inside, out of the rain"),
        ),
        (
            "According to the port agency, the storm off Portby, a small town, sank nine boats.",
            ("the port agency", "According to", "the storm off Portby, a small town, sank nine boats"),
        ),
        ("Tom Reed said at least 14 dockers were hurt.", ("Tom Reed", "said", "at least 14 dockers were hurt")),
        ("Ann Field's claim that the pier was safe was false.", ("Ann Field", "claim", "the pier was safe was false")),
        ("The union voiced fears that nine boats sank.", ("The union", "fears", "nine boats sank")),
        ("There were fears that nine boats sank, which proved true.", (None, "fears", "nine boats sank")),
        (
            "A reporter heard a blast, then saw nine boats burn.",
            ("A reporter", "heard", "a blast, then saw nine boats burn"),
        ),
        (
            "The men who died were “boatmen of the old port,” the union said.",
            ("the union", "said", "The men who died were “boatmen of the old port,”"),
        ),
        (
            "A study by the harbour board found that the pier was unsafe.",
            ("A study by the harbour board", "found", "the pier was unsafe"),
        ),
    ],
)
def test_source_cue_and_content_are_found(text: str, parts: Parts) -> None:
    assert said(text) == [parts]


@pytest.mark.parametrize(
    "text",
    [
        "The claims were settled in court.",
        "The road was said to be closed.",
        "Its reports fill a shelf.",
        "The fire burned for two days.",
        "The storm measured 40 miles across.",
        "The storm left damage estimated at 40 million dollars.",
        "The men believed to have died were dockers.",
        "The boy saw nine boats burn.",
        "The singer read two poems and continued for an hour.",
        "UPDATE: the road is closed again.\nNOTE: this page was changed today.",
    ],
)
def test_no_attribution_is_made_up(text: str) -> None:
    assert said(text) == []


def test_some_may_say_so() -> None:
    text = "Some say they owe the club because its members have paid for the roof."
    assert said(text) == [("Some", "say", "they owe the club because its members have paid for the roof")]


def test_a_quote_that_goes_on_in_the_paragraph_has_the_same_source() -> None:
    text = "“The pier is unsafe,” said Ann Field. “We warned the port two years ago.”"
    assert [source for source, _, _ in said(text)] == ["Ann Field", "Ann Field"]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (
            "The pier, engineers said, was never safe for boats.",
            [("engineers", "The pier"), ("engineers", "was never safe for boats")],
        ),
        (
            "“The pier is unsafe,” Ann Field said, “and the port knew that.”",
            [("Ann Field", "“The pier is unsafe,”"), ("Ann Field", "“and the port knew that.”")],
        ),
        (
            "“The pier is unsafe,” she said, adding that nine boats sank.",
            [("she", "“The pier is unsafe,”"), ("she", "nine boats sank")],
        ),
        (
            "Footage posted by dockers showed men on the pier. It also shows nine boats on fire.",
            [("dockers", "men on the pier"), ("dockers", "nine boats on fire")],
        ),
        (
            "The union said the pier was old, but Tom Reed said nine boats sank.",
            [("The union", "the pier was old"), ("Tom Reed", "nine boats sank")],
        ),
        (
            "FIELD: The pier was unsafe.\nREED: Who knew of that?\nFIELD: The port knew.\nREED: It did not.",
            [
                ("FIELD", "The pier was unsafe."),
                ("REED", "Who knew of that?"),
                ("FIELD", "The port knew."),
                ("REED", "It did not."),
            ],
        ),
    ],
)
def test_what_is_said_goes_on_after_who_says_it(text: str, contents: list[tuple[str, str]]) -> None:
    assert [(source, content) for source, _, content in said(text)] == contents


def test_a_quote_left_open_goes_on_in_the_next_paragraph() -> None:
    text = "Ann Field said: “The pier is unsafe.\n\n“We warned the port two years ago.”"
    assert said(text)[-1] == ("Ann Field", None, "“We warned the port two years ago.”")


def test_a_quote_that_nobody_is_named_for_has_no_source() -> None:
    text = "It rained all day.\n\n“We warned the port two years ago.”"
    assert said(text) == [(None, None, "“We warned the port two years ago.”")]


def test_a_sentence_after_a_quote_says_something_of_its_own() -> None:
    text = "The mayor called it a “routine inspection of the old pier.” She said nine boats sank."
    assert said(text)[-1] == ("She", "said", "nine boats sank")


@pytest.mark.parametrize(
    "text",
    [
        "He said, said, said. " * 50_000,
        '"' * 1_000_000,
        "said " * 200_000,
        "“a" + "\n“" * 300_000,
        "''a " * 250_000,
        "a (b) " * 160_000,
        "quoted as saying " * 60_000,
        "Ann Field said Tom Reed said 5. " * 30_000,
        "A. " * 300_000,
        "“Abc def ghi jkl,” he said, “and more of it.” " * 20_000,
        "A b c d e f g: police\n\n" * 40_000,
    ],
)
def test_hostile_text_is_read_in_time(text: str) -> None:
    spans = sentences(text)
    begun = time.process_time()
    attributions(text, spans)
    assert time.process_time() - begun < 2


def test_most_quotes_of_real_articles_are_found(shared_data: Path) -> None:
    """By the labelled quotes of PolNeAR, the contents that stand wholly between quotation marks."""
    found = total = 0
    for path in sorted((shared_data / "data/attribution/dev/text").glob("nyt*.txt")):
        text = path.read_bytes().decode()
        contents = [a.content for a in attributions(text, sentences(text)) if a.content]
        for quote in _labelled_quotes(path, text):
            total += 1
            found += any(quote.overlaps(content) for content in contents)
    assert total > 50
    assert found / total > 0.8


def _labelled_quotes(path: Path, text: str) -> list[Span]:
    labels = next((path.parents[1] / "attributions").glob(f"{path.stem}_*.ann")).read_text(encoding="utf-8")
    places = [line.split("\t")[1].split(";")[0].split() for line in labels.splitlines() if "\tContent " in line]
    spans = [Span(int(start), int(end)) for _, start, end in places]
    return [span for span in spans if text[span.start] in '“"']


def test_attributions_come_in_the_order_of_the_text() -> None:
    text = "“The pier was unsafe,” said Ann Field. She said nine boats sank. The port, she said, would not pay for any."
    starts = [a.content.start for a in attributions(text, sentences(text)) if a.content]
    assert len(starts) == 4
    assert starts == sorted(starts)
