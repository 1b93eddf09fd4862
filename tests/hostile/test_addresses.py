"""Rows U1 to U12, U18 to U26, U32 of the hostile catalogue: what an address says is judged before anything is asked."""

import random
import tomllib
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import urllib3
from pytest_django import Settings

from claims.ingest.fetch import FetchError, address, checked, fetch, gate
from claims.ingest.fetch.operator import Operator, from_settings

HERE = Path(__file__).parent
NUMBERS: dict[str, Any] = tomllib.loads((HERE / "addresses.toml").read_text(encoding="utf-8"))
URLS: dict[str, Any] = tomllib.loads((HERE / "urls.toml").read_text(encoding="utf-8"))
KEPT: dict[str, str] = URLS.pop("kept")
REFUSED = [(row, number) for row, numbers in NUMBERS["refused"].items() for number in numbers]
BAD_URLS = [(code, row, url) for code, rows in URLS.items() for row, urls in rows.items() for url in urls]


@pytest.fixture(autouse=True)
def nothing_is_looked_up(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "desk.example.org"]
    monkeypatch.setattr("claims.ingest.fetch.connect.getaddrinfo", refuse_to_look_up)


def refuse_to_look_up(host: str, *args: object, **more: object) -> list[Any]:
    pytest.fail(f"{host} was looked up")


def refusal_of(url: str) -> FetchError:
    with pytest.raises(FetchError) as refused:
        fetch(url)
    return refused.value


def test_the_tables_are_as_long_as_they_should_be() -> None:
    assert len(REFUSED) >= 60
    assert len(BAD_URLS) >= 75


@pytest.mark.parametrize(("row", "number"), REFUSED)
def test_a_number_that_is_not_public_is_refused(row: str, number: str) -> None:
    assert not address.is_public(ip_address(number))


@pytest.mark.parametrize("number", NUMBERS["public"]["addresses"])
def test_a_public_number_is_not(number: str) -> None:
    assert address.is_public(ip_address(number))


@pytest.mark.parametrize(("code", "row", "url"), BAD_URLS)
def test_an_address_is_refused_unasked(code: str, row: str, url: str) -> None:
    refused = refusal_of(url)
    assert refused.code == code
    assert refused.permanent
    assert refused.status == 0


@pytest.mark.parametrize(("code", "row", "url"), BAD_URLS)
def test_an_address_is_refused_where_it_is_typed(code: str, row: str, url: str) -> None:
    with pytest.raises(FetchError) as refused:
        checked(url)
    assert refused.value.code == code


@pytest.mark.parametrize(("written", "asked"), KEPT.items())
def test_an_address_is_asked_for_in_one_spelling(written: str, asked: str) -> None:
    assert gate.parse(written).url == asked
    assert gate.parse(asked).url == asked


PIECES = [
    "http://",
    "https:",
    "//",
    "/",
    "\\",
    "@",
    ":",
    "80",
    "443",
    "#",
    "?",
    "%00",
    "%2f",
    "%40",
    "[",
    "]",
    "::1",
    "a.example",
]
PIECES += [
    "127.0.0.1",
    "0x7f",
    "1",
    ".",
    "。",
    "ａ",
    "①",
    "\u00ad",
    "\t",
    " ",
    "xn--",
    "ß",
    "-",
    "_",
    ";",
    "&",
    "=",
    "..",
    "é",
    "\u202e",
]


def test_what_is_accepted_no_other_reader_understands_otherwise() -> None:
    chance, accepted = random.Random(1), 0
    for _ in range(30_000):
        url = chance.choice(["http://", "https://", "http:"]) + "".join(chance.choices(PIECES, k=chance.randint(1, 6)))
        try:
            read = gate.parse(url)
        except FetchError:
            continue
        accepted += 1
        assert gate.parse(read.url) == read
        assert (urlsplit(read.url).hostname, urlsplit(read.url).username) == (read.host, None)
        others = urllib3.util.parse_url(read.url)
        assert (others.host or "").strip("[]") == read.host
        assert (others.auth, others.port or gate.PORTS[read.scheme]) == (None, read.port)
    assert accepted > 1000


def test_an_address_of_half_characters_is_refused() -> None:
    assert refusal_of("http://a.example/\ud800").code == "url_invalid"


def test_an_address_without_end_is_refused() -> None:
    assert refusal_of("http://a.example/" + "a" * 4000).code == "url_invalid"


def test_no_message_tells_where_a_name_leads() -> None:
    messages = {refusal_of(url).message for url in URLS["address_refused"]["U11_metadata"]}
    assert len(messages) == 1
    assert not any(character.isdigit() for character in messages.pop())


def test_u25_an_address_of_this_machine_is_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    own = ip_address("127.0.0.1")
    assert address.is_own(own)
    monkeypatch.setattr(address, "SPECIAL_V4", [])  # as if the machine had a public address
    assert Operator("x").objection_to(own) == "self_refused"


@pytest.mark.parametrize(
    ("url", "flags"),
    [
        ("http://pаypal.example/", ("not_ascii", "mixed_scripts")),
        ("http://аррӏе.example/", ("not_ascii", "looks_latin")),
        ("http://xn--80ak6aa92e.example/", ("not_ascii", "looks_latin")),
        ("http://пример.example/", ("not_ascii",)),
        ("http://例えばab.example/", ("not_ascii",)),
        ("http://straße.example/", ("not_ascii",)),
        ("http://example.org/", ()),
    ],
)
def test_u32_a_name_that_looks_like_another_is_kept_and_flagged(url: str, flags: tuple[str, ...]) -> None:
    assert gate.parse(url).flags == flags


@pytest.fixture
def operator(settings: Settings) -> Iterator[Settings]:
    settings.FACTCHECK_ALLOWED_HOSTS = ["cms.intranet:8080", "archive.internal", "10.0.0.5:8000", "[fd00::5]:81"]
    settings.FACTCHECK_REFUSED_HOSTS = ["198.199.0.0/16", "payroll.example.org"]
    return settings


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://cms.intranet:8080/", True),
        ("http://archive.internal/", True),
        ("https://archive.internal/", True),
        ("http://10.0.0.5:8000/", True),
        ("http://[fd00::5]:81/", True),
        ("http://cms.intranet/", False),
        ("http://10.0.0.5/", False),
        ("http://10.0.0.6/", False),
    ],
)
def test_an_operator_allows_hosts_by_name_and_port(url: str, allowed: bool, operator: Settings) -> None:
    set_by = from_settings()
    asked = gate.parse(url, set_by.allowed)
    assert set_by.allows(asked) == allowed


@pytest.mark.parametrize("url", ["http://archive.internal:8080/", "http://10.0.0.6:8000/", "http://10.0.0.5:22/"])
def test_no_other_port_is_allowed_with_it(url: str, operator: Settings) -> None:
    assert refusal_of(url).code == "port_refused"


@pytest.mark.parametrize("url", ["http://198.199.3.4/", "http://payroll.example.org/", "http://x.payroll.example.org/"])
def test_an_operator_refuses_further_places(url: str, operator: Settings) -> None:
    assert refusal_of(url).code == "address_refused"
    operator.FACTCHECK_REFUSED_HOSTS = []
    assert not from_settings().objection_to_name(gate.parse(url))
