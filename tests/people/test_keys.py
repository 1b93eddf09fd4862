"""The table of keys holds together, and each person's own changes of it."""

import re
from pathlib import Path

import pytest

from claims.people import keys
from tests import factories

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
WRITTEN = re.compile(r'data-action="([^"{]+)"|\{% key "([^"]+)"')


def test_no_key_of_the_table_means_two_things_on_one_page() -> None:
    assert keys.clashes(keys.defaults()) == []


def test_every_key_of_the_table_is_well_formed_and_its_screen_is_there() -> None:
    table = keys.actions().values()
    assert [each for each in table if not keys.well_formed(each.key) or each.screen not in keys.screens()] == []
    assert [each for each in keys.fixed() if each.screen not in keys.screens()] == []


def test_the_templates_name_no_action_that_the_table_lacks() -> None:
    texts = ((page, page.read_text(encoding="utf-8")) for page in TEMPLATES.rglob("*.html"))
    named = {(page.name, one or other) for page, text in texts for one, other in WRITTEN.findall(text)}
    assert {(page, name) for page, name in named if name not in keys.actions()} == set()
    assert len(named) > 20


@pytest.mark.parametrize("key", ["t", "?", "ß", "g q", "mod+k", "mod+enter", ""])
def test_one_character_two_in_a_row_or_one_with_ctrl_is_a_key(key: str) -> None:
    assert keys.well_formed(key)


@pytest.mark.parametrize("key", ["tt", "g  q", "g q x", "mod+", "alt+k", " "])
def test_anything_else_is_none(key: str) -> None:
    assert not keys.well_formed(key)


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ({"take-next": "t"}, {"filter": "t"}, True),  # both on the queue
        ({"take-next": "t"}, {"attach-supports": "t"}, False),  # never on one page
        ({"search": "g"}, {"go-home": "g h"}, True),  # the one begins the other
        ({"search": "h"}, {"go-home": "g h"}, False),
        ({"keys": ""}, {"search": ""}, False),
    ],
)
def test_keys_clash_where_one_press_could_mean_two_things(
    one: dict[str, str], other: dict[str, str], clash: bool
) -> None:
    assert bool(keys.clashes(one | other)) == clash


@pytest.mark.django_db
def test_only_what_somebody_changed_is_kept_so_that_a_better_table_reaches_them() -> None:
    person = factories.reviewer()
    keys.save(person, keys.defaults() | {"take-next": "w"})
    person.refresh_from_db()
    assert person.keys == {"take-next": "w"}
    assert keys.keys_of(person) == keys.defaults() | {"take-next": "w"}


@pytest.mark.django_db
def test_an_action_that_the_table_no_longer_has_is_left_out() -> None:
    person = factories.reviewer()
    person.keys = {"gone": "w"}
    assert keys.keys_of(person) == keys.defaults()
