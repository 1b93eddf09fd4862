"""Rows F1 to F25 of the hostile catalogue, each through the parsing child, as in a worker."""

import time
from pathlib import Path

import pytest

from tests.hostile.feeds import MOST_SECONDS, one, read, refusal, rss
from tests.hostile.listener import listening


def test_f1_a_billion_laughs_are_refused() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>'
    assert refusal(rss("<title>&l9;</title>", head=head)) == "xml_entity_limit"


def test_f2_one_long_entity_said_often_is_refused() -> None:
    head = f'<!DOCTYPE rss [<!ENTITY long "{"ha" * 25_000}">]>'
    assert refusal(rss(f"<title>{'&long;' * 20_000}</title>", head=head)) == "xml_entity_limit"


@pytest.mark.parametrize("quirk", ["% ", ""])
def test_f3_no_file_of_this_machine_gets_into_a_feed(tmp_path: Path, quirk: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("swordfish")
    head = f'<!DOCTYPE rss [<!ENTITY {quirk}xxe SYSTEM "file://{secret}">]>'
    parsed = read(rss("<title>before &xxe; after</title>", head=head))
    assert parsed.items[0].title == "before after" if not quirk else "swordfish" not in parsed.items[0].title
    assert "entities_dropped: 1" in parsed.notes


def test_f4_no_document_type_is_fetched_from_anywhere() -> None:
    with listening() as listener:
        outside = (
            f'<!DOCTYPE rss SYSTEM "{listener.url("/a.dtd")}" [<!ENTITY % more SYSTEM "{listener.url("/b")}"> %more;]>'
        )
        include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{listener.url("/c")}"/>'
        sheet = f'<?xml-stylesheet href="{listener.url("/d")}"?>'
        parsed = read(rss(f"<title>A &more; story</title>{include}", head=sheet + outside))
        assert listener.hits == 0
    assert parsed.items[0].title.startswith("A ")


def test_f5_a_hundred_thousand_attributes_are_too_complex() -> None:
    attributes = " ".join(f'a{n}="1"' for n in range(100_000))
    assert refusal(f"<rss {attributes}><channel/></rss>".encode()) == "too_complex"


def test_f6_of_200_000_items_the_newest_500_are_kept_and_the_rest_counted() -> None:
    old = "<item><title>old</title></item>"
    new = [f"<item><title>new {n}</title><pubDate>2024-05-{n % 28 + 1:02}</pubDate></item>" for n in range(500)]
    raw = f"<rss><channel>{old * 99_750}{''.join(new)}{old * 99_750}</channel></rss>".encode()
    started = time.monotonic()
    parsed = read(raw)
    assert time.monotonic() - started < MOST_SECONDS
    assert len(parsed.items) == 500
    assert all(item.title.startswith("new") for item in parsed.items)
    assert "items_left_out: 199500" in parsed.notes


def test_f7_items_in_items_in_items_are_malformed() -> None:
    raw = b"<rss><channel>" + b"<item>" * 200_000 + b"</item>" * 200_000 + b"</channel></rss>"
    assert refusal(raw) == "xml_malformed"


def test_f8_a_megabyte_of_brackets_is_no_feed() -> None:
    assert refusal(b"<" * 1_000_000) == "not_a_feed"


@pytest.mark.parametrize(
    "cut", ["<item><title>Half a ti", "<item><title>B</title><description><![CDATA[and th", "<item>"]
)
def test_f9_of_a_feed_cut_off_in_an_item_the_complete_ones_are_kept(cut: str) -> None:
    whole = rss("<title>A</title><link>/a</link>", "<title>Ä</title><link>/b</link>")
    parsed = read(whole.removesuffix(b"</channel></rss>") + cut.encode())
    assert [item.title for item in parsed.items] == ["A", "Ä"]
    assert parsed.partial
    assert "cut_off" in parsed.notes
    assert not read(whole).partial


def test_f9_a_feed_cut_off_within_a_character_is_still_in_its_encoding() -> None:
    raw = rss("<title>Ä</title>") + b"<!-- \xc3"
    assert read(raw).items[0].title == "Ä"


def test_f9_a_feed_cut_off_between_two_items_loses_none() -> None:
    parsed = read(rss("<title>A</title>", "<title>B</title>").removesuffix(b"</channel></rss>"))
    assert [item.title for item in parsed.items] == ["A", "B"]
    assert parsed.partial


@pytest.mark.parametrize("control", ["\0", "\x0b", "\x1f", "\ufffe", "&#0;", "&#11;", "&#xB;", "&#xD800;"])
def test_f10_f11_characters_that_no_database_takes_are_removed(control: str) -> None:
    parsed = read(rss(f"<title>Twelve{control} people</title><guid>{control}7</guid>"))
    assert parsed.items[0].title == "Twelve people"
    assert parsed.items[0].guid == "7"
    if len(control) == 1:
        assert "control_characters_removed: 2" in parsed.notes


def test_f10_half_a_surrogate_pair_in_json_is_replaced() -> None:
    item = rb'{"id": "1", "title": "a\ud800b\u0000"}'
    raw = rb'{"version": "https://jsonfeed.org/version/1.1", "items": [' + item + b"]}"
    assert read(raw).items[0].title.isprintable()


def test_f12_utf_16_that_is_labelled_utf_8_is_read_as_what_it_is() -> None:
    raw = '<?xml version="1.0" encoding="utf-8"?><rss><channel><title>Köln</title></channel></rss>'
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        assert read(raw.encode(encoding), content_type="text/xml; charset=utf-8").title == "Köln"


def test_f13_the_mark_goes_before_the_header_and_the_header_before_the_prolog() -> None:
    said = '<?xml version="1.0" encoding="iso-8859-5"?><rss><channel><title>жук</title></channel></rss>'
    header = "text/xml; charset=koi8-r"
    assert read(b"\xef\xbb\xbf" + said.encode("utf-8"), content_type=header).title == "жук"
    assert read(said.encode("koi8-r"), content_type=header).title == "жук"
    assert read(said.encode("iso-8859-5")).title == "жук"


def test_f13_what_disagrees_is_noted_and_a_one_byte_label_on_utf_8_does_no_harm() -> None:
    raw = '<?xml version="1.0" encoding="utf-8"?><rss><channel><title>Müller</title></channel></rss>'.encode()
    parsed = read(raw, content_type="text/xml; charset=iso-8859-1")
    assert parsed.title == "Müller"
    assert [note.partition(":")[0] for note in parsed.notes[:2]] == ["encodings_disagree", "encoding_overridden"]


def test_f13_bytes_in_no_named_encoding_are_a_guess_and_said_to_be() -> None:
    parsed = read("<rss><channel><title>Müller und Söhne</title></channel></rss>".encode("cp1252"))
    assert parsed.title == "Müller und Söhne"
    assert "encoding_guessed: windows-1252" in parsed.notes


@pytest.mark.parametrize("label", ["utf-7", "UTF7", "unicode-1-1-utf-7"])
def test_f14_utf_7_is_refused(label: str) -> None:
    hidden = b"<rss><channel><title>+ADw-script+AD4-</title></channel></rss>"
    assert refusal(hidden, content_type=f"text/xml; charset={label}") == "utf7_refused"
    assert refusal(b'<?xml version="1.0" encoding="%s"?>' % label.encode() + hidden) == "utf7_refused"


def test_f14_names_of_what_is_no_encoding_of_text_are_passed_over() -> None:
    raw = b"<rss><channel><title>Plain</title></channel></rss>"
    for name in ("rot13", "punycode", "base64", "unicode_escape", "undefined", "no-such-thing", "utf-16"):
        assert read(raw, content_type=f"text/xml; charset={name}").title == "Plain"


def test_f15_200_items_of_one_guid_are_one_thing_in_its_newest_version() -> None:
    items = [
        f"<title>Version {n}</title><guid>same</guid><pubDate>2024-05-01T00:{n % 60:02}</pubDate>" for n in range(200)
    ]
    parsed = read(rss(*items))
    assert [item.title for item in parsed.items] == ["Version 59"]
    assert "versions_left_out: 199" in parsed.notes


def test_f15_a_guid_that_other_addresses_share_identifies_nothing() -> None:
    parsed = read(rss(*(f"<title>{n}</title><guid isPermaLink='false'>0</guid><link>/{n}</link>" for n in range(20))))
    assert len({item.address for item in parsed.items}) == 20
    assert {item.guid for item in parsed.items} == {""}
    assert "guids_shared: 1" in parsed.notes


def test_f16_without_guid_and_link_the_content_is_the_identity() -> None:
    items = ("<title>A</title><description>x</description>", "<title>A</title><description>y</description>")
    first, again = (read(rss(*items)), read(rss(*reversed(items))))
    assert len({item.fingerprint for item in first.items}) == 2
    assert {item.fingerprint for item in first.items} == {item.fingerprint for item in again.items}
    assert "items_without_address: 2" in first.notes


def test_f17_where_the_guid_changes_each_time_the_content_does_not() -> None:
    polls = [one(f"<title>A</title><description>x</description><guid>{n}</guid>") for n in (1, 2)]
    assert polls[0].guid != polls[1].guid
    assert polls[0].fingerprint == polls[1].fingerprint


@pytest.mark.parametrize(
    "said",
    [
        "9999-12-31T00:00:00Z",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Mon, 06 May 2024 23:59:60 GMT",
        "Mon, 06 May 2024 10:00:00 +2400",
        "2024-05-06T10:00:00+24:00",
        "yesterday",
        "0000-00-00",
        "Mon, 99 May 99999999999999999999 10:00:00 GMT",
    ],
)
def test_f18_a_date_that_can_not_be_is_none_and_what_was_said_is_kept(said: str) -> None:
    parsed = read(rss(f"<title>A</title><pubDate>{said}</pubDate>"))
    assert (parsed.items[0].published, parsed.items[0].published_said) == ("", said)
    assert "dates_doubted: 1" in parsed.notes


def test_f18_no_date_is_no_date() -> None:
    item = one("<title>A</title>")
    assert (item.published, item.updated, item.published_said) == ("", "", "")


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:alert(1)", "java&#9;script:alert(1)", "file:///etc/passwd"],
)
def test_f19_a_link_that_is_none_of_the_web_is_dropped_and_the_words_are_kept(link: str) -> None:
    base = '<a xmlns:xml="http://www.w3.org/XML/1998/namespace" xml:base="javascript:x"/>'
    parsed = read(rss(f"<title>Kept</title><link>{link}</link>{base}"))
    assert [(item.title, item.address) for item in parsed.items] == [("Kept", "")]
    assert "links_dropped: 1" in parsed.notes


def test_f19_an_xml_base_is_heeded_only_where_it_leads_into_the_web() -> None:
    entry = '<entry xml:base="{}"><title>A</title><link href="a/b"/></entry>'
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>'
    assert read(atom.format("https://other.example/x/").encode()).items[0].address == "https://other.example/x/a/b"
    for base in ("javascript:alert(1)//", "data:text/html,", "file:///"):
        assert not read(atom.format(base).encode()).items[0].address.startswith(base[:5])


@pytest.mark.parametrize(
    "markup",
    [
        "Killed: <b>12</b><script>alert(1)</script> people",
        "Killed: <i onload=alert(1)>12</i> people",
        '<p hx-get="/x">Killed: 12</p> people',
        "<svg onload=alert(1)></svg>Killed: <![if 1]>12 people",
        "Killed: 12 people<img src=x onerror=alert(1)>",
        "Killed: &lt;b&gt;12&lt;/b&gt; people",
    ],
)
@pytest.mark.parametrize("form", ["<![CDATA[{}]]>", "{}"])
def test_f20_titles_and_summaries_are_words(markup: str, form: str) -> None:
    if form == "{}":
        markup = markup.replace("&", "&amp;").replace("<", "&lt;")
    said = form.format(markup)
    item = one(f"<title>{said}</title><description>{said}</description>")
    assert (item.title, item.summary) == ("Killed: 12 people", "Killed: 12 people")


def test_f21_a_login_page_is_no_feed() -> None:
    page = b"<!DOCTYPE html><html><title>Sign in</title><body><form><input type=password></form></body></html>"
    assert refusal(page, content_type="application/rss+xml") == "not_a_feed"
    assert refusal(b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>') == "not_a_feed"


@pytest.mark.parametrize("raw", [b"", b" \n\t "])
def test_f22_nothing_is_empty(raw: bytes) -> None:
    assert refusal(raw) == "empty"


@pytest.mark.parametrize(
    "body",
    [
        '"title": "A", "title": "B", "items": []',
        '"items": [{"id": NaN}]',
        '"items": [{"id": -Infinity}]',
        '"items": [{"id": 1,}]',
        '"items": {}',
        '"items": [1]',
        '"items": [' + "[" * 100_000,
        '"items": [{"id": ' + "9" * 5000 + "}]",
    ],
)
def test_f23_json_that_can_be_read_in_two_ways_is_refused_whole(body: str) -> None:
    assert refusal(f'{{"version": "https://jsonfeed.org/version/1.1", {body}}}'.encode()) == "json_invalid"


def test_f24_f25_a_feed_tells_whose_it_says_it_is() -> None:
    parsed = read(b"<rss><channel><title>Ledger</title><link>https://casino.example/</link></channel></rss>")
    assert (parsed.title, parsed.home) == ("Ledger", "https://casino.example/")
