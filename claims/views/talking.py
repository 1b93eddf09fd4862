"""What the claim's page shows of comments, of a blind second verdict, and of what changed since a return."""

from typing import Any, NamedTuple

from claims.access import open_verdict
from claims.models import BlindVerdict, Claim, Comment, Person, Rating, Verdict
from claims.review import blind, comments, since


class Thread(NamedTuple):
    comment: Comment
    replies: list[Comment]
    detached: bool  # what it is about is gone

    @property
    def typed(self) -> str:
        """The name of its form, by which typed text stays."""
        return f"answer-{self.comment.pk}"


def around(person: Person, claim: Claim, verdict: Verdict | None, hidden: BlindVerdict | None) -> dict[str, Any]:
    """`hidden` keeps all of it from this person."""
    if hidden:
        return _covered(person, hidden)
    found = threads(claim)
    return {
        "threads": [each for each in found if each.comment.resolved_at is None],
        "resolved": [each for each in found if each.comment.resolved_at],
        "callable": list(comments.callable_people()),
        "about_rationale": claim.verdicts.exists() if verdict is None else True,
        "may_ask_blind": blind.may_request(person, claim) and not blind.is_requested(claim),
        **(_second(person, claim, verdict) if verdict else {}),
    }


def _covered(person: Person, hidden: BlindVerdict) -> dict[str, Any]:
    return {
        "blind_wait": hidden,
        "blind_bar": blind.bar(person, hidden),
        "blind_givers": blind.givers(hidden),
        "blind_ratings": list(Rating.objects.filter(scale__is_active=True).select_related("scale")),
        "may_waive": blind.may_settle(person, hidden),
    }


def _second(person: Person, claim: Claim, verdict: Verdict) -> dict[str, Any]:
    second = blind.of(claim)
    sealed = second is not None and second.given_at is None and second.settled_at is None
    return {
        "blind": second,
        "blind_sealed": sealed,
        "blind_givers": blind.givers(second) if second and sealed else [],
        "differs": blind.differs(second, verdict),
        "may_settle": second is not None and blind.may_settle(person, second),
        "since": since.since(verdict),
    }


def threads(claim: Claim) -> list[Thread]:
    every = list(comments.of(claim))
    last = max((each.verdict for each in every if each.verdict), key=lambda verdict: verdict.number, default=None)
    verdict = (open_verdict(claim) or claim.verdicts.order_by("-number").first()) if last else None
    rationale = verdict.rationale if verdict else ""
    replies: dict[int | None, list[Comment]] = {}
    for each in every:
        replies.setdefault(each.answers_id, []).append(each)
    return [_thread(each, replies.get(each.pk, []), rationale) for each in replies.get(None, [])]


def _thread(comment: Comment, replies: list[Comment], rationale: str) -> Thread:
    return Thread(comment, replies, comments.is_detached(comment, rationale))
