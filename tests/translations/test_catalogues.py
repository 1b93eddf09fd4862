"""The catalogues translate all that they hold, keep the places to fill in, and are compiled as written."""

import re
from collections.abc import Iterator

import pytest
from babel.messages import Message

from claims.management.commands import messages

PLACES = re.compile(r"%\(\w+\)[sd]|%%")
each_language = pytest.mark.parametrize("language", messages.LANGUAGES)


def entries(language: str) -> Iterator[Message]:
    return (entry for entry in messages.load(language) if entry.id)


def forms(words: object) -> list[str]:
    return [words] if isinstance(words, str) else list(words or ("",))  # type: ignore[call-overload]


@each_language
def test_every_message_is_translated(language: str) -> None:
    assert [entry.id for entry in entries(language) if entry.fuzzy or not all(forms(entry.string))] == []
    assert len(list(entries(language))) > 100


@each_language
def test_translations_have_the_places_of_their_originals(language: str) -> None:
    wrong = [
        entry.id
        for entry in entries(language)
        for form in forms(entry.string)
        if set(PLACES.findall(form)) != set(PLACES.findall(forms(entry.id)[-1]))
    ]
    assert wrong == []


@each_language
def test_the_compiled_catalogue_is_that_of_the_written_one(language: str) -> None:
    assert messages.mo(language).read_bytes() == messages.compiled(messages.load(language))


@each_language
def test_nothing_that_the_frame_says_is_missing_from_the_catalogue(language: str) -> None:
    there = {forms(entry.id)[0] for entry in entries(language)}
    pages = ("base.html", "_person.html", "preferences/preferences.html", "keys/keys.html", "account/login.html")
    texts = [(messages.ROOT / "templates" / page).read_text(encoding="utf-8") for page in pages]
    said = {forms(message)[0] for text in texts for message in messages.of_template(text)}
    assert said - there == set()
    assert len(said) > 40


def test_a_template_is_read_for_its_words() -> None:
    said = messages.of_template(
        '{% translate "Half of 10%" %}{% blocktranslate with n=x %}Of {{ n }}{% endblocktranslate %}'
        "{% blocktranslate count n=x trimmed %}\n one\n claim {% plural %} {{ n }}\n claims {% endblocktranslate %}"
    )
    assert list(said) == ["Half of 10%%", "Of %(n)s", ("one claim", "%(n)s claims")]


def test_the_table_of_keys_is_read_for_its_words() -> None:
    assert {"take the next claim", "Everywhere", "open the row"} <= set(messages.of_keys())
