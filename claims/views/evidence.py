"""Passages: attached, edited, removed by whoever holds the claim."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from claims.access import claim_for
from claims.evidence import attach
from claims.forms.evidence import AttachForm, PassageForm
from claims.forms.keys import errors_of, number, whole
from claims.models import Claim, Evidence, Revision
from claims.views import compared, rows
from claims.views.desk import DeskRequest
from claims.views.once import once
from claims.views.passage import placed
from claims.views.workspace import done, refused
from claims.workflow import Missing, Refused

CHANGED = ("strip", "tabs", "text", "shelf", "passages", "proposed", "lacks")


@require_POST
@once
def evidence(request: DeskRequest, pk: int) -> HttpResponse:
    claim, token = claim_for(request.user, pk), whole(request.POST, "token")
    form = AttachForm(request.POST)
    try:
        if not form.is_valid():
            raise Missing(errors_of(form))
        made = _attach(request, claim, token, form.cleaned_data)
    except Refused as refusal:
        return refused(request, claim, refusal, typed="attach")
    said = f"Attached as passage {made.number}: {made.get_stance_display().lower()}."
    return done(request, claim, said, CHANGED, pane="reader")


def _attach(request: DeskRequest, claim: Claim, token: int, said: dict[str, Any]) -> Evidence:
    revision = get_object_or_404(Revision, pk=said["revision"])
    span = placed(revision, said["start"], said["end"], said["quote"])
    return attach.attach(
        claim,
        request.user,
        token,
        revision=revision,
        start=span.start,
        end=span.end,
        quote=span.of(revision.text),
        stance=said["stance"],
    )


@require_safe
def comparison(request: DeskRequest, pk: int) -> HttpResponse:
    """The claim's figures beside those of what is selected, for the shelf."""
    claim = claim_for(request.user, pk)
    place = {name: number(request.GET.get(name, "")) for name in ("revision", "start", "end")}
    text = Revision.objects.filter(pk=place["revision"] or 0).values_list("text", flat=True).first() or ""
    quote = text[place["start"] or 0 : place["end"] or 0]
    found = compared.compared(compared.said(claim, rows.mentions(claim)), quote)
    return render(request, "claims/panels/versus.html", {"versus": found})


@require_POST
@once
def passage(request: DeskRequest, pk: int, n: int) -> HttpResponse:
    claim = claim_for(request.user, pk)
    item = get_object_or_404(claim.evidence, number=n)
    token, version = whole(request.POST, "token"), whole(request.POST, "passage_version")
    form = PassageForm(request.POST)
    try:
        if not form.is_valid():
            raise Missing(errors_of(form))
        attach.edit(item, request.user, token, version, **form.cleaned_data)
    except Refused as refusal:
        return refused(request, claim, refusal, typed="passage", typed_number=n)
    return done(request, claim, f"Passage {n} changed.", CHANGED, pane="evidence", focus=f"e{n}")


@require_POST
@once
def passage_removal(request: DeskRequest, pk: int, n: int) -> HttpResponse:
    claim = claim_for(request.user, pk)
    item = get_object_or_404(claim.evidence, number=n)
    token = whole(request.POST, "token")
    try:
        attach.remove(item, request.user, token)
    except Refused as refusal:
        return refused(request, claim, refusal)
    return done(request, claim, f"Passage {n} removed.", CHANGED, pane="evidence", focus="passages-h")
