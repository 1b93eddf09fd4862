"""An article as it was captured: its text with the claims marked in it, and what was left out."""

import re
from typing import Any, NamedTuple

from django.db.models import F, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.models import Article, Mention, Revision, Story
from claims.reading import naming
from claims.text.marks import Mark, Piece, paragraphs, pieces
from claims.text.readers import reader
from claims.views.desk import DeskRequest, for_readers
from claims.views.rows import FLAGS

COPIES = 30
STORIES = 200  # to choose from, the newest


class Shown(NamedTuple):
    start: int
    text: str
    classes: str
    anchor: str


class Paragraph(NamedTuple):
    start: int
    margin: list[tuple[int, Mention]]  # the mentions that begin here, by their number on this page
    pieces: list[Shown]


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
    shown = Revision.objects.select_related("article__outlet", "raw", "reading").defer("raw__content").get(pk=pk)
    mentions = list(shown.mentions.select_related("claim").order_by("start", "pk"))
    return render(request, "articles/article.html", _context(shown, mentions, _asked(request)))


def _asked(request: DeskRequest) -> list[Mark]:
    """The place that the address asks to show, "120-180"."""
    found = re.fullmatch(r"(\d{1,9})-(\d{1,9})", request.GET.get("at", ""), re.ASCII)
    return [Mark(int(found[1]), int(found[2]), "found")] if found and int(found[1]) < int(found[2]) else []


def _context(revision: Revision, mentions: list[Mention], asked: list[Mark]) -> dict[str, Any]:
    article = revision.article
    fields = ("article", "number", "fetched_at", "raw_id")
    return {
        "revision": revision,
        "article": article,
        "is_web": article.address.startswith(("http://", "https://")),
        "name": article.address.rsplit("/", 1)[-1],
        "mentions": list(enumerate(mentions, start=1)),
        "paragraphs": _paragraphs(revision, mentions, asked),
        "joined": naming.joined({mention.claimant for mention in mentions}),
        "unread": reader(revision.language) is None,
        "read": getattr(revision, "reading", None),
        "sentences": ",".join(f"{start},{end}" for start, end in revision.sentences),
        "revisions": article.revisions.order_by("-number").only(*fields),
        "aliases": article.aliases.values_list("address", flat=True)[:20],
        "flags": [FLAGS.get(flag, str(flag).replace("_", " ")) for flag in revision.flags],
        "newest": revision.pk == article.current_id,
        "places": article.places.filter(removed_at=None).select_related("story"),
        "stories": Story.objects.order_by("-pk").values_list("pk", "title")[:STORIES],
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


def _paragraphs(revision: Revision, mentions: list[Mention], asked: list[Mark]) -> list[Paragraph]:
    marks = [Mark(each.start, each.end, "mention", number) for number, each in enumerate(mentions, start=1)]
    found = []
    for span in paragraphs(revision.text):
        cut = pieces(revision.text, [*marks, *asked], span)
        begun = sorted({mark.number for piece in cut for mark in piece.beginning if mark.number})
        margin = [(number, mentions[number - 1]) for number in begun]
        found.append(Paragraph(span.start, margin, [_shown(piece) for piece in cut]))
    return found


def _shown(piece: Piece) -> Shown:
    found = [mark for mark in piece.over if mark.stance == "found"]
    claims = [mark for mark in piece.over if mark.number]
    classes = [*(["found"] if found else []), *(_classes(piece, claims) if claims else [])]
    return Shown(piece.start, piece.text, " ".join(classes), "at" if found and found[0] in piece.beginning else "")


def _classes(piece: Piece, claims: list[Mark]) -> list[str]:
    cut = ["cut-start"] if all(mark.start < piece.start for mark in claims) else []
    cut += ["cut-end"] if all(mark.end > piece.end for mark in claims) else []
    return ["hl", "mention", *cut]
