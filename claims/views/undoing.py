"""One's own last step on a claim, taken back."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from claims import undo
from claims.access import claim_for
from claims.forms.keys import number, whole
from claims.views.desk import DeskRequest
from claims.views.evidence import CHANGED
from claims.views.once import once
from claims.views.workspace import EVERY, done, refused
from claims.workflow import Refused


@require_POST
@once
def undoing(request: DeskRequest, pk: int) -> HttpResponse:
    claim = claim_for(request.user, pk)
    event, token = whole(request.POST, "event"), number(request.POST.get("token", ""))
    try:
        step = undo.undo(claim, request.user, token, event)
    except Refused as refusal:
        return refused(request, claim, refusal)
    panels = CHANGED if step.action in undo.OF_PASSAGES else EVERY
    return done(request, claim, f"Undone: {step.words}.", panels, lost="passages-h" if panels is CHANGED else "claim-h")
