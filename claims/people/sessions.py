"""Sessions in the database, each with whose it is. Named by SESSION_ENGINE."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils import timezone

from claims.models import Person, Session

SEEN = "seen"


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        made: Session = super().create_model_instance(data)  # type: ignore[assignment]
        made.person_id = data.get(SESSION_KEY)
        return made


def end_all_of(person: Person) -> None:
    Session.objects.filter(person=person).delete()


def clear_expired() -> None:
    Session.objects.filter(expire_date__lte=Now()).delete()


def keep(request: HttpRequest) -> None:
    """Somebody who is at work stays signed in: the idle time starts anew, written now and then, not each time."""
    seen = request.session.get(SEEN)
    now = timezone.now()
    if not seen or now - datetime.fromisoformat(seen) > settings.SESSION_RENEWED_EVERY:
        request.session[SEEN] = now.isoformat()
