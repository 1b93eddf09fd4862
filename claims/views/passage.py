"""From what a form says of a passage to its place."""

from claims.models import Revision
from claims.text.spans import Span
from claims.text.typed import MOST, places
from claims.workflow import Missing


def placed(revision: Revision, start: int | None, end: int | None, quote: str) -> Span:
    """The place that was selected, else the only one where the words stand."""
    if start is not None and end is not None:
        return _selected(revision, Span(start, end), quote)
    found = places(revision.text, quote)
    if not found:
        raise Missing("These words do not stand in this text. Copy them from the article as they are.")
    if len(found) > 1:
        count = f"{MOST} places or more" if len(found) == MOST else f"{len(found)} places"
        raise Missing(f"These words stand in {count} of this text. Add words around them, so that only one is meant.")
    return found[0]


def _selected(revision: Revision, span: Span, quote: str) -> Span:
    if not 0 <= span.start < span.end <= len(revision.text):
        raise Missing("Select the passage again: it does not lie within the text.")
    if span.of(revision.text) != quote:
        raise Missing("Select the passage again: the text at this place reads differently.")
    return span
