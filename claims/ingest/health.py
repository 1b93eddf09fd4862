"""How the feeds fare. Looks, and changes nothing; as many queries for a thousand feeds as for one."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Min,
    Q,
    QuerySet,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Greatest, Now, TruncDate
from django.utils import timezone

from claims.models import Feed, ImportItem

DAYS = 28
FAILING = 3  # failures in a row; one or two are a slip
QUIET, USUAL = timedelta(days=1), 3  # silent: longer than a day, and than so many times its usual gap
RECENT = timedelta(days=14)
MOST = 30
Outcome = ImportItem.Outcome


class State(TextChoices):
    """How a feed stands, the gravest first."""

    FAILING = "failing", "Failing"
    HELD = "held", "Held"
    MOVED = "moved", "Moved"
    SILENT = "silent", "Silent"
    SLOW = "slow", "Slow"
    NEW = "new", "Not looked at yet"
    FINE = "fine", "Fine"
    PAUSED = "paused", "Paused"


ORDER = {state.value: number for number, state in enumerate(State)}
LIMIT = Greatest(ExpressionWrapper(F("usual_gap") * USUAL, DurationField()), Value(QUIET, DurationField()))
ALARMS = {
    State.FAILING: Q(failures__gte=FAILING) | Q(failures=0) & ~Q(problem=""),
    State.HELD: ~Q(held=""),
    State.MOVED: ~Q(moved_to=""),
    State.SILENT: Q(usual_gap__isnull=False, brought_at__lt=Now() - LIMIT),
}
WORST = Case(
    When(is_active=False, then=Value(State.PAUSED)),
    *(When(trouble, then=Value(state)) for state, trouble in ALARMS.items()),
    When(failures__gt=0, then=Value(State.SLOW)),
    When(looked_at=None, then=Value(State.NEW)),
    default=Value(State.FINE),
)
GRAVITY = Case(*(When(state=state, then=Value(number)) for state, number in ORDER.items()), default=Value(len(ORDER)))


def feeds() -> QuerySet[Any]:
    """Every feed with its `state`, and for how long it has brought nothing (`quiet`); the gravest first."""
    quiet = ExpressionWrapper(Now() - F("brought_at"), DurationField())
    found: QuerySet[Any] = Feed.objects.annotate(state=WORST, quiet=quiet).annotate(gravity=GRAVITY)
    return found.select_related("outlet").order_by("gravity", "name", "pk")


def counts() -> dict[State, int]:
    """How many feeds stand how, the gravest first; states of none are left out."""
    found = Feed.objects.order_by().annotate(state=WORST).values_list("state").annotate(Count("pk"))
    return {State(state): number for state, number in sorted(found, key=lambda row: ORDER[row[0]])}


class Day(NamedTuple):
    day: date
    brought: int
    failed: int


def days(feeds: Iterable[Feed]) -> dict[int, list[Day]]:
    """Of each feed the last four weeks, day by day: what was new or changed, and what failed."""
    pks, today = [feed.pk for feed in feeds], timezone.localdate()
    counted = _counted(pks, today - timedelta(days=DAYS))
    window = [today - timedelta(days=ago) for ago in reversed(range(DAYS))]
    return {pk: [Day(day, *counted.get((pk, day), (0, 0))) for day in window] for pk in pks}


def _counted(pks: list[int], after: date) -> dict[tuple[int, date], tuple[int, int]]:
    start = timezone.make_aware(datetime.combine(after, datetime.min.time()))
    found = (
        ImportItem.objects.filter(run__feed__in=pks, run__started_at__gte=start - RECENT, finished_at__gte=start)
        .order_by()
        .values_list("run__feed", TruncDate("finished_at"))
        .annotate(
            brought=Count("pk", filter=Q(outcome__in=[Outcome.NEW, Outcome.CHANGED, Outcome.COPY])),
            failed=Count("pk", filter=Q(outcome__in=[Outcome.FAILED, Outcome.QUARANTINED])),
        )
    )
    return {(pk, day): (brought, failed) for pk, day, brought, failed in found}


class Alarm(NamedTuple):
    """Something that a curator should look at; `feed` is None where it is about items of any."""

    feed: Feed | None
    kind: str
    text: str
    since: datetime | None


def alarms() -> list[Alarm]:
    trouble = Q()
    for each in ALARMS.values():
        trouble |= each
    found = feeds().filter(trouble, is_active=True)[:MOST]
    return [Alarm(feed, feed.state, said(feed), since(feed)) for feed in found] + _quarantined()


def _quarantined() -> list[Alarm]:
    lately = ImportItem.objects.filter(outcome=Outcome.QUARANTINED, run__started_at__gt=Now() - RECENT)
    found = lately.aggregate(number=Count("pk"), since=Min("finished_at"))
    if not found["number"]:
        return []
    items = "1 item was" if found["number"] == 1 else f"{found['number']:,} items were"
    return [Alarm(None, "quarantined", f"{items} given up after five tries, the bytes are kept.", found["since"])]


def said(feed: Any) -> str:
    """Of a feed from `feeds()`: what is the matter, in a sentence; "" when nothing is."""
    if feed.state in (State.FAILING, State.SLOW):
        return f"{feed.problem} {_streak(feed)}".strip()
    if feed.state == State.HELD:
        return str(feed.held)
    if feed.state == State.MOVED:
        return f"It has moved to {feed.moved_to}."
    if feed.state == State.SILENT:
        return f"Nothing new for {lasts(feed.quiet)}; mostly something comes every {lasts(feed.usual_gap)}."
    return ""


def _streak(feed: Feed) -> str:
    return f"{feed.failures} answers failed in a row." if feed.failures > 1 else ""


def since(feed: Any) -> datetime | None:
    return {State.FAILING: feed.succeeded_at, State.SILENT: feed.brought_at}.get(feed.state)


UNITS = ((86_400, "day", "days"), (3600, "hour", "hours"), (60, "min", "min"), (1, "s", "s"))


def lasts(time: timedelta) -> str:
    """In the one unit that says enough: "3 days", "15 min"."""
    seconds = max(0, round(time.total_seconds()))
    size, one, many = next((unit for unit in UNITS if seconds >= unit[0] * (2 if unit[0] > 60 else 1)), UNITS[-1])
    number = seconds // size
    return f"{number} {one if number == 1 else many}"
