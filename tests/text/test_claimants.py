"""The claimant of a passage: in full, by kind, or nobody."""

import pytest

from claims.text.attribution import attributions
from claims.text.claimants import Claimant, claimant_of
from claims.text.sentences import sentences
from claims.text.spans import Span


def claimant(text: str, passage: str) -> Claimant:
    start = text.index(passage)
    return claimant_of(text, Span(start, start + len(passage)), attributions(text, sentences(text)))


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


def test_a_quote_that_nobody_is_named_for_has_no_claimant() -> None:
    text = "It rained all day.\n\n“We warned the port two years ago.”"
    assert claimant(text, "We warned the port two years ago") == Claimant("", "quoted")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Boatmen's Relief Fund, or BRF, paid. The BRF said nine boats sank.", "the Boatmen's Relief Fund"),
        ("The World Harbour Fund (WHF) paid. WHF said nine boats sank.", "World Harbour Fund"),
        ("Harbour Watch said the pier was old. The group said nine boats sank.", "Harbour Watch"),
        ("Mr. Tom Reed met Mr. Omar Diaz. The two men said nine boats sank.", "Tom Reed and Omar Diaz"),
        ("The port agency said it had heard that the pier, it said, and nine boats sank.", "the port agency"),
        ("The BBC's Ann Field in Portby said the pier was old. She said nine boats sank.", "Ann Field"),
        ("“It is old,” the head of the port, Ann Field, told state television. She said nine boats sank.", "Ann Field"),
        ("Facing a storm of anger, the port agency said nine boats sank.", "the port agency"),
        ("Tom Reed's union, which paid, said nine boats sank.", "Tom Reed's union"),
        ("The Harbour Survey said nine boats sank.", "the Harbour Survey"),
    ],
)
def test_a_short_name_stands_for_the_one_in_full(text: str, name: str) -> None:
    assert claimant(text, "nine boats sank").name == name


@pytest.mark.parametrize(
    "text",
    [
        "Ann Field met Tom Reed and Omar Diaz. The two men said nine boats sank.",
        "The group said nine boats sank.",
        "Tom Reed said the pier was old. The group said nine boats sank.",
        "The dockers said the pier was old. It was shut. Nobody came. It said nine boats sank.",
    ],
)
def test_a_word_that_may_mean_many_names_none_of_them(text: str) -> None:
    assert claimant(text, "nine boats sank").name in ("", "the group")


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Ann Field", "person"),
        ("Colonel Omar Diaz", "person"),
        ("Mr. Reed", "person"),
        ("The port ministry", "body"),
        ("The World Harbour Fund", "body"),
        ("WHF", "body"),
        ("A report by the coast guard", "body"),
        ("A spokesman for the port", "body"),
        ("Witnesses", "group"),
        ("Doctors in Portby", "group"),
        ("Some residents of the old port", "group"),
        ("Many people", "group"),
        ("A senior official who asked not to be named", "anonymous"),
        ("A port official", "anonymous"),
        ("Sources close to the talks", "anonymous"),
        ("One person familiar with the plans", "anonymous"),
    ],
)
def test_a_claimant_is_of_a_kind(source: str, kind: str) -> None:
    assert claimant(f"{source} said nine boats sank.", "nine boats sank").kind == kind


def test_who_reports_a_stand_claims_what_is_in_it() -> None:
    text = "The union said that Tom Reed defended the loss of nine boats."
    assert claimant(text, "the loss of nine boats").name == "the union"


def test_nobody_is_of_no_kind() -> None:
    assert claimant("He said nine boats sank.", "nine boats sank").kind == ""
    assert claimant("The gates were replaced.", "The gates were replaced.").kind == ""
