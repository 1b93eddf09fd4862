"""Who is signed in stays so while at work, and not a request longer than they may."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import Lease, Person, Session
from claims.people import accounts, sessions
from claims.review import leases
from claims.states import State
from tests import factories

pytestmark = pytest.mark.django_db
OWN = "mfa_index"


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_session_says_whose_it_is() -> None:
    mara = factories.senior()
    signed_in(mara)
    assert [session.person for session in Session.objects.all()] == [mara]


def test_disabling_a_person_ends_their_sessions_and_nobody_elses() -> None:
    mara, jonas = factories.senior(), factories.reviewer()
    hers, his = signed_in(mara), signed_in(jonas)
    accounts.disable(mara)
    assert hers.get(reverse(OWN)).headers["Location"].startswith(reverse("account_login"))
    assert his.get(reverse(OWN)).status_code == 200
    assert not Session.objects.filter(person=mara).exists()


def test_a_session_of_a_disabled_person_gives_nothing_even_while_its_row_is_there() -> None:
    mara = factories.senior()
    client = signed_in(mara)
    Person.objects.filter(pk=mara.pk).update(is_active=False)
    assert client.get(reverse(OWN)).status_code == 302


def test_a_role_taken_away_is_gone_with_the_next_request() -> None:
    mara = factories.senior()
    client = signed_in(mara)
    Person.objects.filter(pk=mara.pk).update(roles=[])
    assert client.get("/admin/").status_code == 403


def test_a_disabled_persons_leases_end_and_the_draft_stays() -> None:
    jonas = factories.reviewer()
    lease = factories.taken(jonas)
    leases.end_all_of(jonas)
    lease.claim.refresh_from_db()
    assert lease.claim.state == State.QUEUED
    assert not Lease.objects.filter(holder=jonas).exists()


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one() -> None:
    ruben = factories.person("reviewer", password=factories.PASSWORD)
    here, elsewhere = signed_in(ruben), signed_in(ruben)
    answer = here.post(
        reverse("account_change_password"),
        {"oldpassword": factories.PASSWORD, "password1": "another fine password", "password2": "another fine password"},
    )
    assert answer.status_code == 302
    assert here.get(reverse(OWN)).status_code == 200
    assert elsewhere.get(reverse(OWN)).status_code == 302


def test_twelve_idle_hours_end_a_session() -> None:
    client = signed_in(factories.senior())
    client.get(reverse(OWN))
    left = Session.objects.get().expire_date - timezone.now()
    assert timedelta(hours=11, minutes=59) < left <= timedelta(hours=12)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get(reverse(OWN)).status_code == 302


def test_work_renews_the_session_but_not_with_every_request() -> None:
    client = signed_in(factories.senior())
    client.get(reverse(OWN))
    first = Session.objects.get().expire_date
    client.get(reverse(OWN))
    assert Session.objects.get().expire_date == first
    session = client.session
    session[sessions.SEEN] = (timezone.now() - timedelta(minutes=11)).isoformat()
    session.save()
    Session.objects.update(expire_date=first - timedelta(minutes=11))
    client.get(reverse(OWN))
    assert Session.objects.get().expire_date >= first


def test_signing_in_gives_the_session_a_new_key() -> None:
    factories.person("senior", password=factories.PASSWORD)
    client = Client()
    person = Person.objects.get()
    session = client.session
    session["before"] = "sign-in"
    session.save()
    before = client.cookies["sessionid"].value
    client.post(reverse("account_login"), {"login": person.username, "password": factories.PASSWORD})
    assert client.session[SESSION_KEY] == str(person.pk)
    assert client.cookies["sessionid"].value != before


def test_sessions_that_ran_out_are_cleared() -> None:
    signed_in(factories.senior())
    signed_in(factories.senior())
    gone = Session.objects.order_by("pk").first()
    assert gone is not None
    Session.objects.filter(pk=gone.pk).update(expire_date=timezone.now() - timedelta(days=1))
    sessions.clear_expired()
    assert Session.objects.count() == 1
