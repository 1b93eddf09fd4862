"""Lists of feeds that other programs wrote: what adding one would do, and doing it."""

from typing import NamedTuple

from django.db import transaction

from claims.ingest import child
from claims.ingest.fetch import FetchError, checked
from claims.ingest.opml import Listed, write_opml
from claims.models import Feed, Outlet

NAME = "factcheck: feeds"


class Line(NamedTuple):
    """One feed of a list: to be added, known already, or refused and why."""

    title: str
    address: str
    kind: str
    selector: str
    host: str
    outlet: Outlet | None
    known: bool
    refusal: str = ""

    @property
    def is_new(self) -> bool:
        return not self.known and not self.refusal


def read(raw: bytes) -> list[Line]:
    """Raises Unreadable where it is no list of feeds. Nothing is stored."""
    listed = child.found(list[Listed], "opml", raw)
    outlets = {outlet.name.casefold(): outlet for outlet in Outlet.objects.all()}
    lines = [_line(each, outlets.get(each.folder.casefold())) for each in listed]
    there = set(Feed.objects.filter(location__in=[line.address for line in lines]).values_list("location", flat=True))
    once: dict[str, Line] = {}
    for line in lines:
        once.setdefault(line.address, line._replace(known=line.address in there))
    return list(once.values())


def _line(each: Listed, outlet: Outlet | None) -> Line:
    kind = each.kind if each.kind in Feed.Kind.values else Feed.Kind.FEED.value
    told = {"title": each.title[:200], "kind": kind, "selector": each.selector, "outlet": outlet, "known": False}
    try:
        where = checked(each.address)
    except FetchError as refusal:
        return Line(address=each.address, host="", refusal=refusal.message, **told)  # type: ignore[arg-type]
    if len(where.url) > 1000:
        return Line(address=each.address, host="", refusal="The address is too long.", **told)  # type: ignore[arg-type]
    return Line(address=where.url, host=where.netloc, **told)  # type: ignore[arg-type]


@transaction.atomic
def add(lines: list[Line], purpose: str) -> list[Feed]:
    """The new ones of a list; somebody else may have added one meanwhile."""
    made = []
    for line in lines:
        if line.is_new:
            told = {"name": line.title or line.host, "kind": line.kind, "host": line.host, "outlet": line.outlet}
            told |= {"purpose": purpose, "selector": line.selector if line.kind == Feed.Kind.LINKS else ""}
            feed, is_new = Feed.objects.get_or_create(location=line.address, defaults=told)
            made += [feed] if is_new else []
    return made


def write() -> bytes:
    """All feeds of the web; those of one outlet stand in a folder of its name."""
    feeds = Feed.objects.exclude(kind=Feed.Kind.FOLDER).select_related("outlet").order_by("outlet__name", "name", "pk")
    return write_opml(
        NAME,
        [
            Listed(feed.name, feed.location, feed.kind, feed.outlet.name if feed.outlet else "", feed.selector)
            for feed in feeds
        ],
    )
