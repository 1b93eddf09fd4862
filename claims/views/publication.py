"""What readers see, from the claim's side: publish, correct, retract."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from claims.access import claim_for
from claims.forms.keys import whole
from claims.publish import release
from claims.review import leases
from claims.views.desk import DeskRequest
from claims.views.once import once
from claims.views.steps import note_of, step


@require_POST
@once
def publication(request: DeskRequest, pk: int) -> HttpResponse:
    claim, version = claim_for(request.user, pk), whole(request.POST, "version")
    verdict = whole(request.POST, "verdict")

    def publish() -> None:
        release.publish(claim, request.user, version, verdict)

    return step(request, claim, publish, "Published.", pane="verdict")


@require_POST
@once
def correction(request: DeskRequest, pk: int) -> HttpResponse:
    claim, version = claim_for(request.user, pk), whole(request.POST, "version")
    said = "You hold the claim for a correction. Readers see the published verdict until a new one is published."
    return step(request, claim, lambda: leases.correct(claim, request.user, version), said, pane="verdict")


@require_POST
@once
def retraction(request: DeskRequest, pk: int) -> HttpResponse:
    claim, version = claim_for(request.user, pk), whole(request.POST, "version")

    def ask() -> None:
        release.ask_retraction(claim, request.user, version, note_of(request))

    return step(request, claim, ask, "Asked for. A second senior confirms it.", typed="retraction", pane="verdict")


@require_POST
@once
def retraction_confirmation(request: DeskRequest, pk: int) -> HttpResponse:
    claim, version = claim_for(request.user, pk), whole(request.POST, "version")

    def confirm() -> None:
        release.confirm_retraction(claim, request.user, version)

    return step(request, claim, confirm, "Retracted. Readers see why.", pane="verdict")


@require_POST
@once
def retraction_refusal(request: DeskRequest, pk: int) -> HttpResponse:
    claim, version = claim_for(request.user, pk), whole(request.POST, "version")

    def decline() -> None:
        release.decline_retraction(claim, request.user, version, note_of(request))

    return step(request, claim, decline, "Declined, with your reason in the record.", typed="refusal", pane="verdict")
