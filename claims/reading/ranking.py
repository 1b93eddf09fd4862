"""The order of the queue: what the reading gave a claim, and what people and further articles added since."""

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import Now

from claims import due
from claims.models import Claim, FollowUp
from claims.workflow import lock

DISPUTED = 150
REPEATED = 50  # for each further article, up to three
BY_HAND = 500


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
    claim.priority = min(priority, 1000)
    claim.reasons = reasons + (["found by hand"] if claim.by_hand else claim.found_because)


def follow_up(event_id: int) -> None:
    """What is to be done after an event; done once, and again only when it never finished."""
    if due.count_try(FollowUp.objects.filter(event=event_id, done_at=None, attempts__lt=due.TRIES)):
        _follow_up(event_id)


@transaction.atomic
def _follow_up(event_id: int) -> None:
    open_one = due.hold(FollowUp.objects.filter(event=event_id, done_at=None).select_related("event"))
    if open_one:
        refresh(open_one.event.claim_id)
        FollowUp.objects.filter(pk=open_one.pk).update(done_at=Now())
