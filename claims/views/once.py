"""The same form sent twice does its work once: a double click, a retry after a lost answer, Back and send.

A view that makes something is decorated with `@once` below `@require_POST`; its form holds `{% once %}` (in
panels/keys.html for the claim's forms), which is anew in each rendering. The second sending is answered as the first
was and does nothing. A refused form (400 and above) is not counted. What the view writes and that it was sent are
one transaction. A form without the field, from a program or an old page, does its work each time.
"""

from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpResponse

from claims.review import forms_once
from claims.views.desk import DeskRequest, View

FIELD = "once"
NO_WORDS = {FIELD, "csrfmiddlewaretoken"}


def once(view: View) -> View:
    @wraps(view)
    def guarded(request: DeskRequest, *args: Any, **values: Any) -> HttpResponse:
        if request.method != "POST" or not request.POST.get(FIELD):
            return view(request, *args, **values)
        with transaction.atomic():
            key = _key(request)
            if not forms_once.is_first(request.user, key, request.path):
                return _again(request, key)
            response = view(request, *args, **values)
            _note(request, key, response)
        return response

    return guarded


def _key(request: DeskRequest) -> str:
    words = [(name, values) for name, values in request.POST.lists() if name not in NO_WORDS]
    return forms_once.key_of(request.POST[FIELD], f"{request.path} {bool(request.htmx)}", words)


def _note(request: DeskRequest, key: str, response: HttpResponse) -> None:
    if response.status_code >= 400:
        forms_once.forget(request.user, key)
        return
    said = {"status": response.status_code, "headers": dict(response.items()), "body": response.content.decode()}
    forms_once.keep(request.user, key, said)


def _again(request: DeskRequest, key: str) -> HttpResponse:
    said = forms_once.answered(request.user, key)
    return HttpResponse(said["body"], status=said["status"], headers=said["headers"])
