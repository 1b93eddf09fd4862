"""Addresses of the queue that somebody named, for oneself or for the whole desk."""

from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from claims.access import may_weigh
from claims.models import Person, SavedView
from claims.workflow import Missing, NotAllowed

MOST = 100  # that a rail lists
NAME = 60  # characters


def views(person: Person, most: int | None = MOST) -> QuerySet[SavedView]:
    """One's own and the shared ones."""
    found = SavedView.objects.filter(Q(owner=person) | Q(shared=True)).select_related("owner")
    return found.order_by("shared", "name", "pk")[:most]


class Listed(NamedTuple):
    """As the rail beside every list shows it."""

    name: str
    address: str
    own: bool


def listed(person: Person) -> list[Listed]:
    rows = views(person).values_list("name", "address", "owner")
    return [Listed(name, address, owner == person.pk) for name, address, owner in rows]


def may_change(person: Person, view: SavedView) -> bool:
    """One's own; what is shared also a senior or a curator."""
    return view.owner_id == person.pk or (view.shared and may_weigh(person))


def save(person: Person, name: str, address: str, *, shared: bool) -> SavedView:
    """Under a name that one has already it takes that one's place."""
    view, _ = SavedView.objects.update_or_create(
        owner=person, name=_named(name), defaults={"address": address, "shared": shared}
    )
    return view


def rename(view: SavedView, person: Person, name: str, *, shared: bool) -> None:
    _allow(person, view)
    view.name, view.shared = _named(name), shared
    try:
        with transaction.atomic():
            view.save(update_fields=["name", "shared"])
    except IntegrityError as error:
        raise Missing(f"There is another view “{view.name}” already.") from error


def remove(view: SavedView, person: Person) -> None:
    _allow(person, view)
    view.delete()


def _allow(person: Person, view: SavedView) -> None:
    if not may_change(person, view):
        raise NotAllowed("This view is somebody else’s. Save one of your own.")


def _named(name: str) -> str:
    name = " ".join(name.replace("\0", "").split())[:NAME]
    if not name:
        raise Missing("Give the view a name.")
    return name
