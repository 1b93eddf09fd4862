"""Searches that were made for a claim and questions that were asked: noted, answered, no longer waited for."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from claims.access import claim_for
from claims.forms.claim import ContactForm, TriedForm
from claims.forms.keys import errors_of
from claims.models import Contact
from claims.review import contacts, trying
from claims.views.desk import DeskRequest
from claims.views.once import once
from claims.views.workspace import done, refused
from claims.workflow import Missing, Refused

SHOWN = ("digging", "lacks")


@require_POST
@once
def searches(request: DeskRequest, pk: int) -> HttpResponse:
    claim, form = claim_for(request.user, pk), TriedForm(request.POST)
    try:
        if not form.is_valid():
            raise Missing(errors_of(form))
        said = form.cleaned_data
        where = said["place"] or trying.HERE
        trying.note(claim, request.user, place=where, words=said["words"], nothing=not said["found"], note=said["note"])
    except Refused as refusal:
        return refused(request, claim, refusal, typed="search")
    return done(request, claim, "Noted: the search is in the record.", SHOWN, pane="evidence", lost="digging-h")


@require_POST
@once
def questions(request: DeskRequest, pk: int) -> HttpResponse:
    claim, form = claim_for(request.user, pk), ContactForm(request.POST)
    try:
        if not form.is_valid():
            raise Missing(errors_of(form))
        contacts.ask(claim, request.user, **form.cleaned_data)
    except Refused as refusal:
        return refused(request, claim, refusal, typed="question")
    return done(request, claim, "Noted: whom you asked is in the record.", SHOWN, pane="evidence", lost="digging-h")


@require_POST
@once
def answer(request: DeskRequest, pk: int, n: int) -> HttpResponse:
    """What was answered; without words, that nobody waits for it any more."""
    claim = claim_for(request.user, pk)
    contact = get_object_or_404(Contact, pk=n, claim=claim)
    words = request.POST.get("answer", "").replace("\0", "").replace("\r\n", "\n")[:4000]
    try:
        if "close" in request.POST:
            contacts.stop_waiting(contact, request.user, words)
        else:
            contacts.answered(contact, request.user, words)
    except Refused as refusal:
        return refused(request, claim, refusal, typed=f"answer-{n}")
    return done(request, claim, "Noted.", SHOWN, pane="evidence", lost="digging-h")
