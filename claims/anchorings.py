"""What is known of spans in later revisions: written down once each, and what of it waits for a person."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.models import Anchoring, Claim, Event, Evidence, Mention, Revision
from claims.states import OPEN, State
from claims.text.gravity import gravity
from claims.text.reanchor import Placement, reanchor
from claims.text.sentences import sentences, whole_sentences
from claims.text.spans import Span

Decision, Status = Anchoring.Decision, Anchoring.Status
SURE = (Status.EXACT, Status.RESTYLED, Status.MOVED)
CHANGED = (Status.EDITED, Status.AMBIGUOUS, Status.ORPHANED)
LIVE = (*OPEN, State.PUBLISHED)  # claims whose evidence still matters
UNDECIDED = Q(status__in=CHANGED, decision="")


class Look(NamedTuple):
    """One span, and where it stands in a later revision."""

    span: Evidence | Mention
    before: str  # its words, a mention's whole sentence, where it was last surely placed
    placement: Placement
    latest: Anchoring | None


def undecided() -> QuerySet[Anchoring]:
    """What waits for a person: of each span the latest look, the gravest first, and of those the newest."""
    later = Anchoring.objects.filter(pk__gt=OuterRef("pk"))
    same = (later.filter(evidence=OuterRef("evidence")), later.filter(mention=OuterRef("mention")))
    waiting = Anchoring.objects.filter(UNDECIDED, claim__state__in=LIVE).exclude(evidence__removed_at__isnull=False)
    return waiting.filter(*(~Exists(each) for each in same)).order_by("-grave", "-pk")


def recount(claims: Collection[int]) -> None:
    """Set `drifted` to the number of spans that wait; the caller holds the claims' rows."""
    counts = Counter(undecided().filter(claim__in=claims).values_list("claim", flat=True))
    for pk in claims:
        Claim.objects.filter(pk=pk).update(drifted=counts[pk])


def look(spans: Sequence[Evidence | Mention], revision: Revision) -> list[Look]:
    """Where each stands in `revision`, found from the last one in which it was surely placed: so a text that was cut
    and restored is found again, and an edit that nobody judged is not taken for the words that were cited."""
    bases: dict[int, list[tuple[Evidence | Mention, Span, Anchoring | None]]] = defaultdict(list)
    for span, known in _known(spans, revision):
        base, place = _last_place(span, known)
        bases[base].append((span, place, known[0] if known else None))
    texts = Revision.objects.in_bulk(bases)
    return [each for base, group in bases.items() for each in _looked(texts[base].text, revision.text, group)]


def _looked(old: str, new: str, group: list[tuple[Evidence | Mention, Span, Anchoring | None]]) -> Iterator[Look]:
    places = [place for _, place, _ in group]
    listed = sentences(old)
    wholes = [_whole(span, whole_sentences(listed, place), place) for span, place, _ in group]
    found = reanchor(old, new, [*places, *wholes])
    for (span, _, latest), whole, own, around in zip(
        group, wholes, found[: len(group)], found[len(group) :], strict=True
    ):
        yield Look(span, whole.of(old), _weaker(own, around), latest)


def _whole(span: Evidence | Mention, sentence: Span, place: Span) -> Span:
    """A mention is its whole sentence: who says it belongs to it. Of a passage the words count that were cited."""
    return sentence if isinstance(span, Mention) else place


def _weaker(own: Placement, around: Placement) -> Placement:
    if around.status in SURE or (own.span and own.status not in SURE):
        return own
    if around.span or around.status == "ambiguous" or not own.span:
        return around
    return own._replace(status="edited")


def _known(
    spans: Sequence[Evidence | Mention], revision: Revision
) -> Iterator[tuple[Evidence | Mention, list[Anchoring]]]:
    """Earlier looks at each span, the latest first."""
    earlier = Anchoring.objects.filter(revision__article=revision.article_id, revision__number__lt=revision.number)
    found: dict[tuple[int | None, int | None], list[Anchoring]] = defaultdict(list)
    for each in earlier.order_by("-revision__number"):
        found[each.evidence_id, each.mention_id].append(each)
    for span in spans:
        yield span, found[(span.pk, None) if isinstance(span, Evidence) else (None, span.pk)]


def _last_place(span: Evidence | Mention, known: list[Anchoring]) -> tuple[int, Span]:
    """In the latest revision where it surely stood, or where a person said so."""
    for each in known:
        if each.status in SURE or each.decision == Decision.STANDS:
            place = _place_of(each)
            if place:
                return each.revision_id, place
    return span.revision_id, Span(span.start, span.end)


def _place_of(found: Anchoring) -> Span | None:
    """Of one that stood in several places: the one that a person chose, which stands in the record."""
    if found.start is not None and found.end is not None:
        return Span(found.start, found.end)
    told = Event.objects.filter(claim=found.claim_id, action="judge evidence", data__anchoring=found.pk).first()
    return Span(told.data["start"], told.data["end"]) if told and "start" in told.data else None


@transaction.atomic
def write(looks: Sequence[Look], revision: Revision) -> None:
    """A row for each, once; what the claims show of it follows."""
    claims = sorted({each.span.claim_id for each in looks})
    list(Claim.objects.select_for_update().filter(pk__in=claims).order_by("pk").values_list("pk"))
    Anchoring.objects.bulk_create((_row(each, revision) for each in looks), ignore_conflicts=True)
    recount(claims)


def _row(found: Look, revision: Revision) -> Anchoring:
    placement = found.placement
    place, quote = placement.span, placement.span.of(revision.text) if placement.span else ""
    row = Anchoring(
        claim_id=found.span.claim_id,
        evidence=found.span if isinstance(found.span, Evidence) else None,
        mention=found.span if isinstance(found.span, Mention) else None,
        revision=revision,
        status=placement.status,
        start=place.start if place else None,
        end=place.end if place else None,
        quote=quote,
        score=placement.score,
        grave=placement.status == "edited" and bool(gravity(found.before, quote)),
        candidates=[list(each) for each in placement.candidates[:3]],
    )
    latest = found.latest
    if latest and latest.decision == Decision.HISTORICAL and row.status in CHANGED:
        row.decision, row.decided_by, row.decided_at = latest.decision, latest.decided_by, latest.decided_at
    return row
