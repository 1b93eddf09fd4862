"""Events in words."""

from collections.abc import Sequence
from typing import NamedTuple

from claims.models import Event
from claims.reading.decisions import BECAUSE
from claims.states import State
from claims.undo import UNDO

WORDS = {
    "find": "found the claim",
    "add": "added the claim by hand",
    "mention": "found it said word for word in a copy: {where}",
    "accept": "accepted it for checking",
    "dismiss": "dismissed it",
    "reopen": "reopened it",
    "take": "took it",
    "release": "released it",
    "hand over": "handed it to {to}",
    "break": "ended the hold of {held_by}",
    "expire": "ended the hold of {held_by}, which had run out",
    "reword": "changed {fields}",
    "attach": "attached passage {passage}: {stance}",
    "edit passage": "changed passage {passage}: {stance}",
    "remove passage": "removed passage {passage}",
    "judge evidence": "judged a change on the page: {decision}",
    "submit": "submitted a verdict for sign-off",
    "return": "returned verdict {verdict}",
    "sign": "signed verdict {verdict}",
    "amend": "took verdict {verdict} back before it was public",
    "publish": "published verdict {verdict}",
    "correct": "began a correction",
    "ask retraction": "asked for a retraction",
    "decline retraction": "declined the retraction",
    "retract": "confirmed the retraction",
    "merge": "merged it into claim {into}",
    "unmerge": "took it apart from claim {from}",
    "split": "split claim {part} off it",
    "copy passages": "copied passages of claim {from} to it",
    "search": "noted a search for “{words}” in {place}",
    "ask": "asked {whom}",
    "note answer": "noted what {whom} answered",
    "stop waiting": "no longer waits for an answer of {whom}",
    "mark conflict": "marked two places that can not both hold",
    "settle conflict": "settled a conflict",
    "reject suggestion": "rejected a suggested passage",
    "comment": "said on it",
    "resolve comment": "resolved a comment",
    "reopen comment": "reopened a comment",
    "ask blind": "asked for a blind second verdict",
    "give blind": "gave the blind second verdict beside verdict {verdict}",
    "waive blind": "did without the blind second verdict beside verdict {verdict}",
    "settle blind": "settled where verdict {verdict} and the blind one differ",
    "undo": "undid a step: {undone}",
    "undo to new": "undid a step: {undone}",
}
FIELDS = {"wording": "the wording", "claimant": "the claimant", "said_on": "the day it was said", "kind": "the kind"}


class Told(dict[str, object]):
    """An event of an older form may lack what today's words name."""

    def __missing__(self, name: str) -> str:
        return "…"


class Row(NamedTuple):
    event: Event
    words: str
    state: str
    undone: bool


def rows(events: Sequence[Event]) -> list[Row]:
    """Of all of a claim's events."""
    told = {event.pk: words(event) for event in events}
    back = {event.data["of"] for event in events if event.action in UNDO}
    for event in events:
        if event.action in UNDO:
            told[event.pk] = WORDS[event.action].format(undone=told.get(event.data["of"], "…"))
    return [Row(event, told[event.pk], state(event), event.pk in back) for event in events]


# What a record that is covered for a blind second verdict still tells: the claim and its evidence.
OPEN_STEPS = frozenset(
    {"find", "add", "mention", "accept", "reword", "attach", "edit passage", "remove passage", "judge evidence"}
)


def covered(told: Sequence[Row]) -> list[Row]:
    return [row for row in told if row.event.action in OPEN_STEPS]


def state(event: Event) -> str:
    """Where the claim was after it, when that is another place than before."""
    return str(State(event.after).label) if event.before != event.after else ""


def words(event: Event) -> str:
    data = Told(event.data)
    if event.action == "reword":
        data["fields"] = " and ".join(FIELDS[name] for name in FIELDS if name in event.data.get("was", {}))
    if event.action == "add" and "split" in event.data:
        return f"split it off claim {event.data['split']}"
    because = BECAUSE.get(event.data.get("because", ""), "")
    return WORDS.get(event.action, event.action).format_map(data) + (
        f": {because[0].lower()}{because[1:]}" if because else ""
    )
