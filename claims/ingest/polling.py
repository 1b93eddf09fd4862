"""One look at a feed: asked for politely, parsed where it can be killed, what is new noted as items to fetch."""

import hashlib
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from claims.ingest import child, entries, intake, pages
from claims.ingest.addresses import outlet_domain
from claims.ingest.asking import Asker
from claims.ingest.feeds import Parsed
from claims.ingest.fetch import FEED, FEEDS, Fetched, FetchError, reach_of
from claims.ingest.page import Unreadable
from claims.ingest.schedule import back_off, first_gap, gap, jittered, pace
from claims.models import Feed, ImportItem

KINDS = {Feed.Kind.LINKS: "links", Feed.Kind.SITEMAP: "sitemap"}
SITEMAPS_FOLLOWED = 5  # of an index, the newest


def due_at(host: str) -> int | None:
    due = Feed.objects.filter(host=host, is_active=True, due_at__lte=Now()).order_by("due_at")
    return due.values_list("pk", flat=True).first()


def poll(pk: int, asker: Asker) -> None:
    """The next look is set before this one: a feed that kills its worker is not asked for again at once."""
    if not Feed.objects.filter(pk=pk, due_at__lte=Now()).update(due_at=Now() + F("every"), looked_at=Now()):
        return
    feed = Feed.objects.get(pk=pk)
    try:
        fetched = asker.get(feed.location, limits=FEED, etag=feed.etag, modified=feed.modified, accept=_accept(feed))
        _look(feed, fetched, asker)
    except FetchError as error:
        _failed(feed, error.code, error.message, error.retry_after)


def _accept(feed: Feed) -> str:
    return FEEDS if feed.kind in (Feed.Kind.FEED, Feed.Kind.SITEMAP) else "text/html,*/*;q=0.5"


def _look(feed: Feed, fetched: Fetched, asker: Asker) -> None:
    digest = hashlib.sha256(fetched.content).hexdigest()
    if fetched.not_modified or digest == feed.digest:
        _succeeded(feed, fetched, brought=0)
    elif feed.kind == Feed.Kind.PAGE:
        _take_page(feed, fetched, digest)
    else:
        _read(feed, fetched, digest, asker)


def _read(feed: Feed, fetched: Fetched, digest: str, asker: Asker) -> None:
    try:
        parsed = _parsed(feed, fetched)
        for address in parsed.more[:SITEMAPS_FOLLOWED]:
            _follow(feed, parsed, address, asker)
    except Unreadable as problem:
        _unreadable(feed, fetched, problem)
    else:
        _take(feed, fetched, digest, parsed)


def _follow(feed: Feed, parsed: Parsed, address: str, asker: Asker) -> None:
    """One sitemap of an index. The index is always read anew: it may stay as it is while they change."""
    parsed.partial = True
    try:
        parsed.items += _parsed(
            feed, asker.get(address, limits=FEED, accept=FEEDS, allow=reach_of(feed.location))
        ).items
    except (FetchError, Unreadable) as problem:
        if isinstance(problem, FetchError) and problem.code == "host_busy":
            raise
        parsed.notes.append(f"sitemap_unread: {address[:200]} ({problem.code})")


def _parsed(feed: Feed, fetched: Fetched) -> Parsed:
    found: Parsed = child.found(
        Parsed,
        "feed",
        fetched.content,
        address=fetched.final_url,
        content_type=fetched.content_type,
        kind=KINDS.get(Feed.Kind(feed.kind), "auto"),
        selector=feed.selector,
    )
    return found


@transaction.atomic
def _take(feed: Feed, fetched: Fetched, digest: str, parsed: Parsed) -> None:
    """Entries, their items and what the feed said are one: a look that breaks off is made again."""
    feed = Feed.objects.select_for_update(of=("self",)).get(pk=feed.pk)
    feed.held = feed.held or _changed_hands(feed, parsed)
    brought = 0 if feed.held else entries.take(feed, parsed.items)
    feed.title, feed.notes = parsed.title[:400], parsed.notes[:20]
    feed.home = feed.home or outlet_domain(parsed.home)[:260]
    whole = not (parsed.partial or fetched.partial or feed.held)
    _succeeded(feed, fetched, brought, digest if whole else "", parsed)


def _changed_hands(feed: Feed, parsed: Parsed) -> str:
    """A domain that lapsed may be somebody else's by now: then a curator looks before anything is imported."""
    home = outlet_domain(parsed.home)
    if not feed.home or not home or home == feed.home or parsed.title == feed.title:
        return ""
    return f"It was the feed “{feed.title}” of {feed.home}, and says now that it is “{parsed.title}” of {home}."[:400]


@transaction.atomic
def _take_page(feed: Feed, fetched: Fetched, digest: str) -> None:
    run = intake.start(feed.name, feed=feed)
    pages.take_page(run, feed.name, fetched)
    _succeeded(feed, fetched, 1, digest)


def _succeeded(
    feed: Feed, fetched: Fetched, brought: int, digest: str | None = None, parsed: Parsed | None = None
) -> None:
    since = timezone.now() - feed.brought_at if feed.brought_at else None
    feed.usual_gap = gap(feed.usual_gap, since, brought) or _gap_said(parsed)
    if feed.adapts:
        feed.every = pace(feed.every, feed.usual_gap, brought)
    if digest is not None:
        feed.digest, feed.etag, feed.modified = digest, *_validators(fetched, digest)
    if fetched.moved_to != feed.location:
        feed.moved_to = fetched.moved_to[:1000]
    feed.failures, feed.problem, feed.problem_code = 0, "", ""
    feed.succeeded_at = Now()
    if brought:
        feed.brought_at = Now()
    feed.due_at = Now() + jittered(max(feed.every, _ttl(parsed)))
    feed.save()


def _validators(fetched: Fetched, digest: str) -> tuple[str, str]:
    """None are kept of an answer that was not understood whole: the next look must bring all of it."""
    return (fetched.etag[:400], fetched.modified[:100]) if digest else ("", "")


def _ttl(parsed: Parsed | None) -> timedelta:
    return min(timedelta(minutes=parsed.ttl_minutes or 0), timedelta(hours=6)) if parsed else timedelta(0)


def _gap_said(parsed: Parsed | None) -> timedelta | None:
    return first_gap(entries.dates(parsed.items)) if parsed else None


def _unreadable(feed: Feed, fetched: Fetched, problem: Unreadable) -> None:
    """Its bytes are kept, once for a row of failures; the feed stays enabled."""
    if feed.problem_code != problem.code:
        run = intake.start(feed.name, feed=feed)
        item = pages.take_page(run, feed.name, fetched, wake=False)
        same = ImportItem.objects.filter(pk=item.pk)
        same.update(outcome=ImportItem.Outcome.FAILED, code=problem.code, reason=str(problem)[:400], finished_at=Now())
    _failed(feed, problem.code, str(problem))


def _failed(feed: Feed, code: str, message: str, asked: float | None = None) -> None:
    if code == "host_busy":
        Feed.objects.filter(pk=feed.pk).update(due_at=Now() + timedelta(seconds=10))
        return
    wait = jittered(back_off(feed.every, feed.failures, asked))
    Feed.objects.filter(pk=feed.pk).update(
        failures=F("failures") + 1, problem=message[:400], problem_code=code[:40], due_at=Now() + wait
    )
