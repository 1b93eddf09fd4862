"""Pages that somebody or some feed asked for: their bytes are fetched and kept; reading them is another's work."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from claims import due
from claims.ingest import intake, raws
from claims.ingest.addresses import identity
from claims.ingest.asking import Asker
from claims.ingest.fetch import Fetched, FetchError, reach_of
from claims.models import Article, Import, ImportItem
from claims.workflow import waker

Outcome = ImportItem.Outcome
LATER = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120)]  # after the first failed try, the second, ...
GONE = {404, 410}


def due_at(host: str) -> int | None:
    """The next page to be fetched from this host; those that people asked for before those of feeds."""
    waiting = ImportItem.objects.filter(outcome=Outcome.WAITING, raw=None, host=host, due_at__lte=Now())
    return waiting.order_by(F("run__asked_by").asc(nulls_last=True), "due_at").values_list("pk", flat=True).first()


def fetch_item(pk: int, asker: Asker) -> None:
    waiting = ImportItem.objects.filter(pk=pk, outcome=Outcome.WAITING, raw=None)
    if not due.count_try(waiting):
        return
    item = waiting.select_related("run__feed").get()
    try:
        _keep(item, asker.get(item.address, allow=reach(item.run)))
    except FetchError as error:
        _failed(item, error)


def reach(run: Import) -> Sequence[str] | None:
    """A feed of the public net leads to no private host; people and programs of the desk may name one."""
    return reach_of(run.feed.location) if run.feed and run.feed.host else None


def take_page(run: Import, name: str, fetched: Fetched, *, wake: bool = True) -> ImportItem:
    """An item of a page whose bytes are here already."""
    item = ImportItem(run=run, name=intake.shown(name), address=fetched.url[:2000])
    _fill(item, fetched)
    if wake:
        transaction.on_commit(waker("claims.import_item", item.pk), robust=True)
    return item


@transaction.atomic
def _keep(item: ImportItem, fetched: Fetched) -> None:
    """The bytes are safe before anybody reads them, and reading has tries of its own."""
    item.attempts, item.code, item.reason, item.due_at = 0, "", "", Now()
    _fill(item, fetched)
    transaction.on_commit(waker("claims.import_item", item.pk), robust=True)


def _fill(item: ImportItem, fetched: Fetched) -> None:
    item.raw = raws.keep(fetched.content)
    item.final_address, item.content_type = fetched.final_url[:2000], fetched.content_type[:200]
    item.etag, item.modified, item.fetched_at = fetched.etag[:400], fetched.modified[:100], Now()
    item.save()


def _failed(item: ImportItem, error: FetchError) -> None:
    same = ImportItem.objects.filter(pk=item.pk, outcome=Outcome.WAITING)
    said = {"code": error.code, "reason": error.message[:400]}
    if error.code == "host_busy":
        same.update(attempts=F("attempts") - 1, due_at=Now() + timedelta(seconds=5))
    elif error.permanent or item.attempts >= due.TRIES:
        same.update(outcome=Outcome.FAILED, finished_at=Now(), **said)
        if error.status in GONE:
            mark_gone(Article.objects.filter(address=identity(item.address)), error.message)
    else:
        later = max(LATER[min(item.attempts, len(LATER)) - 1], timedelta(seconds=error.retry_after or 0))
        same.update(due_at=Now() + later, **said)


def mark_gone(articles: QuerySet[Article], because: str) -> None:
    """Said, and nothing else: what was captured stays."""
    articles.filter(gone_at=None).update(gone_at=Now(), gone_because=because[:400])
