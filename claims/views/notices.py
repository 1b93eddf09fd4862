"""What concerns one: the list, and reading it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from claims.models import Notification
from claims.review import notices
from claims.views.desk import DeskRequest, for_readers

ON_VERDICT = {Notification.Kind.RETURNED, Notification.Kind.SIGNED}


@require_safe
@for_readers
def listing(request: DeskRequest) -> HttpResponse:
    unread, read = ([_with_address(each) for each in rows] for rows in notices.listed(request.user))
    return render(request, "notices/notices.html", {"unread": unread, "read": read})


@require_POST
@for_readers
def reading(request: DeskRequest, pk: int) -> HttpResponse:
    """It is read; "open" leads to what it tells of."""
    notice = get_object_or_404(Notification, pk=pk, person=request.user)
    notices.read(request.user, pk)
    return redirect(address(notice) if "open" in request.POST else reverse("notices"))


@require_POST
@for_readers
def reading_all(request: DeskRequest) -> HttpResponse:
    count = notices.read(request.user)
    messages.success(request, f"{count} marked read." if count else "Nothing was unread.")
    return redirect("notices")


def _with_address(notice: Notification) -> tuple[Notification, str]:
    return notice, address(notice)


def address(notice: Notification) -> str:
    """The very comment, or the claim at the part that it is about."""
    place = reverse("claim", args=[notice.claim_id])
    if notice.comment_id:
        return f"{place}?pane=verdict#comment-{notice.comment_id}"
    return f"{place}?pane=verdict" if notice.kind in ON_VERDICT else place
