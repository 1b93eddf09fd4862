"""The list of claims, and taking the next one of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import push_url

from claims.access import may_review
from claims.forms.queue import Filters, chips
from claims.models import Kind, Outlet
from claims.review import leases, queue
from claims.views.desk import DeskRequest, for_readers, region
from claims.views.once import once
from claims.views.queue_rows import rows

NOTHING = {
    "open": "No claim is open.",
    "new": "Nothing that the machine found waits to be looked at.",
    "unassigned": "Nothing lies unassigned.",
    "mine": "Nothing is in your hands.",
    "disputed": "No open claim has evidence on both sides.",
    "bare": "No claim waits without evidence.",
    "changed": "No cited words wait to be judged.",
    "review": "No verdict waits for sign-off.",
    "signed": "Every signed verdict is public.",
    "published": "Nothing is published yet.",
    "dismissed": "Nothing was dismissed.",
    "all": "The desk has no claims yet.",
}


@require_safe
@for_readers
def listing(request: DeskRequest) -> HttpResponse:
    filters = Filters.read(request.GET)
    counts = queue.counts(request.user)
    after = request.GET.get("after", "")
    claims = queue.chosen(request.user, filters.view, kind=filters.kind, outlet=filters.outlet, words=filters.q)
    page = queue.page(claims, after)
    shown: dict[str, Any] = {
        "filters": filters,
        "words": filters.q,
        "counts": counts,
        "count": counts[filters.view],
        "title": queue.LABELS[filters.view],
        "views": _views(filters, counts),
        "chips": chips(filters),
        "rows": rows(page.rows, request.user),
        "number": len(page.rows),
        "first": filters.address() if after else "",
        "next": filters.address(after=page.after) if page.after else "",
        "nothing": NOTHING[filters.view],
        "takes": may_review(request.user),
        "rail_open": "queues" in request.GET,
        "here": filters.address(),
        "address": filters.address(after=after, filter=request.GET.get("filter", "")),
        **_adding(request, filters),
    }
    focus = "f-kind" if "adding" in shown else "queue-title"
    response = region(request, "queue/queue.html", "region", shown, focus=focus)
    # A form sends its empty fields too; the address is to be one that can be passed on.
    return push_url(response, request.path + shown["address"]) if request.htmx else response


def _views(filters: Filters, counts: dict[str, int]) -> list[tuple[str, str, str, int]]:
    """The rail: the filters stay when the view changes."""
    return [(name, label, filters.address(view=name), counts[name]) for name, label in queue.LABELS.items()]


def _adding(request: DeskRequest, filters: Filters) -> dict[str, Any]:
    """The filter form, with its list of outlets, only where it was asked for."""
    if "filter" not in request.GET:
        return {"add": filters.address(filter=1)}
    return {"adding": True, "kinds": Kind.choices, "outlets": Outlet.objects.values_list("pk", "name")[:1000]}


@require_POST
@once
def take_next(request: DeskRequest) -> HttpResponse:
    if not may_review(request.user):
        raise PermissionDenied
    lease = leases.take_next(request.user)
    if lease:
        return redirect("claim", pk=lease.claim_id)
    messages.info(request, "Nothing waits to be taken: every open claim is in somebody’s hands or waits for sign-off.")
    return redirect("queue")
