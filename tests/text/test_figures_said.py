"""What the words around a figure say of it: that it is denied, unconfirmed, none at all, and when it held."""

import time
from datetime import date

import pytest

from claims.text.figures import Figure, figures

TUESDAY = date(2011, 11, 15)


def first(text: str, published_on: date | None = TUESDAY) -> Figure:
    return figures(text, None, published_on)[0]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry denied that 40 farmers had died.",
        "The army denied killing 40 farmers.",
        "She rejected reports that 40 farmers were arrested.",
        "It is not true that 40 farmers died.",
        "The guards did not wound 40 farmers.",
        "There were not 40 boats.",
        "The toll of 40 was exaggerated.",
    ],
)
def test_a_number_may_be_said_not_to_be_so(text: str) -> None:
    assert first(text).denial == "denied"


@pytest.mark.parametrize(
    "text",
    [
        "Officials could not confirm that 40 farmers had died.",
        "It was not clear whether 40 farmers had died.",
        "It wasn’t immediately possible to verify claims, made by a group in exile, of 40 dead farmers.",
        "Unverified footage shows 40 dead farmers.",
        "Rebels spoke of 40 dead, a number that could not be verified.",
        "Rebels said 40 farmers died. The claim could not be independently verified.",
    ],
)
def test_a_number_may_be_left_unconfirmed(text: str) -> None:
    assert first(text).denial == "unconfirmed"


@pytest.mark.parametrize(
    "text",
    [
        "He denied a part in the attack that killed 40 farmers.",
        "He denied being at the raid in which 40 farmers died.",
        "The judge denied bail to 40 farmers.",
        "Not only 40 farmers died.",
        "She has not paid 40 farmers.",
        "Officials could not confirm the identities of the 40 farmers.",
        "The minister rejected the plan. It would cost 40 farmers their land.",
        "He said 40 claims were false.",
    ],
)
def test_what_is_denied_beside_a_number_leaves_the_number_alone(text: str) -> None:
    assert first(text).denial == ""


def test_what_is_said_against_one_of_two_joined_numbers_holds_for_both() -> None:
    found = figures("It could not be confirmed. Police denied that 12 people were killed and 20 were hurt.")
    assert [f.denial for f in found] == ["denied", "denied"]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("No one was killed.", "killed"),
        ("Nobody was seriously injured.", "wounded"),
        ("There were no deaths.", "killed"),
        ("It passed without any injuries.", "wounded"),
        ("No civilians were arrested.", "arrested"),
        ("None of the sailors died.", "killed"),
    ],
)
def test_none_is_a_count_where_the_words_say_what_happened_to_none(text: str, measure: str) -> None:
    found = first(text)
    assert (str(found.low), found.measure, found.quote) == ("0", measure, text[found.start : found.end])


@pytest.mark.parametrize(
    "text",
    [
        "No one was there.",
        "They dug so that no one was hurt.",
        "The aim was to ensure no one was hurt.",
        "There were no reports of deaths.",
        "He said no more.",
    ],
)
def test_none_is_no_count_where_nothing_happened_or_all_is_supposed(text: str) -> None:
    assert figures(text) == []


def test_counts_of_none_stand_among_the_others_in_order() -> None:
    assert [f.low for f in figures("Ten died. No one was arrested. Two fled.")] == [10, 0, 2]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("As of 3 March 2010, 14 people had died.", date(2010, 3, 3)),
        ("Fourteen people died on Sunday.", date(2011, 11, 13)),
        ("On Sunday, 14 people died, police said Tuesday.", date(2011, 11, 13)),
        ("Police said Monday that 14 people died on Sunday.", date(2011, 11, 13)),
        ("Police said Monday that 14 people had died.", date(2011, 11, 14)),
        ("Mr. Lee said Monday that 14 people had died.", date(2011, 11, 14)),
        ("Fourteen people have died since Friday.", date(2011, 11, 11)),
        ("Fourteen people died two days ago.", date(2011, 11, 13)),
        ("Fourteen people died after the march on Sunday.", None),
        ("On Sunday he spoke. Fourteen people died.", None),
        ("Fourteen people died.", None),
    ],
)
def test_a_figure_holds_for_the_day_that_its_sentence_names(text: str, day: date | None) -> None:
    assert first(text).as_of == day


def test_each_of_two_figures_holds_for_the_day_nearest_to_it() -> None:
    found = figures("On Sunday 14 people died and 20 on Monday.", None, TUESDAY)
    assert [f.as_of for f in found] == [date(2011, 11, 13), date(2011, 11, 14)]


def test_without_a_day_of_publication_only_full_dates_are_days() -> None:
    assert first("Fourteen people died on Sunday.", None).as_of is None
    assert first("As of July 30, 2009, 14 people had died.", None).as_of == date(2009, 7, 30)


@pytest.mark.parametrize(
    "text",
    [
        "no one was " * 90_000,
        "denied that " * 80_000 + "5 people died",
        "5 people on Monday " * 50_000,
        "none of the " * 80_000,
        "1,000," * 160_000,
        "7" * 1_000_000,
        "$5 million to " * 70_000,
        "number of people killed 7 " * 38_000,
    ],
)
def test_hostile_words_around_numbers_are_read_in_time(text: str) -> None:
    begun = time.process_time()
    figures(text, None, TUESDAY)
    assert time.process_time() - begun < 2
