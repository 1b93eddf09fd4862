"""What a person decides about a span whose page reads differently now. The span itself stays where it is."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from claims.access import may_review
from claims.anchorings import CHANGED, UNDECIDED, Decision
from claims.anchorings import recount as recount
from claims.anchorings import undecided as undecided
from claims.models import Anchoring, Claim, Figure, Mention, Person
from claims.states import Who
from claims.text.anchors import anchor
from claims.text.spans import Span
from claims.workflow import Missing, NotAllowed, Stale, lock, record


def after(grave: bool, pk: int) -> QuerySet[Anchoring]:
    """The list behind one of its rows."""
    behind = Q(grave=grave, pk__lt=pk)
    return undecided().filter(behind | Q(grave=False) if grave else behind)


def waiting_on(claim: Claim) -> Iterator[tuple[tuple[str, int], str]]:
    """Of a claim's passages by number and its mentions by id, those that wait, and how they changed."""
    found = undecided().filter(claim=claim).values_list("evidence__number", "mention", "status")
    for number, mention, status in found:
        yield (("passage", number) if number else ("mention", mention)), status


@transaction.atomic
def judge(anchoring: Anchoring, decision: str, by: Person, place: Span | None = None) -> Anchoring:
    """Record that the later revision still says it (at `place`, where that is not sure), or that the span is history.

    Raises one of the `Refused` family and then nothing was changed. Earlier looks at the span need nobody any more.
    """
    if not may_review(by):
        raise NotAllowed(f"This is for {Who.REVIEWERS.value}.")
    locked = lock(anchoring.claim_id)
    found = Anchoring.objects.select_related("evidence", "mention", "revision", "decided_by").get(pk=anchoring.pk)
    _still_open(found)
    chosen = _chosen(found, decision, place)
    same_span = Anchoring.objects.filter(UNDECIDED, evidence=found.evidence_id, mention=found.mention_id)
    same_span.filter(pk__lte=found.pk).update(decision=decision, decided_by=by, decided_at=Now())
    found.refresh_from_db()
    if chosen and found.mention:
        _carry(found.mention, found, chosen)
    recount([locked.pk])
    record(locked, "judge evidence", by=by, data=_told(found, chosen))
    return found


def _still_open(found: Anchoring) -> None:
    if found.decision and found.decided_by:
        raise Stale(f"{found.decided_by} judged this already: {found.get_decision_display().lower()}.")
    if found.status not in CHANGED or not undecided().filter(pk=found.pk).exists():
        raise Stale("There is nothing to judge any more: the page changed again, or the passage was removed.")


def _chosen(found: Anchoring, decision: str, place: Span | None) -> Span | None:
    """Where the later revision says it; None where it is kept as it was said then."""
    if decision not in Decision.values:
        raise Missing("Say whether the page still says it, or keep it as it was said then.")
    if decision == Decision.HISTORICAL:
        return None
    places = places_of(found)
    if place is None and len(places) == 1:
        return places[0]
    if place not in places:
        raise Missing("Choose the place that still says it." if places else "No place of the new text is known for it.")
    return place


def places_of(found: Anchoring) -> list[Span]:
    """Where a person may say that it stands now."""
    if found.start is not None and found.end is not None:
        return [Span(found.start, found.end)]
    return [Span(start, end) for start, end in found.candidates[:3]]


def _carry(mention: Mention, found: Anchoring, to: Span) -> None:
    """The mention's further place, with those of its figures that are written there in the same words."""
    told = {"claimant": mention.claimant, "manner": mention.manner, "backend": mention.backend, "carried_from": mention}
    words = asdict(anchor(found.revision.text, to.start, to.end))
    made, is_new = Mention.objects.get_or_create(
        claim_id=mention.claim_id, revision=found.revision, start=to.start, end=to.end, defaults=words | told
    )
    if is_new:
        Figure.objects.bulk_create(_figures(mention, made))


def _figures(mention: Mention, made: Mention) -> list[Figure]:
    kept = []
    for figure in mention.figures.all():
        places = list(re.finditer(rf"(?<![\w.,]){re.escape(figure.quote)}(?!\w|[.,]\d)", made.quote))
        if len(places) == 1:
            figure.pk, figure.mention = None, made
            figure.start, figure.end = made.start + places[0].start(), made.start + places[0].end()
            kept.append(figure)
    return kept


def _told(found: Anchoring, chosen: Span | None) -> dict[str, Any]:
    what = {"passage": found.evidence.number} if found.evidence else {"mention": found.mention_id}
    there = {"start": chosen.start, "end": chosen.end, "quote": chosen.of(found.revision.text)} if chosen else {}
    return {
        **what,
        **there,
        "anchoring": found.pk,
        "revision": found.revision_id,
        "status": found.status,
        "decision": found.get_decision_display().lower(),
    }
