"""A claimant, under all its names: what it says."""

from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.forms.keys import number
from claims.models import Claim, Claimant, ClaimantName, Mention
from claims.states import Role
from claims.views.desk import DeskRequest, for_readers

SHOWN = 30
ENDS = ' ."“”'
PLACES = 5  # shown of one claim
LARGE = ("text", "sentences", "removed", "dates")  # of a revision, not read for a list


class Row(NamedTuple):
    claim: Claim
    said: list[tuple[Mention, str]]  # where it says it, the latest first, and its words where the claim's are others


@require_safe
@for_readers
def one(request: DeskRequest, pk: int) -> HttpResponse:
    claimant = get_object_or_404(Claimant, pk=pk)
    names = list(claimant.names.all())
    keys = [name.folded for name in names]
    claims = _claims(keys, number(request.GET.get("before", "")))
    shown: dict[str, Any] = {
        "claimant": claimant,
        "names": _others(claimant, names),
        "rows": _rows(claims[:SHOWN], keys),
        "before": claims[SHOWN - 1].pk if len(claims) > SHOWN else None,
        "curates": request.user.is_any(Role.CURATOR),
    }
    return render(request, "claims/claimant.html", shown)


def _others(claimant: Claimant, names: list[ClaimantName]) -> list[ClaimantName]:
    return [name for name in names if name.name != claimant.name]


def _claims(keys: list[str], before: int | None) -> list[Claim]:
    """The newest that it makes itself or is quoted with, one more than fit a page."""
    own: QuerySet[Any] = Claim.objects.filter(claimant_key__in=keys).order_by("-pk")
    quoted: QuerySet[Any] = Mention.objects.filter(claimant_key__in=keys).order_by("-claim")
    if before:
        own, quoted = own.filter(pk__lt=before), quoted.filter(claim__lt=before)
    found = {*own.values_list("pk", flat=True)[: SHOWN + 1]}
    found |= {*quoted.values_list("claim", flat=True).distinct()[: SHOWN + 1]}
    claims = Claim.objects.filter(pk__in=found).select_related("article__outlet", "article__current")
    return list(claims.defer(*(f"article__current__{name}" for name in LARGE)).order_by("-pk")[: SHOWN + 1])


def _rows(claims: list[Claim], keys: list[str]) -> list[Row]:
    said: dict[int, list[Mention]] = {}
    mentions = Mention.objects.filter(claim__in=claims, claimant_key__in=keys, revision__current_of__isnull=False)
    joined = mentions.select_related("revision__article__outlet").defer(*(f"revision__{name}" for name in LARGE))
    for mention in joined.order_by("-pk"):
        said.setdefault(mention.claim_id, []).append(mention)
    return [Row(claim, [(each, _words(each, claim)) for each in said.get(claim.pk, [])[:PLACES]]) for claim in claims]


def _words(mention: Mention, claim: Claim) -> str:
    return "" if mention.quote.strip(ENDS) == claim.wording.strip(ENDS) else mention.quote
