"""Sessions in the database, each with whose it is. Named by SESSION_ENGINE."""

from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils import timezone

from claims.models import Person, Session

SEEN = "seen"
current: ContextVar["SessionStore | None"] = ContextVar("current", default=None)


class SessionStore(DatabaseStore):
    """Reads the session and whose it is in one look: every page of the desk needs both."""

    person: Person | None = None

    def _get_session_from_db(self) -> Session | None:
        try:
            found = Session.objects.select_related("person").get(
                session_key=self.session_key, expire_date__gt=timezone.now()
            )
        except Session.DoesNotExist:
            self._session_key = None
            return None
        self.person = found.person
        return found

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        made: Session = super().create_model_instance(data)  # type: ignore[assignment]
        made.person_id = data.get(SESSION_KEY)
        return made


def person_of(request: HttpRequest) -> Person | AnonymousUser:
    """Django's own checks of a session, on the person who was read with it."""
    token = current.set(request.session)  # type: ignore[arg-type]
    try:
        return auth.get_user(request)
    finally:
        current.reset(token)


def read_with_session(pk: object) -> Person | None:
    """The person of the session that is being looked at, if it is this one."""
    session = current.get()
    person = session.person if session else None
    return person if person is not None and str(person.pk) == str(pk) else None


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
