"""Feeds of every kind, as items."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bench.feeds import corpus
from claims.ingest import child
from claims.ingest.feeds import FeedError, Item, Parsed, parse
from claims.ingest.feeds.dates import iso
from claims.ingest.page import Unreadable

ADDRESS = "https://ledger.example/news/feed.xml"
ATOM = 'xmlns="http://www.w3.org/2005/Atom"'
NEWS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def read(raw: str | bytes, **how: Any) -> Parsed:
    return parse(raw if isinstance(raw, bytes) else raw.encode(), address=ADDRESS, **how)


def refusal(raw: str | bytes, **how: Any) -> FeedError:
    with pytest.raises(FeedError) as refused:
        read(raw, **how)
    return refused.value


def test_an_rss_feed() -> None:
    parsed = read("""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Harrow Ledger</title><link>https://ledger.example/</link><language>en-GB</language><ttl>30</ttl>
<skipHours><hour>0</hour><hour>3</hour></skipHours><skipDays><day>Sunday</day></skipDays>
<item><title>Dam &amp; bridge: &lt;em&gt;what we know&lt;/em&gt;</title><link>/2024/05/dam</link>
<guid isPermaLink="false">d1</guid><dc:creator>Ada Mbeki</dc:creator><pubDate>Mon, 06 May 2024 09:30:00 +0200</pubDate>
<description>&lt;p&gt;Twelve died.&lt;/p&gt;&lt;p&gt;Forty were hurt.&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>Twelve people died when the dam burst.</p>]]></content:encoded></item>
</channel></rss>""")
    assert (parsed.kind, parsed.title, parsed.home) == ("rss", "The Harrow Ledger", "https://ledger.example/")
    assert (parsed.language, parsed.ttl_minutes, parsed.partial) == ("en", 30, False)
    assert (parsed.skip_hours, parsed.skip_days, parsed.notes) == ([0, 3], ["Sunday"], [])
    (item,) = parsed.items
    assert item.fingerprint
    item.fingerprint = ""
    assert item == Item(
        address="https://ledger.example/2024/05/dam",
        title="Dam & bridge: what we know",
        guid="d1",
        published="2024-05-06T09:30:00+02:00",
        published_said="Mon, 06 May 2024 09:30:00 +0200",
        summary="Twelve died. Forty were hurt.",
        content="<p>Twelve people died when the dam burst.</p>",
        author="Ada Mbeki",
        language="en",
    )


def test_an_atom_feed() -> None:
    parsed = read(f"""<feed {ATOM} xml:lang="de"><title type="html">Der &lt;b&gt;Bote&lt;/b&gt;</title>
<link rel="self" href="feed.xml"/><link rel="alternate" href="/"/>
<entry><id>urn:1</id><title>1 &lt; 2</title><link rel="edit" href="/edit/1"/><link rel="alternate" href="/eins"/>
<published>2024-05-06T10:00:00Z</published><updated>2024-05-07T10:00:00Z</updated>
<author><name>Rosa Blei</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Der <em>Damm</em> brach.</p></div></content></entry></feed>""")
    assert (parsed.kind, parsed.title, parsed.home) == ("atom", "Der Bote", "https://ledger.example/")
    (item,) = parsed.items
    assert (item.address, item.title, item.guid) == ("https://ledger.example/eins", "1 < 2", "urn:1")
    assert (item.published, item.updated) == ("2024-05-06T10:00:00+00:00", "2024-05-07T10:00:00+00:00")
    assert (item.author, item.language, item.summary) == ("Rosa Blei", "de", "Der Damm brach.")
    assert "<em>Damm</em>" in item.content


def test_an_rdf_feed_has_its_items_beside_the_channel_and_its_date_from_dublin_core() -> None:
    parsed = read("""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://ledger.example/"><title>Ledger</title><sy:updatePeriod>daily</sy:updatePeriod>
<sy:updateFrequency>4</sy:updateFrequency></channel>
<item rdf:about="https://ledger.example/1"><title>One</title><dc:date>2024-05-06</dc:date></item></rdf:RDF>""")
    assert (parsed.kind, parsed.title, parsed.ttl_minutes) == ("rdf", "Ledger", 360)
    (item,) = parsed.items
    assert (item.address, item.title, item.published) == (
        "https://ledger.example/1",
        "One",
        "2024-05-06T00:00:00+00:00",
    )


def test_a_json_feed() -> None:
    parsed = read("""{"version": "https://jsonfeed.org/version/1.1", "title": "Ledger", "home_page_url": "/",
"language": "en-US", "authors": [{"name": "The desk"}], "items": [
{"id": 7, "url": "/seven", "title": "Seven &amp; more", "content_html": "<p>Seven <b>wells</b></p>",
 "date_published": "2024-05-06T10:00:00+02:00", "date_modified": "2024-05-07"},
{"id": "8", "external_url": "https://other.example/8", "content_text": "5 < 6",
 "authors": [{"name": "A"}, {"name": "B"}]}]}""")
    assert (parsed.kind, parsed.title, parsed.home, parsed.language) == (
        "json",
        "Ledger",
        "https://ledger.example/",
        "en",
    )
    seven, eight = parsed.items
    assert (seven.address, seven.guid, seven.title) == ("https://ledger.example/seven", "7", "Seven & more")
    assert (seven.published, seven.updated[:10]) == ("2024-05-06T10:00:00+02:00", "2024-05-07")
    assert (seven.summary, seven.content, seven.author) == ("Seven wells", "<p>Seven <b>wells</b></p>", "The desk")
    assert (eight.address, eight.summary, eight.author) == ("https://other.example/8", "5 < 6", "A, B")


def test_other_json_is_no_feed() -> None:
    for raw in ('{"title": "A", "items": []}', "[1, 2]", '{"version": 1}'):
        assert refusal(raw).code == "not_a_feed"


def sitemap(*urls: str) -> str:
    return f'<?xml version="1.0"?><urlset {NEWS}>{"".join(f"<url>{url}</url>" for url in urls)}</urlset>'


STORY = """<loc>https://ledger.example/dam</loc><lastmod>2024-05-07</lastmod><news:news><news:publication>
<news:name>Ledger</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2024-05-06T10:00:00Z</news:publication_date>
<news:title>Dam &amp; bridge</news:title></news:news>"""


@pytest.mark.parametrize("packed", [bytes, gzip.compress])
def test_a_news_sitemap_packed_or_not(packed: Callable[[bytes], bytes]) -> None:
    parsed = read(packed(sitemap(STORY, "<loc>/plain</loc>", "<loc>javascript:x</loc>").encode()))
    assert parsed.kind == "sitemap"
    story, plain = parsed.items
    assert (story.address, story.title, story.language) == ("https://ledger.example/dam", "Dam & bridge", "en")
    assert (story.published, story.updated[:10]) == ("2024-05-06T10:00:00+00:00", "2024-05-07")
    assert (plain.address, plain.title) == ("https://ledger.example/plain", "")
    assert parsed.notes == ["links_dropped: 1"]


def test_a_picture_of_a_page_is_not_its_address() -> None:
    image = '<image:image xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><image:loc>/a.jpg</image:loc>{}</image:image>'
    (item,) = read(sitemap(image.format("<image:title>A dam</image:title>") + "<loc>/dam</loc>")).items
    assert (item.address, item.title) == ("https://ledger.example/dam", "")


def test_of_an_index_the_newest_sitemaps_come_first() -> None:
    dated = "<sitemap><loc>/{0}.xml.gz</loc><lastmod>{0}</lastmod></sitemap>"
    parsed = read(
        f"<sitemapindex>{''.join(dated.format(at) for at in ('2023-01-01', '2024-05-06', '2024-01-01'))}</sitemapindex>"
    )
    assert parsed.kind == "sitemap_index"
    assert [place[-17:-7] for place in parsed.more] == ["2024-05-06", "2024-01-01", "2023-01-01"]
    assert parsed.items == []


def test_only_so_many_sitemaps_of_an_index_are_followed_and_the_rest_is_counted() -> None:
    parsed = read(
        "<sitemapindex>" + "".join(f"<sitemap><loc>/{n}.xml</loc></sitemap>" for n in range(80)) + "</sitemapindex>"
    )
    assert (len(parsed.more), parsed.notes) == (50, ["sitemaps_left_out: 30"])


def test_a_list_of_addresses_is_a_sitemap() -> None:
    parsed = read(
        "https://ledger.example/a\nhttps://ledger.example/b\n\nhttps://ledger.example/a\n# no\n",
        content_type="text/plain",
    )
    assert [item.address[-1] for item in parsed.items] == ["a", "b"]
    assert refusal("http is a protocol\nof the web\n").code == "not_a_feed"


def test_of_too_many_items_the_newest_are_kept_wherever_they_stand() -> None:
    start = datetime(2024, 1, 1, tzinfo=UTC)
    days = [(start + timedelta(hours=n)).isoformat() for n in range(700)]
    entries = (f"<entry><id>{n}</id><updated>{day}</updated></entry>" for n, day in enumerate(days))
    json_items = ",".join(f'{{"id": "{n}", "date_published": "{day}"}}' for n, day in enumerate(days))
    urls = (f"<loc>/{n}</loc><lastmod>{day}</lastmod>" for n, day in enumerate(days))
    for raw in (
        f"<feed {ATOM}>{''.join(entries)}</feed>",
        f'{{"version": "https://jsonfeed.org/version/1", "items": [{json_items}]}}',
        sitemap(*urls),
    ):
        parsed = read(raw)
        kept = {(item.guid or item.address).rpartition("/")[2] for item in parsed.items}
        assert kept == {str(n) for n in range(200, 700)}
        assert "items_left_out: 200" in parsed.notes


@pytest.mark.parametrize(
    ("broken", "title"),
    [
        ("<rss><channel><item><title>Tom & Jerry &nbsp; &hellip;</title></item></channel></rss>", "Tom & Jerry …"),
        ("<rss><channel><item><title>A<br>B</title></item><item/></channel></rss>", "A B"),
        ("<rss><channel><item><title>Kept</title></itm></channel></rss>", "Kept"),
        ("<rss><channel><item><title>Kept</title><media:x>1</media:x></item></channel></rss>", "Kept"),
        (
            "Warning: in /a.php\n<?xml version='1.0'?><rss><channel><item><title>Kept</title></item></channel></rss>",
            "Kept",
        ),
        ("<rss><channel><item><title>Kept</title></item></channel></rss><script>x</script>", "Kept"),
        ("\n\n<?xml version='1.0'?>\n<rss><channel><item><title>Kept</title></item></channel></rss>", "Kept"),
        ("<RSS><Channel><Item><Title>Kept</Title></Item></Channel></RSS>", "Kept"),
    ],
)
def test_a_feed_that_breaks_the_rules_of_xml_is_mended(broken: str, title: str) -> None:
    parsed = read(broken)
    assert parsed.items[0].title == title
    assert not parsed.partial


def test_what_was_mended_is_noted() -> None:
    assert "xml_repaired" in read("<rss><channel><title>A</title></chanel></rss>").notes


def test_entities_that_a_feed_declares_for_itself_are_read() -> None:
    head = '<!DOCTYPE rss [<!ENTITY paper "The Ledger">]>'
    assert read(f"{head}<rss><channel><title>&paper;</title></channel></rss>").title == "The Ledger"


def test_a_reference_inside_a_literal_stays_one() -> None:
    (item,) = read("<rss><channel><item><title><![CDATA[R&D & more]]></title></item></channel></rss>").items
    assert item.title == "R&D & more"


def test_a_permanent_guid_is_the_address_where_there_is_no_link_and_another_is_none() -> None:
    items = "<item><guid>https://ledger.example/1</guid></item><item><guid>7</guid></item>"
    first, second = read(f"<rss><channel>{items}</channel></rss>").items
    assert first.address == "https://ledger.example/1"
    assert (second.address, second.guid) == ("", "7")


def test_the_address_behind_a_counting_redirect_is_taken() -> None:
    item = '<link>https://count.example/x</link><f:origLink xmlns:f="http://rssnamespace.org/feedburner/ext/1.0">{}</f:origLink>'
    (found,) = read(f"<rss><channel><item>{item.format('https://ledger.example/dam')}</item></channel></rss>").items
    assert found.address == "https://ledger.example/dam"


def test_a_whole_article_that_stands_where_its_summary_is_expected_is_kept_whole() -> None:
    text = "".join(f"<p>Sentence number {n} of the article.</p>" for n in range(200))
    (item,) = read(f"<rss><channel><item><description><![CDATA[{text}]]></description></item></channel></rss>").items
    assert len(item.summary) == 2000
    assert item.content == text


def test_the_plain_text_of_a_json_feed_is_kept_by_its_lines() -> None:
    raw = '{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "content_text": "a < b\\n\\nc"}]}'
    assert read(raw).items[0].content == "<p>a &lt; b</p><p>c</p>"


def test_a_feed_without_items_is_a_feed() -> None:
    parsed = read("<rss><channel><title>Quiet</title></channel></rss>")
    assert (parsed.items, parsed.notes) == ([], ["no_items"])


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2024-05-06T10:00:00Z", "2024-05-06T10:00:00+00:00"),
        ("2024-05-06", "2024-05-06T00:00:00+00:00"),
        ("2024-05", "2024-05-01T00:00:00+00:00"),
        ("Mon, 06 May 2024 10:00:00 EST", "2024-05-06T10:00:00-05:00"),
        ("06 May 24 10:00 GMT", "2024-05-06T10:00:00+00:00"),
        ("", ""),
    ],
)
def test_dates_keep_the_offset_they_were_given_in(said: str, expected: str) -> None:
    assert iso(said) == expected


def test_a_date_in_days_to_come_is_doubted_and_one_in_an_hour_is_not() -> None:
    now = datetime.now(UTC)
    assert iso((now + timedelta(days=3)).isoformat()) == ""
    assert iso((now + timedelta(hours=1)).isoformat()) != ""


def test_what_a_feed_gives_travels_as_json() -> None:
    raw = b"<rss><channel><ttl>5</ttl><item><title>A</title></item></channel></rss>"
    assert child.found(Parsed, "feed", raw, address=ADDRESS) == parse(raw, address=ADDRESS)


def test_every_feed_of_the_corpus_ends_as_a_feed_or_a_named_refusal(shared_data: Path) -> None:
    """As many items as a bare parser finds; the few that differ are cut off, or two versions of one thing."""
    refused: list[str] = []
    for path, raw, content_type in corpus(shared_data / "data" / "feeds"):
        try:
            child.found(Parsed, "feed", raw, address=ADDRESS, content_type=content_type)
        except Unreadable as problem:
            refused.append(f"{path.name} {problem.code}")
    assert refused == ["rss_empty_document.xml not_a_feed"]
