"""PDF and Word files become articles as pages do."""

from datetime import date, datetime

import pytest

from claims.ingest.page import Byline, Unreadable
from claims.ingest.paper import _mended
from claims.ingest.pdf import MOST_PAGES
from claims.ingest.read import read
from tests.documents import pdf, word

FIRST = "The ferry to Harn was stopped on Monday after its hull was found to leak, the port office said."
SECOND = "About 140 passengers were taken off by two fishing boats, according to the harbour master."
LINES = ("The ferry to Harn was stopped on Monday after its hull was", "found to leak, the port office said.")
MORE = ("About 140 passengers were taken off by two fishing boats,", "according to the harbour master.")
SHIPS = ("gull", "heron", "stork")


def code(raw: bytes, name: str = "a.pdf") -> str:
    with pytest.raises(Unreadable) as caught:
        read(raw, name)
    return caught.value.code


def test_the_lines_of_a_pdf_become_paragraphs_under_title_name_and_date() -> None:
    page = ["Ferry to Harn stopped", "", "By Ann Holt", "", "5 March 2019", "", *LINES, "", *MORE]
    found = read(pdf(page), "ferry.pdf")
    assert (found.title, found.byline) == ("Ferry to Harn stopped", [Byline("Ann Holt", "person")])
    assert (found.published_on, found.text) == (date(2019, 3, 5), f"{FIRST}\n\n{SECOND}")


def test_a_paragraph_goes_on_over_a_page_s_end() -> None:
    assert read(pdf(LINES[:1], LINES[1:]), "ferry.pdf").text == FIRST


def test_a_short_last_line_ends_a_paragraph() -> None:
    assert read(pdf([*LINES, *MORE]), "ferry.pdf").text == f"{FIRST}\n\n{SECOND}"


def test_what_stands_on_every_page_is_taken_out_and_said() -> None:
    said = [f"The owner of the {ship} said on Monday that it had never leaked." for ship in SHIPS]
    pages = [["The Harn Ledger, 5 March", "", text, "", f"Page {n} of 3"] for n, text in enumerate(said, 1)]
    found = read(pdf(*pages), "ferry.pdf")
    assert found.text.split("\n\n") == said
    assert {"The Harn Ledger, 5 March", "Page 2 of 3"} <= {gone.text for gone in found.removed}


def test_a_word_cut_at_a_line_s_end_is_whole_again() -> None:
    lines = ["Inspectors of the coast guard found that the passen-", "gers had been told of the leak an hour too late."]
    assert "passengers had been" in read(pdf(lines), "ferry.pdf").text


@pytest.mark.parametrize(
    ("line", "following", "words", "whole"),
    [
        ("the passen-", "gers went", set(), "the passengers went"),
        ("by fact-", "checking desks", {"fact-checking"}, "by fact-checking desks"),
        ("by fact-", "checking desks", {"fact-checking", "factchecking"}, "by factchecking desks"),
        ("the Anglo-", "Saxon king", set(), "the Anglo-Saxon king"),
        ("from 1914-", "18 onwards", set(), "from 1914-18 onwards"),
        ("a state-of-the-", "art ship", set(), "a state-of-the-art ship"),
        ("the ship -", "it leaked", set(), "the ship - it leaked"),
        ("the passen\u00ad", "gers", set(), "the passengers"),
    ],
)
def test_hyphens_are_undone_with_care(line: str, following: str, words: set[str], whole: str) -> None:
    assert _mended(line, following, words) == whole


def test_what_a_pdf_says_of_itself_is_second_to_its_pages_and_its_day_is_only_kept() -> None:
    info = {"Title": "Ferry stopped", "Author": "Ann Holt", "CreationDate": "D:20190307120000Z"}
    found = read(pdf([FIRST], info=info), "ferry.pdf")
    assert (found.title, found.byline) == ("Ferry stopped", [Byline("Ann Holt", "person")])
    assert found.published_on is None
    assert [(each.value, each.origin, each.taken) for each in found.dates] == [
        (date(2019, 3, 7), "pdf metadata", False)
    ]


@pytest.mark.parametrize("name", ["Microsoft Word - draft3.docx", "untitled", "layout_7.indd"])
def test_the_name_of_a_working_file_is_no_title(name: str) -> None:
    assert read(pdf([FIRST], info={"Title": name}), "ferry.pdf").title == ""


def test_a_pdf_without_text_is_said_to_need_recognition() -> None:
    assert code(pdf([])) == "no_text"


def test_a_pdf_of_too_many_pages_is_refused() -> None:
    assert code(pdf(*[[FIRST]] * (MOST_PAGES + 1))) == "too_many_pages"


@pytest.mark.parametrize("raw", [b"%PDF-1.4\n", pdf([FIRST])[:200], b"%PDF-1.7" + b"\x00\xff" * 5000])
def test_a_broken_pdf_is_named(raw: bytes) -> None:
    assert code(raw) in {"damaged", "no_text"}


def test_a_word_file_is_read_with_its_headings_and_tables() -> None:
    raw = word("# Ferry to Harn stopped", "By Ann Holt", "5 March 2019", FIRST, "Ship | Passengers", SECOND)
    found = read(raw, "ferry.docx")
    assert (found.title, found.byline) == ("Ferry to Harn stopped", [Byline("Ann Holt", "person")])
    assert found.published_on == date(2019, 3, 5)
    assert found.text.split("\n\n") == [FIRST, "Ship", "Passengers", SECOND]


def test_what_a_word_file_says_of_itself_is_second_to_its_text() -> None:
    raw = word(FIRST, SECOND, title="Ferry stopped", author="Ann Holt", created=datetime(2019, 3, 7))
    found = read(raw, "ferry.docx")
    assert (found.title, found.byline) == ("Ferry stopped", [Byline("Ann Holt", "person")])
    assert found.published_on is None
    assert (found.dates[0].value, found.dates[0].taken) == (date(2019, 3, 7), False)
