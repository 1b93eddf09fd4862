"""Views of the queue that somebody saved under a name."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from claims.forms.queue import Filters
from claims.review import saved
from claims.views.desk import DeskRequest, for_readers
from claims.views.once import once
from claims.workflow import Missing, Refused


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
@once
def views(request: DeskRequest) -> HttpResponse:
    """The list of them, or one more of the address that is sent."""
    if request.method != "POST":
        return _page(request)
    address = Filters.read(QueryDict(request.POST.get("address", "").lstrip("?")[:1000])).address()
    try:
        made = saved.save(request.user, request.POST.get("name", ""), address, shared="shared" in request.POST)
    except Missing as refusal:
        return _page(request, refusal, address=address)
    messages.success(request, f"Saved as “{made.name}”. It stands beside the queues.")
    return redirect(reverse("queue") + address)


@require_POST
@for_readers
def rename(request: DeskRequest, pk: int) -> HttpResponse:
    view = get_object_or_404(saved.views(request.user, most=None), pk=pk)
    try:
        saved.rename(view, request.user, request.POST.get("name", ""), shared="shared" in request.POST)
    except Refused as refusal:
        return _page(request, refusal)
    messages.success(request, "Saved.")
    return redirect("queue-views")


@require_POST
@for_readers
def remove(request: DeskRequest, pk: int) -> HttpResponse:
    view = get_object_or_404(saved.views(request.user, most=None), pk=pk)
    try:
        saved.remove(view, request.user)
    except Refused as refusal:
        return _page(request, refusal)
    messages.success(request, f"The view “{view.name}” is gone.")
    return redirect("queue-views")


def _page(request: DeskRequest, refusal: Refused | None = None, address: str = "") -> HttpResponse:
    listed = [(view, saved.may_change(request.user, view)) for view in saved.views(request.user)]
    shown = {"views": listed, "refusal": refusal, "address": address, "typed": request.POST.get("name", "")}
    return render(request, "queue/views.html", shown, status=refusal.status if refusal else 200)
