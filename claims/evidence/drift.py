"""Where an article's cited passages stand in its new revision. The passages themselves never move."""

from claims import anchorings
from claims.models import Evidence, Revision


def follow(revision: Revision) -> None:
    """Look for every passage that is attached from an earlier revision, and write down where it stands. Run twice it
    writes once."""
    spans = Evidence.objects.filter(
        revision__article=revision.article_id, revision__number__lt=revision.number, removed_at=None
    ).exclude(anchorings__revision=revision)
    looks = anchorings.look(list(spans), revision)
    if looks:
        anchorings.write(looks, revision)
