"""Nobody registers: an administrator invites, and a link that works once lets the person set a password."""

import hashlib
import logging
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import models, transaction
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse

from claims.models import Invitation, Person

LASTS = timedelta(days=7)
log = logging.getLogger(__name__)


@transaction.atomic
def invite(person: Person, by: Person | None) -> str:
    """The new link's address; whatever link was there before is void. Only the token's hash is kept."""
    token = secrets.token_urlsafe(32)
    Invitation.objects.update_or_create(
        person=person,
        defaults={
            "token_sha256": _hash(token),
            "made_by": by,
            "made_at": Now(),
            "expires_at": Now() + LASTS,
            "used_at": None,
        },
    )
    return settings.FACTCHECK_URL.rstrip("/") + reverse("invitation", args=[token])


def mail(person: Person, link: str) -> bool:
    """Best effort: whoever invites sees the link too, and can hand it over by other means."""
    text = render_to_string("people/invitation_mail.txt", {"person": person, "link": link, "days": LASTS.days})
    try:
        return bool(send_mail("Your invitation to the fact-check desk", text, None, [person.email]))
    except OSError:
        log.exception("The invitation of person %s could not be mailed.", person.pk)
        return False


def open_invitation(token: str) -> Invitation | None:
    """The invitation behind a link that still works."""
    return _open().select_related("person").filter(token_sha256=_hash(token)).first()


@transaction.atomic
def accept(token: str, *, name: str, password: str) -> Person | None:
    """Set name and password with a link that still works, once: of two at a time one gets None."""
    invitation = (
        _open().select_for_update(of=("self",)).select_related("person").filter(token_sha256=_hash(token)).first()
    )
    if invitation is None:
        return None
    Invitation.objects.filter(pk=invitation.pk).update(used_at=Now())
    person = invitation.person
    person.name = name
    person.set_password(password)
    person.save(update_fields=["name", "password"])
    return person


def revoke(person: Person) -> None:
    Invitation.objects.filter(person=person, used_at=None).delete()


def _open() -> models.QuerySet[Invitation]:
    return Invitation.objects.filter(used_at=None, expires_at__gt=Now(), person__is_active=True)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
