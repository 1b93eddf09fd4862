"""Looks at addresses that somebody may want to import from. A worker looks; nothing is imported."""

from dataclasses import asdict
from typing import Any

from django.db.models.functions import Now

from claims import due
from claims.ingest import sources
from claims.ingest.asking import Asker
from claims.ingest.fetch import FEED, Fetched, FetchError, checked
from claims.models import Person, Preview
from claims.workflow import wake_worker

MOST_ITEMS = 50  # that a preview keeps


def ask(person: Person, address: str, kind: str = "", selector: str = "") -> Preview:
    """Raises FetchError where nobody can ask at such an address."""
    host = _host(address)
    preview = Preview.objects.create(
        asked_by=person, address=address.strip()[:1000], kind=kind, selector=selector[:300], host=host
    )
    wake_worker("claims.visit", host)
    return preview


def _host(address: str) -> str:
    meant = sources.typed(address)
    if not meant:
        raise FetchError("url_invalid")
    return checked(meant[0]).netloc


def due_at(host: str) -> int | None:
    open_ones = Preview.objects.filter(host=host, done_at=None, due_at__lte=Now()).order_by("due_at")
    return open_ones.values_list("pk", flat=True).first()


def look(pk: int, asker: Asker) -> None:
    waiting = Preview.objects.filter(pk=pk, done_at=None)
    if waiting.filter(attempts__gte=due.TRIES).exists():
        waiting.update(done_at=Now(), code="given_up", problem="Looking there was given up after five tries.")
    elif due.count_try(waiting):
        preview = waiting.get()
        seen = sources.look(preview.address, _getter(asker), kind=preview.kind, selector=preview.selector)
        waiting.update(done_at=Now(), found=_shown(seen), code=seen.code[:40], problem=seen.problem[:400])


def _getter(asker: Asker) -> sources.Get:
    def get(address: str) -> Fetched:
        return asker.get(address, limits=FEED)

    return get


def _shown(seen: sources.Look) -> dict[str, Any]:
    parsed = asdict(seen.parsed) if seen.parsed else None
    if parsed:
        parsed["count"], parsed["items"] = len(parsed["items"]), parsed["items"][:MOST_ITEMS]
        for item in parsed["items"]:
            item.pop("content")
    return {"found": [asdict(each) for each in seen.found], "parsed": parsed, "requests": seen.requests}
