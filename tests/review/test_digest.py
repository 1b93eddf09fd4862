"""One mail a day with what waits unread."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from pytest_django import Settings

from claims.models import Notification, Person
from claims.review import blind, comments, digest, notices
from tests import factories

pytestmark = pytest.mark.django_db


class Broken(EmailBackend):
    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError("nobody listens")


@pytest.fixture
def person() -> Person:
    return factories.called(factories.reviewer())


@pytest.fixture(autouse=True)
def at_any_hour(settings: Settings) -> None:
    settings.FACTCHECK_MAIL_HOUR = timezone.now().hour
    settings.FACTCHECK_URL = "https://desk.example/"


def test_a_mail_says_who_called_and_leads_to_the_comment(person: Person) -> None:
    assert digest.send_due() == 1
    notice = Notification.objects.get(person=person)
    (sent,) = mail.outbox
    assert sent.to == [person.email]
    assert sent.subject == "factcheck: 1 unread notice"
    assert "Who counted?" in sent.body
    assert f"https://desk.example/claims/{notice.claim_id}/?pane=verdict#comment-{notice.comment_id}" in sent.body
    assert notice.mailed_at


def test_the_same_is_never_mailed_twice_nor_two_mails_a_day(person: Person) -> None:
    assert digest.send_due() == 1
    factories.called(person)
    assert digest.send_due() == 0
    Notification.objects.filter(mailed_at__isnull=False).update(mailed_at=datetime(2024, 1, 1, tzinfo=UTC))
    assert digest.send_due() == 1
    assert "1 unread" in mail.outbox[-1].subject


def test_what_was_read_is_not_mailed(person: Person) -> None:
    notices.read(person)
    assert digest.send_due() == 0


def test_who_wants_no_mail_gets_none(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(digest=False)
    assert digest.send_due() == 0


def test_a_mail_that_fails_blocks_nothing_and_is_tried_again(person: Person, settings: Settings) -> None:
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    assert digest.send_due() == 0
    assert Notification.objects.get(person=person).mailed_at is None
    settings.EMAIL_BACKEND = backend
    assert digest.send_due() == 1


def test_what_could_not_be_mailed_for_a_week_is_left_to_the_page() -> None:
    person, claim = factories.reviewer(), factories.claim()
    Notification.objects.create(person=person, kind="given", claim=claim, at=timezone.now() - digest.OLDEST)
    assert digest.send_due() == 0
    assert notices.unread(person) == 1


@pytest.mark.parametrize(("later", "sent"), [(0, 1), (2, 1), (3, 0), (23, 0)])
def test_it_leaves_within_three_hours_of_the_person_s_own_day(
    person: Person, settings: Settings, later: int, sent: int
) -> None:
    """Where it is past eleven at night now, so that all of these are hours of one day."""
    zone = next(f"Etc/GMT{-ahead:+d}" for ahead in range(-12, 13) if (timezone.now().hour + ahead) % 24 == 23)
    Person.objects.filter(pk=person.pk).update(time_zone=zone)
    settings.FACTCHECK_MAIL_HOUR = 23 - later
    assert digest.send_due() == sent


def test_a_mail_says_nothing_that_a_blind_verdict_covers() -> None:
    second, called = factories.blind(), factories.reviewer()
    proposer = second.verdict.proposed_by
    comments.say(second.verdict.claim, proposer, f"It is false, @{called.username}.")
    assert digest.send_due() == 1
    body = mail.outbox[0].body
    assert "It is false" not in body
    assert str(proposer) not in body
    assert blind.hidden_from(called, second.verdict.claim)
