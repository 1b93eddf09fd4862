"""What colleagues say on a claim, a passage or words of a rationale; whoever is called by @name is told."""

import re
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from claims.access import DESK, may_read_desk
from claims.models import Claim, Comment, Notification, Person, Verdict
from claims.review import blind, notices
from claims.states import Who
from claims.text.names import folded
from claims.workflow import Missing, NotAllowed, Stale, WrongStep, lock, record

CALL = re.compile(r"(?<![\w.@])@(\w[\w.+-]*)")
LONGEST = 4000


class Said(NamedTuple):
    comment: Comment
    called: list[Person]
    unknown: list[str]  # names that nobody has, or more than one


@transaction.atomic
def say(claim: Claim, person: Person, text: str, *, about: str = "", quote: str = "") -> Said:
    """`about` is "" (the claim), "rationale" with the words in `quote`, or a passage's number."""
    locked = _open(claim, person)
    where = _anchor(locked, about, quote.strip())
    return _made(locked, person, text, **where)


@transaction.atomic
def answer(claim: Claim, person: Person, pk: int, text: str) -> Said:
    """Replies are one level deep: who answers an answer answers what it is about."""
    locked = _open(claim, person)
    found = _of(locked, pk)
    said = _made(locked, person, text, answers=found.answers or found)
    for other in Person.objects.filter(pk__in=_thread(said.comment)).exclude(pk__in=[each.pk for each in said.called]):
        notices.tell(other, Notification.Kind.ANSWERED, locked, comment=said.comment, by=person)
    return said


@transaction.atomic
def resolve(claim: Claim, person: Person, pk: int, *, done: bool) -> Comment:
    """Anybody of the desk may, and may reopen it."""
    locked = _open(claim, person)
    comment = _of(locked, pk)
    if comment.answers_id:
        raise WrongStep("A comment is resolved as a whole, with its answers.")
    fields = {"resolved_by": person, "resolved_at": Now()} if done else {"resolved_by": None, "resolved_at": None}
    if not Comment.objects.filter(pk=pk, resolved_at__isnull=done).update(**fields):
        raise Stale("It is resolved by now." if done else "It is open by now.")
    record(locked, "resolve comment" if done else "reopen comment", by=person, data={"comment": pk})
    comment.refresh_from_db()
    return comment


def _open(claim: Claim, person: Person) -> Claim:
    if not may_read_desk(person):
        raise NotAllowed(f"This is for {Who.DESK.value}.")
    locked = lock(claim.pk)
    if blind.hidden_from(person, locked):
        raise WrongStep("Comments are closed until the blind second verdict is given.")
    return locked


def _of(claim: Claim, pk: int) -> Comment:
    found = claim.comments.select_related("answers").filter(pk=pk).first()
    if found is None:
        raise Stale("There is no such comment on this claim.")
    return found


def _anchor(claim: Claim, about: str, quote: str) -> dict[str, object]:
    if about == "rationale":
        return {"verdict": _verdict_with(claim, quote), "quote": quote}
    if about.isdecimal():
        passage = claim.evidence.filter(number=int(about[:9]), removed_at=None).first()
        if passage is None:
            raise Stale(f"Passage {about} is not attached any more.")
        return {"passage": passage}
    return {}


def _verdict_with(claim: Claim, quote: str) -> Verdict:
    verdict = claim.verdicts.order_by("-number").first()
    if not quote:
        raise Missing("Say which words of the rationale you mean.")
    if verdict is None or quote not in verdict.rationale.replace("\r\n", "\n"):
        raise Missing("These words are not in the rationale. Copy them exactly.")
    return verdict


def _made(claim: Claim, person: Person, text: str, **where: object) -> Said:
    if not text.strip():
        raise Missing("Write the comment.")
    comment = Comment.objects.create(claim=claim, by=person, text=text.strip(), **where)
    record(claim, "comment", by=person, note=comment.text, data={"comment": comment.pk})
    called, unknown = called_in(comment.text)
    for other in called:
        notices.tell(other, Notification.Kind.CALLED, claim, comment=comment, by=person)
    return Said(comment, called, unknown)


def _thread(comment: Comment) -> set[int]:
    """Who said something in it, besides who answers now."""
    root = comment.answers
    assert root is not None
    return {root.by_id, *root.replies.values_list("by", flat=True)} - {comment.by_id}


def callable_people() -> QuerySet[Person]:
    return Person.objects.filter(is_active=True, roles__overlap=[str(role) for role in DESK]).order_by("name")


def called_in(text: str) -> tuple[list[Person], list[str]]:
    """People that @names call, and the names that name nobody, or more than one."""
    names = list(dict.fromkeys(name.rstrip(".-+") for name in CALL.findall(text)))
    people = list(callable_people()) if names else []
    found = {name: _person(name, people) for name in names}
    called = {person.pk: person for person in found.values() if person}
    return list(called.values()), [name for name, person in found.items() if person is None]


def _person(name: str, people: list[Person]) -> Person | None:
    """By user name, or by the start of the name that only one has."""
    wanted = folded(name)
    exact = [person for person in people if person.username.lower() == name.lower()]
    starts = [person for person in people if folded(person.name).startswith(wanted)]
    return exact[0] if exact else starts[0] if len(starts) == 1 else None


def of(claim: Claim) -> QuerySet[Comment]:
    return claim.comments.select_related("by", "resolved_by", "passage", "verdict").order_by("pk")


def is_detached(comment: Comment, rationale: str) -> bool:
    """Whether what it is about is gone: the passage removed, the words no more in the rationale."""
    if comment.passage is not None:
        return comment.passage.removed_at is not None
    return bool(comment.quote) and comment.quote not in rationale.replace("\r\n", "\n")
