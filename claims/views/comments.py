"""Saying something on a claim, answering, resolving."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from claims.access import claim_for
from claims.forms.keys import errors_of
from claims.forms.talk import CommentForm
from claims.models import Claim
from claims.review import comments
from claims.review.comments import Said
from claims.views.desk import DeskRequest
from claims.views.once import once
from claims.views.workspace import done, refused
from claims.workflow import Missing, Refused

PANELS = ("comments", "sign_gate")


@require_POST
@once
def say(request: DeskRequest, pk: int) -> HttpResponse:
    claim = claim_for(request.user, pk)
    try:
        words = _words(request)
        said = comments.say(claim, request.user, words["text"], about=words["about"], quote=words["quote"])
    except Refused as refusal:
        return refused(request, claim, refusal, typed="comment")
    return _shown(request, claim, said)


@require_POST
@once
def answer(request: DeskRequest, pk: int, n: int) -> HttpResponse:
    claim = claim_for(request.user, pk)
    try:
        said = comments.answer(claim, request.user, n, _words(request)["text"])
    except Refused as refusal:
        return refused(request, claim, refusal, typed=f"answer-{n}")
    return _shown(request, claim, said)


@require_POST
@once
def resolution(request: DeskRequest, pk: int, n: int) -> HttpResponse:
    claim, is_done = claim_for(request.user, pk), request.POST.get("open") != "1"
    try:
        comments.resolve(claim, request.user, n, done=is_done)
    except Refused as refusal:
        return refused(request, claim, refusal)
    told = "Resolved." if is_done else "Open again."
    return done(request, claim, told, PANELS, pane="verdict", focus="comments-h" if is_done else f"comment-{n}")


def _words(request: DeskRequest) -> dict[str, str]:
    form = CommentForm(request.POST)
    if not form.is_valid():
        raise Missing(errors_of(form))
    return form.cleaned_data


def _shown(request: DeskRequest, claim: Claim, said: Said) -> HttpResponse:
    return done(request, claim, told(said), PANELS, pane="verdict", focus=f"comment-{said.comment.pk}")


def told(said: Said) -> str:
    called = f" {' and '.join(map(str, said.called))} will be told." if said.called else ""
    unknown = f" Nobody alone is called {' or '.join('@' + name for name in said.unknown)}." if said.unknown else ""
    return f"Comment saved.{called}{unknown}"
