"""What went wrong, in words: a page, or to htmx the notice that takes its place above the work."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.template.loader import render_to_string
from django_htmx.http import trigger_client_event


def _tell(request: HttpRequest, status: int) -> HttpResponse:
    part = "#notice" if getattr(request, "htmx", False) else ""
    return render(request, f"{status}.html{part}", status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _tell(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _tell(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _tell(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database or the session: either may be what broke."""
    part = "#notice" if request.headers.get("HX-Request") else ""
    return HttpResponse(render_to_string(f"500.html{part}"), status=500)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was made before the last sign-in, or cookies are off. What was typed is shown again."""
    told: dict[str, Any] = {"no_cookie": reason == REASON_NO_CSRF_COOKIE, "typed": _typed(request)}
    part = "#notice" if request.headers.get("HX-Request") else ""
    response = render(request, f"403_csrf.html{part}", told, status=403)
    return trigger_client_event(response, "token-stale") if part else response


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """The words of the form, but for passwords and what no person wrote."""
    secret = ("password", "code", "token", "csrf")
    fields = ((name, value) for name, value in request.POST.items() if not any(part in name for part in secret))
    return [(name, str(value)) for name, value in fields if " " in str(value).strip()]
