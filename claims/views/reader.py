"""The article beside the claim: which one, its paragraphs with their marks, and the search for others."""

from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from claims.evidence import search
from claims.forms.keys import number
from claims.models import Claim, Mention, Revision
from claims.text.marks import Mark, Piece, paragraphs, pieces
from claims.views.proposed import Proposed
from claims.views.rows import SIGNS, Row

WORDS = {
    "mention": "the claim",
    "supports": "supports",
    "contradicts": "contradicts",
    "context": "context",
    "suggested": "suggested",
}
SPOKEN = {"source": "who says it", "cue": "how it is said"}


class Shown(NamedTuple):
    """A piece as the page needs it: classes, and what a screen reader says at its edges."""

    start: int
    text: str
    classes: str
    begins: list[tuple[str, str]]  # anchor or "", words
    ends: list[str]


class Paragraph(NamedTuple):
    start: int
    margin: list[tuple[int, str, str]]  # number, stance, sign; 0 is the claim itself
    pieces: list[Shown]


def reader(
    request: HttpRequest, claim: Claim, mentions: list[Mention], rows: list[Row], proposals: list[Proposed]
) -> dict[str, Any]:
    revision = _chosen(request, claim, mentions)
    words = request.GET.get("q", "").strip()
    asked = bool(words) and "revision" not in request.GET
    return {
        "revision": revision,
        "paragraphs": _paragraphs(revision, mentions, rows, proposals) if revision and not asked else [],
        "sentences": _sentences(revision) if revision else "",
        "q": words,
        "found": search.passages(words, but=claim.article) if asked else None,
        "own": revision is not None and revision.article_id == claim.article_id,
    }


def _chosen(request: HttpRequest, claim: Claim, mentions: list[Mention]) -> Revision | None:
    """What the address asks for, else what a form was posted beside, else the claim's own article."""
    revisions = Revision.objects.select_related("article__outlet", "article__current").defer("article__current__text")
    for name, where in (("revision", "pk"), ("article", "current_of")):
        if asked := request.GET.get(name):
            return get_object_or_404(revisions, **{where: _known(asked)})
    kept = number(request.POST.get("shown", ""))
    return (kept and revisions.filter(pk=kept).first()) or _own(revisions, claim, mentions)


def _known(asked: str) -> int:
    value = number(asked)
    if value is None:
        raise Http404
    return value


def _own(revisions: QuerySet[Revision], claim: Claim, mentions: list[Mention]) -> Revision | None:
    own = [mention.revision_id for mention in mentions if mention.revision.article_id == claim.article_id]
    if own:
        return revisions.get(pk=own[-1])
    return revisions.filter(current_of=claim.article).first() if claim.article else None


def _sentences(revision: Revision) -> str:
    """For walking by key, "start,end,start,end"; paragraphs where no sentences are known."""
    spans = revision.sentences or paragraphs(revision.text)
    return ",".join(f"{start},{end}" for start, end in spans)


def _paragraphs(
    revision: Revision, mentions: list[Mention], rows: list[Row], proposals: list[Proposed]
) -> list[Paragraph]:
    marks = [mark for each in mentions if each.revision_id == revision.pk for mark in _of(each)]
    marks += [
        Mark(row.start, row.start + len(row.quote), row.stance, row.number)
        for row in rows
        if row.revision == revision.pk
    ]
    marks += [Mark(each.start, each.end, "suggested", each.pk) for each in proposals if each.revision == revision.pk]
    found = []
    for span in paragraphs(revision.text):
        cut = pieces(revision.text, marks, span)
        begun = sorted({mark for piece in cut for mark in piece.beginning}, key=lambda mark: (mark.start, mark.number))
        begun = [mark for mark in begun if mark.stance not in SPOKEN]
        margin = [(mark.number, mark.stance, SIGNS.get(mark.stance, "?")) for mark in begun]
        found.append(Paragraph(span.start, margin, [_shown(piece) for piece in cut]))
    return found


def _of(mention: Mention) -> list[Mark]:
    """The mention, and the words that say who says it and how."""
    said = [Mark(span[0], span[1], role) for role, span in mention.spoken.items() if role in SPOKEN]
    return [Mark(mention.start, mention.end, "mention"), *said]


def _shown(piece: Piece) -> Shown:
    begins = [_begin(mark) for mark in dict.fromkeys(piece.beginning)]
    ends = [_end(mark) for mark in dict.fromkeys(piece.ending)]
    return Shown(piece.start, piece.text, _classes(piece), begins, ends)


def _begin(mark: Mark) -> tuple[str, str]:
    if mark.stance in SPOKEN:
        return "", f"({SPOKEN[mark.stance]}: "
    return _anchor(mark), f"{_name(mark)}: "


def _anchor(mark: Mark) -> str:
    if mark.stance == "suggested":
        return f"ms{mark.number}"
    return f"m{mark.number or '-claim'}"


def _end(mark: Mark) -> str:
    return ") " if mark.stance in SPOKEN else f" (end of {_short(mark)})"


def _classes(piece: Piece) -> str:
    stances = {mark.stance for mark in piece.over}
    mention = [mark for mark in piece.over if mark.stance == "mention"]
    cut = [
        *(["cut-start"] if mention and all(mark.start < piece.start for mark in mention) else []),
        *(["cut-end"] if mention and all(mark.end > piece.end for mark in mention) else []),
    ]
    return " ".join([*(name for name in (*WORDS, *SPOKEN) if name in stances), *cut])


def _name(mark: Mark) -> str:
    if mark.stance == "suggested":
        return "suggested passage"
    return f"passage {mark.number}, {WORDS[mark.stance]}" if mark.number else "the claim"


def _short(mark: Mark) -> str:
    if mark.stance == "suggested":
        return "suggested passage"
    return f"passage {mark.number}" if mark.number else "the claim"
