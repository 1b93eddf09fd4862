"""What the operator sets: wholly or not at all, and said where it is not."""

import pytest
from pytest_django import Settings

from claims.checks import the_endpoint_is_wholly_set
from claims.reading.backends.http import endpoint
from tests.reading.backends.speaking import KEY


@pytest.fixture(autouse=True)
def whole(settings: Settings) -> None:
    settings.FACTCHECK_BACKEND_URL = "https://models.example/v1/chat/completions?v=2"
    settings.FACTCHECK_BACKEND_MODEL = "a-model"
    settings.FACTCHECK_BACKEND_KEY = KEY


def ids() -> list[str]:
    return [str(message.id) for message in the_endpoint_is_wholly_set()]


def test_an_endpoint_that_is_wholly_set_is_used() -> None:
    found = endpoint()
    assert found
    assert ids() == []
    assert (found.port, found.target) == (443, "/v1/chat/completions?v=2")
    assert found.name == "http a-model 1"


def test_nothing_set_is_no_endpoint(settings: Settings) -> None:
    settings.FACTCHECK_BACKEND_URL = settings.FACTCHECK_BACKEND_MODEL = settings.FACTCHECK_BACKEND_KEY = ""
    assert (endpoint(), ids()) == (None, [])


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("URL", ""),
        ("URL", "models.example/v1"),
        ("URL", "ftp://models.example/v1"),
        ("URL", "https://desk:secret@models.example/v1"),
        ("URL", "https://models.example:0/v1"),
        ("URL", "https://models.example:99999/v1"),
        ("URL", "https:///v1"),
        ("URL", "https://models.example/v1#x"),
        ("URL", "https://models.example/v1\r\nX: y"),
        ("MODEL", ""),
        ("MODEL", "a model"),
        ("MODEL", "m" * 91),
        ("KEY", "two\nlines"),
        ("DAILY_COST", 5),
        ("TIMEOUT", 0),
        ("AT_ONCE", 0),
        ("EXTRA", "seed=7"),
        ("EXTRA", "[7]"),
        ("EXTRA", '{"model": "another"}'),
        ("EXTRA", '{"messages": []}'),
    ],
)
def test_half_set_it_is_an_error_and_not_used(setting: str, value: object, settings: Settings) -> None:
    setattr(settings, f"FACTCHECK_BACKEND_{setting}", value)
    assert endpoint() is None
    assert set(ids()) == {"claims.E004"}
    assert KEY not in str(the_endpoint_is_wholly_set())


def test_prices_without_a_limit_are_warned_of(settings: Settings) -> None:
    settings.FACTCHECK_BACKEND_PRICE_OUT = 8
    assert ids() == ["claims.W005"]
    settings.FACTCHECK_BACKEND_DAILY_COST = 5
    assert ids() == []


def test_a_key_in_the_clear_is_warned_of_but_on_this_machine(settings: Settings) -> None:
    settings.FACTCHECK_BACKEND_URL = "http://models.example/v1"
    assert ids() == ["claims.W006"]
    settings.FACTCHECK_BACKEND_URL = "http://127.0.0.1:8080/v1"
    assert ids() == []
