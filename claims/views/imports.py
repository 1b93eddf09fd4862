"""Imports and feeds: what came in, what did not and why."""

from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from claims.forms.keys import number
from claims.ingest import store
from claims.models import Feed, Import, ImportItem, Reading
from claims.states import Role
from claims.views.desk import DeskRequest, for_readers

RUNS, ITEMS = 30, 100
Outcome = ImportItem.Outcome
BAD = (Outcome.FAILED, Outcome.QUARANTINED)
# How an outcome is drawn: a quarantined item failed five times.
LOOKS = {Outcome.QUARANTINED: "failed"}
KEPT = ("run", "name", "outcome", "reason", "attempts", "raw__size", "article")


class Part(NamedTuple):
    """One outcome's share of a run, and where it stands on the meter."""

    outcome: str
    label: str
    look: str
    number: int
    x: int


@require_safe
@for_readers
def listing(request: DeskRequest) -> HttpResponse:
    before = number(request.GET.get("before", ""))
    runs = Import.objects.filter(**({"pk__lt": before} if before else {})).select_related("feed", "asked_by")
    page = list(runs.order_by("-pk")[: RUNS + 1])
    parts = _parts([run.pk for run in page])
    shown = {
        "runs": [(run, parts.get(run.pk, [])) for run in page[:RUNS]],
        "older": page[RUNS - 1].pk if len(page) > RUNS else None,
        "first": bool(before),
        "now": timezone.now(),
        "feeds": [] if before else Feed.objects.select_related("outlet"),
    }
    return render(request, "imports/imports.html", shown)


@require_safe
@for_readers
def one(request: DeskRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(Import.objects.select_related("feed", "asked_by"), pk=pk)
    shown = _progress(run)
    if request.htmx.target == "progress":
        response = render(request, "imports/import.html#progress", shown)
        return response if shown["under_way"] else trigger_client_event(response, "import-finished")
    shown |= _items(request, run)
    part = "#items" if request.htmx.target == "items" else ""
    return render(request, f"imports/import.html{part}", shown)


@require_POST
def retry(request: DeskRequest, pk: int) -> HttpResponse:
    """Sources are the curator's."""
    if not request.user.is_any(Role.CURATOR):
        raise PermissionDenied
    item = get_object_or_404(ImportItem, pk=pk)
    store.retry(item)
    return redirect("import", pk=item.run_id)


def _progress(run: Import) -> dict[str, Any]:
    parts = _parts([run.pk]).get(run.pk, [])
    total = sum(part.number for part in parts)
    waiting = sum(part.number for part in parts if part.outcome == Outcome.WAITING)
    reading = Reading.objects.filter(done_at=None, revision__import_items__run=run).count()
    return {
        "run": run,
        "parts": parts,
        "total": total,
        "done": total - waiting,
        "reading": reading,
        "under_way": bool(waiting or reading),
    }


def _parts(runs: list[int]) -> dict[int, list[Part]]:
    """Of each run its outcomes in the order of the words, waiting ones last."""
    found = ImportItem.objects.filter(run__in=runs).order_by().values_list("run", "outcome").annotate(Count("pk"))
    counts = {(run, outcome): count for run, outcome, count in found}
    parts: dict[int, list[Part]] = {}
    for run in runs:
        x = 0
        for outcome in (*(each for each in Outcome if each != Outcome.WAITING), Outcome.WAITING):
            if count := counts.get((run, outcome)):
                part = Part(outcome, str(outcome.label), LOOKS.get(outcome, outcome.value), count, x)
                parts.setdefault(run, []).append(part)
                x += count
    return parts


def _items(request: DeskRequest, run: Import) -> dict[str, Any]:
    only = request.GET.get("only", "")
    items = run.items.select_related("article__current", "raw", "article__outlet").only(
        *KEPT, "article__current__title", "article__current__language", "article__outlet__name"
    )
    page = list(_narrowed(items, only).filter(pk__gt=number(request.GET.get("after", "")) or 0)[: ITEMS + 1])
    return {
        "items": page[:ITEMS],
        "only": only if only in Outcome.values else "",
        "after": page[ITEMS - 1].pk if len(page) > ITEMS else None,
        "retries": request.user.is_any(Role.CURATOR),
    }


def _narrowed(items: QuerySet[ImportItem], only: str) -> QuerySet[ImportItem]:
    if only == Outcome.FAILED:
        return items.filter(outcome__in=BAD)
    return items.filter(outcome=only) if only in Outcome.values else items
