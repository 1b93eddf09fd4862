"""The order of the queue: what the reading gave a claim, and what people and further articles added since."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import Now

from claims import due
from claims.models import Claim, Event, FollowUp
from claims.workflow import lock

DISPUTED = 150
REPEATED = 50  # for each further article, up to three
BY_HAND = 500
URGENT = 1000  # the lift of what is to be first of all


def base(score: int) -> int:
    """Leaves room above the best score for what comes later."""
    return min(700, score * 7 // 10)


@transaction.atomic
def refresh(claim_id: int) -> None:
    """Order and reasons anew, from the rows as they are; the claim's version and state stay."""
    claim = lock(claim_id)
    articles = claim.mentions.aggregate(n=Count("revision__article", distinct=True))["n"]
    place(claim, articles)
    claim.save(update_fields=["priority", "reasons"])


def place(claim: Claim, articles: int) -> None:
    """Its priority and reasons, when so many articles say it."""
    priority = BY_HAND if claim.by_hand else base(claim.score)
    reasons = []
    if claim.supports and claim.contradicts:
        priority += DISPUTED
        reasons.append("disputed: evidence on both sides")
    if articles > 1:
        priority += REPEATED * min(articles - 1, 3)
        reasons.append(f"said in {articles} articles")
    claim.priority = max(0, min(priority + claim.lift, 1000))
    claim.reasons = [*_lifted(claim.lift), *reasons, *(["found by hand"] if claim.by_hand else claim.found_because)]


def _lifted(lift: int) -> list[str]:
    if not lift:
        return []
    return ["urgent, somebody says" if lift >= URGENT else "put higher by hand" if lift > 0 else "put lower by hand"]


def follow_up(event_id: int, first: Iterable[Callable[[Event], object]] = ()) -> None:
    """What is to be done after an event; done once, and again only when it never finished."""
    if due.count_try(FollowUp.objects.filter(event=event_id, done_at=None, attempts__lt=due.TRIES)):
        _follow_up(event_id, first)


@transaction.atomic
def _follow_up(event_id: int, first: Iterable[Callable[[Event], object]]) -> None:
    """The order last, because it locks the claim's row."""
    open_one = due.hold(FollowUp.objects.filter(event=event_id, done_at=None).select_related("event__claim__article"))
    if open_one:
        for each in first:
            each(open_one.event)
        refresh(open_one.event.claim_id)
        FollowUp.objects.filter(pk=open_one.pk).update(done_at=Now())
