"""Headers for every answer, and nobody in without signing in."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware, LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect, render, resolve_url
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django_htmx.http import HttpResponseClientRedirect

from claims.models import Person
from claims.people import second_factor, sessions

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
METHODS = ("GET", "HEAD", "POST")

# What a person reaches before the second factor that the own role demands, and without any role.
TO_SET_UP = {"mfa_activate_totp", "account_reauthenticate", "mfa_reauthenticate"}
OWN_ACCOUNT = TO_SET_UP | {
    "theme",
    "keys",
    "letters",
    "own-keys",
    "preferences",
    "account_change_password",
    "mfa_index",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
}

Handler = Callable[[HttpRequest], HttpResponseBase]


def headers(get_response: Handler) -> Handler:
    """Outermost, so that static files, redirects and errors have them too."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request) if request.method in METHODS else HttpResponseNotAllowed(METHODS)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if _is_private(request) and "no-store" not in response.get("Cache-Control", ""):
            response.headers["Cache-Control"] = "no-store"
        response.headers.setdefault("Cache-Control", "no-store")  # unless the view said otherwise
        patch_vary_headers(response, ["HX-Request"])
        return response

    return middleware


def _is_private(request: HttpRequest) -> bool:
    """Whether somebody's session went into the answer."""
    session = getattr(request, "session", None)
    return session is not None and session.accessed and not session.is_empty()


class Authentication(AuthenticationMiddleware):
    """Who it is, read together with the session."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(partial(sessions.person_of, request))  # type: ignore[assignment]


class SignInRequired(LoginRequiredMiddleware):
    """Deny by default: a view is open only when it says so with `login_not_required`."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        response = super().process_view(request, view_func, view_args, view_kwargs)
        if response is not None or not getattr(view_func, "login_required", True):
            return response
        if not getattr(view_func, "unattended", False):
            sessions.keep(request)
        return _gate(request)

    def get_login_url(self, view_func: object) -> str:
        """There is one place to sign in, also for the admin."""
        return resolve_url(settings.LOGIN_URL)

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]) -> Any:
        if getattr(request, "htmx", False):  # the page stays, with what is typed on it, and asks to sign in again
            return HttpResponse(status=401)
        return super().handle_no_permission(request, view_func)


def _gate(request: HttpRequest) -> HttpResponseBase | None:
    """Signed in, but not yet ready for the desk: without the second factor that is due, or without a role."""
    person, match = request.user, request.resolver_match
    assert isinstance(person, Person)
    route = match.view_name if match else ""
    if person.roles and route not in TO_SET_UP and second_factor.lacks(person):
        return _lead(request, redirect("mfa_activate_totp"))
    if not person.roles and route not in OWN_ACCOUNT:
        return render(request, "people/no_role.html", status=403)
    return None


def _lead(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """A redirect of the whole page, also where htmx asked for a part of it."""
    return HttpResponseClientRedirect(response["Location"]) if getattr(request, "htmx", False) else response
