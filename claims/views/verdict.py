"""What the holder writes: the draft, saved as it is typed, and its submission."""

from django.http import HttpResponse
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from claims.access import claim_for
from claims.forms.keys import errors_of, whole
from claims.forms.verdict import DraftForm
from claims.models import Claim, Draft
from claims.review import drafts, verdicts
from claims.views.desk import DeskRequest
from claims.views.once import once
from claims.views.workspace import done, refused
from claims.workflow import Missing, Refused, Stale

KEPT = ("draft_version", "conflict", "lacks")


@require_POST
def draft(request: DeskRequest, pk: int) -> HttpResponse:
    claim = claim_for(request.user, pk)
    token = whole(request.POST, "token")
    try:
        saved = save_typed(request, claim, token)
    except Refused as refusal:
        return draft_refused(request, claim, refusal)
    return done(request, claim, f"Saved {localtime(saved.saved_at):%H:%M}", KEPT, pane="verdict")


@require_POST
@once
def submission(request: DeskRequest, pk: int) -> HttpResponse:
    claim = claim_for(request.user, pk)
    token, version = whole(request.POST, "token"), whole(request.POST, "version")
    try:
        save_typed(request, claim, token)
    except Refused as refusal:
        return draft_refused(request, claim, refusal)
    try:
        made = verdicts.submit(claim, request.user, token, version)
    except Refused as refusal:
        return refused(request, claim, refusal, panels=KEPT)
    return done(request, claim, f"Verdict {made.number} waits for a second person.", pane="verdict", focus="side-h")


def save_typed(request: DeskRequest, claim: Claim, token: int) -> Draft:
    """Save what stands in the verdict's fields; "over" is the version of another's text that the person gives up."""
    version = whole(request.POST, "over" if "over" in request.POST else "draft_version")
    form = DraftForm(request.POST)
    if not form.is_valid():
        raise Missing(errors_of(form))
    return drafts.save(claim, request.user, token, version, **form.cleaned_data)


def save_typed_first(request: DeskRequest, claim: Claim, token: int) -> None:
    """For steps that end or renew a hold and carry the verdict's fields along: nothing typed is lost by them."""
    if "rationale" in request.POST:
        save_typed(request, claim, token)


def draft_refused(request: DeskRequest, claim: Claim, refusal: Refused) -> HttpResponse:
    """Nothing saved, everything typed kept; a text that somebody else saved meanwhile is shown beside it."""
    if not isinstance(refusal, Stale):
        return refused(request, claim, refusal, typed="draft")
    theirs = Draft.objects.select_related("rating", "saved_by").filter(claim=claim).first()
    mine = DraftForm(request.POST)
    chosen = mine.cleaned_data.get("rating") if mine.is_valid() else None
    return refused(request, claim, refusal, typed="draft", panels=["conflict"], theirs=theirs, my_rating=chosen)
