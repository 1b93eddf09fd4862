"""What the command palette offers besides the actions of the page: saved views, and claims by number or words."""

from typing import Any

from django.db.models import Q
from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims.access import may_read_desk
from claims.models import Claim, Person, SavedView
from claims.people import keys
from claims.review.alike import says
from claims.views.desk import DeskRequest

FEW = 6
SHORT = 3  # fewer letters than this find too much


@require_safe
def palette(request: DeskRequest) -> JsonResponse:
    asked = " ".join(request.GET.get("q", "").replace("\0", "").split())[:200]
    places = [*_claims(asked), *_views(request.user, asked)] if may_read_desk(request.user) else []
    return JsonResponse({"actions": {each.name: _(each.words) for each in keys.actions().values()}, "places": places})


def _claims(asked: str) -> list[dict[str, Any]]:
    number = asked.lstrip("#")
    if number.isascii() and number.isdecimal():
        found = Claim.objects.filter(pk=int(number[:18]))
    elif len(asked) >= SHORT:
        found = Claim.objects.all()
        for word in asked.split()[:8]:
            found = found.filter(says(word))
    else:
        return []
    rows = found.order_by("-pk").values_list("pk", "wording")[:FEW]
    return [
        _place(wording, reverse("claim", args=[pk]), _("claim %(number)s") % {"number": pk}) for pk, wording in rows
    ]


def _views(person: Person, asked: str) -> list[dict[str, Any]]:
    seen = SavedView.objects.filter(Q(owner=person) | Q(shared=True), name__icontains=asked)
    queue = reverse("queue")
    return [_place(each.name, f"{queue}?{each.address.lstrip('?')}", _("saved view")) for each in seen[:FEW]]


def _place(words: str, address: str, hint: str) -> dict[str, Any]:
    return {"words": words, "address": address, "hint": hint}
