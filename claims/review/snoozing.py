"""Claims that sleep are woken when their time has come."""

from django.db import transaction
from django.db.models.functions import Now

from claims.models import Claim
from claims.workflow import change, record

AT_ONCE = 500  # in a run of the sweeper


def wake_due(limit: int = AT_ONCE) -> int:
    """End the sleep of every claim whose time has come. Returns how many."""
    due = Claim.objects.filter(snoozed_until__lte=Now()).order_by("snoozed_until", "pk")
    return sum(_wake_one(pk) for pk in due.values_list("pk", flat=True)[:limit])


@transaction.atomic
def _wake_one(pk: int) -> bool:
    """Not while somebody else is at it, and once."""
    asleep = Claim.objects.filter(pk=pk, snoozed_until__lte=Now())
    claim = asleep.select_for_update(skip_locked=True).first()
    if claim is None:
        return False
    until = claim.snoozed_until
    change(claim, claim.version, snoozed_until=None)
    record(claim, "wake", by=None, data={"until": until.isoformat() if until else ""})
    return True
