"""What a feed has shown: each thing once, and again where the feed says that it changed."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from html import escape
from typing import NamedTuple

from django.db.models.functions import Now

from claims.ingest import intake, raws
from claims.ingest.addresses import identity
from claims.ingest.feeds import Item
from claims.ingest.fetch import FetchError, checked
from claims.ingest.pages import reach
from claims.models import Alias, Article, Entry, Feed, Import, ImportItem, Purpose

Outcome = ImportItem.Outcome


class Shown(NamedTuple):
    item: Item
    key: str  # what it is known again by: address, else guid, else content
    content: str  # another one means that it changed


def take(feed: Feed, items: Iterable[Item]) -> int:
    """Note what is new or changed as items of one import, inside the caller's transaction. Returns how many are new."""
    shown = {each.key: each for each in map(_shown, items)}
    known = dict(feed.entries.filter(key__in=shown).values_list("key", "content"))
    said = _said_before(feed, shown, known)
    fresh = [each for key, each in shown.items() if key not in known and each.content not in said]
    changed = [each for key, each in shown.items() if key in known and known[key] != each.content]
    if not fresh and not changed:
        return 0
    rows = [Entry(feed=feed, key=each.key, content=each.content) for each in [*fresh, *changed]]
    Entry.objects.bulk_create(rows, update_conflicts=True, unique_fields=["feed", "key"], update_fields=["content"])
    run = intake.start(feed.name, feed=feed)
    _add(run, fresh, _articles(fresh, run.purpose))
    _add(run, changed, {})
    return len(fresh)


def _shown(item: Item) -> Shown:
    if item.address:
        key, content = identity(item.address), f"{item.title}\n{item.updated}"
    elif item.guid:
        key, content = item.guid, item.fingerprint
    else:
        key = content = item.fingerprint
    return Shown(item, _digest(key), _digest(content))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _said_before(feed: Feed, shown: dict[str, Shown], known: dict[str, str]) -> set[str]:
    """Contents of things without an address that came before under another guid: some feeds change them each time."""
    bare = {each.content for key, each in shown.items() if not each.item.address and key not in known}
    return set(feed.entries.filter(content__in=bare).values_list("content", flat=True)) if bare else set()


def _articles(shown: list[Shown], purpose: str) -> dict[str, int]:
    """Of the addresses, those whose article is here already; what is only kept for reference is read for a feed to
    check."""
    named = {identity(each.item.address) for each in shown if each.item.address}
    here = Article.objects.filter(current__isnull=False)
    if purpose == Purpose.CHECK:
        here = here.filter(purpose=Purpose.CHECK)
    aliases = Alias.objects.filter(address__in=named, article__in=here).values_list("address", "article")
    return dict(aliases) | dict(here.filter(address__in=named).values_list("address", "pk"))


def _add(run: Import, shown: list[Shown], articles: dict[str, int]) -> None:
    made: dict[str, ImportItem] = {}
    for each in shown:
        item = _to_fetch(run, each.item, articles) if each.item.address else _carried(run, each)
        made.setdefault(item.address, item)
    ImportItem.objects.bulk_create(made.values(), ignore_conflicts=True)


def _to_fetch(run: Import, item: Item, articles: dict[str, int]) -> ImportItem:
    row = ImportItem(
        run=run, address=item.address[:2000], name=intake.shown(item.title or item.address), told=_told(item)
    )
    if known := articles.get(identity(item.address)):
        row.outcome, row.finished_at, row.article_id = Outcome.UNCHANGED, Now(), known
        row.reason = "It is here already."
        return row
    try:
        where = checked(item.address, reach(run))
        row.address, row.host = where.url[:2000], where.netloc
    except FetchError as refusal:
        row.outcome, row.code, row.reason, row.finished_at = Outcome.FAILED, refusal.code, refusal.message, Now()
    return row


def _carried(run: Import, each: Shown) -> ImportItem:
    """An entry without a page of its own: the feed's words are the article."""
    item, address = each.item, f"feed:{run.feed_id}:{each.key}"
    row = ImportItem(run=run, address=address, name=intake.shown(item.title or "An entry without a title"))
    row.told, row.content_type = _told(item), "text/html; charset=utf-8"
    row.raw = raws.keep(_page(item))
    return row


def _page(item: Item) -> bytes:
    body = item.content or f"<p>{escape(item.summary)}</p>"
    return f"<!doctype html><title>{escape(item.title)}</title><article>{body}</article>".encode("utf-8", "replace")


def _told(item: Item) -> dict[str, str]:
    told = {"title": item.title, "published": item.published, "author": item.author, "language": item.language}
    return {name: value[:300] for name, value in told.items() if value}


def dates(items: Iterable[Item]) -> list[datetime]:
    return [datetime.fromisoformat(item.published) for item in items if item.published]
