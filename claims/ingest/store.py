"""An import's item becomes an article's revision. Touches the database and no network."""

import re

from django.db import connection, transaction
from django.db.models.functions import Now

from claims import due
from claims.ingest.child import POISON, Unreadable, read
from claims.ingest.page import Reading as Page
from claims.models import Article, ImportItem, Outlet, Passage, Reading, Revision
from claims.text.canonical import RULES
from claims.workflow import waker

Outcome = ImportItem.Outcome


def import_item(pk: int) -> None:
    """Read and store one waiting item. Run twice it does its work once; its fifth failed try quarantines it."""
    waiting = ImportItem.objects.filter(pk=pk, outcome=Outcome.WAITING)
    if waiting.filter(attempts__gte=due.TRIES).exists():
        _give_up(pk)
    elif due.count_try(waiting):
        _work(pk)


@transaction.atomic
def _work(pk: int) -> None:
    item = due.hold(ImportItem.objects.filter(pk=pk, outcome=Outcome.WAITING))
    if item is None or item.raw is None:
        return
    try:
        page = read(bytes(item.raw.content), _file_name(item), _fetched_from(item), item.content_type)
    except Unreadable as problem:
        outcome = Outcome.QUARANTINED if problem.code in POISON else Outcome.FAILED
        _finish(item, outcome, str(problem), code=problem.code)
        return
    _store(item, page)


def _fetched_from(item: ImportItem) -> str:
    """What a page's links are relative to; a file has no such address."""
    address = item.final_address or item.address
    return address if address.startswith(("http://", "https://")) else ""


def _file_name(item: ImportItem) -> str:
    """A title, such as that of a pasted text, says nothing of the kind of its bytes."""
    return item.name if item.address.startswith(("file:", "upload:")) else ""


@transaction.atomic
def _give_up(pk: int) -> None:
    item = due.hold(ImportItem.objects.filter(pk=pk, outcome=Outcome.WAITING))
    if item:
        _finish(item, Outcome.QUARANTINED, f"Given up after {item.attempts} tries; its bytes are kept.")


def retry(item: ImportItem) -> None:
    """Try a failed or quarantined item again from its kept bytes."""
    again = ImportItem.objects.filter(pk=item.pk, outcome__in=[Outcome.FAILED, Outcome.QUARANTINED], raw__isnull=False)
    if again.update(outcome=Outcome.WAITING, attempts=0, code="", reason="", finished_at=None, due_at=Now()):
        transaction.on_commit(waker("claims.import_item", item.pk), robust=True)


def _store(item: ImportItem, page: Page) -> None:
    _one_at_a_time(str(item.raw_id))
    copied = _copied(item)
    if copied:
        _finish(item, Outcome.UNCHANGED, f"The same bytes as {shown_name(copied)}.", copied.current)
        return
    article = _article(item, page)
    if article.current and article.current.raw_id == item.raw_id:
        _finish(item, Outcome.UNCHANGED, "", article.current)
        return
    if article.current and (article.current.text, article.current.title) == (page.text, page.title):
        _finish(item, Outcome.UNCHANGED, "The page changed, its text did not.", article.current)
        return
    outcome = Outcome.CHANGED if article.current else Outcome.NEW
    _finish(item, outcome, "", _add_revision(article, item, page))


def _copied(item: ImportItem) -> Article | None:
    """Another article with the very bytes of a file that is none yet."""
    if Article.objects.filter(address=item.address).exists():
        return None
    return Article.objects.filter(current__raw=item.raw).select_related("current").first()


def _one_at_a_time(sha256: str) -> None:
    """Two workers with the same bytes under two names wait for one another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [sha256])


def shown_name(article: Article) -> str:
    return article.address.rsplit("/", 1)[-1]


def _article(item: ImportItem, page: Page) -> Article:
    """The article at this address, its row ours until the transaction ends."""
    feed = item.run.feed
    article, _ = Article.objects.get_or_create(address=item.address, defaults={"feed": feed})
    article = Article.objects.select_for_update(of=("self",)).select_related("current").get(pk=article.pk)
    if article.outlet_id is None:
        article.outlet = (feed.outlet if feed else None) or _outlet(page.outlet)
        article.save(update_fields=["outlet"])
    return article


def _outlet(name: str) -> Outlet | None:
    """A known outlet by name, alias or domain; a page's own name for itself makes a new one."""
    name = re.sub(r"^www\.", "", name.strip())[:200]
    if not name:
        return None
    known = Outlet.objects.filter(name__iexact=name) | Outlet.objects.filter(aliases__contains=[name])
    found = (known | Outlet.objects.filter(domain__iexact=name)).first()
    return found or Outlet.objects.get_or_create(name=name)[0]


def _add_revision(article: Article, item: ImportItem, page: Page) -> Revision:
    assert item.raw is not None
    revision = Revision.objects.create(
        article=article,
        number=article.current.number + 1 if article.current else 1,
        raw=item.raw,
        title=page.title or shown_name(article),
        byline=[{"name": author.name, "kind": author.kind} for author in page.byline],
        published_on=page.published_on,
        published_origin=page.published_origin[:60],
        dates=[
            {"value": str(found.value), "origin": found.origin, "taken": found.taken, "note": found.note}
            for found in page.dates
        ],
        language=page.language[:12],
        text=page.text,
        text_rules=RULES,
        sentences=[list(span) for span in page.sentences],
        removed=[{"text": gone.text, "why": gone.why} for gone in page.removed],
    )
    Passage.objects.bulk_create(
        Passage(revision=revision, start=found.start(), end=found.end(), text=found[0])
        for found in re.finditer(r"[^\n](?:[^\n]|\n(?!\n))*", page.text)
    )
    article.current = revision
    article.save(update_fields=["current"])
    reading = Reading.objects.create(revision=revision)
    transaction.on_commit(waker("claims.find_claims", reading.pk), robust=True)
    return revision


def _finish(
    item: ImportItem, outcome: Outcome, reason: str, revision: Revision | None = None, *, code: str = ""
) -> None:
    item.outcome, item.reason, item.revision, item.code = outcome, reason[:400], revision, code[:40]
    item.article = revision.article if revision else None
    item.finished_at = Now()
    item.save(update_fields=["outcome", "code", "reason", "revision", "article", "finished_at"])
