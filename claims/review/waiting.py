"""What waits for a person, and how the desk stands."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now

from claims.models import Claim, Import, ImportItem, Lease, Person, Retraction, SignOff, Verdict
from claims.states import WAITING, State

MOST = 30  # rows a part of the home page lists; the queue has them all
RECENT = timedelta(days=14)


def returned_to(person: Person) -> QuerySet[SignOff]:
    """Verdicts that came back with a note and were not submitted anew since."""
    later = Verdict.objects.filter(claim=OuterRef("verdict__claim"), number__gt=OuterRef("verdict__number"))
    still = Q(verdict__claim__state__in=[*WAITING, State.WORKING], verdict__claim__assignee=person)
    correcting = Q(verdict__claim__state=State.PUBLISHED, verdict__claim__lease__holder=person)
    found = SignOff.objects.filter(still | correcting, ~Exists(later), decision=SignOff.Decision.RETURNED)
    rows = found.filter(verdict__proposed_by=person).select_related("by", "verdict__claim__lease")
    return rows.defer("verdict__frozen").order_by("at")[:MOST]


def held_by(person: Person) -> QuerySet[Lease]:
    """The person's live holds, soonest over first; `left` is by the database's clock."""
    left = ExpressionWrapper(F("expires_at") - Now(), output_field=DurationField())
    live = Lease.objects.filter(holder=person, expires_at__gt=Now()).annotate(left=left)
    return live.select_related("claim__draft__rating").order_by("expires_at")[:MOST]


def assigned_to(person: Person) -> QuerySet[Claim]:
    """Theirs, and in nobody's hands at the moment."""
    return Claim.objects.filter(assignee=person, state__in=WAITING).order_by("-priority", "pk")[:MOST]


def to_sign(person: Person) -> QuerySet[Verdict]:
    """Verdicts of others, the longest waiting first."""
    found = _verdicts(Verdict.Standing.SUBMITTED).exclude(proposed_by=person)
    return found.exclude(blind__isnull=False, blind__given_at=None, blind__settled_at=None)[:MOST]


def to_publish() -> QuerySet[Verdict]:
    return _verdicts(Verdict.Standing.SIGNED)[:MOST]


def _verdicts(standing: str) -> QuerySet[Verdict]:
    found = Verdict.objects.filter(standing=standing).select_related("claim", "proposed_by", "rating")
    return found.defer("frozen").order_by("proposed_at")


def retractions_asked() -> QuerySet[Retraction]:
    asked = Retraction.objects.filter(confirmed_by=None, declined_by=None)
    return asked.select_related("claim", "asked_by").order_by("asked_at")[:MOST]


class Ages(NamedTuple):
    """How many claims wait since when, in days."""

    under_1: int
    to_3: int
    to_7: int
    over_7: int


def ages() -> Ages:
    day, week = Now() - timedelta(days=1), Now() - timedelta(days=7)
    three = Now() - timedelta(days=3)
    counted = Claim.objects.filter(state__in=WAITING).aggregate(
        under_1=Count("pk", filter=Q(added_at__gt=day)),
        to_3=Count("pk", filter=Q(added_at__lte=day, added_at__gt=three)),
        to_7=Count("pk", filter=Q(added_at__lte=three, added_at__gt=week)),
        over_7=Count("pk", filter=Q(added_at__lte=week)),
    )
    return Ages(**counted)


def in_hand() -> int:
    return Lease.objects.filter(expires_at__gt=Now()).count()


def troubled_imports() -> QuerySet[Import]:
    """Lately begun ones of which something failed. Feeds of the web are watched by their health."""
    outcomes = [ImportItem.Outcome.FAILED, ImportItem.Outcome.QUARANTINED]
    bad = ImportItem.objects.filter(run=OuterRef("pk"), outcome__in=outcomes).order_by()
    number = Subquery(bad.values("run").annotate(number=Count("pk")).values("number"))
    recent = Import.objects.filter(Q(feed=None) | Q(feed__host=""), Exists(bad), started_at__gt=Now() - RECENT)
    return recent.annotate(failed=number).order_by("-pk")[:10]
