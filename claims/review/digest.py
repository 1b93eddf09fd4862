"""One mail a day to each person with what waits unread, at an hour of their own day.

A notice is noted as mailed before the mail leaves, and taken back when it fails: two workers never send it twice.
What fails is tried again within the hours below, on this day and the next ones, and then given up: it stays unread on
the page.
"""

import logging
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.utils import timezone, translation

from claims.access import DESK
from claims.models import Notification, Person
from claims.review import notices

log = logging.getLogger(__name__)
HOURS = 3  # of the day in which it is tried, once in each
OLDEST = timedelta(days=7)
MOST = 50  # notices a mail


def send_due() -> int:
    """To everybody whose hour it is. Returns how many mails left."""
    people = Person.objects.filter(is_active=True, digest=True, roles__overlap=[str(role) for role in DESK])
    waiting = people.filter(pk__in=_unmailed().values("person")).exclude(email="").order_by("pk")
    return sum(send(person) for person in waiting if _is_hour(person))


def _unmailed() -> QuerySet[Notification]:
    return Notification.objects.filter(read_at=None, mailed_at=None, at__gt=Now() - OLDEST).order_by()


def _is_hour(person: Person) -> bool:
    """Theirs by the clock where they are, and no mail of this day has left."""
    zone = ZoneInfo(person.time_zone or settings.TIME_ZONE)
    now = timezone.now().astimezone(zone)
    begun = now.replace(hour=0, minute=0, second=0, microsecond=0)
    hour = settings.FACTCHECK_MAIL_HOUR
    mailed = Notification.objects.filter(person=person, mailed_at__gte=begun)
    return hour <= now.hour < hour + HOURS and not mailed.exists()


def send(person: Person) -> bool:
    mine = _claimed(person)
    try:
        if mine:
            _mail(person, mine)
    except OSError as error:  # what the mail server refuses is one too
        Notification.objects.filter(pk__in=mine).update(mailed_at=None)
        log.warning("The mail to %s did not leave: %s", person.username, error)
        return False
    return bool(mine)


@transaction.atomic
def _claimed(person: Person) -> list[int]:
    """Noted as mailed; those that another worker has in its hands are left to it."""
    free = _unmailed().filter(person=person).select_for_update(skip_locked=True).order_by("-pk")
    mine = list(free.values_list("pk", flat=True)[:MOST])
    Notification.objects.filter(pk__in=mine).update(mailed_at=Now())
    return mine


def _mail(person: Person, pks: list[int]) -> None:
    told = {"notices": list(notices.of(person).filter(pk__in=pks)), "desk": settings.FACTCHECK_URL.rstrip("/")}
    with (
        translation.override(person.language or settings.LANGUAGE_CODE),
        timezone.override(ZoneInfo(person.time_zone or settings.TIME_ZONE)),
    ):
        text = render_to_string("notices/mail.txt", told)
    count = len(pks)
    subject = f"factcheck: {count} unread notice{'' if count == 1 else 's'}"
    send_mail(subject, text, None, [person.email])
