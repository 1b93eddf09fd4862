"""What a verdict needs before a second person is asked, and what of it is there."""

from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings

from claims.models import Claim, Contact, Draft, Evidence, Tried
from claims.states import State
from claims.text.citations import cited

ENOUGH = 2  # origins


class Point(NamedTuple):
    """One thing that the gate asks for; `otherwise` is what may be said where it can not be had."""

    name: str
    done: bool
    words: str
    otherwise: str = ""


class Open(NamedTuple):
    """What does not stop a submission, and ought to be looked at before."""

    comments: int
    contacts: int


class Facts(NamedTuple):
    passages: list[Evidence]
    looked: bool  # somewhere, and nothing was found

    @property
    def stances(self) -> set[str]:
        return {item.stance for item in self.passages}

    @property
    def origins(self) -> int:
        """Independent sources: what many outlets carry is one."""
        articles = [item.revision.article for item in self.passages]
        return len({("origin", each.origin_id) if each.origin_id else ("article", each.pk) for each in articles})


def facts_of(claims: Iterable[Claim]) -> dict[int, Facts]:
    """All that the gate asks about these claims, in as many queries as about one."""
    numbers = [claim.pk for claim in claims]
    attached = Evidence.objects.filter(claim__in=numbers, removed_at=None).select_related("revision__article")
    passages: dict[int, list[Evidence]] = {number: [] for number in numbers}
    for item in attached.only("claim", "number", "stance", "revision__article__origin"):
        passages[item.claim_id].append(item)
    searched = Tried.objects.filter(claim__in=numbers, nothing=True).values_list("claim")
    asked = Contact.objects.filter(claim__in=numbers, closed_at__isnull=False, answer="").values_list("claim")
    looked = {number for (number,) in searched.union(asked)}
    return {number: Facts(passages[number], number in looked) for number in numbers}


def points(claim: Claim, draft: Draft | None, known: Facts | None = None) -> list[Point]:
    writing = draft or Draft()
    known = known or facts_of([claim])[claim.pk]
    said = writing.answers
    asked = [
        Point("rating", writing.rating_id is not None, "Choose a rating."),
        _rationale(writing),
        _citations(writing, known),
        Point("passages", bool(known.passages), "Attach at least one passage."),
        _sides(known, said.get("absence", "")),
        Point(
            "origins",
            known.origins >= ENOUGH or bool(said.get("one_origin")),
            "Find evidence of a second origin.",
            "Or say why not.",
        ),
        Point(
            "claimant",
            bool(claim.claimant or said.get("claimant_unknown")),
            "Name the claimant.",
            "Or say: not known.",
        ),
        Point(
            "said on",
            bool(claim.said_on or said.get("day_unknown")),
            "Say when it was said.",
            "Or say: not known.",
        ),
    ]
    if claim.state == State.PUBLISHED:
        asked.append(Point("note", bool(writing.public_note.strip()), "Write the public note of the correction."))
    return asked


def missing(claim: Claim, draft: Draft | None, known: Facts | None = None) -> list[str]:
    """What stands between this draft and its submission, in words; empty when nothing does."""
    return [point.words for point in points(claim, draft, known) if not point.done]


def left_open(claim: Claim) -> Open:
    threads = claim.comments.filter(resolved_at=None, answers=None)
    return Open(threads.count(), claim.contacts.filter(closed_at=None).count())


def _rationale(draft: Draft) -> Point:
    length, least = len(" ".join(draft.rationale.split())), settings.RATIONALE_LENGTH
    if not length:
        return Point("rationale", False, "Write a rationale.")
    return Point("rationale", length >= least, f"Say more in the rationale: it has {length} of {least} characters.")


def _citations(draft: Draft, known: Facts) -> Point:
    there = {item.number for item in known.passages}
    unknown = [f"[{number}]" for number in cited(draft.rationale) if number not in there]
    words = f"The rationale cites what is no passage here: {', '.join(unknown)}."
    return Point("citations", not unknown, words)


def _sides(known: Facts, absence: str) -> Point:
    lacking = {"supports", "contradicts"} - known.stances
    words = {"supports": "Attach what supports it.", "contradicts": "Attach what contradicts it."}
    told = words[lacking.copy().pop()] if len(lacking) == 1 else "Attach evidence for and against it."
    done = not lacking or known.looked or bool(absence)
    return Point("sides", done, told, "Or say why not.")
