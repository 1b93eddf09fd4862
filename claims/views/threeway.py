"""A text in three columns: where its writer began, theirs, and what stands now."""

import json
from typing import NamedTuple

from claims.models import Draft, LostDraft, Rating
from claims.review import lost
from claims.text import differences
from claims.text.differences import Piece


class Column(NamedTuple):
    rating: Rating | None
    pieces: list[Piece]
    note: list[Piece]


class ThreeWays(NamedTuple):
    began: Column
    mine: Column
    theirs: Column


def three_ways(text: LostDraft, draft: Draft | None) -> ThreeWays:
    """Each changed column with its differences from where the writer began."""
    began, mine, theirs = text.began, lost.words_of(text), lost.words_of(draft)
    said, note = began.get("rationale", ""), began.get("public_note", "")

    def column(words: dict[str, object], rating: Rating | None) -> Column:
        now = str(words["rationale"]), str(words["public_note"])
        return Column(rating, differences.words(said, now[0]), differences.words(note, now[1]))

    return ThreeWays(
        column({"rationale": said, "public_note": note}, lost.rating_of(began)),
        column(mine, text.rating),
        column(theirs, draft.rating if draft else None),
    )


def began(draft: Draft | None) -> str:
    """What whoever writes now begins from: it comes back with each save, for the columns of a late one."""
    return json.dumps(lost.words_of(draft) | {"rating": draft.rating_id if draft else None})
