"""Hostile files: names, kinds, encodings, zips. Each ends as an article or a named error, and the rest goes on."""

import io
import re
import stat
import struct
import warnings
import zipfile
import zlib
from pathlib import Path

import pytest
from django.db import OperationalError
from pytest_django import Settings

from claims.ingest import archive, child, intake, store
from claims.ingest.encoding import decoded
from claims.ingest.page import Unreadable
from claims.ingest.read import read
from claims.ingest.refusals import sentences
from claims.models import Article, ImportItem, Raw
from tests.articles import BUDGET, KILLED, WARNED, file_of
from tests.documents import pdf, word

Outcome = ImportItem.Outcome
PARAGRAPH = "The ferry to Harn was stopped on Monday after its hull was found to leak, the port office said."
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
HTML = f"<!doctype html><html><body><p>{PARAGRAPH}</p><script>alert(1)</script></body></html>".encode()


def refusal(raw: bytes, name: str, content_type: str = "") -> str:
    with pytest.raises(Unreadable) as caught:
        read(raw, name, content_type=content_type)
    assert caught.value.code in sentences() | {"no_article": ""}
    assert str(caught.value)
    return caught.value.code


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", how) as file:
        warnings.simplefilter("ignore")  # two entries of one name
        for name, content in entries:
            file.writestr(name, content, how)
    return out.getvalue()


def link(name: str, to: str) -> tuple[zipfile.ZipInfo, bytes]:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info, to.encode()


def why(raw: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        child.entries(raw)
    assert caught.value.code == "archive_refused"
    return str(caught.value)


def outcomes(run_items: list[ImportItem]) -> list[tuple[str, str, str]]:
    """Name, outcome and code of each, once a worker has been at it."""
    for item in run_items:
        store.import_item(item.pk)
        item.refresh_from_db()
    return [(item.name, item.outcome, item.code) for item in run_items]


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


# L7: zips


def test_l7_a_zip_that_climbs_out_stays_inside_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = ["../../evil.txt", "/abs.txt", "..\\..\\win.txt", "a/../../b.txt"]
    found = child.entries(zipped(*((name, file_of(KILLED)) for name in names)))
    assert [entry.name for entry in found] == ["evil.txt", "abs.txt", "win.txt", "a/b.txt"]
    assert all(entry.content == file_of(KILLED) for entry in found)
    assert list(tmp_path.rglob("*")) == []


def test_l7_twenty_thousand_entries_are_refused_unopened() -> None:
    assert "20,000 entries, more than 2,000" in why(zipped(*((f"{n}.txt", b"x") for n in range(20_000))))


def test_l7_a_bomb_is_refused_by_what_it_says_it_is() -> None:
    bomb = zipped(*((f"{n}.txt", b"\0" * 21_000_000) for n in range(10)))
    assert len(bomb) < 300_000
    assert "unpacks to 200 MB, more than 200" in why(bomb)


def test_l7_what_unpacks_to_a_hundred_times_its_size_is_refused() -> None:
    assert "more than 100 times its size" in why(zipped(("a.txt", b"a" * 2_000_000)))


def lying(size: int) -> bytes:
    """A table of contents that says less than what comes out."""
    raw = zipped(("a.txt", b"a" * 5_000_000))
    honest = struct.pack("<I", 5_000_000)
    return raw.replace(honest, struct.pack("<I", size))


def test_l7_a_zip_that_lies_about_its_size_gives_no_more_than_it_said() -> None:
    [entry] = child.entries(lying(1000))
    assert entry.problem
    assert (entry.problem.code, entry.content) == ("zip_entry_damaged", b"")


def test_l7_entries_over_one_another_are_refused() -> None:
    raw = zipped(("a.txt", bytes(range(256)) * 200), how=zipfile.ZIP_STORED)
    start = raw.index(b"PK\x01\x02")
    end = raw.index(b"PK\x05\x06")
    tail = bytearray(raw[end:])
    tail[8:12], tail[12:16] = struct.pack("<HH", 50, 50), struct.pack("<I", 50 * (end - start))
    assert why(raw[:start] + raw[start:end] * 50 + bytes(tail)).startswith("The zip is refused")


def locked(raw: bytes) -> bytes:
    """The bit that says "encrypted", in every entry and in the table."""
    out = bytearray(raw)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(mark), raw):
            out[found.start() + place] |= 1
    return bytes(out)


@pytest.mark.django_db
def test_l7_of_a_mixed_zip_each_entry_has_its_own_outcome() -> None:
    raw = zipped(
        ("folder/", b""),
        ("folder/a.txt", file_of(KILLED)),
        ("again.txt", file_of(KILLED)),
        ("b.txt", file_of(BUDGET)),
        ("b.txt", file_of(WARNED)),
        link("link.txt", "/etc/passwd"),
        ("inner.zip", zipped(("a.txt", b"x"))),
        ("c.docx", word(PARAGRAPH)),
        ("d.pdf", pdf([PARAGRAPH])),
        ("e.png", PNG),
        ("f.txt", b""),
        ("__MACOSX/._a.txt", b"\0\5"),
        (".DS_Store", b"\0\0"),
    )
    assert outcomes(intake.take_upload(intake.start("upload"), "batch.zip", raw)) == [
        ("batch.zip/folder/a.txt", Outcome.NEW, ""),
        ("batch.zip/again.txt", Outcome.UNCHANGED, ""),
        ("batch.zip/b.txt", Outcome.NEW, ""),
        ("batch.zip/b (2).txt", Outcome.NEW, ""),
        ("batch.zip/link.txt", Outcome.FAILED, "zip_link"),
        ("batch.zip/inner.zip", Outcome.FAILED, "zip_in_zip"),
        ("batch.zip/c.docx", Outcome.NEW, ""),
        ("batch.zip/d.pdf", Outcome.NEW, ""),
        ("batch.zip/e.png", Outcome.FAILED, "type_refused"),
        ("batch.zip/f.txt", Outcome.FAILED, "empty"),
    ]
    assert Raw.objects.filter(items__isnull=False, size=len(file_of(KILLED))).distinct().count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (zipped(("a.txt", b"a" * 2_000_000)), "archive_refused"),
        (zipped(("folder/", b"")), "archive_refused"),
        (zipped(("a.txt", file_of(KILLED)))[:-30], "damaged"),
        (b"PK\x03\x04" + b"x" * 1000, "damaged"),
    ],
)
def test_l7_a_refused_zip_is_one_item_with_its_reason(raw: bytes, code: str) -> None:
    [item] = intake.take_upload(intake.start("upload"), "batch.zip", raw)
    assert (item.name, item.outcome, item.code) == ("batch.zip", Outcome.FAILED, code)
    assert item.reason


def test_l7_a_locked_entry_is_refused_alone() -> None:
    [entry] = child.entries(locked(zipped(("a.txt", file_of(KILLED)))))
    assert entry.problem
    assert entry.problem.code == "encrypted"


@pytest.mark.django_db
def test_a_zip_in_a_folder_is_as_many_articles_as_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "batch.zip"
    path.write_bytes(zipped(("a.txt", file_of(KILLED)), ("b.txt", file_of(BUDGET))))
    items = intake.take_file(intake.start("folder"), path, "batch.zip")
    assert [item.address for item in items] == [f"file:{path}/a.txt", f"file:{path}/b.txt"]
    assert [outcome for _, outcome, _ in outcomes(items)] == [Outcome.NEW, Outcome.NEW]


@pytest.mark.django_db
def test_a_word_file_is_no_zip_of_files(tmp_path: Path) -> None:
    [item] = intake.take_upload(intake.start("upload"), "ferry.docx", word("# Ferry", PARAGRAPH))
    assert outcomes([item]) == [("ferry.docx", Outcome.NEW, "")]


# Word and PDF files that are traps


def docx_with(document: bytes) -> bytes:
    return zipped(("[Content_Types].xml", b"<x/>"), ("word/document.xml", document))


BOMBS = {
    "billion laughs": b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><x>&j;</x>",
    "external entity": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
}


@pytest.mark.parametrize("document", BOMBS.values(), ids=BOMBS.keys())
def test_entities_of_a_word_file_are_not_followed(document: bytes) -> None:
    assert refusal(docx_with(document), "a.docx") in {"damaged", "empty"}


def test_a_word_file_that_unpacks_without_measure_is_refused() -> None:
    assert refusal(docx_with(b"<x>" + b" " * 20_000_000 + b"</x>"), "a.docx") == "archive_refused"


def test_a_locked_word_file_is_said_to_be_locked() -> None:
    assert refusal(locked(word(PARAGRAPH)), "a.docx") == "encrypted"


def test_deep_nesting_in_a_word_file_ends_as_a_named_error() -> None:
    deep = b"<a>" * 100_000 + b"</a>" * 100_000
    raw = zipped(("word/document.xml", deep), how=zipfile.ZIP_STORED)
    assert refusal(raw, "a.docx") == "damaged"


def flate(content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    raw = pdf([PARAGRAPH])
    start, end = raw.index(b"<< /Length"), raw.index(b"endstream")
    return raw[:start] + b"<< /Length %d /Filter /FlateDecode >> stream\n%s\n" % (len(packed), packed) + raw[end:]


def test_a_pdf_that_unpacks_without_measure_is_stopped() -> None:
    bomb = flate(b"BT /F 11 Tf (x) Tj ET " * 20_000_000)
    with pytest.raises(Unreadable) as caught:
        child.read(bomb, "bomb.pdf")
    assert caught.value.code in {"too_complex", "too_much_memory", "crashed", "damaged", "no_text", "no_article"}
    assert child.read(file_of(KILLED), "next.txt").text


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
    run, keep, kept = intake.start("upload"), intake.keep, list[bytes]()

    def full(content: bytes) -> Raw:
        if len(kept) == 2:
            raise OperationalError("could not extend file: No space left on device")
        kept.append(content)
        return keep(content)

    monkeypatch.setattr(intake, "keep", full)
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
