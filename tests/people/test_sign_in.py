import threading
from html import unescape

import pytest
from django.core import mail
from django.db import connections
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from pytest_django import Settings

from claims.models import CachedValue, Person
from claims.people.adapter import post_room
from tests import factories

LOGIN = "/accounts/login/"
WRONG = "The username and/or password you specified are not correct."
pytestmark = pytest.mark.django_db


@pytest.fixture
def mara() -> Person:
    return factories.person("senior", password=factories.PASSWORD)


def sign_in(client: Client, login: str, password: str = factories.PASSWORD, to: str = "") -> tuple[int, str]:
    answer = client.post(LOGIN, {"login": login, "password": password, "next": to})
    return answer.status_code, answer.headers.get("Location", "") or unescape(answer.content.decode())


def test_the_username_and_the_address_sign_in_whatever_the_case_of_their_letters(mara: Person) -> None:
    for login in (mara.username, mara.username.upper(), mara.email, mara.email.title()):
        assert sign_in(Client(), login)[0] == 302


def test_a_password_is_kept_as_an_argon2_hash(mara: Person) -> None:
    assert mara.password.startswith("argon2$argon2id$")


def test_a_stranger_a_wrong_password_and_a_disabled_person_get_one_answer(mara: Person) -> None:
    gone = factories.person("senior", password=factories.PASSWORD, active=False)
    tries = [("nobody", factories.PASSWORD), (mara.username, "wrong"), (gone.username, factories.PASSWORD)]
    answers = [sign_in(Client(), login, password) for login, password in tries]
    assert all(status == 200 and WRONG in page for status, page in answers)


def test_somebody_who_was_invited_and_set_no_password_can_not_sign_in() -> None:
    new = factories.person("reviewer")
    assert WRONG in sign_in(Client(), new.username, "!")[1]


def test_the_sixth_try_at_one_account_is_refused_even_with_the_right_password(mara: Person) -> None:
    for number in range(5):
        assert WRONG in sign_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), mara.username, "wrong")[1]
    status, page = sign_in(Client(REMOTE_ADDR="192.0.2.9"), mara.username)
    assert status == 200
    assert "Too many failed login attempts" in page


def test_one_address_can_not_try_many_accounts() -> None:
    for number in range(10):
        sign_in(Client(), f"somebody{number}", "wrong")
    assert "Too many failed login attempts" in sign_in(Client(), "somebody10", "wrong")[1]


def test_failed_tries_are_counted_in_the_database_that_all_processes_share() -> None:
    sign_in(Client(), "somebody", "wrong")
    assert CachedValue.objects.filter(cache_key__contains="login_failed").exists()


@pytest.mark.django_db(transaction=True)
def test_eight_tries_at_once_count_as_eight() -> None:
    """The database's lock around a count lets no two of them read the same number."""
    answers: list[str] = []

    def fail() -> None:
        answers.append(sign_in(Client(), "somebody", "wrong")[1])
        connections.close_all()

    threads = [threading.Thread(target=fail) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(WRONG in page for page in answers) <= 5
    assert len(answers) == 8


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"])
def test_after_signing_in_nobody_is_sent_to_another_host(mara: Person, elsewhere: str) -> None:
    status, place = sign_in(Client(), mara.username, to=elsewhere)
    assert status == 302
    assert place.startswith("/")
    assert "evil" not in place


def test_after_signing_in_one_is_where_one_wanted_to_be(mara: Person) -> None:
    assert sign_in(Client(), mara.username, to="/accounts/2fa/") == (302, "/accounts/2fa/")


def test_there_is_no_way_to_sign_up() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert not [name for name in get_resolver().reverse_dict if "signup" in str(name)]


def test_signing_out_asks_first_and_ends_the_session(mara: Person) -> None:
    client = Client()
    client.force_login(mara)
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(reverse("mfa_index")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("mfa_index")).status_code == 302


def asked_for_reset(email: str) -> tuple[int, str, list[str]]:
    mail.outbox.clear()
    answer = Client().post(reverse("account_reset_password"), {"email": email})
    post_room.submit(lambda: None).result()
    return answer.status_code, answer.headers.get("Location", ""), [str(message.body) for message in mail.outbox]


def test_a_forgotten_password_tells_nobody_whether_an_account_is_there(mara: Person) -> None:
    known, unknown = asked_for_reset(mara.email), asked_for_reset("nobody@example.org")
    assert known[:2] == unknown[:2]
    assert len(known[2]) == 1
    assert not unknown[2]


def test_the_link_for_a_forgotten_password_works_once_and_signs_nobody_in(mara: Person) -> None:
    link = next(word for word in asked_for_reset(mara.email)[2][0].split() if "/accounts/" in word)
    client = Client()
    form = client.get(link, follow=True).redirect_chain[-1][0]
    new = {"password1": "another fine password", "password2": "another fine password"}
    assert client.post(form, new).status_code == 302
    assert client.get(reverse("mfa_index")).status_code == 302
    assert sign_in(Client(), mara.username, "another fine password")[0] == 302
    assert "used already" in Client().get(link, follow=True).content.decode()


def test_a_mail_server_that_is_away_changes_nothing_for_who_asks(mara: Person, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert asked_for_reset(mara.email)[0] == 302
