"""Changing what a claim is: split it, and say of which story and subject it is and by when it is wanted."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from claims.access import claim_for
from claims.evidence import copying
from claims.forms.claim import PartForm, PlaceForm
from claims.forms.keys import errors_of, whole
from claims.models import Claim
from claims.review import arranging, splitting, stories
from claims.views.desk import DeskRequest
from claims.views.once import once
from claims.views.workspace import done, refused
from claims.workflow import Missing, Refused


@require_POST
@once
def part(request: DeskRequest, pk: int) -> HttpResponse:
    """A new claim out of this one; the evidence goes along as copies where that is chosen."""
    claim, version = claim_for(request.user, pk), whole(request.POST, "version")
    form = PartForm(claim, request.POST)
    try:
        if not form.is_valid():
            raise Missing(errors_of(form))
        made = _split(request, claim, version, dict(form.cleaned_data))
    except Refused as refusal:
        return refused(request, claim, refusal, typed="part", panels=["about"])
    said = f"Claim {made.pk} was split off; it waits in the queue."
    return done(request, claim, said, ("acts", "about"), pane="claim", focus="claim-h")


@transaction.atomic
def _split(request: DeskRequest, claim: Claim, version: int, said: dict[str, Any]) -> Claim:
    with_passages = said.pop("passages")
    made = splitting.split(claim, request.user, version, **said)
    if with_passages:
        copying.copy(claim, made, request.user)
    return made


@require_POST
@once
def placing(request: DeskRequest, pk: int) -> HttpResponse:
    claim, version = claim_for(request.user, pk), whole(request.POST, "version")
    form = PlaceForm(request.POST)
    try:
        if not form.is_valid():
            raise Missing(errors_of(form))
        _place(request, claim, version, form.cleaned_data)
    except Refused as refusal:
        return refused(request, claim, refusal, typed="placing", panels=["about"])
    return done(request, claim, "Saved.", ("strip", "acts", "about", "verdict_keys"), pane="claim", focus="claim-h")


@transaction.atomic
def _place(request: DeskRequest, claim: Claim, version: int, said: dict[str, Any]) -> None:
    """Each of the three is a step of its own, over the version that the one before left."""
    story = stories.make(request.user, said["title"]) if said["title"].strip() else said["story"]
    if story:
        stories.put_claim(claim, request.user, version, story)
    else:
        stories.take_claim_out(claim, request.user, version)
    for step, value in ((arranging.put_topic, said["topic"]), (arranging.due, said["due_at"])):
        claim.refresh_from_db()
        step(claim, request.user, claim.version, value)
