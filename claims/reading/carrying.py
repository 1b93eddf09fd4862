"""Mentions that go on in a new revision: those whose words surely stand there. All others are left to a person."""

from collections.abc import Iterator
from dataclasses import asdict

from claims import anchorings
from claims.anchorings import SURE, Look
from claims.models import Figure, Mention, Revision
from claims.text.anchors import anchor
from claims.text.spans import Span


def carry_over(revision: Revision) -> list[Span]:
    """The places in the new text whose claims are known already, dismissed ones too."""
    looks = anchorings.look(list(_heads(revision)), revision)
    changed = [each for each in looks if each.placement.status not in SURE]
    if changed:
        anchorings.write(changed, revision)
    sure = [_carry(each, revision) for each in looks if each.placement.status in SURE]
    return [place for places in (sure, *(_places(each) for each in changed)) for place in places]


def _heads(revision: Revision) -> Iterator[Mention]:
    """The last place of each mention in earlier revisions."""
    earlier = Mention.objects.filter(revision__article=revision.article_id, revision__number__lt=revision.number)
    carried = set(earlier.exclude(carried_from=None).values_list("carried_from", flat=True))
    for mention in earlier.select_related("revision").prefetch_related("figures").order_by("start", "pk"):
        if mention.pk not in carried:
            yield mention


def _places(found: Look) -> list[Span]:
    """Where a changed mention may stand: what is said there is no other claim."""
    placement = found.placement
    if placement.span:
        return [placement.span]
    return placement.candidates if placement.status == "ambiguous" else []


def _carry(found: Look, revision: Revision) -> Span:
    mention, to = found.span, found.placement.span
    assert isinstance(mention, Mention)
    assert to is not None
    made, is_new = Mention.objects.get_or_create(
        claim_id=mention.claim_id,
        revision=revision,
        start=to.start,
        end=to.end,
        defaults=asdict(anchor(revision.text, *to))
        | {
            "claimant": mention.claimant,
            "manner": mention.manner,
            "carried_from": mention,
            "backend": mention.backend,
            "input_hash": mention.input_hash,
            "signs": mention.signs,
            "spoken": _spoken(mention, revision, to),
        },
    )
    if is_new:
        Figure.objects.bulk_create(list(_figures(mention, made)))
    return to


def _spoken(mention: Mention, revision: Revision, to: Span) -> dict[str, list[int]]:
    """Who says it and how, where the same words stand as far from the mention as before."""
    by = to.start - mention.start
    old, new = mention.revision.text, revision.text
    moved = ((role, start, end) for role, (start, end) in mention.spoken.items() if start + by >= 0)
    return {role: [start + by, end + by] for role, start, end in moved if old[start:end] == new[start + by : end + by]}


def _figures(mention: Mention, made: Mention) -> Iterator[Figure]:
    """By which of the same words it is: house style may have made the passage longer or shorter."""
    for figure in mention.figures.all():
        times = mention.quote.count(figure.quote, 0, figure.start - mention.start)
        parts = made.quote.split(figure.quote)
        if times + 1 < len(parts):
            start = made.start + len(figure.quote.join(parts[: times + 1]))
            figure.pk, figure.mention = None, made
            figure.start, figure.end = start, start + len(figure.quote)
            yield figure
