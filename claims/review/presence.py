"""Who has a claim's page open before them, and what others did to it meanwhile."""

from datetime import timedelta

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Now

from claims.models import Claim, Event, Person, Presence

LASTS = timedelta(seconds=25)  # without a sign of life; pages look every five
# Written at most every ten seconds, however often the page looks.
RENEW = """INSERT INTO claims_presence (claim_id, person_id) VALUES (%s, %s)
ON CONFLICT (claim_id, person_id) DO UPDATE SET seen_at = now()
WHERE claims_presence.seen_at < now() - interval '10 seconds'"""


def renew(claim: Claim, person: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute(RENEW, [claim.pk, person.pk])


def others(claim: Claim, person: Person) -> list[Person]:
    """Who else looks at it, by name."""
    seen = Presence.objects.filter(claim=claim, seen_at__gt=Now() - LASTS).exclude(person=person)
    return [each.person for each in seen.select_related("person").order_by("person__name")]


def last_event(claim: Claim) -> int:
    return claim.events.order_by("-pk").values_list("pk", flat=True).first() or 0


def done_by_others(claim: Claim, person: Person, since: int) -> Event | None:
    """The last thing that somebody else did to it after the event `since`."""
    later = claim.events.filter(~Q(by=person) | Q(by=None), pk__gt=since)
    return later.select_related("by").order_by("-pk").first()


def sweep() -> None:
    Presence.objects.filter(seen_at__lt=Now() - LASTS).delete()
