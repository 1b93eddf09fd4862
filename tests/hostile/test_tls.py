"""Row U31 of the hostile catalogue: a site proves its name or nothing is fetched, allowed by the operator or not."""

import ssl
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from claims.ingest.fetch import FetchError, Limits, connect, fetch
from tests.hostile.authority import Authority
from tests.hostile.conftest import Resolver
from tests.hostile.listener import PAGE, Listener, listening, redirect
from tests.hostile.test_answers import slowly

NAME = "news.test.example"


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Authority]:
    """One that this machine trusts."""
    made = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.path))
    connect.trust.cache_clear()
    yield made
    connect.trust.cache_clear()


def over_tls(tls: ssl.SSLContext, settings: Settings, resolver: Resolver, path: str = "/") -> Listener:
    with listening({"/": PAGE, "/down": redirect("http://news.test.example/")}, tls=tls) as listener:
        settings.FACTCHECK_ALLOWED_HOSTS = [NAME]
        resolver.name(NAME, [(listener.ip, listener.port)])
        fetch(f"https://{NAME}{path}")
    return listener


def refused(tls: ssl.SSLContext, settings: Settings, resolver: Resolver, path: str = "/") -> str:
    with pytest.raises(FetchError) as refusal:
        over_tls(tls, settings, resolver, path)
    return refusal.value.code


def test_u31_twin_a_good_certificate_is_good(authority: Authority, settings: Settings, resolver: Resolver) -> None:
    assert over_tls(authority.server(NAME), settings, resolver).hits == 1


def test_u31_an_expired_one_is_not(authority: Authority, settings: Settings, resolver: Resolver) -> None:
    assert refused(authority.server(NAME, lasts=timedelta(days=-1)), settings, resolver) == "tls_failed"


def test_u31_one_that_it_signed_itself_is_not(authority: Authority, settings: Settings, resolver: Resolver) -> None:
    assert refused(authority.server(NAME, by_itself=True), settings, resolver) == "tls_failed"


@pytest.mark.parametrize("other", ["other.test.example", "*.news.test.example", "127.0.0.1", "test.example"])
def test_u31_one_of_another_host_is_not(
    other: str, authority: Authority, settings: Settings, resolver: Resolver
) -> None:
    assert refused(authority.server(other), settings, resolver) == "tls_failed"


def test_u31_one_of_an_authority_nobody_knows_is_not(
    authority: Authority, settings: Settings, resolver: Resolver, tmp_path: Path
) -> None:
    stranger = Authority(tmp_path, "A stranger")
    assert refused(stranger.server(NAME), settings, resolver) == "tls_failed"


def test_u31_a_numeric_host_needs_a_certificate_of_its_number(authority: Authority, settings: Settings) -> None:
    for names, good in (("127.0.0.1", True), (NAME, False)):
        with listening(tls=authority.server(names)) as listener:
            settings.FACTCHECK_ALLOWED_HOSTS = [listener.place]
            if good:
                assert fetch(listener.url(scheme="https")).status == 200
            else:
                with pytest.raises(FetchError, match="certificate"):
                    fetch(listener.url(scheme="https"))


def test_u31_there_is_no_switch_for_it(authority: Authority) -> None:
    assert connect.trust().verify_mode == ssl.CERT_REQUIRED
    assert connect.trust().check_hostname
    assert connect.trust().minimum_version >= ssl.TLSVersion.TLSv1_2


def test_a_site_that_never_shakes_hands_does_not_answer(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "CONNECT_SECONDS", 0.5)
    with listening() as listener:  # without TLS: it waits for the end of a line
        settings.FACTCHECK_ALLOWED_HOSTS = [listener.place]
        with pytest.raises(FetchError) as refusal:
            fetch(listener.url(scheme="https"))
    assert refusal.value.code == "connect_failed"


def test_u17_from_https_to_http_is_refused(authority: Authority, settings: Settings, resolver: Resolver) -> None:
    assert refused(authority.server(NAME), settings, resolver, "/down") == "redirect_refused"


def test_u27_over_tls_too_one_deadline_ends_all_slowness(authority: Authority, settings: Settings) -> None:
    drip = slowly(b"X-Slow: " + b"x" * 1000, b"HTTP/1.1 200 OK\r\n")
    with listening({"/": drip}, tls=authority.server("127.0.0.1")) as listener:
        settings.FACTCHECK_ALLOWED_HOSTS = [listener.place]
        with pytest.raises(FetchError) as refusal:
            fetch(listener.url(scheme="https"), limits=Limits(1000, seconds=1.0))
    assert refusal.value.code == "deadline"
