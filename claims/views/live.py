"""What an open page asks for every few seconds: counts, who else looks, what others did or brought in meanwhile.

{"parts": {name: html}, "told": sentence, "since": event, "newest": claim}: a part goes into the element with
data-live="name" if it differs; `told` waits as a link. With the ETag of the last answer an equal one is a 304.
"""

import hashlib
import json
from typing import Any

from django.db.models import Max, QuerySet
from django.http import HttpResponse, HttpResponseNotModified, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from claims.forms.queue import Filters
from claims.models import Claim, Notification, Person
from claims.review import blind, counts, presence, queue
from claims.templatetags.desk import shown
from claims.views import record
from claims.views.desk import DeskRequest, for_readers

MANY_NOTICES = 99


@require_safe
@for_readers
def live(request: DeskRequest) -> HttpResponse:
    told: dict[str, Any] = {"parts": _parts(request.user), "told": ""}
    if "claim" in request.GET:
        _of_claim(told, request.user, request.GET["claim"], request.GET.get("since", ""))
    elif "view" in request.GET:
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


def _of_claim(told: dict[str, Any], person: Person, pk: str, since: str) -> None:
    """The first time `since` is empty: what happened before the page was opened is on it."""
    claim = get_object_or_404(Claim, pk=int(pk[:18]) if pk.isdecimal() else 0)
    presence.renew(claim, person)
    told["parts"]["presence"] = _faces(presence.others(claim, person))
    told["since"] = since or str(presence.last_event(claim))
    event = presence.done_by_others(claim, person, int(since[:18])) if since.isdecimal() else None
    if event:
        who = _("A colleague") if blind.hidden_from(person, claim) else event.by or _("The desk")
        told["told"] = _("%(who)s %(did)s.") % {"who": who, "did": record.words(event)}


def _faces(people: list[Person]) -> str:
    if not people:
        return ""
    faces = format_html_join(
        "", '<span class="face here" aria-hidden="true">{}</span>', ((each.initials,) for each in people)
    )
    names = ", ".join(map(str, people))
    return format_html('<span class="who">{}{}</span>', faces, _("%(names)s: here too") % {"names": names})


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
