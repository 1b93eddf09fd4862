"""The claim's page, its record, and a claim found by hand."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import trigger_client_event

from claims import undo
from claims.access import claim_for, live_lease
from claims.forms.claim import AddForm
from claims.forms.keys import errors_of, number
from claims.models import Revision
from claims.review import blind, claims
from claims.search.similar import Similar, same
from claims.views.desk import DeskRequest
from claims.views.once import once
from claims.views.passage import placed
from claims.views.record import covered, rows
from claims.views.workspace import context, may_add, page
from claims.workflow import Missing, Refused


@require_safe
def claim(request: DeskRequest, pk: int) -> HttpResponse:
    found = claim_for(request.user, pk)
    if request.htmx and request.htmx.target == "reader":
        response = render(request, "claims/panels/reader.html", context(request, found))
        return trigger_client_event(response, "focus-on", {"id": "reader-h", "still": True}, after="settle")
    if request.htmx and request.htmx.target == "claim":
        response = render(request, "claims/panels/about.html", context(request, found))
        return trigger_client_event(response, "focus-on", {"id": "editing-h"}, after="settle")
    return page(request, found)


@require_safe
def record(request: DeskRequest, pk: int) -> HttpResponse:
    found = claim_for(request.user, pk)
    lease, hidden = live_lease(found), blind.hidden_from(request.user, found)
    told = rows(list(found.events.select_related("by").order_by("-pk")))
    shown = {
        "claim": found,
        "events": covered(told) if hidden else told,
        "hidden": hidden,
        "undoing": undo.offered(found, request.user),
        "version": found.version,
        "token": lease.pk if lease and lease.holder_id == request.user.pk else "",
    }
    return render(request, "claims/record.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def add(request: DeskRequest) -> HttpResponse:
    if not may_add(request.user):
        raise PermissionDenied
    form = AddForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    if request.method == "POST":
        return _added(request, form)
    return _new(request, form, _asked(request))


def _added(request: DeskRequest, form: AddForm) -> HttpResponse:
    revision = _asked(request)
    try:
        if not form.is_valid():
            raise Missing(errors_of(form))
        doubles = [] if "anyway" in request.POST else same(form.cleaned_data["wording"])
        if doubles:
            return _new(request, form, revision, Missing("The desk may have this claim already."), doubles)
        made = _add(request, form.cleaned_data, revision)
    except Refused as refusal:
        return _new(request, form, revision, refusal)
    messages.success(request, f"Claim {made.pk} waits in the queue, marked as found by hand.")
    return redirect("claim", pk=made.pk)


def _add(request: DeskRequest, said: dict[str, Any], revision: Revision | None) -> Any:
    told = {name: said[name] for name in ("wording", "kind", "claimant", "said_where")}
    if revision is None or not said["quote"].strip():
        return claims.add(request.user, **told)
    span = placed(revision, said["start"], said["end"], said["quote"])
    return claims.add(request.user, **told, revision=revision, start=span.start, end=span.end)


def _asked(request: HttpRequest) -> Revision | None:
    asked = request.POST.get("revision") or request.GET.get("revision")
    if not asked:
        return None
    return get_object_or_404(Revision.objects.select_related("article__outlet"), pk=number(asked))


def _new(
    request: DeskRequest,
    form: AddForm,
    revision: Revision | None,
    refusal: Refused | None = None,
    doubles: Sequence[Similar] = (),
) -> HttpResponse:
    start, end = (number(form["start"].value() or ""), number(form["end"].value() or ""))
    quote = revision.text[start:end] if revision and start is not None and end is not None else ""
    shown = {"form": form, "revision": revision, "quote": quote or form["quote"].value() or "", "refusal": refusal}
    shown["doubles"] = doubles
    return render(request, "claims/new.html", shown, status=refusal.status if refusal else 200)
