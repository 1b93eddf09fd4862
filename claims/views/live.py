"""What an open page asks for every few seconds: counts, and what came into the list that it shows.

{"parts": {name: html}, "told": sentence, "newest": claim}: a part goes into the element with data-live="name" if it
differs; `told` waits as a link. With the ETag of the last answer an equal one is a 304.
"""

import hashlib
import json
from typing import Any

from django.db.models import Max, QuerySet
from django.http import HttpResponse, HttpResponseNotModified, QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from claims.forms.queue import Filters
from claims.models import Claim, Notification, Person
from claims.review import counts, queue
from claims.templatetags.desk import shown
from claims.views.desk import DeskRequest, for_readers

MANY_NOTICES = 99


@require_safe
@for_readers
def live(request: DeskRequest) -> HttpResponse:
    told: dict[str, Any] = {"parts": _parts(request.user), "told": ""}
    if "view" in request.GET:
        _of_queue(told, request.user, request.GET["view"], request.GET.get("newest", ""))
    return _answer(request, json.dumps(told, ensure_ascii=False))


live.unattended = True  # type: ignore[attr-defined]  # asked by the page itself: nobody need be at work


def _answer(request: DeskRequest, text: str) -> HttpResponse:
    tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    return HttpResponse(text, content_type="application/json", headers={"ETag": tag})


def _parts(person: Person) -> dict[str, str]:
    unread = Notification.objects.filter(person=person, read_at=None).order_by()[: MANY_NOTICES + 1].count()
    waiting = format_html('{}<span class="sr"> {}</span>', shown(counts.waiting()), _("waiting"))
    return {"waiting": waiting, "notices": str(unread or "")}


def _of_queue(told: dict[str, Any], person: Person, view: str, newest: str) -> None:
    """The first time nothing is known of the newest: what there is by then is on the page."""
    told["parts"] |= {f"queue-{name}": shown(count) for name, count in counts.counts(person).items()}
    told["newest"] = newest or str(Claim.objects.aggregate(newest=Max("pk"))["newest"] or 0)
    if newest.isdecimal():
        number = _listed(person, view).filter(pk__gt=int(newest[:18])).order_by()[: counts.MANY + 1].count()
        words = ngettext("%(count)s new claim", "%(count)s new claims", number) % {"count": shown(number)}
        told["told"] = words if number else ""


def _listed(person: Person, view: str) -> QuerySet[Claim]:
    filters = Filters.read(QueryDict(view))
    return queue.chosen(person, filters.view, filters.narrowed)
