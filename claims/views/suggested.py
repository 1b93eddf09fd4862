"""Passages that the machine proposes: shown as such, and accepted or rejected by whoever holds the claim."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from claims.access import claim_for
from claims.evidence import attach, deciding
from claims.forms.keys import whole
from claims.views.desk import DeskRequest
from claims.views.evidence import CHANGED
from claims.views.once import once
from claims.views.workspace import done, refused
from claims.workflow import Refused


@require_POST
@once
def acceptance(request: DeskRequest, pk: int, n: int) -> HttpResponse:
    """As evidence with the stance that was chosen."""
    claim, token = claim_for(request.user, pk), whole(request.POST, "token")
    found = get_object_or_404(claim.suggestions.select_related("revision"), pk=n)
    try:
        made = attach.attach(
            claim,
            request.user,
            token,
            revision=found.revision,
            start=found.start,
            end=found.end,
            quote=found.quote,
            stance=request.POST.get("stance", ""),
        )
    except Refused as refusal:
        return refused(request, claim, refusal)
    said = f"Attached as passage {made.number}: {made.get_stance_display().lower()}."
    return done(request, claim, said, CHANGED, pane="evidence", lost="proposed-h")


@require_POST
@once
def rejection(request: DeskRequest, pk: int, n: int) -> HttpResponse:
    claim, token = claim_for(request.user, pk), whole(request.POST, "token")
    found = get_object_or_404(claim.suggestions, pk=n)
    try:
        deciding.reject(found, request.user, token)
    except Refused as refusal:
        return refused(request, claim, refusal)
    said = "Rejected: it is not proposed again."
    return done(request, claim, said, CHANGED, pane="evidence", lost="proposed-h")
