"""One step on the selected claims of a list."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from claims.forms.bulk import STEPS, BulkForm, picked
from claims.forms.keys import errors_of
from claims.forms.queue import Filters
from claims.models import Claim, Person
from claims.review import arranging, bulk, claims, stories
from claims.review.bulk import MOST, Outcome, Picked, Step
from claims.views.desk import DeskRequest, for_readers
from claims.views.once import once
from claims.workflow import Missing, Refused

DONE = {
    "assign": ("1 claim assigned.", "{} claims assigned."),
    "priority": ("1 claim ranked anew.", "{} claims ranked anew."),
    "due": ("1 deadline set.", "{} deadlines set."),
    "snooze": ("1 claim put to sleep.", "{} claims put to sleep."),
    "topic": ("The topic of 1 claim set.", "The topic of {} claims set."),
    "story": ("The story of 1 claim set.", "The story of {} claims set."),
    "dismiss": ("1 claim dismissed.", "{} claims dismissed."),
    "merge": ("1 claim merged.", "{} claims merged."),
}


@require_POST
@for_readers
def selection(request: DeskRequest) -> HttpResponse:
    """What can be done to the selected rows: a page, or to htmx the fields that go below the list's heading."""
    form = BulkForm(initial={"do": "assign", "to": request.user.pk, "sleep": "1"})
    if request.htmx:
        return render(request, "queue/bulk.html#fields", {"form": form})
    return _page(request, form)


@require_POST
@for_readers
@once
def change(request: DeskRequest) -> HttpResponse:
    form, rows = BulkForm(request.POST), picked(request.POST)
    if not rows:
        messages.error(request, "Select claims first.")
        return redirect(_back(request))
    if not form.is_valid():
        return _page(request, form, errors_of(form), 422)
    try:
        outcome = _do(form.cleaned_data, request.user, rows)
    except Refused as refusal:
        return _page(request, form, str(refusal), refusal.status)
    return _told(request, form.cleaned_data["do"], outcome)


def _told(request: DeskRequest, do: str, outcome: Outcome) -> HttpResponse:
    said = said_of(do, len(outcome.done))
    if not outcome.kept:
        messages.success(request, said)
        return redirect(_back(request))
    shown = {"said": said if outcome.done else "", "kept": outcome.kept, "back": _back(request), "step": STEPS[do]}
    return render(request, "queue/outcome.html", shown)


def said_of(do: str, number: int) -> str:
    one, many = DONE[do]
    return one if number == 1 else many.format(number)


def _back(request: DeskRequest) -> str:
    """The list that it was done from."""
    query = QueryDict(request.POST.get("back", "").lstrip("?")[:1000])
    address = Filters.read(query).address()
    return reverse("queue") + ("" if address == "?" else address)


def _page(request: DeskRequest, form: BulkForm, refusal: str = "", status: int = 200) -> HttpResponse:
    rows = picked(request.POST)
    found = Claim.objects.in_bulk([row.pk for row in rows])
    shown: dict[str, Any] = {
        "form": form,
        "refusal": refusal,
        "picked": [(found[row.pk], row.version) for row in rows if row.pk in found],
        "most": MOST,
        "back": _back(request),
    }
    return render(request, "queue/bulk.html", shown, status=status)


def _do(told: dict[str, Any], person: Person, rows: list[Picked]) -> Outcome:
    if told["do"] == "merge":
        return _merge(told, person, rows)
    return bulk.each(rows, STEP[told["do"]](told, person))


def _merge(told: dict[str, Any], person: Person, rows: list[Picked]) -> Outcome:
    """Into the claim of that number, else into the first of them."""
    pk = int(told["into"] or rows[0].pk)
    into = Claim.objects.filter(pk=pk).first()
    others = [row for row in rows if row.pk != pk]
    if into is None:
        raise Missing(f"There is no claim {pk}.")
    if not others:
        raise Missing("Select the claims that join another one, and that one first.")
    return bulk.each(others, lambda claim, version: claims.merge(claim, into, person, version), besides=[pk])


def _assign(told: dict[str, Any], person: Person) -> Step:
    return lambda claim, version: arranging.assign(claim, person, version, told["to"])


def _prioritise(told: dict[str, Any], person: Person) -> Step:
    return lambda claim, version: arranging.prioritise(claim, person, version, told["way"])


def _due(told: dict[str, Any], person: Person) -> Step:
    return lambda claim, version: arranging.due(claim, person, version, told["due_at"])


def _snooze(told: dict[str, Any], person: Person) -> Step:
    return lambda claim, version: arranging.snooze(claim, person, version, told["until"], told["note"])


def _topic(told: dict[str, Any], person: Person) -> Step:
    return lambda claim, version: arranging.put_topic(claim, person, version, told["topic"])


def _story(told: dict[str, Any], person: Person) -> Step:
    """A title makes a new story; neither title nor story takes them out of theirs."""
    story = stories.make(person, told["title"]) if told["title"].strip() else told["story"]
    if story is None:
        return lambda claim, version: stories.take_claim_out(claim, person, version)
    return lambda claim, version: stories.put_claim(claim, person, version, story)


def _dismiss(told: dict[str, Any], person: Person) -> Step:
    return lambda claim, version: claims.dismiss(claim, person, version, told["note"], told["because"])


STEP: dict[str, Callable[[dict[str, Any], Person], Step]] = {
    "assign": _assign,
    "priority": _prioritise,
    "due": _due,
    "snooze": _snooze,
    "topic": _topic,
    "story": _story,
    "dismiss": _dismiss,
}
