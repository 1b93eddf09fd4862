"""Telling people what concerns them: made in the transaction of what it tells of, once each."""

from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import Now

from claims.models import Claim, Comment, Event, Notification, Person
from claims.review import blind

MOST = 99  # no count goes further
LISTED = 100
Kind = Notification.Kind


def tell(person: Person, kind: Kind, claim: Claim, *, by: Person | None, event: Event | None = None,
         comment: Comment | None = None) -> None:  # fmt: skip
    """Nobody is told of what they did themselves, nor twice of one thing."""
    if by is not None and by.pk == person.pk:
        return
    made = Notification(person=person, kind=kind, claim=claim, event=event, comment=comment, by=by)
    Notification.objects.bulk_create([made], ignore_conflicts=True)


def unread(person: Person) -> int:
    """How many, counted to one more than MOST."""
    return Notification.objects.filter(person=person, read_at=None).order_by()[: MOST + 1].count()


def of(person: Person) -> QuerySet[Notification]:
    """With `sealed`: whether a blind verdict keeps its words from the person for now."""
    sealed = blind.sealed(person, claim=OuterRef("claim"))
    found = Notification.objects.filter(person=person).annotate(sealed=sealed)
    return found.select_related("claim", "comment", "event", "by")


def listed(person: Person) -> tuple[list[Notification], list[Notification]]:
    """Unread and read ones, the latest first."""
    mine = of(person)
    return list(mine.filter(read_at=None)[:LISTED]), list(mine.filter(read_at__isnull=False)[:LISTED])


def read(person: Person, pk: int | None = None) -> int:
    """One, or all. How many were unread."""
    which = Q() if pk is None else Q(pk=pk)
    return Notification.objects.filter(which, person=person, read_at=None).update(read_at=Now())
