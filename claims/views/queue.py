"""The list of claims, and taking the next one of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import push_url

from claims.access import may_review
from claims.forms.queue import Filters, chips, orders
from claims.models import Kind, Outlet, Story, Topic
from claims.review import leases, queue, saved
from claims.review.counts import counts as counted
from claims.review.queues import LABELS, LATE, SORTS
from claims.review.saved import Listed
from claims.states import State
from claims.views.desk import DeskRequest, for_readers, region
from claims.views.once import once
from claims.views.queue_rows import rows

NOTHING = {
    "open": _("No claim is open."),
    "new": _("Nothing that the machine found waits to be looked at."),
    "unassigned": _("Nothing lies unassigned."),
    "mine": _("Nothing is in your hands."),
    "disputed": _("No open claim has evidence on both sides or a conflict that somebody marked."),
    "bare": _("No claim waits without evidence."),
    "one": _("No open claim rests on one origin alone."),
    "changed": _("No cited words wait to be judged."),
    "review": _("No verdict waits for sign-off."),
    "overdue": _("Nothing is overdue."),
    "snoozed": _("No claim sleeps."),
    "signed": _("Every signed verdict is public."),
    "published": _("Nothing is published yet."),
    "dismissed": _("Nothing was dismissed."),
    "all": _("The desk has no claims yet."),
}


@require_safe
@for_readers
def listing(request: DeskRequest) -> HttpResponse:
    filters = Filters.read(request.GET)
    shown = _list(request, filters) | _rail(request, filters) | _adding(request, filters)
    focus = "f-kind" if "adding" in shown else "queue-title"
    response = region(request, "queue/queue.html", "region", shown, focus=focus)
    # A form sends its empty fields too; the address is to be one that can be passed on.
    return push_url(response, request.path + shown["address"]) if request.htmx else response


def _list(request: DeskRequest, filters: Filters) -> dict[str, Any]:
    after = request.GET.get("after", "")
    page = queue.page(queue.chosen(request.user, filters.view, filters.narrowed), after, filters.order)
    return {
        "filters": filters,
        "words": filters.q,
        "title": LABELS[filters.view],
        "nothing": NOTHING[filters.view],
        "chips": chips(filters),
        "orders": orders(filters),
        "order": SORTS[filters.order].label.lower(),
        "rows": rows(page.rows, request.user, picked="picked" in request.GET),
        "number": len(page.rows),
        "first": filters.address() if after else "",
        "next": filters.address(after=page.after) if page.after else "",
        "every": filters.address(after=after, picked=1),
        "takes": may_review(request.user),
        "here": filters.address(),
        "address": filters.address(after=after, filter=request.GET.get("filter", "")),
    }


def _rail(request: DeskRequest, filters: Filters) -> dict[str, Any]:
    """The queues with what each holds; the filters stay when the view changes."""
    counts = counted(request.user)
    return {
        "counts": counts,
        "count": counts[filters.view],
        "views": [
            (name, label, filters.to(name), counts[name], name in LATE and counts[name] > 0)
            for name, label in LABELS.items()
        ],
        "saved": _saved(request, filters.address()),
        "rail_open": "queues" in request.GET,
    }


def _saved(request: DeskRequest, here: str) -> dict[str, list[tuple[Listed, bool]]]:
    """One's own and those of others, each with whether it is the address one looks at."""
    every = [(view, view.address == here) for view in saved.listed(request.user)]
    return {"own": [each for each in every if each[0].own], "shared": [each for each in every if not each[0].own]}


def _adding(request: DeskRequest, filters: Filters) -> dict[str, Any]:
    """The filter form, with its lists to choose from, only where it was asked for."""
    if "filter" not in request.GET:
        return {"add": filters.address(filter=1)}
    stories = Story.objects.order_by("-pk").values_list("pk", "title")[:200]
    lists = (
        ("state", "State", State.choices, filters.state),
        ("outlet", "Outlet", Outlet.objects.values_list("pk", "name")[:1000], filters.outlet),
        ("topic", "Topic", Topic.objects.values_list("pk", "name")[:200], filters.topic),
        ("story", "Story", stories, filters.story),
    )
    return {"adding": True, "kinds": Kind.choices, "lists": [_choices(*each) for each in lists]}


def _choices(name: str, label: str, choices: Any, chosen: str) -> tuple[str, str, list[tuple[str, str, bool]]]:
    return name, label, [(str(value), said, str(value) == chosen) for value, said in choices]


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
