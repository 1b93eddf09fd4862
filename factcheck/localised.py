"""Each page in the reader's own language and with the times of the reader's own zone."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation

from claims.models import Person

Handler = Callable[[HttpRequest], HttpResponseBase]
OWN_PAGES = ("account_", "mfa_", "invitation")  # seen before anybody is known: in the browser's language


class Localised:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Whatever the answer is, the thread goes on in the desk's own ways."""
        try:
            return self.get_response(request)
        finally:
            translation.activate(settings.LANGUAGE_CODE)
            timezone.deactivate()

    def process_view(self, request: HttpRequest, view: Any, parts: Any, named: Any) -> None:
        """Open pages stay in the desk's language: they are the same for everybody, and kept by caches."""
        route = request.resolver_match.url_name if request.resolver_match else ""
        if getattr(view, "login_required", True) and isinstance(request.user, Person):
            activate(request.user)
        elif (route or "").startswith(OWN_PAGES):
            translation.activate(translation.get_language_from_request(request))


def activate(person: Person) -> None:
    if person.language in dict(settings.LANGUAGES):
        translation.activate(person.language)
    if person.time_zone:
        timezone.activate(ZoneInfo(person.time_zone))
