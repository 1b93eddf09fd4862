"""Steps on a claim outside its verdict: holding it, wording it, and where it goes."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from claims.access import claim_for, live_lease
from claims.evidence import copying
from claims.forms.claim import MergerForm, NoteForm, WordingForm
from claims.forms.keys import errors_of, number, whole
from claims.models import Claim, Lease
from claims.reading.decisions import BECAUSE
from claims.review import claims, leases
from claims.search.similar import similar
from claims.states import State
from claims.views import digging
from claims.views.desk import DeskRequest
from claims.views.once import once
from claims.views.verdict import draft_refused, save_typed_first
from claims.views.workspace import EVERY, context, done, refused
from claims.workflow import LeaseLost, Missing, Refused


def step(
    request: DeskRequest, claim: Claim, do: Callable[[], object], said: str, *, typed: str = "", pane: str = ""
) -> HttpResponse:
    """Do it and show the claim anew, or say why not."""
    try:
        do()
    except Refused as refusal:
        return refused(request, claim, refusal, typed=typed)
    return done(request, claim, said, EVERY, pane=pane, focus="side-h")


def note_of(request: DeskRequest) -> str:
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise Missing(errors_of(form))
    return str(form.cleaned_data["note"]).replace("\r\n", "\n")


@require_POST
@once
def lease(request: DeskRequest, pk: int) -> HttpResponse:
    claim = claim_for(request.user, pk)
    version = whole(request.POST, "seen" if "seen" in request.POST else "version")
    try:
        held = _take(request, claim, version)
    except Refused as refusal:
        return refused(request, claim, refusal, typed="draft" if "rationale" in request.POST else "")
    try:
        save_typed_first(request, claim, held.pk)
    except Refused as refusal:
        return draft_refused(request, claim, refusal)
    return done(request, claim, "You hold this claim now.", EVERY, pane="reader", focus="side-h")


def _take(request: DeskRequest, claim: Claim, version: int) -> Lease:
    take = leases.correct if claim.state == State.PUBLISHED else leases.take
    return take(claim, request.user, version)


@require_POST
def heartbeat(request: DeskRequest, pk: int) -> HttpResponse:
    claim, token = claim_for(request.user, pk), whole(request.POST, "token")
    try:
        leases.keep(claim, request.user, token)
    except LeaseLost as refusal:
        return _lost(request, claim, LeaseLost(leases.ended_because(claim, token) or str(refusal)))
    except Refused as refusal:
        return _lost(request, claim, refusal)
    if not request.htmx:
        return done(request, claim, "You hold this claim for longer.")
    return render(request, "claims/panels/hold.html", context(request, claim))


def _lost(request: DeskRequest, claim: Claim, refusal: Refused) -> HttpResponse:
    if not request.htmx:
        return refused(request, claim, refusal)
    shown = context(request, claim, refusal=refusal, lost=True)
    return render(request, "claims/panels/hold.html", shown, status=refusal.status)


@require_POST
@once
def release(request: DeskRequest, pk: int) -> HttpResponse:
    claim, version = claim_for(request.user, pk), whole(request.POST, "version")
    held = live_lease(claim)
    try:
        if held and held.holder_id == request.user.pk:
            save_typed_first(request, claim, whole(request.POST, "token"))
    except Refused as refusal:
        return draft_refused(request, claim, refusal)
    return step(request, claim, lambda: leases.release(claim, request.user, version), "Released. The draft stays.")


@require_POST
@once
def wording(request: DeskRequest, pk: int) -> HttpResponse:
    claim = claim_for(request.user, pk)
    token, version = whole(request.POST, "token"), whole(request.POST, "version")
    form = WordingForm(request.POST)
    try:
        if not form.is_valid():
            raise Missing(errors_of(form))
        claims.reword(claim, request.user, token, version, **form.cleaned_data)
    except Refused as refusal:
        return refused(request, claim, refusal, typed="wording")
    return done(
        request, claim, "Wording saved.", ("acts", "about", "lacks", "verdict_keys"), pane="claim", focus="claim-h"
    )


@require_POST
@once
def acceptance(request: DeskRequest, pk: int) -> HttpResponse:
    claim, version = claim_for(request.user, pk), whole(request.POST, "version")
    return step(request, claim, lambda: claims.accept(claim, request.user, version), "Accepted: it waits in the queue.")


@require_POST
@once
def dismissal(request: DeskRequest, pk: int) -> HttpResponse:
    claim, version = claim_for(request.user, pk), whole(request.POST, "version")

    def dismiss() -> None:
        because = request.POST.get("because", "")
        claims.dismiss(claim, request.user, version, note_of(request), because if because in BECAUSE else "")

    return step(request, claim, dismiss, "Dismissed, with your reason in the record.", typed="dismissal", pane="claim")


@require_POST
@once
def reopening(request: DeskRequest, pk: int) -> HttpResponse:
    claim, version = claim_for(request.user, pk), whole(request.POST, "version")

    def reopen() -> None:
        claims.reopen(claim, request.user, version, note_of(request))

    return step(request, claim, reopen, "Reopened: it waits in the queue.", typed="reopening", pane="claim")


@require_POST
@once
def merger(request: DeskRequest, pk: int) -> HttpResponse:
    """Into the claim of that number; words instead of a number list the claims that say something like it."""
    claim, version = claim_for(request.user, pk), whole(request.POST, "version")
    form = MergerForm(request.POST)
    if not form.is_valid():
        return refused(request, claim, Missing(errors_of(form)), typed="merger")
    into = number(form.cleaned_data["into"])
    if into is None:
        return _choose(request, claim, form.cleaned_data["into"])
    other = Claim.objects.filter(pk=into).first()
    if other is None:
        return refused(request, claim, Missing(f"There is no claim {into}."), typed="merger")
    said = f"Merged: it is counted under claim {into}."
    passages = form.cleaned_data["passages"]
    return step(
        request, claim, lambda: _merge(request, claim, other, version, passages), said, typed="merger", pane="claim"
    )


@transaction.atomic
def _merge(request: DeskRequest, claim: Claim, into: Claim, version: int, passages: bool) -> None:
    claims.merge(claim, into, request.user, version)
    if passages:
        copying.copy(claim, into, request.user)


def _choose(request: DeskRequest, claim: Claim, words: str) -> HttpResponse:
    choices = digging.near(similar(words, but=claim)) or digging.with_words(words, claim)
    told = "Choose the claim it joins, below." if choices else "No claim says this. Try other words, or a number."
    return refused(request, claim, Missing(told), typed="merger", panels=["merger"], choices=choices)


@require_POST
@once
def unmerger(request: DeskRequest, pk: int) -> HttpResponse:
    claim, version = claim_for(request.user, pk), whole(request.POST, "version")

    def unmerge() -> None:
        claims.unmerge(claim, request.user, version, note_of(request))

    return step(request, claim, unmerge, "Taken apart: it waits in the queue.", typed="unmerger", pane="claim")
