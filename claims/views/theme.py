"""Light or dark, kept with the person."""

from typing import cast

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from claims.models import Person

THEMES = ("system", "light", "dark")


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("theme")
    if chosen not in THEMES:
        raise BadRequest("No such theme.")
    Person.objects.filter(pk=cast(Person, request.user).pk).update(theme=chosen)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=204)
    back = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if here else "home")
