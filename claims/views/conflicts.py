"""Marking that two mentions can not both hold, and settling it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from claims.access import claim_for
from claims.forms.claim import ConflictForm
from claims.forms.keys import errors_of
from claims.review import conflicts
from claims.views.desk import DeskRequest
from claims.views.once import once
from claims.views.steps import note_of
from claims.views.workspace import done, refused
from claims.workflow import Missing, Refused

SHOWN = ("strip", "about", "lacks")


@require_POST
@once
def mark(request: DeskRequest, pk: int) -> HttpResponse:
    claim, form = claim_for(request.user, pk), ConflictForm(request.POST)
    try:
        if not form.is_valid():
            raise Missing(errors_of(form))
        said = form.cleaned_data
        if claim.pk not in (said["one"].claim_id, said["other"].claim_id):
            raise Missing("One of the two has to be a place of this claim.")
        conflicts.mark(request.user, said["one"], said["other"], said["note"])
    except Refused as refusal:
        return refused(request, claim, refusal, typed="conflict")
    told = "Marked: the claim is disputed until it is settled."
    return done(request, claim, told, SHOWN, pane="claim", focus="conflicts-h")


@require_POST
@once
def settlement(request: DeskRequest, pk: int, n: int) -> HttpResponse:
    claim = claim_for(request.user, pk)
    conflict = get_object_or_404(conflicts.of(claim), pk=n)
    try:
        conflicts.settle(conflict, request.user, note_of(request))
    except Refused as refusal:
        return refused(request, claim, refusal, typed=f"settlement-{n}")
    told = "Settled, with your reason in the record."
    return done(request, claim, told, SHOWN, pane="claim", focus="conflicts-h")
