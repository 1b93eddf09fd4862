"""Which article and which outlet a page belongs to."""

import re

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from claims.ingest.addresses import identify, identity, outlet_domain
from claims.ingest.page import Reading as Page
from claims.models import Alias, Article, ImportItem, Outlet, Purpose, Reading


def of_web(item: ImportItem) -> bool:
    return item.address.startswith(("http://", "https://"))


def fetched_from(item: ImportItem) -> str:
    """What a page's links are relative to; a file has no such address."""
    return (item.final_address or item.address) if of_web(item) else ""


def article_of(item: ImportItem, page: Page) -> Article:
    """The article that this is a capture of, made where it is new; its row ours until the transaction ends."""
    own, others = _addresses(item, page)
    known = _known(own) or next(filter(None, map(_known, others)), None)
    article = _held(known) if known else _made(item, page, own)
    aliases = [Alias(article=article, address=other) for other in {own, *others} - {article.address}]
    Alias.objects.bulk_create(aliases, ignore_conflicts=True)
    if known:
        _fill_in(article, item, page)
    return article


def _held(article: Article) -> Article:
    return Article.objects.select_for_update(of=("self",)).select_related("current").get(pk=article.pk)


def _made(item: ImportItem, page: Page, address: str) -> Article:
    run, outlet = item.run, _outlet(item, page)
    try:
        with transaction.atomic():
            return Article.objects.create(address=address, feed=run.feed, purpose=run.purpose, outlet=outlet)
    except IntegrityError:  # another worker was quicker
        return _held(Article.objects.get(address=address))


def _addresses(item: ImportItem, page: Page) -> tuple[str, list[str]]:
    if not of_web(item):
        return item.address, []
    final = fetched_from(item)
    own = identity(final, page.address)
    return own[:2000], [
        other[:2000] for other in dict.fromkeys([identity(final), identity(item.address)]) if other != own
    ]


def doubt(item: ImportItem, page: Page) -> str:
    """Why the address that the page gives for itself was not believed; "" where it was, or gives none."""
    return identify(fetched_from(item), page.address).note


def _known(address: str) -> Article | None:
    known = Article.objects.filter(address=address).first()
    if known or not address.startswith("http"):
        return known  # only pages have further addresses
    return Article.objects.filter(aliases__address=address).first()


def _fill_in(article: Article, item: ImportItem, page: Page) -> None:
    if article.outlet_id is None:
        article.outlet = _outlet(item, page)
    if article.gone_at and item.fetched_at:
        article.gone_at, article.gone_because = None, ""
    if article.purpose == Purpose.REFERENCE and item.run.purpose == Purpose.CHECK:
        article.purpose = Purpose.CHECK  # and what was only kept for searching is read for claims now
        Reading.objects.filter(revision=article.current_id, done_at__isnull=False).update(done_at=None, due_at=Now())
    article.save(update_fields=["outlet", "gone_at", "gone_because", "purpose"])


def _outlet(item: ImportItem, page: Page) -> Outlet | None:
    return (item.run.feed.outlet if item.run.feed else None) or outlet_of(item, page)


def outlet_of(item: ImportItem, page: Page) -> Outlet | None:
    """By the domain that it was fetched from: what a page calls itself proves nothing. A file can only say a name."""
    domain = outlet_domain(fetched_from(item))
    if not domain:
        return _named(page.outlet)
    known = Outlet.objects.filter(domain__iexact=domain).first()
    return known or _new(_said(page.outlet), domain)


def _new(name: str, domain: str) -> Outlet:
    """An outlet that is known by this name already and has no domain yet gets this one; else it is another."""
    namesake = Outlet.objects.filter(name__iexact=name).first() if name else None
    if namesake and not namesake.domain:
        Outlet.objects.filter(pk=namesake.pk, domain="").update(domain=domain)
        return namesake
    shown = domain if namesake or not name else name
    return Outlet.objects.get_or_create(domain=domain, defaults={"name": shown})[0]


def _named(said: str) -> Outlet | None:
    """A known outlet by name, alias or domain; a file's own name for its outlet makes a new one."""
    name = _said(said)
    if not name:
        return None
    known = Outlet.objects.filter(name__iexact=name) | Outlet.objects.filter(aliases__contains=[name])
    found = (known | Outlet.objects.filter(domain__iexact=name)).first()
    return found or Outlet.objects.get_or_create(name=name)[0]


def _said(name: str) -> str:
    return re.sub(r"^www\.", "", name.strip())[:200]
