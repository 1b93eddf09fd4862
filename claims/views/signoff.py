"""The second person's part."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from claims.access import claim_for
from claims.forms.keys import whole
from claims.review import verdicts
from claims.views.desk import DeskRequest
from claims.views.once import once
from claims.views.steps import note_of, step


@require_POST
@once
def signature(request: DeskRequest, pk: int) -> HttpResponse:
    claim, version = claim_for(request.user, pk), whole(request.POST, "version")
    verdict = whole(request.POST, "verdict")

    def sign() -> None:
        verdicts.sign(claim, request.user, version, verdict, note_of(request))

    return step(request, claim, sign, "Signed. It can be published now.", typed="decision", pane="verdict")


@require_POST
@once
def send_back(request: DeskRequest, pk: int) -> HttpResponse:
    claim, version = claim_for(request.user, pk), whole(request.POST, "version")
    verdict = whole(request.POST, "verdict")

    def give_back() -> None:
        verdicts.send_back(claim, request.user, version, verdict, note_of(request))

    said = "Returned with your note; the proposer holds the claim again."
    return step(request, claim, give_back, said, typed="decision", pane="verdict")


@require_POST
@once
def amendment(request: DeskRequest, pk: int) -> HttpResponse:
    claim, version = claim_for(request.user, pk), whole(request.POST, "version")

    def amend() -> None:
        verdicts.amend(claim, request.user, version, note_of(request))

    return step(request, claim, amend, "The signature is void; you hold the claim.", typed="amendment", pane="verdict")
