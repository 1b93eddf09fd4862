"""People as the administrator keeps them."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from claims.models import Lease, Person, Session
from claims.states import State
from tests import factories
from tests.admin.conftest import act, signed_in

pytestmark = pytest.mark.django_db


def test_adding_a_person_shows_and_mails_a_link_that_works(
    administrator: Client, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    new = {"name": "Asha Nair", "email": "Asha.Nair@Example.org", "username": "asha", "roles": ["reviewer", "curator"]}
    with django_capture_on_commit_callbacks(execute=True):
        answer = administrator.post(reverse("admin:claims_person_add"), new)
    assert answer.status_code == 302
    asha = Person.objects.get(username="asha")
    assert (asha.email, asha.roles, asha.is_active) == ("asha.nair@example.org", ["reviewer", "curator"], True)
    link = next(word for word in mailoutbox[0].body.split() if "/invitation/" in word)
    assert link in administrator.get("/admin/").content.decode()
    assert Client().get(link.removeprefix("http://127.0.0.1:8000")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_fails_stops_no_invitation(administrator: Client, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    new = {"name": "Asha", "email": "a@example.org", "username": "asha", "roles": "reviewer"}
    administrator.post(reverse("admin:claims_person_add"), new)
    page = administrator.get("/admin/").content.decode()
    assert "/invitation/" in page
    assert "could not be mailed" in page


@pytest.mark.parametrize("roles", [["administrator", "senior"], ["owner"]])
def test_roles_that_do_not_go_together_are_refused_with_a_sentence(administrator: Client, roles: list[str]) -> None:
    answer = administrator.post(
        reverse("admin:claims_person_add"), {"name": "A", "email": "a@example.org", "username": "a", "roles": roles}
    )
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert not Person.objects.filter(username="a").exists()


def test_the_form_of_a_person_knows_nothing_of_superusers_staff_groups_and_passwords(administrator: Client) -> None:
    mara = factories.senior()
    place = reverse("admin:claims_person_change", args=[mara.pk])
    fields = set(administrator.get(place).context["adminform"].form.fields)
    assert fields == {"name", "email", "username", "roles", "is_active"}
    kept = {"name": mara.name, "email": mara.email, "username": mara.username, "roles": "senior", "is_active": "on"}
    administrator.post(place, kept | {"is_superuser": "on", "is_staff": "on", "password": "x", "user_permissions": "1"})
    mara.refresh_from_db()
    assert not mara.is_superuser
    assert not mara.is_staff
    assert mara.password != "x"


def test_nobody_changes_the_own_roles_or_locks_themselves_out(administrator: Client, ruben: Person) -> None:
    place = reverse("admin:claims_person_change", args=[ruben.pk])
    own = {"name": "Ruben", "email": ruben.email, "username": ruben.username}
    assert administrator.post(place, own | {"roles": ["senior"]}).status_code == 302
    act(administrator, "person", "disable", ruben)
    act(administrator, "person", "reset_second_factor", ruben)
    ruben.refresh_from_db()
    assert (ruben.name, ruben.roles, ruben.is_active) == ("Ruben", ["administrator"], True)


def test_disabling_a_person_signs_them_out_and_frees_their_claims(administrator: Client) -> None:
    jonas = factories.reviewer()
    lease = factories.taken(jonas)
    at_work = signed_in(jonas)
    assert "disabled" in act(administrator, "person", "disable", jonas).content.decode()
    lease.claim.refresh_from_db()
    assert lease.claim.state == State.QUEUED
    assert not Session.objects.filter(person=jonas).exists()
    assert at_work.get("/accounts/2fa/").status_code == 302
    assert LogEntry.objects.filter(object_id=str(jonas.pk), change_message="Disabled").exists()


def test_a_person_who_is_no_reviewer_any_more_holds_no_claims(administrator: Client) -> None:
    jonas = factories.reviewer()
    factories.taken(jonas)
    kept = {"name": jonas.name, "email": jonas.email, "username": jonas.username, "is_active": "on"}
    administrator.post(reverse("admin:claims_person_change", args=[jonas.pk]), kept | {"roles": ["curator"]})
    assert not Lease.objects.filter(holder=jonas).exists()


def test_the_active_box_disables_as_the_action_does(administrator: Client) -> None:
    jonas = factories.reviewer()
    factories.taken(jonas)
    signed_in(jonas)
    kept = {"name": jonas.name, "email": jonas.email, "username": jonas.username, "roles": "reviewer"}
    administrator.post(reverse("admin:claims_person_change", args=[jonas.pk]), kept)
    assert not Person.objects.get(pk=jonas.pk).is_active
    assert not Lease.objects.filter(holder=jonas).exists()
    assert not Session.objects.filter(person=jonas).exists()


def test_inviting_again_makes_a_new_link_and_is_recorded(administrator: Client) -> None:
    jonas = factories.reviewer()
    page = act(administrator, "person", "invite_again", jonas).content.decode()
    assert "/invitation/" in page
    assert "open until" in page
    assert LogEntry.objects.filter(object_id=str(jonas.pk), change_message="Invited again").exists()


def test_the_administrator_resets_a_second_factor_and_it_is_recorded(administrator: Client) -> None:
    jonas = factories.reviewer()
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=jonas, type=kind, data={"secret": "TOPSECRET"})
    act(administrator, "person", "reset_second_factor", jonas)
    assert not Authenticator.objects.exists()
    assert LogEntry.objects.filter(change_message="Second factor reset").exists()


def test_deleting_an_authenticator_takes_the_recovery_codes_too_and_shows_no_secret(administrator: Client) -> None:
    jonas = factories.reviewer()
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=jonas, type=kind, data={"secret": "TOPSECRET", "seed": "TOPSECRET"})
    app = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert "TOPSECRET" not in administrator.get(f"/admin/mfa/authenticator/{app.pk}/change/").content.decode()
    administrator.post(f"/admin/mfa/authenticator/{app.pk}/delete/", {"post": "yes"})
    assert not Authenticator.objects.exists()
    assert LogEntry.objects.filter(object_id=str(app.pk), action_flag=3).exists()


def test_nobody_removes_the_own_second_factor_by_way_of_the_admin(administrator: Client, ruben: Person) -> None:
    own = Authenticator.objects.create(user=ruben, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert administrator.post(f"/admin/mfa/authenticator/{own.pk}/delete/", {"post": "yes"}).status_code == 403


# Feeds, outlets, scales
