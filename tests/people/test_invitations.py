from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from claims.models import Invitation, Person
from claims.people import accounts, invitations
from tests import factories

pytestmark = pytest.mark.django_db
FORM = {"name": "Mara Osei", "new_password1": factories.PASSWORD, "new_password2": factories.PASSWORD}


@pytest.fixture
def invited() -> Person:
    return factories.person("senior")


def path(link: str) -> str:
    return link.removeprefix("http://127.0.0.1:8000")


def test_an_invited_person_sets_name_and_password_and_is_in(invited: Person) -> None:
    client, link = Client(), path(invitations.invite(invited, None))
    assert invited.email in client.get(link).content.decode()
    assert client.post(link, FORM).status_code == 302
    invited.refresh_from_db()
    assert invited.name == "Mara Osei"
    assert invited.check_password(factories.PASSWORD)
    assert client.get("/accounts/2fa/").status_code == 200


def test_the_link_works_once(invited: Person) -> None:
    link = path(invitations.invite(invited, None))
    Client().post(link, FORM)
    again = {**FORM, "new_password1": "somebody else's one", "new_password2": "somebody else's one"}
    assert Client().get(link).status_code == 404
    assert Client().post(link, again).status_code == 404
    invited.refresh_from_db()
    assert invited.check_password(factories.PASSWORD)


def test_looking_at_the_link_does_not_use_it_up(invited: Person) -> None:
    link = path(invitations.invite(invited, None))
    assert [Client().get(link).status_code for _ in range(2)] == [200, 200]


def test_the_link_runs_out_after_seven_days(invited: Person) -> None:
    link = path(invitations.invite(invited, None))
    left = Invitation.objects.get().expires_at - timezone.now()
    assert timedelta(days=6, hours=23) < left <= timedelta(days=7)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(link).status_code == 404


def test_a_new_link_takes_the_old_ones_place(invited: Person) -> None:
    old, new = path(invitations.invite(invited, None)), path(invitations.invite(invited, None))
    assert [Client().get(link).status_code for link in (old, new)] == [404, 200]


def test_a_disabled_persons_link_does_not_work(invited: Person) -> None:
    link = path(invitations.invite(invited, None))
    accounts.disable(invited)
    assert Client().get(link).status_code == 404


def test_the_database_holds_no_token(invited: Person) -> None:
    token = invitations.invite(invited, None).rstrip("/").rpartition("/")[2]
    assert not Invitation.objects.filter(token_sha256__contains=token).exists()
    assert len(Invitation.objects.get().token_sha256) == 64


@pytest.mark.parametrize("weak", ["short", "password1234", "person@example"])
def test_a_weak_password_is_refused_with_the_reason(invited: Person, weak: str) -> None:
    Person.objects.filter(pk=invited.pk).update(email="person@example.org")
    link = path(invitations.invite(invited, None))
    answer = Client().post(link, {**FORM, "new_password1": weak, "new_password2": weak})
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert Client().get(link).status_code == 200


def test_the_first_administrator_comes_by_the_command_line(settings: Settings) -> None:
    settings.FACTCHECK_URL = "https://desk.example/"
    out = StringIO()
    call_command("invite", "Ruben@Example.org", "--role", "administrator", "--name", "Ruben Falk", stdout=out)
    made = Person.objects.get()
    assert (made.email, made.name, made.roles) == ("ruben@example.org", "Ruben Falk", ["administrator"])
    link = out.getvalue().strip()
    assert link.startswith("https://desk.example/invitation/")
    assert Client().get(link.removeprefix("https://desk.example")).status_code == 200


def test_the_command_invites_somebody_who_is_there_again_and_changes_no_role(invited: Person) -> None:
    call_command("invite", invited.email, stdout=StringIO())
    assert Invitation.objects.get().person == invited
    with pytest.raises(CommandError, match="roles change in the admin"):
        call_command("invite", invited.email, "--role", "administrator")
    with pytest.raises(CommandError, match="Say with --role"):
        call_command("invite", "nobody@example.org")
    accounts.disable(invited)
    with pytest.raises(CommandError, match="disabled"):
        call_command("invite", invited.email)


@pytest.mark.parametrize("email", ["no address", "PERSON@example.org"])
def test_the_command_makes_nobody_with_an_address_that_is_none(email: str) -> None:
    with pytest.raises(CommandError):
        call_command("invite", email.replace("PERSON@example.org", "@"), "--role", "senior")
    assert not Person.objects.exists()


def test_two_people_can_not_share_an_address_in_another_case_of_letters(invited: Person) -> None:
    with pytest.raises(IntegrityError, match="person_email_once"):
        Person.objects.create(username="other", name="Other", email=invited.email.upper())
