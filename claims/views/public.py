"""What everybody may read: rendered from what was frozen at publication, never from what the desk works on."""

import re
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import F, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from claims.forms.keys import number
from claims.models import Claim, Publication, Retraction, SignOff
from claims.states import State
from claims.templatetags.citing import linked

PAGE = 30
CONTEXT = 32  # characters kept on each side of a passage; fewer of them reach to its paragraph's edge
OUT = (State.PUBLISHED, State.RETRACTED)
PARTS = (
    ("supports", "Evidence for", "+", "Supports"),
    ("contradicts", "Evidence against", "≠", "Contradicts"),
    ("context", "Context", "i", "Context"),
)
for_everybody = cache_control(public=True, max_age=60)


@login_not_required
@require_safe
@for_everybody
def checks(request: HttpRequest) -> HttpResponse:
    before = number(request.GET.get("before", ""))
    found = _current().filter(**({"pk__lt": before} if before else {})).order_by("-pk")
    page = list(found.values(*LISTED, **SAID)[: PAGE + 1])
    older = page[PAGE - 1]["pk"] if len(page) > PAGE else None
    shown = {"checks": page[:PAGE], "older": older, "first": bool(before)}
    return render(request, "public/checks.html", shown)


LISTED = ("pk", "claim_id", "number", "published_at")
SAID: dict[str, Any] = {
    "wording": KeyTextTransform("wording", "frozen"),
    "claimant": KeyTextTransform("claimant", "frozen"),
    "verdict_word": KeyTextTransform("label", KeyTextTransform("rating", "frozen")),
    "state": F("claim__state"),
}


def _current() -> QuerySet[Publication]:
    """Of each claim what stands, or stood until it was retracted."""
    return Publication.objects.filter(claim__state__in=OUT, verdict__standing__in=["published", "retracted"])


@login_not_required
@require_safe
@for_everybody
def check(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _versions(pk), None)


@login_not_required
@require_safe
@for_everybody
def version(request: HttpRequest, pk: int, n: int) -> HttpResponse:
    return _page(request, _versions(pk), n)


def _versions(pk: int) -> list[Publication]:
    """Newest first; none is answered like an id that no claim has."""
    found = Publication.objects.filter(claim=pk, claim__state__in=OUT).select_related("verdict__proposed_by", "claim")
    return list(found.defer("verdict__frozen", "verdict__rationale").order_by("-number"))


def _page(request: HttpRequest, versions: list[Publication], n: int | None) -> HttpResponse:
    shown = next((each for each in versions if n is None or each.number == n), None)
    if shown is None:
        raise Http404
    retraction = _retraction(shown.claim) if shown.claim.state == State.RETRACTED else None
    context = _context(shown) | {
        "newest": versions[0],
        "older": shown.pk != versions[0].pk,
        "versions": versions,
        "first": versions[-1],
        "retraction": retraction,
    }
    return render(request, "public/check.html", context, status=410 if retraction else 200)


def _retraction(claim: Claim) -> Retraction | None:
    return Retraction.objects.filter(claim=claim, confirmed_by__isnull=False).first()


def _context(shown: Publication) -> dict[str, Any]:
    frozen = shown.frozen
    numbers = {passage["number"] for passage in frozen["evidence"]}
    return {
        "publication": shown,
        "said": frozen,
        "said_on": _day(frozen["said_on"]),
        "paragraphs": [linked(part, numbers, "p") for part in re.split(r"\n\s*\n", frozen["rationale"].strip())],
        "parts": [part for each in PARTS if (part := _part(frozen["evidence"], *each))],
        "signature": SignOff.objects.filter(verdict=shown.verdict_id).select_related("by").first(),
    }


def _part(evidence: list[dict[str, Any]], stance: str, heading: str, sign: str, word: str) -> dict[str, Any] | None:
    passages = [_passage(each) for each in evidence if each["stance"] == stance]
    return (
        {"stance": stance, "heading": heading, "sign": sign, "word": word, "passages": passages} if passages else None
    )


def _passage(frozen: dict[str, Any]) -> dict[str, Any]:
    """With its source as readers may see it: a web address as a link, a file by its title and never by its place."""
    address = frozen["address"]
    return frozen | {
        "before": _before(frozen["prefix"]),
        "after": _after(frozen["suffix"]),
        "link": address if address.startswith(("http://", "https://")) else "",
        "day": _day(frozen["published_on"]),
    }


def _before(prefix: str) -> str:
    """The words before a passage in its paragraph, from the first whole one."""
    text = prefix.rpartition("\n")[2]
    if len(text) < CONTEXT:
        return text
    return "… " + text.partition(" ")[2]


def _after(suffix: str) -> str:
    text = suffix.partition("\n")[0]
    if len(text) < CONTEXT:
        return text
    return text.rpartition(" ")[0] + " …"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
