"""The bytes of a file become an article."""

import json
import time
from datetime import date
from pathlib import Path

import pytest

from claims.ingest.kinds import MB
from claims.ingest.read import Byline, Unreadable, read, read_body
from claims.text.canonical import canonical

FIRST = "The ferry to Harn was stopped on Monday after its hull was found to leak, the port office said."
SECOND = "About 140 passengers were taken off by two fishing boats, according to the harbour master."
THIRD = "The owner of the ferry has not answered questions about the last inspection of the hull."
PAGE = f"""Skip to content
Ferry to Harn stopped
By Ann Holt, Coast Papers
Tuesday, March 5, 2019

{FIRST}

Share on Facebook

{SECOND}

Read also: Lighthouse closes for good

{THIRD}

Comments
gull 2 years ago
I was aboard and it was wet.
"""
LINKED: dict[str, object] = {
    "@type": "NewsArticle",
    "headline": "Ferry to Harn stopped",
    "datePublished": "2019-03-05T08:00:00Z",
}
LINKED |= {"author": [{"name": "Ann Holt"}, {"name": "Per Sand"}], "publisher": {"name": "Coast Papers"}}


def html(head: str = "", body: str = "") -> bytes:
    paragraphs = "".join(f"<p>{text}</p>" for text in (FIRST, SECOND, THIRD))
    page = f"<!doctype html><html lang='en-GB'><head>{head}</head><body><article><h1>Ferry to Harn stopped</h1>"
    return f"{page}{paragraphs}{body}</article></body></html>".encode()


def test_a_saved_page_becomes_title_byline_date_and_body() -> None:
    page = read(PAGE.encode(), "ferry.txt")
    assert page.title == "Ferry to Harn stopped"
    assert page.byline[0] == Byline("Ann Holt", "person")
    assert (page.published_on, page.published_origin) == (date(2019, 3, 5), "text line 4")
    assert page.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert page.language == "en"
    assert [span.of(page.text) for span in page.sentences] == [FIRST, SECOND, THIRD]


def test_every_line_is_kept_or_its_removal_said() -> None:
    page = read(PAGE.encode(), "ferry.txt")
    told = {line for line in PAGE.splitlines() if line.strip()}
    assert told == {*page.text.split("\n\n"), page.title, *(gone.text for gone in page.removed)}
    assert all(gone.why for gone in page.removed)


def test_a_page_header_date_that_the_text_contradicts_is_kept_but_not_taken() -> None:
    text = f"Monday, July 1, 2024\nFerry to Harn stopped\n\n{FIRST} It had leaked in 2008.\n\n{SECOND}"
    page = read(text.encode(), "ferry.txt")
    assert page.published_on is None
    assert [(found.value, found.taken) for found in page.dates] == [(date(2024, 7, 1), False)]
    assert "2008" in page.dates[0].note


def test_wrapped_lines_become_paragraphs_again() -> None:
    wrapped = (
        "The ferry to Harn was stopped on Monday after its hull was\n"
        "found to leak, the port office said. About 140 passengers\n"
        "were taken off by two fishing boats."
    )
    assert read(f"Ferry stopped\n\n{wrapped}".encode(), "ferry.txt").text == wrapped.replace("\n", " ")


def test_a_text_that_begins_with_its_first_paragraph_has_no_title() -> None:
    page = read(f"{FIRST}\n\n{SECOND}".encode(), "ferry.txt")
    assert (page.title, page.text) == ("", f"{FIRST}\n\n{SECOND}")


def test_a_page_says_its_own_particulars() -> None:
    head = f'<script type="application/ld+json">{json.dumps({"@graph": [LINKED]})}</script><title>x</title>'
    page = read(html(head + '<link rel="canonical" href="https://coast.example/ferry">'), "ferry.html")
    assert page.byline == [Byline("Ann Holt", "person"), Byline("Per Sand", "person")]
    assert (page.published_on, page.published_origin) == (date(2019, 3, 5), "json-ld")
    assert (page.outlet, page.address, page.language) == ("Coast Papers", "https://coast.example/ferry", "en")
    assert (page.title, page.text) == ("Ferry to Harn stopped", f"{FIRST}\n\n{SECOND}\n\n{THIRD}")


def test_a_broken_description_falls_back_to_meta() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle",</script><meta name="author" content="Ann Holt">'
    page = read(html(head + '<meta property="article:published_time" content="2019-03-05">'), "ferry.html")
    assert page.byline == [Byline("Ann Holt", "person")]
    assert page.published_origin == "meta article:published_time"


def test_an_article_in_a_layout_table_is_read_without_the_table() -> None:
    cells = "".join(f"<p>{text}</p>" for text in (FIRST, SECOND, THIRD))
    row = f"<tr><td>Weather: rain</td><td><h2>Ferry stopped</h2>{cells}</td></tr>"
    page = f"<html><body><table>{row}</table></body></html>"
    assert read(page.encode(), "ferry.html").text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def test_short_texts_and_scripts_without_blanks_are_articles_too() -> None:
    assert read(b"Mayor resigns\n\nShe gave no reason.", "a.txt").text == "She gave no reason."
    words = "市長は月曜日に記者会見を開き、辞任すると発表した。理由は明らかにしなかった。"
    page = read(f"市長が辞任\n\n{words}".encode(), "a.txt")
    assert (page.title, page.text, len(page.sentences)) == ("市長が辞任", words, 2)


def test_markup_is_known_without_a_suffix() -> None:
    assert read(html(), "ferry").text.startswith(FIRST)


@pytest.mark.parametrize(
    ("raw", "name", "code"),
    [
        (b" \n ", "a.txt", "empty"),
        (b"x" * (10 * MB + 1), "a.txt", "too_large"),
        (b"\x00\x01\x02\xff" * 100, "a.txt", "binary"),
        (b"%PDF-1.7 ...", "a.pdf", "damaged"),
        (b"PK\x03\x04....", "a.txt", "damaged"),
        (b"plain words", "a.docx", "mislabelled"),
        (b"plain words", "a.rtf", "type_refused"),
        (b"<html><body><nav>Home</nav></body></html>", "a.html", "no_article"),
        (b"<html>", "a.html", "no_article"),
        (b"Home\nAbout us\n", "a.txt", "no_article"),
    ],
)
def test_what_can_not_be_read_says_why_in_a_word(raw: bytes, name: str, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(raw, name)
    assert caught.value.code == code
    assert str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_a_text_is_read_in_the_encoding_it_has(encoding: str) -> None:
    words = "The café “Harn” was closed on Monday, its owner said to the paper."
    assert read(words.encode(encoding), "cafe.txt").text == words


def test_a_page_is_read_in_the_encoding_it_names() -> None:
    head = '<meta charset="iso-8859-2">'
    page = html(head, "<p>Řeka Ohře se v pondělí vylila z břehů a zaplavila dvě vesnice.</p>").decode()
    assert "Řeka Ohře" in read(page.encode("iso-8859-2"), "reka.html").text


def test_body_text_is_not_changed() -> None:
    text = "  A  line\r\n\r\n\tShare on Facebook \n"
    page = read_body(text.encode(), "a.txt")
    assert (page.text, page.title, page.removed) == (text, "", [])


@pytest.mark.parametrize(
    "unit", ["a", "a(", "By A ", "Related\n", "one two three four five six...\n", "- x\n", "x. ", "“"]
)
def test_nonsense_of_any_kind_is_read_in_linear_time(unit: str) -> None:
    raw = (FIRST + "\n" + unit * (300_000 // len(unit))).encode()
    began = time.process_time()
    read(raw, "a.txt")
    assert time.process_time() - began < 8


def test_the_text_of_real_pages_is_canonical(shared_data: Path) -> None:
    for path in sorted((shared_data / "seeds").glob("*.txt")):
        page = read(path.read_bytes(), path.name)
        assert page.text == canonical(page.text)


def test_real_pages_lose_their_junk_and_keep_their_claims(shared_data: Path) -> None:
    gold = json.loads((shared_data / "gold/seeds.json").read_text(encoding="utf-8"))["articles"]
    for stem, known in gold.items():
        page = read((shared_data / f"seeds/{stem}.txt").read_bytes(), f"{stem}.txt")
        lines = page.text.splitlines()
        assert not {line.strip() for line in known.get("boilerplate", [])} & set(lines)
        assert [each["quote"] for each in known["claims"] if " ".join(each["quote"].split()) not in page.text] == []
        assert page.published_on is None or str(page.published_on) != known.get("published_wrong")
        assert set(known.get("byline") or []) <= {author.name for author in page.byline}
        assert known["title"] in (page.title, None)
