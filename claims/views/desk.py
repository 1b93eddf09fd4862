"""What the desk's pages share: whose request it is, and who may come in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.http import trigger_client_event
from django_htmx.middleware import HtmxDetails

from claims.access import may_read_desk
from claims.models import Person


class DeskRequest(HttpRequest):
    """A request that the middleware let through: somebody is signed in."""

    user: Person
    htmx: HtmxDetails


View = Callable[..., HttpResponse]


def for_readers(view: View) -> View:
    """403 for whom the desk's work is not."""

    @wraps(view)
    def guarded(request: DeskRequest, *args: Any, **values: Any) -> HttpResponse:
        if not may_read_desk(request.user):
            raise PermissionDenied
        return view(request, *args, **values)

    return guarded


def region(request: DeskRequest, template: str, part: str, context: dict[str, Any], *, focus: str = "") -> HttpResponse:
    """The whole page, or to htmx the part of it that changes; then the focus goes to the heading `focus`."""
    if not request.htmx:
        return render(request, template, context)
    response = render(request, f"{template}#{part}", context)
    return (
        trigger_client_event(response, "focus-on", {"id": focus, "still": True}, after="settle") if focus else response
    )
