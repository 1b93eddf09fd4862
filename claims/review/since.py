"""What changed from one verdict on a claim to the next, from what was frozen of both."""

from typing import Any, NamedTuple

from claims.models import SignOff, Verdict
from claims.text.differences import Paragraph, Piece, paragraphs, words

FIELDS = {
    "wording": "Wording",
    "claimant": "Claimant",
    "said_on": "Said on",
    "rating": "Rating",
    "public_note": "Public note",
}
OF_PASSAGE = ("stance", "note")


class Field(NamedTuple):
    label: str
    pieces: list[Piece]


class Passage(NamedTuple):
    """`what` is "added", "removed" or "changed"."""

    what: str
    number: int
    stance: str
    quote: str
    was: str = ""  # the stance it had, where that is another now
    note: list[Piece] = []


class Since(NamedTuple):
    number: int  # of the verdict before
    returned: SignOff | None
    fields: list[Field]
    rationale: list[Paragraph]  # empty where it is as it was
    passages: list[Passage]
    same: list[str]  # what is as it was, in words

    @property
    def changed(self) -> bool:
        return bool(self.fields or self.rationale or self.passages)


def since(verdict: Verdict) -> Since | None:
    """None for a claim's first verdict."""
    if verdict.number == 1:
        return None
    before = Verdict.objects.prefetch_related("sign_offs__by").get(claim=verdict.claim_id, number=verdict.number - 1)
    returned = next((each for each in before.sign_offs.all() if each.decision == SignOff.Decision.RETURNED), None)
    return compared(before.number, returned, before.frozen, verdict.frozen)


def compared(number: int, returned: SignOff | None, old: dict[str, Any], new: dict[str, Any]) -> Since:
    said = {name: (_said(old, name), _said(new, name)) for name in FIELDS}
    fields = [Field(FIELDS[name], _swapped(name, *pair)) for name, pair in said.items() if pair[0] != pair[1]]
    changed = old["rationale"] != new["rationale"]
    passages = _passages(old["evidence"], new["evidence"])
    same = [FIELDS[name].lower() for name, pair in said.items() if pair[0] == pair[1] and pair[0]]
    kept = len(new["evidence"]) - sum(each.what != "removed" for each in passages)
    same += [] if changed else ["rationale"]
    same += [f"{kept} passage{'' if kept == 1 else 's'}"] if kept else []
    rationale = paragraphs(old["rationale"], new["rationale"]) if changed else []
    return Since(number, returned, fields, rationale, passages, same)


def _said(frozen: dict[str, Any], name: str) -> str:
    value = frozen["rating"]["label"] if name == "rating" else frozen.get(name)
    return str(value or "")


def _swapped(name: str, old: str, new: str) -> list[Piece]:
    """Texts by words; a rating or a day as a whole."""
    if name in ("wording", "public_note"):
        return words(old, new)
    return [Piece("deleted", old or "none"), Piece("inserted", new or "none")]


def _passages(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[Passage]:
    before, after = ({each["number"]: each for each in frozen} for frozen in (old, new))
    found = [_passage("removed", before[number]) for number in before.keys() - after.keys()]
    found += [_passage("added", after[number]) for number in after.keys() - before.keys()]
    both = ((before[number], after[number]) for number in before.keys() & after.keys())
    found += [_edited(was, now) for was, now in both if any(was[name] != now[name] for name in OF_PASSAGE)]
    return sorted(found, key=lambda each: each.number)


def _passage(what: str, frozen: dict[str, Any]) -> Passage:
    return Passage(what, frozen["number"], frozen["stance"], frozen["quote"])


def _edited(old: dict[str, Any], new: dict[str, Any]) -> Passage:
    was = old["stance"] if old["stance"] != new["stance"] else ""
    note = words(old["note"], new["note"]) if old["note"] != new["note"] else []
    return _passage("changed", new)._replace(was=was, note=note)
