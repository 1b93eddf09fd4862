"""Who says what: source, cue and content, and the claimant in full."""

import time
from pathlib import Path

import pytest

from claims.text.attribution import Attribution, attributions
from claims.text.claimants import Claimant, claimant_of
from claims.text.sentences import sentences
from claims.text.spans import Span

Parts = tuple[str | None, str | None, str | None]


def said(text: str) -> list[Parts]:
    return [(_of(a.source, text), _of(a.cue, text), _of(a.content, text)) for a in attributions(text, sentences(text))]


def _of(span: Span | None, text: str) -> str | None:
    return span.of(text) if span else None


def claimant(text: str, passage: str) -> Claimant:
    start = text.index(passage)
    return claimant_of(text, Span(start, start + len(passage)), attributions(text, sentences(text)))


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


def test_a_quote_left_open_goes_on_in_the_next_paragraph() -> None:
    text = "Ann Field said: “The pier is unsafe.\n\n“We warned the port two years ago.”"
    assert said(text)[-1] == ("Ann Field", None, "“We warned the port two years ago.”")


def test_a_quote_that_nobody_is_named_for_has_no_source() -> None:
    text = "It rained all day.\n\n“We warned the port two years ago.”"
    assert said(text) == [(None, None, "“We warned the port two years ago.”")]
    assert claimant(text, "We warned the port two years ago") == Claimant("", "quoted")


def test_a_sentence_after_a_quote_says_something_of_its_own() -> None:
    text = "The mayor called it a “routine inspection of the old pier.” She said nine boats sank."
    assert said(text)[-1] == ("She", "said", "nine boats sank")


ARTICLE = (
    "The port minister, Paula Grant, promised help.\n\n"
    "“The pier was unsafe,” said city spokesman Karim al-Rashid. He said nine boats sank.\n\n"
    "Ms. Grant said the port would pay. Mr. al-Rashid said it would not.\n\n"
    "Harbour workers in the old port said nobody was warned. The workers said the gates were locked.\n\n"
    "They said it twice. The gates have since been replaced. Two men were reportedly arrested."
)


@pytest.mark.parametrize(
    ("passage", "name", "manner"),
    [
        ("The pier was unsafe", "Karim al-Rashid", "quoted"),
        ("nine boats sank", "Karim al-Rashid", "paraphrased"),
        ("the port would pay", "Paula Grant", "paraphrased"),
        ("it would not", "Karim al-Rashid", "paraphrased"),
        ("nobody was warned", "Harbour workers in the old port", "paraphrased"),
        ("the gates were locked", "Harbour workers in the old port", "paraphrased"),
        ("The gates have since been replaced.", "", "own voice"),
        ("Two men were reportedly arrested.", "", "unknown"),
    ],
)
def test_a_claimant_is_named_in_full(passage: str, name: str, manner: str) -> None:
    found = claimant(ARTICLE, passage)
    assert (found.name, found.manner) == (name, manner)


@pytest.mark.parametrize(
    "text",
    [
        "He said nine boats sank.",
        "“It is unsafe,” said Ann Field.\n\nMarsh, who ran the port, resigned. He said nine boats sank.",
        "The dockers said the pier was old. It had been closed. Nobody repaired it. They said nine boats sank.",
        "Ann Field met Tom Reed at the pier. He said nine boats sank.",
        "Mr. Tom Reed spoke first, Ms. Ann Field said. It is said she paid. They said nine boats sank.",
    ],
)
def test_a_pronoun_that_may_be_anyone_names_nobody(text: str) -> None:
    assert claimant(text, "nine boats sank").name == ""


def test_she_is_not_a_man_who_spoke_before() -> None:
    text = "Mr. Tom Reed said the pier was old. She said nine boats sank."
    assert claimant(text, "nine boats sank").name == ""


def test_a_surname_that_two_people_bear_stays_short() -> None:
    text = "Ann Field met Tom Field. Field said nine boats sank."
    assert claimant(text, "nine boats sank").name == "Field"


@pytest.mark.parametrize(
    "text", ["He said, said, said. " * 50_000, '"' * 1_000_000, "said " * 200_000, "“a" + "\n“" * 300_000]
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
    found: list[Attribution] = attributions(ARTICLE, sentences(ARTICLE))
    starts = [a.content.start for a in found if a.content]
    assert len(starts) >= 7
    assert starts == sorted(starts)
