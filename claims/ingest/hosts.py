"""Taking turns: one request at a time for a host, by whichever worker, all by the database's clock."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import F, QuerySet
from django.db.models.functions import Greatest, Now

from claims.models import Host

HOLD = timedelta(seconds=120)  # longer than a request and the pause before it; a dead worker's hosts are free so late


class Turn(NamedTuple):
    """This worker's alone until it gives it back, or its hold runs out."""

    host: str
    token: int


def take(name: str) -> Turn | None:
    """None while another worker is at this host, or has been a moment ago."""
    Host.objects.bulk_create([Host(name=name)], ignore_conflicts=True)
    free = Host.objects.filter(name=name, busy_until__lte=Now(), next_at__lte=Now())
    if not free.update(token=F("token") + 1, busy_until=Now() + HOLD):
        return None
    return Turn(name, Host.objects.values_list("token", flat=True).get(name=name))


def keep(turn: Turn) -> bool:
    """Hold on for one more request. False when it took too long and may be somebody else's by now."""
    return bool(_held(turn).update(busy_until=Now() + HOLD))


def give_back(turn: Turn, pause: float) -> None:
    """The next request to this host not before `pause` seconds."""
    later = Greatest(F("next_at"), Now() + timedelta(seconds=pause))
    _held(turn).update(busy_until=Now(), next_at=later)


def _held(turn: Turn) -> QuerySet[Host]:
    return Host.objects.filter(name=turn.host, token=turn.token, busy_until__gt=Now())
