"""Hostile zips, and the files that are zips inside: counted and measured before anything is unpacked."""

import re
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from claims.ingest import child, intake
from claims.ingest.page import Unreadable
from claims.models import ImportItem, Raw
from tests.articles import BUDGET, KILLED, WARNED, file_of
from tests.documents import pdf, word
from tests.hostile.files import PARAGRAPH, link, outcomes, refusal, zipped

Outcome = ImportItem.Outcome
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


def why(raw: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        child.entries(raw)
    assert caught.value.code == "archive_refused"
    return str(caught.value)


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
