"""One text that two people changed: what each of them changed, and both put together."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from claims.text import differences


class Change(NamedTuple):
    """In place of `began[start:end]` stands `text`."""

    start: int
    end: int
    text: str

    def meets(self, other: "Change") -> bool:
        """Both changed the same words; two that only touch, or add at one place, leave room for each other."""
        return self.start < other.end and other.start < self.end


class Offer(NamedTuple):
    """A change of one's own, with the words around it, to be taken over into what stands now."""

    change: Change
    before: str
    was: str
    after: str
    clashes: bool


AROUND = 60  # characters shown on either side of a change


def changes(began: str, now: str) -> list[Change]:
    found: list[Change] = []
    at = 0
    for piece in differences.words(began, now):
        if piece.kind == "inserted" and found and found[-1].end == at and found[-1].text == "":
            found[-1] = found[-1]._replace(text=piece.text)
        elif piece.kind == "inserted":
            found.append(Change(at, at, piece.text))
        elif piece.kind == "deleted":
            found.append(Change(at, at + len(piece.text), ""))
        at += 0 if piece.kind == "inserted" else len(piece.text)
    return found


def offers(began: str, mine: str, theirs: str) -> list[Offer]:
    """What I changed and what stands now does not have."""
    there = changes(began, theirs)
    return [_offer(began, change, there) for change in changes(began, mine) if change not in there]


def _offer(began: str, change: Change, there: Sequence[Change]) -> Offer:
    before = began[max(0, change.start - AROUND) : change.start]
    after = began[change.end : change.end + AROUND]
    clashes = any(change.meets(other) for other in there)
    return Offer(change, before, began[change.start : change.end], after, clashes)


def joined(began: str, theirs: str, chosen: Iterable[Change]) -> str:
    """What stands now with the chosen changes in it; where two changed the same words, the chosen one stands."""
    mine = list(chosen)
    kept = [change for change in changes(began, theirs) if not any(change.meets(each) for each in mine)]
    parts: list[str] = []
    at = 0
    for change in sorted([*kept, *mine], key=lambda each: (each.start, each.end)):
        parts += [began[at : change.start], change.text]
        at = change.end
    return "".join([*parts, began[at:]])
