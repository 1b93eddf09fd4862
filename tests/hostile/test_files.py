"""Hostile files: names, kinds, encodings, sizes. Each ends as an article or a named error, and the rest goes on."""

import struct

import pytest
from django.db import OperationalError
from pytest_django import Settings

from claims.ingest import archive, intake, raws
from claims.ingest.encoding import decoded
from claims.ingest.read import read
from claims.ingest.refusals import sentences
from claims.models import Article, ImportItem, Raw
from tests.articles import BUDGET, KILLED, file_of
from tests.documents import pdf
from tests.hostile.files import PARAGRAPH, outcomes, refusal, zipped

Outcome = ImportItem.Outcome
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
HTML = f"<!doctype html><html><body><p>{PARAGRAPH}</p><script>alert(1)</script></body></html>".encode()


# L1: names


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("..\\..\\windows\\win.ini", "windows/win.ini"),
        ("/srv/a.txt", "srv/a.txt"),
        ("C:\\Users\\a.txt", "Users/a.txt"),
        ("....//....//a.txt", "a.txt"),
        ("a\u202etxt.exe", "a\ufffdtxt.exe"),
        ("a\nb.txt", "a\ufffdb.txt"),
        ("a\0.txt", "a\ufffd.txt"),
        ("", "unnamed"),
        ("../..", "unnamed"),
        ("CON", "CON"),
        (".htaccess", ".htaccess"),
        ("x" * 300 + ".html", "x" * archive.LONGEST_PART + "….html"),
    ],
)
def test_l1_a_name_leads_nowhere_and_can_be_read(name: str, shown: str) -> None:
    assert archive.shown_path(name) == shown


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["../../x.txt", "..\\..\\x.txt", "a\0.txt", "a\u202e.txt", "y" * 300 + ".txt", "a\nb.txt"]
)
def test_l1_an_upload_of_any_name_is_read_and_stored_under_its_bytes(name: str) -> None:
    [item] = intake.take_upload(intake.start("upload"), name, file_of(KILLED))
    assert outcomes([item])[0][1] == Outcome.NEW
    assert item.address.startswith("upload:")
    assert item.name.isprintable()
    assert ".." not in item.name


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["CON", ".htaccess"])
def test_l1_a_name_that_means_something_elsewhere_means_nothing_here(name: str) -> None:
    [item] = intake.take_upload(intake.start("upload"), name, file_of(KILLED))
    assert outcomes([item]) == [(name, Outcome.NEW, "")]


# L2, L3, L4, L5, L6: kinds


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (PNG + HTML, "a.html"),
        (b"GIF89a" + HTML, "a.html"),
        (b"\xff\xd8\xff\xe0" + HTML, "a.txt"),
        (b"RIFF\x10\0\0\0WEBP" + HTML, "a.html"),
        (b"\0\0\0\x20ftypheic" + HTML, "a.html"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "a.html"),
        (b'<?xml version="1.0"?>\n<!-- x --><svg onload="alert(1)"/>', "a.txt"),
        (b"{\\rtf1 x", "a.txt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + HTML, "a.txt"),
        (b"\x1f\x8b\x08" + HTML, "a.html"),
        (b"\x7fELF" + HTML, "a.txt"),
        (b"MZ\x90\0" + HTML, "a.txt"),
        (zipped(("xl/workbook.xml", b"<x/>")), "a.docx"),
        (zipped(("mimetype", b"application/epub+zip"), ("META-INF/container.xml", b"<x/>")), "a.docx"),
        (HTML, "a.png"),
        (HTML, "a.exe"),
        (b"<rss version='2.0'><channel/></rss>", "a.txt"),
    ],
)
def test_l2_l3_l4_a_file_is_what_its_first_bytes_say(raw: bytes, name: str) -> None:
    assert refusal(raw, name) == "type_refused"


def test_l4_a_pdf_with_a_page_behind_it_is_a_pdf() -> None:
    assert read(pdf([PARAGRAPH]) + HTML, "a.html").text == PARAGRAPH


def test_l5_pictures_are_refused_before_a_pixel_is_unpacked() -> None:
    header = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\0\x11\x08" + struct.pack(
        ">HH", 65000, 65000
    )
    assert refusal(header, "huge.jpg") == "type_refused"


@pytest.mark.parametrize("media", ["image/png", "application/json", "video/mp4", "application/pdf", "font/woff2"])
def test_a_header_that_speaks_of_no_text_is_believed(media: str) -> None:
    assert refusal(HTML, "", f"{media}; charset=utf-8") == "type_refused"


@pytest.mark.parametrize("media", ["", "text/html", "application/octet-stream", "text/plain"])
def test_a_page_is_a_page_by_its_own_word_too(media: str) -> None:
    page = read(HTML, "", "https://coast.example/ferry.php", media)
    assert page.text == PARAGRAPH


# F12, F13, F14 as they meet files: encodings


@pytest.mark.parametrize(
    ("raw", "content_type"),
    [
        ("\ufeff“Ä”".encode("utf-16"), "text/html; charset=utf-8"),
        ("\ufeff“Ä”".encode(), "text/html; charset=windows-1251"),
        (b'<meta charset="koi8-r">' + "“Ä”".encode(), "text/html; charset=utf-8"),
        (b'<meta charset="utf-8">' + "“Ä”".encode("cp1252"), 'text/html; charset="windows-1252"'),
        (b'<meta charset="utf-16">' + "“Ä”".encode(), ""),
        (b'<meta charset="utf-8">' + "“Ä”".encode("cp1252"), ""),
        (b'<meta charset="nonsense">' + "“Ä”".encode(), ""),
        ("“Ä”".encode(), "text/html; charset=iso-8859-1"),
        ("“Ä” and so on".encode("utf-16-le"), "text/html; charset=utf-16le"),
        ("„Äöüß“ „Äöüß“ „Äöüß“ „Äöüß“ ".encode() + b"\xff" + "“Ä”".encode(), "text/html; charset=utf-8"),
    ],
)
def test_the_order_is_byte_order_mark_then_header_then_prolog(raw: bytes, content_type: str) -> None:
    paragraph = PARAGRAPH.encode("utf-16-le") if b"\0" in raw else PARAGRAPH.encode()
    assert "“Ä”" in decoded(raw + paragraph, content_type)


@pytest.mark.parametrize(
    ("raw", "content_type"),
    [
        (b"+ADw-script+AD4-" + HTML, "text/html; charset=utf-7"),
        (b'<meta charset="UTF-7">+ADw-script+AD4-' + HTML, ""),
        (b'<?xml version="1.0" encoding="unicode-1-1-utf-7"?>' + HTML, "text/html"),
        (HTML, "text/html; charset=x-unicode-1-1-utf-7"),
    ],
)
def test_f14_utf_7_is_refused_wherever_it_is_named(raw: bytes, content_type: str) -> None:
    assert refusal(raw, "a.html", content_type) == "utf7_refused"


@pytest.mark.parametrize("name", ["unicode_escape", "punycode", "idna", "rot13", "base64", "zip", "undefined", "mbcs"])
def test_codecs_that_are_no_encodings_are_not_used(name: str) -> None:
    text = f'<meta charset="{name}"><p>{PARAGRAPH} \\u0041 é</p>'
    assert decoded(text.encode()) == text


# L9, L10, L11, L12


@pytest.mark.parametrize("raw", [b"", b"\n\n \t", b"\xef\xbb\xbf"])
def test_l9_nothing_at_all_is_said_to_be_empty(raw: bytes) -> None:
    assert refusal(raw, "a.txt") in {"empty", "no_article"}


@pytest.mark.django_db
def test_l10_the_same_file_twice_is_one_article() -> None:
    for _ in range(2):
        items = intake.take_upload(intake.start("upload"), "a.txt", file_of(KILLED))
        last = outcomes(items)
    assert last == [("a.txt", Outcome.UNCHANGED, "")]
    assert (Article.objects.count(), Raw.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_l10_another_file_of_the_same_name_is_another_article() -> None:
    for sentence in (KILLED, BUDGET):
        outcomes(intake.take_upload(intake.start("upload"), "a.txt", file_of(sentence)))
    assert Article.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_l11_when_there_is_no_room_for_all_of_a_zip_nothing_of_it_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    run, keep, kept = intake.start("upload"), raws.keep, list[bytes]()

    def full(content: bytes) -> Raw:
        if len(kept) == 2:
            raise OperationalError("could not extend file: No space left on device")
        kept.append(content)
        return keep(content)

    monkeypatch.setattr(raws, "keep", full)
    raw = zipped(*((f"{n}.txt", file_of(KILLED, title=str(n))) for n in range(5)))
    with pytest.raises(OperationalError):
        intake.take_upload(run, "batch.zip", raw)
    assert (run.items.count(), Raw.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_l12_an_upload_that_was_cut_off_leaves_one_failed_item_and_no_bytes() -> None:
    raw = zipped(*((f"{n}.txt", file_of(KILLED, title=str(n))) for n in range(5)))
    [item] = intake.take_upload(intake.start("upload"), "batch.zip", raw[: len(raw) // 2])
    assert (item.outcome, item.code, Raw.objects.count()) == (Outcome.FAILED, "damaged", 0)


@pytest.mark.django_db
def test_a_file_larger_than_all_limits_is_refused_before_it_is_kept(settings: Settings) -> None:
    settings.MAX_IMPORT_BYTES, settings.MAX_ARCHIVE_BYTES = 100, 200
    for raw in (b"x" * 101, zipped(("a.txt", bytes(range(256)))), b"PK\x03\x04" + b"x" * 300):
        [item] = intake.take_upload(intake.start("upload"), "a.txt", raw)
        assert (item.outcome, Raw.objects.count()) == (Outcome.FAILED, 0)


def test_every_refusal_is_a_sentence_that_can_be_filled() -> None:
    for code, sentence in sentences().items():
        assert sentence.endswith("."), code
        assert sentence[0].isupper() or sentence[0] == "{", code
