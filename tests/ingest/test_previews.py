"""What a curator sees of an address before anything is saved."""

import pytest

from claims.ingest import previews
from claims.ingest.fetch import FetchError
from claims.models import Article, ImportItem, Preview
from tests import factories as make
from tests.hostile.conftest import Resolver, resolver
from tests.ingest.site import Site, visit_all

__all__ = ["resolver"]
pytestmark = pytest.mark.django_db(transaction=True)


def looked(site: Site, path: str, **how: str) -> Preview:
    preview = previews.ask(make.curator(), site.listener.url(path), **how)
    visit_all()
    preview.refresh_from_db()
    return preview


def test_a_front_page_leads_to_its_feed_and_nothing_is_imported(site: Site) -> None:
    site.serve("/", b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>')
    site.feed(site.article(1), site.article(2))
    found = looked(site, "/").found
    assert found["found"][0]["address"] == site.listener.url("/feed")
    assert [item["title"] for item in found["parsed"]["items"]] == ["Report 1", "Report 2"]
    assert not Article.objects.exists()
    assert not ImportItem.objects.exists()


def test_a_selector_is_tried(site: Site) -> None:
    site.serve("/list", b'<html><a href="/about">About</a><h2><a href="/story-1">A report from Harrow</a></h2></html>')
    found = looked(site, "/list", kind="links", selector="h2 a").found
    assert [item["title"] for item in found["parsed"]["items"]] == ["A report from Harrow"]


def test_what_can_not_be_read_is_said(site: Site) -> None:
    preview = looked(site, "/nowhere")
    assert (preview.code, preview.done_at is not None) == ("http_404", True)


@pytest.mark.parametrize(
    "address", ["", "what is this", "ftp://a.example/", "http://u:p@a.example/", "http://127.0.0.1/"]
)
def test_what_is_no_address_is_refused_at_once(address: str) -> None:
    with pytest.raises(FetchError):
        previews.ask(make.curator(), address)


def test_a_private_address_is_refused_when_it_is_looked_at(resolver: Resolver) -> None:
    resolver.name("inner.test.example", [("127.0.0.2", 80)])
    preview = previews.ask(make.curator(), "http://inner.test.example/")
    visit_all()
    preview.refresh_from_db()
    assert preview.code == "address_refused"
