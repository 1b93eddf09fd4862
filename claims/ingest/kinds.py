"""What kind of file some bytes are: by their first bytes, then by what was said of them."""

import re
from pathlib import PurePath
from typing import Literal

from claims.ingest.refusals import refused

Kind = Literal["html", "text", "pdf", "word"]
MB = 1024 * 1024
MOST: dict[Kind, int] = {"html": 10 * MB, "text": 10 * MB, "pdf": 25 * MB, "word": 25 * MB}
SHOWN: dict[Kind, str] = {"html": "page", "text": "text", "pdf": "PDF", "word": "Word file"}
TEXT = {".txt", ".text", ".md", ""}
HTML = {".html", ".htm", ".xhtml"}
DOCUMENTS = {".pdf": "a PDF", ".docx": "a Word file", ".zip": "a zip"}
MAGIC = {
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"BM": "a picture (BMP)",
    b"II*\x00": "a picture (TIFF)",
    b"MM\x00*": "a picture (TIFF)",
    b"{\\rtf": "an RTF file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x1f\x8b": "a gzip file",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ": "an xz file",
    b"7z\xbc\xaf": "a 7z file",
    b"Rar!": "a RAR file",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"OggS": "a sound",
    b"ID3": "a sound",
    b"\x1aE\xdf\xa3": "a film",
    b"wOF": "a font",
    b"SQLite format 3": "a database",
}
SVG = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?(?:<!doctype svg[^>]*>\s*)?<svg[\s>]", re.IGNORECASE | re.DOTALL
)
MARKUP = re.compile(r"<!doctype\s+html|<html[\s>]|<(?:head|body|article|div|p)[\s>]", re.IGNORECASE)
ANY_TYPE = {
    "",
    "application/octet-stream",
    "binary/octet-stream",
    "application/x-download",
    "application/force-download",
}
HTML_TYPES = {"text/html", "application/xhtml+xml"}


def document_kind(raw: bytes, name: str, content_type: str) -> Kind | None:
    """PDF or Word; None for what has to be text, of which kind only its characters say."""
    if not raw.strip():
        raise refused("empty")
    if raw.lstrip()[:5] == b"%PDF-":
        return _sized(raw, "pdf")
    if raw.startswith(b"PK"):
        return _sized(raw, "word")
    _no_other_kind(raw, name, content_type)
    _sized(raw, "text")
    return None


def _no_other_kind(raw: bytes, name: str, content_type: str) -> None:
    kind = next((kind for magic, kind in MAGIC.items() if raw.startswith(magic) and not _words(raw, magic)), "")
    kind = kind or ("a drawing (SVG)" if SVG.match(raw[:4096]) else "") or _packed(raw)
    if kind:
        raise refused("type_refused", kind=kind)
    suffix, media = PurePath(name).suffix.lower(), media_type(content_type)
    if suffix in DOCUMENTS and media in ANY_TYPE:
        raise refused("mislabelled", said=DOCUMENTS[suffix])
    if media in ANY_TYPE and not content_type and suffix not in TEXT | HTML:
        raise refused("type_refused", kind=f"a {suffix} file")
    if media not in ANY_TYPE and not media.startswith("text/") and not media.endswith("xml"):
        raise refused("type_refused", kind=media)


def _words(raw: bytes, magic: bytes) -> bool:
    """Letters that a text may as well begin with."""
    return magic.isalpha() and raw[:64].isascii() and raw[:64].decode().isprintable()


def _packed(raw: bytes) -> str:
    """Kinds whose mark stands behind a length."""
    if raw[:4] == b"RIFF":
        return "a picture (WebP)" if raw[8:12] == b"WEBP" else "a sound or film"
    return "a film or picture (MP4, HEIC)" if raw[4:8] == b"ftyp" else ""


def _sized(raw: bytes, kind: Kind) -> Kind:
    if len(raw) > MOST[kind]:
        raise refused("too_large", limit=MOST[kind] // MB, kind=SHOWN[kind])
    return kind


def media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def is_html(text: str, name: str, content_type: str) -> bool:
    """Said to be, or begins as a page does; what is said to be plain is a page only if it says so first thing."""
    suffix, start = PurePath(name).suffix.lower(), text.lstrip("\ufeff \r\n\t")[:2000]
    if media_type(content_type) in HTML_TYPES or (not content_type and suffix in HTML):
        return True
    return suffix != ".md" and start.startswith("<") and bool(MARKUP.search(start))
