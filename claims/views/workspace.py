"""The claim's page: all that it shows, whole or as the panels that an htmx answer replaces."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import F
from django.db.models.functions import Now
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django_htmx.http import reswap, trigger_client_event

from claims import undo
from claims.access import live_lease, may, may_review, open_retraction, open_verdict
from claims.models import Claim, Draft, Lease, Person, Rating, SignOff, Stance, Verdict
from claims.reading import naming
from claims.reading.decisions import BECAUSE
from claims.review import blind, verdicts
from claims.states import STEPS, Role, State
from claims.text import oddities
from claims.views import compared, digging, drift, figures, gate, holding, proposed, reader, rows, talking, threeway
from claims.views.desk import DeskRequest
from claims.workflow import LeaseLost, Refused, Stale

EVERY = ("strip", "acts", "tabs", "about", "reader", "side")
PANES = ("reader", "claim", "evidence", "verdict")
SOON = 5  # minutes left of a hold


class Typed(NamedTuple):
    """What a refused post held, and for which form."""

    form: str = ""
    post: Mapping[str, str] = {}

    def of(self, form: str) -> Mapping[str, str]:
        return self.post if self.form == form else {}


NOTHING = Typed()


def page(request: DeskRequest, claim: Claim, *, status: int = 200, **more: Any) -> HttpResponse:
    return render(request, "claims/claim.html", context(request, claim, **more), status=status)


def answer(
    request: DeskRequest, claim: Claim, panels: Iterable[str] = (), *, said: str = "", status: int = 200, **more: Any
) -> HttpResponse:
    """To htmx: the notice (or none) first, then each panel to be replaced."""
    shown = context(request, claim, **more)
    shown |= {"panels": [f"claims/panels/{name}.html" for name in (*panels, "undo")], "said": said, "oob": True}
    return reswap(render(request, "claims/answer.html", shown, status=status), "innerHTML")


def done(
    request: DeskRequest,
    claim: Claim,
    said: str,
    panels: Iterable[str] = EVERY,
    *,
    pane: str = "",
    focus: str = "",
    lost: str = "",
) -> HttpResponse:
    """`focus` is where the focus goes, `lost` where it goes if what had it is no more."""
    if not request.htmx:
        messages.success(request, said)
        return redirect(address(claim, request.POST.get("shown", ""), pane))
    claim.refresh_from_db()
    response = answer(request, claim, panels, said=said)
    if lost:
        trigger_client_event(response, "focus-lost", {"id": lost}, after="settle")
    return trigger_client_event(response, "focus-on", {"id": focus}, after="settle") if focus else response


def refused(
    request: DeskRequest, claim: Claim, refusal: Refused, typed: str = "", panels: Iterable[str] = (), **more: Any
) -> HttpResponse:
    """Nothing was done; what was typed stays in its fields, and `refusal` is told in place."""
    claim.refresh_from_db()
    kept = {"typed": Typed(typed, request.POST), "refusal": refusal, **more}
    if request.htmx:
        return answer(request, claim, panels, status=refusal.status, **kept)
    return page(request, claim, status=refusal.status, **kept)


def address(claim: Claim, shown: str = "", pane: str = "") -> str:
    parts = {"revision": shown if shown.isdecimal() else "", "pane": pane}
    query = urlencode({name: value for name, value in parts.items() if value})
    return reverse("claim", args=[claim.pk]) + (f"?{query}" if query else "")


def context(
    request: DeskRequest, claim: Claim, *, typed: Typed = NOTHING, refusal: Refused | None = None, **more: Any
) -> dict[str, Any]:
    lease, verdict = held(claim), open_verdict(claim)
    holds = lease is not None and lease.holder_id == request.user.pk
    hidden = blind.hidden_from(request.user, claim)
    mentions = rows.mentions(claim)
    passages = rows.frozen(verdict.frozen["evidence"]) if verdict else rows.attached(claim)
    passages = drift.marked(claim, passages, mentions)
    said = compared.said(claim, mentions)
    passages = [row._replace(versus=compared.compared(said, row.quote)) for row in passages]
    proposals = proposed.proposed(claim, said) if verdict is None else []
    shown = reader.reader(request, claim, mentions, passages, proposals)
    return {
        "claim": claim,
        "here": reverse("claim", args=[claim.pk]),
        "lease": lease,
        "holds": holds,
        "may": steps(request.user, claim),
        "may_add": may_add(request.user),
        "may_take": may_take(request.user, claim, lease),
        "stances": Stance.choices,
        "dismissals": BECAUSE,
        "mentions": mentions,
        "joined": naming.joined({claim.claimant, *(mention.claimant for mention in mentions)}),
        "figures": figures.shown(mentions),
        "passages": passages,
        "proposals": proposals,
        "compares": bool(said),
        "tally": rows.tally(passages),
        "origins": rows.origins(row.revision for row in passages),
        "said_by": rows.origins(mention.revision_id for mention in mentions),
        **digging.around(request, claim, holds=holds, form=typed.form),
        **holding.around(request.user, claim, lease),
        "pane": _pane(request),
        "typed": typed._asdict(),
        "refusal": refusal,
        "undoing": undo.offered(claim, request.user),
        "reload": isinstance(refusal, Stale) and not more.get("theirs"),
        "again": isinstance(refusal, LeaseLost) and lease is None and may_review(request.user),
        **shown,
        **_keys(request, claim, lease if holds else None, typed),
        **_verdict(request.user, claim, None if hidden else verdict),
        **talking.around(request.user, claim, verdict, hidden),
        **(_writing(claim, typed) if holds or (typed.form == "draft" and not hidden) else {}),
        **more,
    }


def may_add(person: Person) -> bool:
    return person.is_any(Role.REVIEWER, Role.SENIOR, Role.CURATOR)


def may_take(person: Person, claim: Claim, lease: Lease | None) -> bool:
    """Also a claim whose holder's time has run out before anybody noticed."""
    return lease is None and (may(person, "take", claim) or (claim.state == State.WORKING and may_review(person)))


def _pane(request: DeskRequest) -> str:
    asked = request.GET.get("pane") or request.POST.get("pane")
    return asked if asked in PANES else PANES[0]


def steps(person: Person, claim: Claim) -> dict[str, bool]:
    """Which buttons to show. The door asks again."""
    return {name.replace(" ", "_"): may(person, name, claim) for name in STEPS}


def held(claim: Claim) -> Lease | None:
    """The live lease with `minutes` left, by the database's clock."""
    lease = live_lease(claim)
    if lease:
        left = Lease.objects.filter(pk=lease.pk).annotate(left=F("expires_at") - Now()).values_list("left", flat=True)
        lease.minutes = max(0, round(left[0].total_seconds() / 60)) if left else 0  # type: ignore[attr-defined]
        lease.soon = lease.minutes < SOON  # type: ignore[attr-defined]
    return lease


def _keys(request: DeskRequest, claim: Claim, lease: Lease | None, typed: Typed) -> dict[str, Any]:
    """What the forms are made from. A refused form keeps its own: only a look at the claim makes it a newer one."""
    return {"version": claim.version, "token": lease.pk if lease else typed.post.get("token", "")}


def _writing(claim: Claim, typed: Typed) -> dict[str, Any]:
    draft = Draft.objects.select_related("rating", "saved_by").filter(claim=claim).first()
    mine = typed.of("draft")
    ratings = list(Rating.objects.filter(scale__is_active=True).select_related("scale"))
    chosen = mine.get("rating", "") if mine else str(draft.rating_id or "") if draft else ""
    return {
        "draft": draft,
        "draft_version": mine.get("draft_version", "") if mine else draft.version if draft else 0,
        "began": mine.get("began", "") if mine else threeway.began(draft),
        "page_key": mine.get("page", "") if mine else "",
        "rationale": mine.get("rationale", "") if mine else draft.rationale if draft else "",
        "public_note": mine.get("public_note", "") if mine else draft.public_note if draft else "",
        "chosen": chosen,
        "on_scale": [rating for rating in ratings if rating.value is not None],
        "off_scale": [rating for rating in ratings if rating.value is None],
        **gate.shown(claim, draft, mine),
        "correcting": claim.state == State.PUBLISHED,
        "returned": _returned(claim),
    }


def _returned(claim: Claim) -> SignOff | None:
    """What the last verdict was returned with, until another one is submitted."""
    last = SignOff.objects.filter(verdict__claim=claim).select_related("by", "verdict").order_by("-pk").first()
    return last if last and last.decision == SignOff.Decision.RETURNED else None


def _verdict(person: Person, claim: Claim, verdict: Verdict | None) -> dict[str, Any]:
    public = claim.state in (State.PUBLISHED, State.RETRACTED)
    return {
        "verdict": verdict,
        "odd": odd(verdict) if verdict else [],
        "is_proposer": verdict is not None and verdict.proposed_by_id == person.pk,
        "signature": verdict.sign_offs.select_related("by").first() if verdict else None,
        "signers": signers(verdict) if verdict and verdict.standing == Verdict.Standing.SUBMITTED else [],
        "publication": claim.publications.select_related("verdict").first() if public else None,
        "asked": open_retraction(claim) if public else None,
        "retraction": verdicts.retraction_of(claim) if claim.state == State.RETRACTED else None,
    }


def odd(verdict: Verdict) -> list[str]:
    """What may read otherwise than it is in the words that a signature would cover."""
    said = verdict.frozen
    words = [said["wording"], said["claimant"], said["rationale"], *(each["note"] for each in said["evidence"])]
    return [rows.FLAGS[flag] for flag in oddities.flags("\n".join(map(str, words)))]


def signers(verdict: Verdict) -> list[Person]:
    seniors = Person.objects.filter(is_active=True, roles__contains=[Role.SENIOR])
    return list(seniors.exclude(pk=verdict.proposed_by_id).order_by("name")[:8])
