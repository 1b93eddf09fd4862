"""One feed: how it fares, what it brought, and what a curator does about it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from claims.ingest import health, schedule
from claims.models import Feed
from claims.states import Role
from claims.views.desk import DeskRequest, for_readers
from claims.views.imports import feed_row, parts_of

RUNS = 10


@require_safe
@for_readers
def one(request: DeskRequest, pk: int) -> HttpResponse:
    feed = get_object_or_404(health.feeds(), pk=pk)
    runs = list(feed.imports.select_related("asked_by", "token").order_by("-pk")[:RUNS])
    parts = parts_of([run.pk for run in runs])
    shown = {
        "feed": feed,
        "row": feed_row(feed, health.days([feed])[feed.pk]),
        "runs": [(run, parts.get(run.pk, [])) for run in runs],
        "entries": feed.entries.count(),
        "curates": request.user.is_any(Role.CURATOR),
        "is_web": bool(feed.host),
    }
    return render(request, "imports/feed.html", shown)


def _theirs(request: DeskRequest, pk: int) -> Any:
    """The feed as a row to act on. Sources are the curator's."""
    if not request.user.is_any(Role.CURATOR):
        raise PermissionDenied
    get_object_or_404(Feed, pk=pk)
    return Feed.objects.filter(pk=pk)


def _done(request: DeskRequest, pk: int, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("feed", pk=pk)


@require_POST
def look(request: DeskRequest, pk: int) -> HttpResponse:
    schedule.look_now(_theirs(request, pk))
    return _done(request, pk, "It is looked at as soon as its site has a turn.")


@require_POST
def pause(request: DeskRequest, pk: int) -> HttpResponse:
    schedule.pause(_theirs(request, pk))
    return _done(request, pk, "It is paused: nothing is asked for until somebody resumes it.")


@require_POST
def resume(request: DeskRequest, pk: int) -> HttpResponse:
    schedule.resume(_theirs(request, pk))
    return _done(request, pk, "It is looked at again.")


@require_POST
def release(request: DeskRequest, pk: int) -> HttpResponse:
    schedule.release(_theirs(request, pk))
    return _done(request, pk, "What was held is imported with the next look.")


@require_POST
def follow(request: DeskRequest, pk: int) -> HttpResponse:
    feed = _theirs(request, pk).get()
    if schedule.follow_move(feed):
        return _done(request, pk, "It is read at its new address from now on.")
    messages.error(
        request, f"Another feed is read at {feed.moved_to} already." if feed.moved_to else "It has not moved."
    )
    return redirect("feed", pk=pk)
