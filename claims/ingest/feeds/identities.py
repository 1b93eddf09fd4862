"""What is one thing within a feed: by its guid, else its address, else its words."""

from datetime import datetime

from claims.ingest.feeds.dates import LONG_AGO, instant
from claims.ingest.feeds.items import Item, Parsed


def settle_identities(parsed: Parsed) -> None:
    """A guid that several addresses share names none of them. One that comes twice is one thing: its newest version."""
    shared = _shared(parsed.items)
    for item in parsed.items:
        item.guid = "" if item.guid in shared else item.guid
    newest: dict[str, Item] = {}
    for item in parsed.items:
        key = item.guid or item.address or item.fingerprint
        if key not in newest or _last_word(item) > _last_word(newest[key]):
            newest[key] = item
    counts = {
        "guids_shared": len(shared),
        "versions_left_out": len(parsed.items) - len(newest),
        "items_without_address": sum(not (item.guid or item.address) for item in newest.values()),
    }
    parsed.items = list(newest.values())
    parsed.notes += [f"{name}: {count}" for name, count in counts.items() if count]
    if not parsed.items:
        parsed.notes.append("no_items")


def _shared(items: list[Item]) -> set[str]:
    places: dict[str, set[str]] = {}
    for item in items:
        if item.guid and item.address:
            places.setdefault(item.guid, set()).add(item.address)
    return {guid for guid, addresses in places.items() if len(addresses) > 1}


def _last_word(item: Item) -> datetime:
    return instant(item.updated or item.published) or LONG_AGO
