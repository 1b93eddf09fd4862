"""A hold that ends before its time: handed over by its holder, broken off by a senior."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from claims.access import claim_for, live_lease
from claims.forms.keys import number, whole
from claims.models import Person
from claims.review import leases
from claims.views.desk import DeskRequest
from claims.views.once import once
from claims.views.steps import note_of, step
from claims.views.verdict import draft_refused, save_typed_first
from claims.workflow import Missing, Refused


@require_POST
@once
def handover(request: DeskRequest, pk: int) -> HttpResponse:
    claim, version = claim_for(request.user, pk), whole(request.POST, "version")
    to = Person.objects.filter(pk=number(request.POST.get("to", "")) or 0).first()
    held = live_lease(claim)
    try:
        if held and held.holder_id == request.user.pk:
            save_typed_first(request, claim, whole(request.POST, "token"))
    except Refused as refusal:
        return draft_refused(request, claim, refusal)

    def give() -> None:
        if to is None:
            raise Missing("Choose who is to go on with it.")
        leases.hand_over(claim, request.user, to, version, note_of(request))

    return step(request, claim, give, f"Handed over to {to}. They are told.", typed="handover")


@require_POST
@once
def lease_end(request: DeskRequest, pk: int) -> HttpResponse:
    claim, version = claim_for(request.user, pk), whole(request.POST, "version")

    def end() -> None:
        leases.break_off(claim, request.user, version, note_of(request))

    return step(request, claim, end, "The hold is ended; its holder is told why.", typed="lease-end")
