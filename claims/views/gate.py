"""The list at the foot of the workspace: what is missing before submission, and where each thing is put right."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from claims.forms.answers import ASKED, AnswersForm
from claims.models import Claim, Draft
from claims.review import gate

PLACES = {  # of each point, and of what may be said in its stead
    "rating": ("#rating", ""),
    "rationale": ("#rationale", ""),
    "citations": ("#rationale", ""),
    "passages": ("#reader", ""),
    "sides": ("#reader", "#absence"),
    "origins": ("#q", "#one_origin"),
    "claimant": ("#claimant", "#claimant_unknown"),
    "said on": ("#said_on", "#day_unknown"),
    "note": ("#public_note", ""),
}
HAD = {  # what stands in the list of what is done
    "rating": "Rating",
    "rationale": "Rationale",
    "citations": "Cited passages",
    "passages": "Evidence",
    "sides": "Evidence for and against",
    "origins": "Independent origins",
    "claimant": "Claimant",
    "said on": "Day",
    "note": "Public note",
}


class Lack(NamedTuple):
    name: str
    words: str
    place: str
    otherwise: str
    other_place: str


def shown(claim: Claim, draft: Draft | None, typed: Mapping[str, str]) -> dict[str, Any]:
    points = gate.points(claim, draft)
    answers = typed if ASKED in typed else draft.answers if draft else {}
    return {
        "lacks": [_lack(point) for point in points if not point.done],
        "had": [HAD[point.name] for point in points if point.done],
        "asked_for": len(points),
        "warnings": warnings(claim),
        "answers": {name: answers.get(name, "") for name in AnswersForm.base_fields},
    }


def _lack(point: gate.Point) -> Lack:
    place, other_place = PLACES[point.name]
    return Lack(point.name.replace(" ", "-"), point.words, place, point.otherwise, other_place)


def warnings(claim: Claim) -> list[tuple[str, str]]:
    """What does not stop a submission, and ought to be looked at before."""
    comments, contacts = gate.left_open(claim)
    told = [
        (comments, "#comments", "One comment is open.", "{} comments are open."),
        (contacts, "#digging", "One question waits for an answer.", "{} questions wait for an answer."),
        (claim.conflicts, "#conflicts", "One conflict is not settled.", "{} conflicts are not settled."),
    ]
    return [(one if count == 1 else many.format(count), place) for count, place, one, many in told if count]
