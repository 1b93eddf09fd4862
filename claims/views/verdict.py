"""What the holder writes: the draft, saved as it is typed, and its submission."""

from django.http import HttpResponse
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from claims.access import claim_for, may_review
from claims.forms.answers import AnswersForm
from claims.forms.keys import errors_of, whole
from claims.forms.verdict import BeganForm, DraftForm
from claims.models import Claim, Draft, LostDraft
from claims.review import drafts, lost, verdicts
from claims.views.desk import DeskRequest
from claims.views.once import once
from claims.views.threeway import three_ways
from claims.views.workspace import done, refused
from claims.workflow import LeaseLost, Missing, Refused, Stale

KEPT = ("draft_version", "conflict", "lacks")


@require_POST
def draft(request: DeskRequest, pk: int) -> HttpResponse:
    claim = claim_for(request.user, pk)
    token = whole(request.POST, "token")
    try:
        saved = save_typed(request, claim, token)
    except Refused as refusal:
        return draft_refused(request, claim, refusal)
    return done(request, claim, f"Saved {localtime(saved.saved_at):%H:%M}", KEPT, pane="verdict", lost="gate-h")


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
    page, _ = BeganForm.read(request.POST)
    answers = AnswersForm.read(request.POST)
    saved = drafts.save(claim, request.user, token, version, page=page, answers=answers, **form.cleaned_data)
    lost.settle_of(claim, request.user, page)
    return saved


def save_typed_first(request: DeskRequest, claim: Claim, token: int) -> None:
    """For steps that end or renew a hold and carry the verdict's fields along: nothing typed is lost by them."""
    if "rationale" in request.POST:
        save_typed(request, claim, token)


def draft_refused(request: DeskRequest, claim: Claim, refusal: Refused) -> HttpResponse:
    """Nothing saved, everything typed kept; a text that somebody else saved meanwhile is shown beside it."""
    kept = keep_typed(request, claim, refusal)
    if not isinstance(refusal, Stale):
        return refused(request, claim, refusal, typed="draft", kept=kept)
    theirs = Draft.objects.select_related("rating", "saved_by").filter(claim=claim).first()
    three = three_ways(kept, theirs) if kept else None
    return refused(request, claim, refusal, typed="draft", panels=["conflict"], theirs=theirs, kept=kept, three=three)


def keep_typed(request: DeskRequest, claim: Claim, refusal: Refused) -> LostDraft | None:
    """The text of a save that came too late, kept in the database beside its field."""
    form = DraftForm(request.POST)
    if not form.is_valid() or not may_review(request.user) or not isinstance(refusal, LeaseLost | Stale):
        return None
    page, began = BeganForm.read(request.POST)
    return lost.keep(claim, request.user, page, words=form.cleaned_data, began=began, why=str(refusal))
