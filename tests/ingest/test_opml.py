"""Lists of feeds, in and out."""

import pytest

from claims.ingest import child
from claims.ingest.feeds import FeedError
from claims.ingest.opml import Listed, read_opml, write_opml

LISTED = [
    Listed("Ledger & Bote", "https://ledger.example/feed.xml?a=1&b=2"),
    Listed("World", "https://ledger.example/world", folder="Dailies / Abroad"),
    Listed("Links <of> \N{OGHAM LETTER BEITH}", "https://bote.example/", "links", "Dailies", "h2 > a[href*='x']"),
    Listed("Map", "https://bote.example/news.xml.gz", "sitemap", "Dailies"),
    Listed("Toll", "https://bote.example/toll", "page", "Watched"),
]


def refusal(raw: bytes) -> str:
    with pytest.raises(FeedError) as refused:
        read_opml(raw)
    return refused.value.code


def test_what_is_written_is_read_back() -> None:
    raw = write_opml("Sources of the desk", LISTED)
    assert sorted(read_opml(raw), key=lambda each: each.address) == sorted(LISTED, key=lambda each: each.address)
    assert write_opml("Sources of the desk", read_opml(raw)) == raw


def test_a_list_is_read_in_the_parsing_child() -> None:
    assert child.found(list[Listed], "opml", write_opml("Sources", LISTED[:2])) == LISTED[:2]


def test_control_characters_are_left_out_of_what_is_written() -> None:
    (found,) = read_opml(write_opml("\0", [Listed("Led\x0bger", "https://ledger.example/")]))
    assert found.title == "Ledger"


def test_lists_of_other_readers_are_read_whatever_their_attributes_are_called() -> None:
    raw = b"""<?xml version="1.0"?><opml version="1.0"><body><outline text="News"><outline text="Abroad">
<outline text="A" type="rss" xmlUrl="https://a.example/feed"/><outline title="B" XMLURL="https://b.example/feed"/></outline>
<outline text="no feed"/></outline><outline text="A again" xmlurl="https://a.example/feed"/></body></opml>"""
    assert read_opml(raw) == [
        Listed("A", "https://a.example/feed", "feed", "News / Abroad"),
        Listed("B", "https://b.example/feed", "feed", "News / Abroad"),
    ]


def test_addresses_that_are_none_of_the_web_are_left_out() -> None:
    raw = b'<opml><body><outline text="A" xmlUrl="file:///etc/passwd"/><outline text="B" xmlUrl="https://b.example/"/></body></opml>'
    assert [each.title for each in read_opml(raw)] == ["B"]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b"<rss><channel/></rss>", "not_opml"),
        (b"<!doctype html><html></html>", "not_a_feed"),
        (b"<opml><body/></opml>", "no_items"),
        (b'<!DOCTYPE opml [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><opml><body/></opml>', "xml_entity_limit"),
        (b"<opml><body>" + b"<outline>" * 1000, "xml_malformed"),
        (
            b"<opml><body>"
            + b"".join(b'<outline xmlUrl="https://a.example/%d"/>' % n for n in range(5001))
            + b"</body></opml>",
            "too_large",
        ),
    ],
)
def test_what_is_no_list_is_refused_by_name(raw: bytes, code: str) -> None:
    assert refusal(raw) == code


def test_no_file_gets_into_a_list() -> None:
    head = b'<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    (found,) = read_opml(head + b'<opml><body><outline text="A&a;" xmlUrl="https://a.example/"/></body></opml>')
    assert found.title == "A"
