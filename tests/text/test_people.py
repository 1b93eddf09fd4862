"""People whom a text names in full."""

import pytest

from claims.text.people import full_name, named_in, people


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Field met Tom Reed.", ["Ann Field", "Tom Reed"]),
        ("Prime Minister Omar al-Diaz spoke.", ["Omar al-Diaz"]),
        ("The BBC's Ann Field spoke.", ["Ann Field"]),
        ("Norland’s Ann Field spoke.", ["Ann Field"]),
        ("The Harbour Survey met on Monday Night.", []),
        ("The World Harbour Fund met.", []),
    ],
)
def test_people_are_named_by_first_and_last_name(text: str, names: list[str]) -> None:
    assert [person.name for person in people(text)] == names


def test_a_title_tells_the_gender_of_all_who_bear_the_name() -> None:
    assert [person.gender for person in people("Ann Field spoke. Ms. Field left.")] == ["female"]


@pytest.mark.parametrize(
    "phrase", ["Ann Field in Portby", "the mayor Ann Field", "Ann Field of the port", "Ann Field, 42"]
)
def test_a_phrase_names_somebody(phrase: str) -> None:
    person = named_in(phrase)
    assert person
    assert person.name == "Ann Field"


def test_a_surname_stands_for_the_one_person_who_bears_it() -> None:
    known = people("Ann Field met Tom Reed and Ann Mary Field met Omar Reed.")
    ann = full_name("Field", 500, known)
    assert ann
    assert ann.name == "Ann Mary Field"
    assert full_name("Reed", 500, known) is None
