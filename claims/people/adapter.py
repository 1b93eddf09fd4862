"""How allauth behaves here: no sign-up, one answer to every failed sign-in, mail that neither fails nor tells."""

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.core.mail import EmailMessage
from django.http import HttpRequest

from claims.models import Person
from claims.people import sessions

log = logging.getLogger(__name__)
# Apart from the request, so that its time does not tell whether an account is there. Ask again if it gets lost.
post_room = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Who somebody is; what they may do is asked of claims.access alone, also for a superuser."""

    def get_user(self, user_id: Any) -> Person | None:
        read = sessions.read_with_session(user_id)
        found: Person | None = read or super().get_user(user_id)
        return found if found is not None and self.user_can_authenticate(found) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    get_user_permissions = get_group_permissions = get_all_permissions

    async def aget_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    aget_user_permissions = aget_group_permissions = aget_all_permissions


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """A disabled person is told nothing else than a stranger."""
        person = super().authenticate(request, **credentials)
        return person if person is not None and person.is_active else None

    def login(self, request: HttpRequest, user: Person) -> None:
        super().login(request, user)
        sessions.clear_expired()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        post_room.submit(_post, self.render_mail(template_prefix, email, context))


def _post(message: EmailMessage) -> None:
    try:
        message.send()
    except OSError:
        log.exception("A mail could not be sent.")
