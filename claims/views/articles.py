"""An article as it was captured: its text with the claims marked in it, and what was left out."""

from typing import Any, NamedTuple

from django.db.models import F, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.models import Article, Mention, Revision
from claims.text.marks import Mark, Piece, paragraphs, pieces
from claims.views.desk import DeskRequest, for_readers
from claims.views.rows import FLAGS

COPIES = 30


class Paragraph(NamedTuple):
    start: int
    margin: list[tuple[int, Mention]]  # the mentions that begin here, by their number on this page
    pieces: list[tuple[Piece, str]]  # and the classes of each


@require_safe
@for_readers
def article(request: DeskRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Article, pk=pk)
    if found.current_id is None:
        raise Http404
    return _page(request, found.current_id)


@require_safe
@for_readers
def revision(request: DeskRequest, pk: int, n: int) -> HttpResponse:
    return _page(request, get_object_or_404(Revision.objects.only("pk"), article=pk, number=n).pk)


def _page(request: DeskRequest, pk: int) -> HttpResponse:
    shown = Revision.objects.select_related("article__outlet", "raw").defer("raw__content").get(pk=pk)
    mentions = list(shown.mentions.select_related("claim").order_by("start", "pk"))
    return render(request, "articles/article.html", _context(shown, mentions))


def _context(revision: Revision, mentions: list[Mention]) -> dict[str, Any]:
    article = revision.article
    fields = ("article", "number", "fetched_at", "raw_id")
    return {
        "revision": revision,
        "article": article,
        "is_web": article.address.startswith(("http://", "https://")),
        "name": article.address.rsplit("/", 1)[-1],
        "mentions": list(enumerate(mentions, start=1)),
        "paragraphs": _paragraphs(revision, mentions),
        "sentences": ",".join(f"{start},{end}" for start, end in revision.sentences),
        "revisions": article.revisions.order_by("-number").only(*fields),
        "aliases": article.aliases.values_list("address", flat=True)[:20],
        "flags": [FLAGS.get(flag, str(flag).replace("_", " ")) for flag in revision.flags],
        "newest": revision.pk == article.current_id,
        **_copies(article),
    }


def _copies(article: Article) -> dict[str, Any]:
    """What it was copied from, and who else carries it."""
    if article.origin_id is None:
        return {}
    others = Article.objects.filter(origin=article.origin_id).exclude(pk=article.pk)
    fields = ("outlet__name", "current__title", "current__language", "origin_share")
    shown = others.select_related("outlet", "current").only(*fields).order_by("-origin_share", "pk")
    head = Q(pk=F("origin__head"))
    return {"head": shown.filter(head).first(), "copies": shown.exclude(head)[:COPIES], "copied": others.count()}


def _paragraphs(revision: Revision, mentions: list[Mention]) -> list[Paragraph]:
    marks = [Mark(each.start, each.end, "mention", number) for number, each in enumerate(mentions, start=1)]
    found = []
    for span in paragraphs(revision.text):
        cut = pieces(revision.text, marks, span)
        begun = sorted({mark.number for piece in cut for mark in piece.beginning})
        margin = [(number, mentions[number - 1]) for number in begun]
        found.append(Paragraph(span.start, margin, [(piece, _classes(piece)) for piece in cut]))
    return found


def _classes(piece: Piece) -> str:
    if not piece.over:
        return ""
    cut = ["cut-start"] if all(mark.start < piece.start for mark in piece.over) else []
    cut += ["cut-end"] if all(mark.end > piece.end for mark in piece.over) else []
    return " ".join(["hl mention", *cut])
