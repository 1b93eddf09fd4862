import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from claims.models import Person
from claims.people import invitations
from claims.states import Role
from factcheck.middleware import TO_SET_UP
from tests import factories
from tests.matrix import ADMIN_SITE, ROUTES
from tests.test_permissions import rows

pytestmark = pytest.mark.django_db
SET_UP = "/accounts/2fa/totp/activate/"
CONFIRM = "/accounts/reauthenticate/"


@pytest.fixture
def mara() -> Person:
    return factories.person("senior", password=factories.PASSWORD)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def code(secret: str) -> str:
    counter = int(time.time()) // 30
    return str(auth.format_hotp_value(auth.hotp_value(secret, counter)))


def set_up(client: Client) -> str:
    """The secret of the second factor that `client`'s person has from now on."""
    client.post(CONFIRM, {"password": factories.PASSWORD})
    secret: str = client.get(SET_UP).context["form"].secret
    assert client.post(SET_UP, {"code": code(secret)}).status_code == 302
    return secret


def signs_in(person: Person) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": person.username, "password": factories.PASSWORD})
    return client


def test_whoever_changes_the_second_factor_gives_the_password_once_more(mara: Person) -> None:
    client = signed_in(mara)
    assert client.get(SET_UP).headers["Location"].startswith(CONFIRM)
    assert client.get(reverse("mfa_generate_recovery_codes")).headers["Location"].startswith(CONFIRM)
    set_up(client)
    later = signed_in(mara)
    assert "reauthenticate" in later.get(reverse("mfa_deactivate_totp")).headers["Location"]


def test_the_secret_is_sealed_in_the_database_and_outlives_a_change_of_the_key(
    mara: Person, settings: Settings
) -> None:
    secret = set_up(signed_in(mara))
    kept = str(Authenticator.objects.get(type="totp").data)
    assert secret not in kept
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of more than fifty characters, for this test alone"
    client = signs_in(mara)
    client.post("/accounts/2fa/authenticate/", {"code": code(secret)})
    assert client.get(reverse("home")).status_code == 200


def test_with_a_second_factor_the_password_alone_signs_nobody_in(mara: Person) -> None:
    secret = set_up(signed_in(mara))
    client = signs_in(mara)
    assert client.get("/accounts/2fa/").status_code == 302
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert client.get("/accounts/2fa/").status_code == 302
    client.post("/accounts/2fa/authenticate/", {"code": recovery_code(mara)})
    assert client.get("/accounts/2fa/").status_code == 200
    assert secret


def recovery_code(person: Person) -> str:
    kept = Authenticator.objects.get(user=person, type=Authenticator.Type.RECOVERY_CODES)
    return str(kept.wrap().get_unused_codes()[0])


def test_a_code_works_once(mara: Person) -> None:
    set_up(signed_in(mara))
    used = recovery_code(mara)
    for expected in (200, 302):
        client = signs_in(mara)
        client.post("/accounts/2fa/authenticate/", {"code": used})
        assert client.get("/accounts/2fa/").status_code == expected


def test_codes_can_not_be_guessed_at_leisure(mara: Person) -> None:
    set_up(signed_in(mara))
    client = signs_in(mara)
    for _ in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    client.post("/accounts/2fa/authenticate/", {"code": recovery_code(mara)})
    assert client.get("/accounts/2fa/").status_code == 302


def test_an_invitation_does_not_go_round_the_second_factor(mara: Person) -> None:
    set_up(signed_in(mara))
    client, link = Client(), invitations.invite(mara, None).removeprefix("http://127.0.0.1:8000")
    new = {"name": "Mara", "new_password1": "another fine password", "new_password2": "another fine password"}
    assert client.post(link, new).headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/accounts/2fa/").status_code == 302


def behind_the_sign_in() -> list[str]:
    """Every address that a stranger does not reach, but those where the second factor is set up."""
    open_to_set_up = TO_SET_UP | {"mfa_authenticate", "admin:login"}
    closed = {row.route for row in rows(ROUTES + ADMIN_SITE) if row.expected["anonymous"] == "in"} - open_to_set_up
    return [address(route) for route in closed]


def address(route: str) -> str:
    """Of whatever is there or not: nobody gets so far as to look."""
    for parts in ({}, {"pk": 1}, {"pk": 1, "n": 1}, {"app_label": "claims"}):
        try:
            return reverse(route, kwargs=parts)
        except NoReverseMatch:
            continue
    raise AssertionError(f"{route} has parts that this test does not know")


@pytest.mark.parametrize("role", Role.values)
def test_a_role_whose_second_factor_is_compulsory_reaches_nothing_before_it(role: str, settings: Settings) -> None:
    settings.FACTCHECK_MFA_ROLES = [role]
    client = signed_in(factories.person(role, password=factories.PASSWORD))
    for place in behind_the_sign_in():
        assert client.get(place).headers["Location"] == SET_UP
        assert client.post(place).headers["Location"] == SET_UP
    assert client.get("/admin/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == SET_UP
    set_up(client)
    assert client.get("/accounts/2fa/").status_code == 200


@pytest.mark.parametrize("role", Role.values)
def test_a_role_whose_second_factor_is_not_compulsory_is_led_nowhere(role: str, settings: Settings) -> None:
    settings.FACTCHECK_MFA_ROLES = [other for other in Role.values if other != role]
    assert signed_in(factories.person(role)).get("/accounts/2fa/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(mara: Person, settings: Settings) -> None:
    settings.FACTCHECK_MFA_ROLES = ["senior"]
    Authenticator.objects.create(user=mara, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "", "used_mask": 0})
    assert signed_in(mara).get("/accounts/2fa/").headers["Location"] == SET_UP


def test_a_person_without_a_role_is_told_to_ask_for_one() -> None:
    client = signed_in(factories.person())
    answer = client.get("/admin/")
    assert answer.status_code == 403
    assert "An administrator has to give you a role." in answer.content.decode()
    assert client.get("/accounts/2fa/").status_code == 200
