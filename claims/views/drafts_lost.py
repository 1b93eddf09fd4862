"""Texts that could not be saved: compared with what stands now, taken over or put away by their writer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from claims.access import claim_for, live_lease, may_review
from claims.forms.keys import errors_of, number, whole
from claims.forms.verdict import BeganForm, DraftForm
from claims.models import Claim, Draft, LostDraft
from claims.review import blind, leases, lost
from claims.states import State
from claims.views.desk import DeskRequest
from claims.views.once import once
from claims.views.threeway import three_ways
from claims.views.workspace import address, may_take
from claims.workflow import LeaseLost, Missing, Refused


@require_POST
@once
def keep(request: DeskRequest, pk: int) -> HttpResponse:
    """What the browser kept of a page that could not send it any more; nobody needs to hold the claim for that."""
    claim = claim_for(request.user, pk)
    if not may_review(request.user):
        raise PermissionDenied
    form = DraftForm(request.POST)
    if not form.is_valid():
        raise BadRequest(errors_of(form))
    page, began = BeganForm.read(request.POST)
    kept = lost.keep(claim, request.user, page, words=form.cleaned_data, began=began, why="It never reached the desk.")
    if kept:
        return redirect("claim-lost-draft", claim.pk, kept.pk)
    messages.info(request, "The draft says the very same: nothing was lost.")
    return redirect(address(claim, pane="verdict"))


@require_http_methods(["GET", "HEAD", "POST"])
@once
def one(request: DeskRequest, pk: int, n: int) -> HttpResponse:
    """Its writer's alone: to everybody else it is not there."""
    claim = claim_for(request.user, pk)
    text = get_object_or_404(LostDraft.objects.select_related("rating"), claim=claim, person=request.user, pk=n)
    if blind.hidden_from(request.user, claim):  # beside it would stand what the verdict says
        messages.info(request, "Your text is kept. It opens with the blind second verdict.")
        return redirect("claim", claim.pk)
    if request.method != "POST":
        return _page(request, claim, text)
    try:
        return _settled(request, claim, text)
    except Refused as refusal:
        return _page(request, claim, text, refusal)


def _settled(request: DeskRequest, claim: Claim, text: LostDraft) -> HttpResponse:
    if request.POST.get("do") == "away":
        lost.put_away(text)
        messages.success(request, "Put away. What stands now stays as it is.")
    else:
        _take_over(request, claim, text)
        messages.success(request, "Taken over into the draft.")
    return redirect(address(claim, pane="verdict"))


@transaction.atomic
def _take_over(request: DeskRequest, claim: Claim, text: LostDraft) -> None:
    """In one go with taking the claim, where nobody holds it."""
    version = whole(request.POST, "draft_version")
    token = _token(request, claim)
    if request.POST.get("do") == "all":
        lost.take_all(text, request.user, token, version)
        return
    chosen = [found for each in request.POST.getlist("change") if (found := number(each)) is not None]
    taken = {name: name in request.POST for name in ("rating", "note")}
    if not chosen and not any(taken.values()):
        raise Missing("Choose what to take over, or take all of it.")
    lost.take_over(text, request.user, token, version, chosen, **taken)


def _token(request: DeskRequest, claim: Claim) -> int:
    held = live_lease(claim)
    if held is None:
        take = leases.correct if claim.state == State.PUBLISHED else leases.take
        held = take(claim, request.user, whole(request.POST, "version"))
    if held.holder_id != request.user.pk:
        raise LeaseLost(f"{held.holder} holds this claim now.")
    return held.pk


def _page(request: DeskRequest, claim: Claim, text: LostDraft, refusal: Refused | None = None) -> HttpResponse:
    claim.refresh_from_db()
    draft = Draft.objects.select_related("rating", "saved_by").filter(claim=claim).first()
    held = live_lease(claim)
    shown: dict[str, Any] = {
        "claim": claim,
        "text": text,
        "draft": draft,
        "draft_version": draft.version if draft else 0,
        "three": three_ways(text, draft),
        "offers": lost.offers(text, draft),
        "other_rating": text.rating_id and text.rating_id != (draft.rating_id if draft else None),
        "other_note": text.public_note and text.public_note != (draft.public_note if draft else ""),
        "lease": held,
        "holds": held is not None and held.holder_id == request.user.pk,
        "may_take": may_take(request.user, claim, held) or (held is None and claim.state == State.PUBLISHED),
        "refusal": refusal,
    }
    return render(request, "claims/lost.html", shown, status=refusal.status if refusal else 200)
