"""What every answer carries, and what no request can do."""

from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from claims.models import Person
from factcheck.middleware import HEADERS, POLICY
from tests import factories
from tests.matrix import ABOUT, ADMIN, ADMIN_SITE, ROUTES
from tests.test_permissions import Row, client_of, rows

pytestmark = pytest.mark.django_db
EVERY = (*HEADERS, "Cache-Control", "Vary")
ROWS = rows(ROUTES + ADMIN_SITE)


def name(row: Row) -> str:
    return "-".join(row[:3])


def answer(row: Row, who: str, method: str = "") -> Any:
    person = Person() if who == "anonymous" else factories.person(who, password=factories.PASSWORD)
    asked = ABOUT[row.about](person)
    send = getattr(client_of(who, person), (method or row.method).lower())
    return send(reverse(row.route, kwargs=asked.kwargs), asked.data)


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_every_route_answers_with_every_header(row: Row) -> None:
    for who in ("anonymous", "senior"):
        response = answer(row, who)
        assert not [header for header in EVERY if header not in response.headers], who
        assert response.headers["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize("model", ADMIN)
def test_so_does_every_page_of_the_admin(model: str) -> None:
    client = client_of(ADMIN[model][0], factories.person(ADMIN[model][0]))
    for page in ("changelist", "add"):
        response = client.get(reverse(f"admin:{model}_{page}"))
        assert not [header for header in EVERY if header not in response.headers]
        assert response.headers["Content-Security-Policy"] == POLICY


def test_so_do_errors_static_files_and_what_nobody_may_do() -> None:
    client = Client(raise_request_exception=False)
    answers = {
        404: client.get("/nothing/here"),
        400: client.get("/", headers={"host": "evil.example"}),
        403: Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x", "password": "x"}),
        405: client.delete("/accounts/login/"),
        302: client.get("/accounts/2fa"),
    }
    for status, response in answers.items():
        if status != 302:
            assert response.status_code == status
        assert not [header for header in EVERY if header not in response.headers], status


def test_a_static_file_has_them_and_may_be_kept(settings: Settings) -> None:
    assert finders.find("claims/css/base.css")
    settings.WHITENOISE_USE_FINDERS = True
    settings.WHITENOISE_AUTOREFRESH = True
    response = Client().get("/static/claims/css/base.css")
    assert response.status_code == 200
    assert not [header for header in EVERY if header not in response.headers]
    assert "no-store" not in response.headers["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in response.headers
    response.close()


def test_the_policy_allows_nothing_inline_and_no_other_host() -> None:
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert "*" not in POLICY
    assert {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"} <= set(POLICY.split("; "))


def test_what_one_person_sees_is_stored_nowhere() -> None:
    for who in ("reviewer", "administrator"):
        for row in ROWS:
            if row.method == "GET" and row.route in ("home", "queue", "claim", "mfa_index", "admin:index", "checks"):
                assert "no-store" in answer(row, who).headers["Cache-Control"], (row.route, who)


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(settings: Settings) -> None:
    person = factories.person("senior", password=factories.PASSWORD)
    signed_in = Client().post("/accounts/login/", {"login": person.username, "password": factories.PASSWORD})
    for cookie in (signed_in.cookies["sessionid"], Client().get("/accounts/login/").cookies["csrftoken"]):
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


def test_over_https_browsers_are_told_to_stay_there(settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT = 3600, True
    client = Client()
    assert client.get("/accounts/login/").headers["Location"].startswith("https://")
    assert "max-age=3600" in client.get("/accounts/login/", secure=True).headers["Strict-Transport-Security"]
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "PROPFIND"])
def test_other_methods_are_refused_everywhere(method: str) -> None:
    client = Client()
    for row in ROWS:
        path = reverse(row.route, kwargs=ABOUT["-"](Person()).kwargs) if row.about in ("-", "beating") else "/nothing"
        assert client.generic(method, path).status_code == 405


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "127.0.0.1@evil.example"])
def test_a_forged_host_is_refused(host: str) -> None:
    for path in ("/", "/healthz", "/accounts/login/", "/admin/"):
        assert Client(headers={"host": host}).get(path).status_code == 400


KEPT_BY = {"readyz": "claims_pulse", "dashboard": "claims_cache"}  # a try at writing; counts that are kept for a while


@pytest.mark.parametrize("row", [row for row in ROWS if row.method == "GET"], ids=name)
def test_looking_changes_nothing(row: Row) -> None:
    """Only the session may be written: when it was last used, and what a page set up for the next one."""
    for who in ("senior", "administrator"):
        person = factories.person(who, password=factories.PASSWORD)
        asked, client = ABOUT[row.about](person), client_of(who, person)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(row.route, kwargs=asked.kwargs), asked.data)
        written = [query["sql"] for query in queries if query["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
        allowed = ("claims_session", KEPT_BY.get(row.route, "claims_session"))
        assert not [sql for sql in written if not any(table in sql for table in allowed)], who
