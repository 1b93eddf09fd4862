"""What the ranking goes by: the weights, a sentence tried on them, what the desk learned, and every change of them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from claims.access import may_weigh
from claims.forms.keys import number, whole
from claims.forms.ranking import FIELDS, WeightsForm
from claims.models import Weighing, WeighingUse
from claims.reading import choosing, decisions, teaching, weights
from claims.reading.weights import InUse
from claims.text.learning import terms_of
from claims.text.weighing import BUILT_IN, Weights
from claims.text.worthiness import LABELS, worthiness
from claims.views.desk import DeskRequest, for_readers
from claims.workflow import Refused

PAGE = 12  # uses
WORDS = 8  # learned ones that are shown, for and against
UNTOLD = frozenset("^$#-")  # terms that are no words: where it begins and ends, its length, beginnings of words


class Row(NamedTuple):
    """A reason."""

    code: str
    label: str
    field: BoundField
    before: float
    built_in: float
    learned: float | None  # what decisions added or took away
    used: float


class Part(NamedTuple):
    label: str
    weight: float


class Trial(NamedTuple):
    """A sentence under some weights."""

    score: int  # of 100
    parts: list[Part]
    words: float  # what its words add or take away by themselves


class Use(NamedTuple):
    use: WeighingUse
    effect: Any
    is_now: bool


@require_safe
@for_readers
def ranking(request: DeskRequest) -> HttpResponse:
    base = weights.set_by_hand()
    return _page(request, base, WeightsForm(None, base.weights.reasons, base.budget))


@require_POST
@for_readers
def trial(request: DeskRequest) -> HttpResponse:
    """How a sentence would be ranked by the weights in the form, and how it is now."""
    base = weights.set_by_hand()
    form = WeightsForm(request.POST, base.weights.reasons, base.budget)
    if form.is_valid() and not form.cleaned_data["sentence"]:
        form.add_error("sentence", "Write a sentence to try.")
    tried = form.is_valid()
    shown = _tried(form, base) if tried else {}
    return _page(request, base, form, status=200 if tried else 422, **shown)


def _tried(form: WeightsForm, base: InUse) -> dict[str, Any]:
    sentence = form.cleaned_data["sentence"]
    typed = Weights(base.weights.start, {**base.weights.reasons, **form.weights}, base.weights.terms)
    return {"tried": _trial(sentence, typed), "as_now": _trial(sentence, weights.in_use().weights)}


def _trial(sentence: str, by: Weights) -> Trial:
    worth = worthiness(sentence, by)
    parts = [Part(LABELS.get(sign, sign), by.reasons.get(sign, 0.0)) for sign in worth.signs]
    words = by.odds((), terms_of(sentence)) - by.start if by.terms else 0.0
    return Trial(round(100 * worth.score), sorted(parts, key=lambda part: -part.weight), words)


@require_POST
@for_readers
def save(request: DeskRequest) -> HttpResponse:
    _weighers_only(request)
    base, seen = weights.set_by_hand(), whole(request.POST, "seen")
    form = WeightsForm(request.POST, base.weights.reasons, base.budget)
    if form.is_valid() and not form.cleaned_data["why"].strip():
        form.add_error("why", "Say why: the list of changes keeps it.")
    if not form.is_valid():
        return _page(request, base, form, status=422)
    try:
        choosing.save(request.user, form.weights, form.limit, form.cleaned_data["why"], seen)
    except Refused as refusal:
        return _page(request, base, form, status=refusal.status, refusal=refusal)
    messages.success(request, "Saved. Articles are read by these weights from now on, and waiting claims placed anew.")
    return redirect("ranking")


@require_POST
@for_readers
def use(request: DeskRequest) -> HttpResponse:
    """Weights of before, or the built-in ones where none are named."""
    _weighers_only(request)
    asked = request.POST.get("weighing", "")
    weighing = get_object_or_404(Weighing, pk=number(asked)) if asked else None
    if choosing.use(request.user, weighing):
        messages.success(request, f"{name(weighing)} are in use from now on, and waiting claims placed anew.")
    else:
        messages.info(request, "They are in use already.")
    return redirect("ranking")


def _weighers_only(request: DeskRequest) -> None:
    if not may_weigh(request.user):
        raise PermissionDenied


def name(weighing: Weighing | None) -> str:
    return str(weighing or weights.name_of_base())


def _page(request: DeskRequest, base: InUse, form: WeightsForm, status: int = 200, **more: Any) -> HttpResponse:
    now, last = weights.last_use(), teaching.last_learned(base.weighing)
    using = weights.of(now)
    known = using.weighing if choosing.learned(using.weighing) else last
    shown = {
        "form": form,
        "rows": _rows(form, base.weights, using.weights, weights.weights_of(known) if known else None),
        "now": now,
        "name": name(using.weighing),
        "base": weights.name_of_base(),
        "effect": choosing.learned(using.weighing),
        "seen": now.pk if now else 0,
        "weighs": may_weigh(request.user),
        "before": form.budget_before,
        **_learned(last, using.weighing),
        **_history(request, using.weighing),
    }
    return render(request, "ranking/ranking.html", shown | more, status=status)


def _rows(form: WeightsForm, base: Weights, using: Weights, learned: Weights | None) -> list[Row]:
    def row(code: str) -> Row:
        before = base.reasons.get(code, 0.0)
        change = learned.reasons.get(code, 0.0) - before if learned else None
        used, built_in = using.reasons.get(code, 0.0), BUILT_IN.reasons.get(code, 0.0)
        return Row(code, LABELS[code], form[FIELDS[code]], before, built_in, change, used)

    return [row(code) for code in LABELS]


def _learned(last: Weighing | None, using: Weighing | None) -> dict[str, Any]:
    told, is_used = last.effect if last else {}, last is not None and last == using
    decided = decisions.since(told.get("until", 0))
    return {
        "last": last,
        "outcome": _outcome(told, is_used),
        "words": _words(last) if last else [],
        "is_used": is_used,
        "decided": decided,
        "lacking": max(0, teaching.needed(last) - decided),
    }


def _outcome(told: Mapping[str, Any], is_used: bool) -> str:
    if told.get("outcome") == "used" and not is_used:
        return "They ranked better and were in use until somebody chose others."
    return teaching.OUTCOMES.get(told.get("outcome", ""), "")


def _words(learned: Weighing) -> list[tuple[str, float]]:
    """The words that count most by themselves, either way."""
    found = [(term, weight) for term, weight in learned.weights["terms"].items() if not UNTOLD & set(term)]
    return sorted(sorted(found, key=lambda each: -abs(each[1]))[: 2 * WORDS], key=lambda each: -each[1])


def _history(request: DeskRequest, using: Weighing | None) -> dict[str, Any]:
    before = number(request.GET.get("before", ""))
    uses = WeighingUse.objects.select_related("weighing", "by").defer("weighing__weights")  # which may be large
    found = list((uses.filter(pk__lt=before) if before else uses)[: PAGE + 1])
    return {
        "uses": [Use(use, choosing.learned(use.weighing), use.weighing == using) for use in found[:PAGE]],
        "earlier": found[PAGE - 1].pk if len(found) > PAGE else None,
        "later": before,
    }
