from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

from claims.models import Claim
from factcheck import urls
from tests import factories
from tests.views.at_desk import HOSTILE, HTMX, assert_inert, signed_in, text

pytestmark = pytest.mark.django_db


def fails(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of the desk")


class Urls:
    urlpatterns = [*urls.urlpatterns, path("fails/", fails)]
    handler400, handler403 = urls.handler400, urls.handler403
    handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture
def desk() -> Client:
    return signed_in(factories.reviewer(), careful=False)


def whole_and_part(client: Client, address: str) -> tuple[Any, Any]:
    return client.get(address), client.get(address, headers=HTMX)


def assert_told(whole: Any, part: Any, status: int, said: str) -> None:
    assert (whole.status_code, part.status_code) == (status, status)
    assert said in text(whole)
    assert said in text(part)
    assert 'class="sorry"' in text(whole)
    assert text(part).startswith('<div class="notice bad" role="alert">')
    assert "Content-Security-Policy" in whole.headers


def test_what_is_not_there(desk: Client) -> None:
    assert_told(*whole_and_part(desk, "/nothing/"), 404, "There is nothing at this address, or it is not public.")


def test_what_is_not_there_for_somebody_not_signed_in() -> None:
    response = Client().get("/nothing/")
    assert response.status_code == 404
    assert reverse("account_login") in text(response)


def test_what_is_not_open_to_the_role() -> None:
    client = signed_in(factories.administrator())
    assert_told(*whole_and_part(client, "/queue/"), 403, "Your role does not allow it")


@override_settings(ROOT_URLCONF=Urls)
def test_a_fault_of_the_desk(desk: Client) -> None:
    whole, part = whole_and_part(desk, "/fails/")
    assert (whole.status_code, part.status_code) == (500, 500)
    assert "what you just sent may not have been" in text(whole)
    assert text(part).startswith('<div class="notice bad"')
    assert "RuntimeError" not in text(whole) + text(part)


def test_a_form_that_could_not_be_read(desk: Client) -> None:
    claim = factories.claim()
    address = reverse("claim-lease", args=[claim.pk])
    whole, part = desk.post(address, {"version": "x"}), desk.post(address, {"version": "x"}, headers=HTMX)
    assert_told(whole, part, 400, "Nothing was changed.")
    assert Claim.objects.get(pk=claim.pk).state == "queued"


def strict(person: Any) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    return client


def test_a_form_without_its_token_keeps_what_was_typed() -> None:
    client = strict(factories.reviewer())
    client.get("/queue/")
    response = client.post(reverse("queue-next"), {"rationale": "Two sources say so.", "password": "my secret words"})
    assert response.status_code == 403
    assert "Two sources say so." in text(response)
    assert "my secret words" not in text(response)


def test_a_browser_without_cookies_is_told_so() -> None:
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "asha"})
    assert "Your browser sent no cookie" in text(response)


def test_to_htmx_a_missing_token_is_told_in_place() -> None:
    response = strict(factories.reviewer()).post(reverse("queue-next"), headers=HTMX)
    assert response.status_code == 403
    assert text(response).startswith('<div class="notice bad" role="alert">')
    assert "What you typed is still in its field." in text(response)


def test_hostile_words_typed_into_a_refused_form_stay_words() -> None:
    client = strict(factories.reviewer())
    client.get("/queue/")
    assert_inert(text(client.post(reverse("queue-next"), {"note": HOSTILE})))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_theme_is_kept_with_the_person(theme: str) -> None:
    person = factories.reviewer()
    client = signed_in(person)
    response = client.post(reverse("theme"), {"theme": theme, "next": "/queue/?view=mine"})
    assert response["Location"] == "/queue/?view=mine"
    assert f'<html lang="en-gb" dir="ltr" data-theme="{theme}">' in text(client.get("/"))


def test_a_theme_saved_by_htmx_swaps_nothing() -> None:
    client = signed_in(factories.reviewer())
    assert client.post(reverse("theme"), {"theme": "dark"}, headers=HTMX).status_code == 204


def test_a_theme_that_is_none_is_refused(desk: Client) -> None:
    assert desk.post(reverse("theme"), {"theme": "pink"}).status_code == 400


@pytest.mark.parametrize("away", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_changing_the_theme_leads_nowhere_else(away: str) -> None:
    response = signed_in(factories.reviewer()).post(reverse("theme"), {"theme": "dark", "next": away})
    assert response["Location"] == "/"
