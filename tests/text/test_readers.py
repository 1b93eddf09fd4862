"""Languages that articles are read in: a module and its lists."""

import pytest

from claims.text import readers
from claims.text.readers import Article, Found, read, reader
from claims.text.sentences import sentences
from tests import latin

ARTICLE = Article(latin.TEXT, sentences(latin.TEXT), language="la")


@pytest.mark.parametrize(("language", "is_read"), [("en", True), ("", True), ("de", False), ("la", False)])
def test_what_is_read(language: str, is_read: bool) -> None:
    assert (reader(language) is not None) == is_read


def test_in_a_language_without_a_module_nothing_is_found() -> None:
    assert read(ARTICLE) == Found([], [], [])


def test_a_language_is_added_by_a_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(readers.READERS, "la", latin)
    (found,) = read(ARTICLE).candidates
    assert (found.claimant, found.wording) == ("Nauta", "naves duodecim perisse in portu")
