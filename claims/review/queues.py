"""The queues by name: which claims each holds, and in which orders it is read."""

from typing import Any, NamedTuple

from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.models import Person
from claims.states import OPEN, WAITING, State

LABELS: dict[str, Any] = {
    "open": _("All open"),
    "new": _("Found by the machine"),
    "unassigned": _("Unassigned"),
    "mine": _("Mine"),
    "disputed": _("Disputed"),
    "bare": _("No evidence"),
    "one": _("One origin only"),
    "changed": _("Evidence changed"),
    "review": _("Waiting for sign-off"),
    "overdue": _("Overdue"),
    "snoozed": _("Snoozed"),
    "signed": _("Signed, not public"),
    "published": _("Published"),
    "dismissed": _("Dismissed"),
    "all": _("Every claim"),
}
CLOSED = ("changed", "published", "dismissed", "all")  # hold claims that are not open: a deadline says nothing there
LATE = ("changed", "overdue")  # what lies there is an alarm
FIRST = {"overdue": "deadline", "snoozed": "waking"}  # how a queue is read unless one asks for another order


class Sort(NamedTuple):
    """An order with an index of its own; by `key` and then by the claim's number."""

    label: Any
    key: str
    down: bool = False  # the largest key first
    number_down: bool = False


SORTS = {
    "pressing": Sort(_("Most pressing"), "priority", down=True),
    "newest": Sort(_("Newest"), "", number_down=True),
    "oldest": Sort(_("Oldest"), ""),
    "deadline": Sort(_("Deadline"), "due_at"),
    "waking": Sort(_("Next to wake"), "snoozed_until"),
}


def views(person: Person) -> dict[str, Q]:
    opened = Q(state__in=OPEN)
    both = Q(supports__gt=0, contradicts__gt=0)
    return {
        "open": opened,
        "new": Q(state=State.NEW),
        "unassigned": Q(state__in=WAITING, assignee=None, snoozed_until=None),
        "mine": opened & Q(assignee=person, snoozed_until=None),
        "disputed": opened & (both | Q(conflicts__gt=0)),
        "bare": opened & Q(supports=0, contradicts=0, context=0),
        "one": opened & Q(origins=1),
        "changed": Q(drifted__gt=0, state__in=(*OPEN, State.PUBLISHED)),
        "review": Q(state=State.REVIEW),
        "overdue": opened & Q(due_at__lt=Now()),
        "snoozed": opened & Q(snoozed_until__isnull=False),
        "signed": Q(state=State.SIGNED),
        "published": Q(state=State.PUBLISHED),
        "dismissed": Q(state=State.DISMISSED),
        "all": Q(),
    }


def sorts(view: str) -> list[str]:
    """The orders on offer, the one it is read in first."""
    first = FIRST.get(view, "pressing")
    others = ["pressing", "newest", "oldest", *([] if view in CLOSED else ["deadline"])]
    return [first, *(name for name in others if name != first)]


def sort_of(view: str, asked: str) -> str:
    offered = sorts(view)
    return asked if asked in offered else offered[0]


def having(sort: str) -> Q:
    """Who reads by deadline reads the open claims that have one."""
    key = SORTS[sort].key
    return Q(**{f"{key}__isnull": False}, state__in=OPEN) if key.endswith(("_at", "_until")) else Q()


def order(sort: str) -> list[str]:
    _, key, down, number_down = SORTS[sort]
    return [*([f"{'-' if down else ''}{key}"] if key else []), "-pk" if number_down else "pk"]


def beyond(sort: str, key: object, pk: int) -> Q:
    """What comes after the claim `pk`, whose key that is."""
    name, number = SORTS[sort].key, Q(pk__lt=pk) if SORTS[sort].number_down else Q(pk__gt=pk)
    if not name:
        return number
    way = "lt" if SORTS[sort].down else "gt"
    return Q(**{f"{name}__{way}e": key}) & (Q(**{f"{name}__{way}": key}) | Q(**{name: key}) & number)
