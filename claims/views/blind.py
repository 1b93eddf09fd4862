"""The blind second verdict: asked for, given, waived, settled."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from claims.access import claim_for
from claims.forms.keys import errors_of, whole
from claims.forms.talk import BlindForm
from claims.review import blind
from claims.views.desk import DeskRequest
from claims.views.once import once
from claims.views.steps import note_of, step
from claims.workflow import Missing


@require_POST
@once
def request(request: DeskRequest, pk: int) -> HttpResponse:
    claim, version = claim_for(request.user, pk), whole(request.POST, "version")
    said = "The verdict on this claim will get a blind second one."
    return step(request, claim, lambda: blind.request(claim, request.user, version), said, pane="claim")


@require_POST
@once
def given(request: DeskRequest, pk: int) -> HttpResponse:
    claim, version = claim_for(request.user, pk), whole(request.POST, "version")

    def give() -> None:
        form = BlindForm(request.POST)
        if not form.is_valid():
            raise Missing(errors_of(form))
        blind.give(claim, request.user, version, form.cleaned_data["rating"], form.cleaned_data["rationale"])

    return step(request, claim, give, "Given. You see the first verdict now.", typed="blind", pane="verdict")


@require_POST
@once
def waiver(request: DeskRequest, pk: int) -> HttpResponse:
    claim, version = claim_for(request.user, pk), whole(request.POST, "version")

    def waive() -> None:
        blind.waive(claim, request.user, version, note_of(request))

    return step(request, claim, waive, "Waived, with your reason in the record.", typed="waiver", pane="verdict")


@require_POST
@once
def settlement(request: DeskRequest, pk: int) -> HttpResponse:
    claim, version = claim_for(request.user, pk), whole(request.POST, "version")

    def settle() -> None:
        blind.settle(claim, request.user, version, note_of(request))

    return step(request, claim, settle, "Settled. It can be signed or returned.", typed="settlement", pane="verdict")
