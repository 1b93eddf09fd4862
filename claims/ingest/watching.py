"""Cited pages, looked at again while a claim rests on them, ever more rarely."""

import hashlib
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from claims.ingest import child, intake, pages
from claims.ingest.asking import Asker
from claims.ingest.fetch import Fetched, FetchError, checked
from claims.ingest.page import Unreadable
from claims.ingest.schedule import CITED, back_off, jittered, until_next_look
from claims.ingest.store import says_the_same
from claims.models import Article, Import, Watch

# Articles that a claim in work or in public rests on: by a passage of evidence, or because it was found there.
RESTING = """
SELECT r.article_id FROM claims_evidence AS e
  JOIN claims_revision AS r ON r.id = e.revision_id JOIN claims_claim AS c ON c.id = e.claim_id
  WHERE e.removed_at IS NULL AND c.state IN ('queued', 'working', 'review', 'signed', 'published')
UNION SELECT c.article_id FROM claims_claim AS c
  WHERE c.article_id IS NOT NULL AND c.state IN ('working', 'review', 'signed', 'published')
"""
REST = f"UPDATE claims_watch SET due_at = NULL WHERE due_at IS NOT NULL AND article_id NOT IN ({RESTING})"
BEGIN_AGAIN = f"""
UPDATE claims_watch SET due_at = now(), since = now(), failures = 0 WHERE due_at IS NULL AND article_id IN ({RESTING})
"""
UNWATCHED = f"""
SELECT a.id, r.fetched_from FROM claims_article AS a JOIN claims_revision AS r ON r.id = a.current_id
  WHERE r.fetched_from <> '' AND a.id IN ({RESTING})
  AND NOT EXISTS (SELECT FROM claims_watch WHERE article_id = a.id) LIMIT 1000
"""
FAILURES_SAID = 3  # in a row, before a page that does not answer is spoken of


def refresh() -> None:
    """Watch what claims rest on by now, and let the rest be."""
    with connection.cursor() as cursor:
        cursor.execute(REST)
        cursor.execute(BEGIN_AGAIN)
        cursor.execute(UNWATCHED)
        fresh = cursor.fetchall()
    watches = [Watch(article_id=pk, host=host, due_at=_first()) for pk, address in fresh if (host := _host(address))]
    Watch.objects.bulk_create(watches, ignore_conflicts=True)


def _host(address: str) -> str:
    try:
        return checked(address).netloc
    except FetchError:
        return ""  # what could be fetched once may be refused by now


def _first() -> Now:
    return Now() + jittered(CITED[0][1])  # type: ignore[return-value]


def due_at(host: str) -> int | None:
    due = Watch.objects.filter(host=host, due_at__lte=Now()).order_by("due_at")
    return due.values_list("pk", flat=True).first()


def look(pk: int, asker: Asker) -> None:
    """The next look is set before this one: a page that kills its worker is not asked for again at once."""
    watch = Watch.objects.select_related("article__current").defer("article__current__sentences").get(pk=pk)
    wait = jittered(until_next_look(timezone.now() - watch.since))
    if not Watch.objects.filter(pk=pk, due_at__lte=Now()).update(due_at=Now() + wait, looked_at=Now()):
        return
    current = watch.article.current
    assert current is not None  # or nothing could be cited from it
    try:
        fetched = asker.get(current.fetched_from, etag=watch.etag, modified=watch.modified)
    except FetchError as error:
        _failed(watch, error, wait)
    else:
        _seen(watch, fetched)


def _failed(watch: Watch, error: FetchError, wait: timedelta) -> None:
    same = Watch.objects.filter(pk=watch.pk)
    if error.code == "host_busy":
        same.update(due_at=Now() + timedelta(seconds=30))
        return
    if error.status in pages.GONE:
        pages.mark_gone(Article.objects.filter(pk=watch.article_id), error.message)
    said = error.message if watch.failures + 1 >= FAILURES_SAID or error.permanent else ""
    later = back_off(wait, watch.failures, error.retry_after)
    same.update(failures=F("failures") + 1, problem=said, due_at=Now() + later)


def _seen(watch: Watch, fetched: Fetched) -> None:
    changed = not fetched.not_modified and _changed(watch.article, fetched)
    with transaction.atomic():
        _note(watch, fetched)
        if changed:
            _read_again(watch.article, fetched)


def _note(watch: Watch, fetched: Fetched) -> None:
    Watch.objects.filter(pk=watch.pk).update(
        failures=0, problem="", etag=fetched.etag or watch.etag, modified=fetched.modified or watch.modified
    )
    Article.objects.filter(pk=watch.article_id).exclude(gone_at=None).update(gone_at=None, gone_because="")


def _changed(article: Article, fetched: Fetched) -> bool:
    """Pages differ by a byte or two at each look; an import is begun only where their text does."""
    current = article.current
    if current is None or current.raw_id == hashlib.sha256(fetched.content).hexdigest():
        return current is None
    try:
        page = child.read(fetched.content, article.address, fetched.final_url, fetched.content_type)
    except Unreadable:
        return True
    return not says_the_same(page, current)


def _read_again(article: Article, fetched: Fetched) -> None:
    run = intake.start(f"Looked at again: {article}", way=Import.Way.AGAIN, purpose=article.purpose)
    pages.take_page(run, str(article), fetched)
