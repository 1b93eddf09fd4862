"""What changed between two captures of an article, word by word."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.forms.keys import number
from claims.models import Revision
from claims.text.differences import Paragraph, Piece, paragraphs, words
from claims.views.desk import DeskRequest, for_readers

LONGEST = 1_500_000  # characters of both texts together that are compared word by word
AROUND = 1  # unchanged paragraphs that stay to be seen beside a changed one
FACTS = (
    ("Title", "title"),
    ("Byline", "byline_names"),
    ("Published", "published_on"),
    ("Updated", "updated_on"),
    ("Section", "section"),
    ("Language", "language"),
    ("Note", "note"),
)


class Stretch(NamedTuple):
    """Paragraphs to show, or unchanged ones to fold away."""

    folded: bool
    paragraphs: list[Paragraph]


@require_safe
@for_readers
def changes(request: DeskRequest, pk: int, n: int) -> HttpResponse:
    revisions = Revision.objects.filter(article=pk).select_related("article__outlet")
    new = get_object_or_404(revisions, number=n)
    against = number(request.GET["against"]) if "against" in request.GET else n - 1
    old = get_object_or_404(revisions, number=against or 0)
    if old.pk == new.pk:
        raise Http404
    return render(request, "articles/changes.html", _context(old, new))


def _context(old: Revision, new: Revision) -> dict[str, Any]:
    too_long = len(old.text) + len(new.text) > LONGEST
    found = [] if too_long else paragraphs(old.text, new.text)
    pieces = [piece for each in found for piece in each.pieces]
    return {
        "article": new.article,
        "old": old,
        "new": new,
        "facts": _facts(old, new),
        "too_long": too_long,
        "stretches": list(_stretches(found)),
        "same": old.text == new.text,
        "gone": sum(len(piece.text.split()) for piece in pieces if piece.kind == "deleted"),
        "come": sum(len(piece.text.split()) for piece in pieces if piece.kind == "inserted"),
        "others": new.article.revisions.exclude(pk=new.pk).order_by("-number").values_list("number", flat=True)[:50],
    }


def _facts(old: Revision, new: Revision) -> list[tuple[str, list[Piece]]]:
    """What is known about the article besides its text, where it changed."""
    pairs = ((label, _said(old, name), _said(new, name)) for label, name in FACTS)
    return [(label, words(before, now)) for label, before, now in pairs if before != now]


def _said(revision: Revision, name: str) -> str:
    value = getattr(revision, name)
    return "" if value is None else str(value)


def _stretches(found: list[Paragraph]) -> Iterator[Stretch]:
    changed = [at for at, each in enumerate(found) if each.is_changed]
    near = {at + step for at in changed for step in range(-AROUND, AROUND + 1)}
    for folded, group in groupby(enumerate(found), key=lambda pair: pair[0] not in near):
        yield Stretch(folded, [each for _, each in group])
