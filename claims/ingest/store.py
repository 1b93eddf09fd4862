"""An import's item becomes an article's revision. Touches the database and no network."""

from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from claims import due
from claims.ingest.child import POISON, Unreadable, read
from claims.ingest.filing import article_of, doubt, fetched_from
from claims.ingest.page import DateFound
from claims.ingest.page import Reading as Page
from claims.ingest.raws import content_of
from claims.models import Article, Import, ImportItem, Reading, Revision
from claims.text.canonical import RULES
from claims.text.trivial import differs_trivially
from claims.workflow import waker

Outcome = ImportItem.Outcome
WOKEN = 100


def import_item(pk: int) -> None:
    """Read and store one waiting item. Run twice it does its work once; its fifth failed try quarantines it."""
    waiting = ImportItem.objects.filter(pk=pk, outcome=Outcome.WAITING, raw__isnull=False)
    if due.count_try(waiting.filter(attempts__lt=due.TRIES)):
        _work(pk)
    elif waiting.filter(attempts__gte=due.TRIES).exists():
        _give_up(pk)


@transaction.atomic
def _work(pk: int) -> None:
    waiting = ImportItem.objects.filter(pk=pk, outcome=Outcome.WAITING)
    item = due.hold(waiting.select_related("run__feed__outlet"))
    if item is None or item.raw_id is None:
        return
    try:
        page = read(content_of(item.raw_id), _file_name(item), fetched_from(item), item.content_type)
    except Unreadable as problem:
        outcome = Outcome.QUARANTINED if problem.code in POISON else Outcome.FAILED
        _finish(item, outcome, str(problem), code=problem.code)
        return
    _store(item, page)


def _file_name(item: ImportItem) -> str:
    """A title, such as that of a pasted text, says nothing of the kind of its bytes."""
    return item.name if item.address.startswith(("file:", "upload:")) else ""


@transaction.atomic
def _give_up(pk: int) -> None:
    item = due.hold(ImportItem.objects.filter(pk=pk, outcome=Outcome.WAITING))
    if item:
        _finish(item, Outcome.QUARANTINED, f"Given up after {item.attempts} tries; its bytes are kept.")


def retry(item: ImportItem) -> None:
    """Try a failed or quarantined item again: from its kept bytes, else its page is asked for again."""
    if _open_again(ImportItem.objects.filter(pk=item.pk)) and item.raw_id:
        transaction.on_commit(waker("claims.import_item", item.pk), robust=True)


def retry_all(run: Import) -> int:
    """Every item of the run that failed. Workers are woken for the first ones; the sweeper finds the others."""
    number = _open_again(run.items.all())
    waiting = run.items.filter(outcome=Outcome.WAITING, raw__isnull=False).values_list("pk", flat=True)
    for pk in waiting[:WOKEN]:
        transaction.on_commit(waker("claims.import_item", pk), robust=True)
    return number


def may_retry() -> Q:
    bad = Q(outcome__in=[Outcome.FAILED, Outcome.QUARANTINED])
    return bad & (Q(raw__isnull=False) | ~Q(host=""))


def _open_again(items: QuerySet[ImportItem]) -> int:
    fresh = {"attempts": 0, "code": "", "reason": "", "finished_at": None, "due_at": Now()}
    return items.filter(may_retry()).update(outcome=Outcome.WAITING, **fresh)


def _store(item: ImportItem, page: Page) -> None:
    _one_at_a_time(str(item.raw_id))
    copied = _copied(item)
    if copied:
        _finish(item, Outcome.UNCHANGED, f"The same bytes as {shown_name(copied)}.", copied.current)
        return
    article = article_of(item, page)
    current = article.current
    if current and (why := _nothing_new(item, page, current)):
        _finish(item, Outcome.UNCHANGED, why, current)
        return
    outcome, said = Outcome.CHANGED if current else Outcome.NEW, page.note or doubt(item, page)
    _finish(item, outcome, said, _add_revision(article, item, page), code=page.note_code)


def _nothing_new(item: ImportItem, page: Page, current: Revision) -> str:
    """Why there is nothing to capture; "" where there is."""
    if current.raw_id == item.raw_id:
        return "It is here already."
    if item.fetched_at and item.fetched_at < current.fetched_at:
        return "A later capture is here already."
    if page.note_code and not current.note_code:
        return f"{page.note} What was captured before stays."
    if says_the_same(page, current):
        return "The page changed, its text did not."
    return ""


def says_the_same(page: Page, current: Revision) -> bool:
    return page.title == current.title and differs_trivially(current.text, page.text)


def _copied(item: ImportItem) -> Article | None:
    """Another article with the very bytes of a file that is none yet."""
    copied = Article.objects.filter(current__raw=item.raw_id).select_related("current").first()
    return None if copied is None or Article.objects.filter(address=item.address).exists() else copied


def _one_at_a_time(sha256: str) -> None:
    """Two workers with the same bytes under two names wait for one another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [sha256])


def shown_name(article: Article) -> str:
    return article.address.rsplit("/", 1)[-1]


def _add_revision(article: Article, item: ImportItem, page: Page) -> Revision:
    assert item.raw_id is not None
    revision = Revision.objects.create(
        article=article,
        number=article.current.number + 1 if article.current else 1,
        raw_id=item.raw_id,
        fetched_from=item.final_address,
        **({"fetched_at": item.fetched_at} if item.fetched_at else {}),
        **_told(item, page, shown_name(article)),
        text=page.text,
        text_rules=RULES,
        sentences=[list(span) for span in page.sentences],
        removed=[{"text": gone.text, "why": gone.why} for gone in page.removed],
    )
    article.current = revision
    article.save(update_fields=["current"])
    reading = Reading.objects.create(revision=revision)
    transaction.on_commit(waker("claims.find_claims", reading.pk), robust=True)
    return revision


def _told(item: ImportItem, page: Page, name: str) -> dict[str, Any]:
    """What is said of the text, by its page and, where that is silent, by the feed."""
    published_on, origin, dates = witnessed(page, str(item.told.get("published", "")))
    return {
        "title": page.title or item.told.get("title", "") or name,
        "byline": [{"name": author.name, "kind": author.kind} for author in page.byline],
        "published_on": published_on,
        "published_origin": origin[:60],
        "dates": [
            {"value": str(found.value), "origin": found.origin, "taken": found.taken, "note": found.note}
            for found in dates
        ],
        "updated_on": page.updated_on,
        "updated_origin": page.updated_origin[:60],
        "section": page.section[:200],
        "note_code": page.note_code[:20],
        "note": page.note[:400],
        "flags": page.flags,
        "language": page.language[:12],
    }


def witnessed(page: Page, said_by_feed: str) -> tuple[date | None, str, list[DateFound]]:
    """The feed is a second witness of the date: taken where the page has none, kept beside it where they differ."""
    fed = datetime.fromisoformat(said_by_feed).date() if said_by_feed else None
    if fed is None or (page.published_on and abs(page.published_on - fed).days <= 1):
        return page.published_on, page.published_origin, page.dates
    taken = page.published_on is None
    dates = [*page.dates, DateFound(fed, "feed", taken, "" if taken else "the page says otherwise")]
    return (fed, "feed", dates) if taken else (page.published_on, page.published_origin, dates)


def say_copy(revision: Revision) -> None:
    """Once copies were looked for: that this new article carries what another one said before."""
    article = Article.objects.select_related("origin__head__current", "origin__head__outlet").get(
        pk=revision.article_id
    )
    if article.origin is None or article.origin.head_id == article.pk:
        return
    head = article.origin.head
    where = f" ({head.outlet})" if head.outlet else ""
    reason = f"{article.origin_share or 0:.0%} of its text stands in “{head}”{where}."
    ImportItem.objects.filter(revision=revision, outcome=Outcome.NEW).update(outcome=Outcome.COPY, reason=reason[:400])


def _finish(
    item: ImportItem, outcome: Outcome, reason: str, revision: Revision | None = None, *, code: str = ""
) -> None:
    item.outcome, item.reason, item.revision, item.code = outcome, reason[:400], revision, code[:40]
    item.article = revision.article if revision else None
    item.finished_at = Now()
    item.save(update_fields=["outcome", "code", "reason", "revision", "article", "finished_at"])
