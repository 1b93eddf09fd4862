"""The bytes of a file become an article. No network, no database."""

import re
from contextlib import suppress
from pathlib import PurePath

from claims.ingest.html import read_html
from claims.ingest.page import Byline, DateFound, Draft, Reading, Removed, Unreadable
from claims.ingest.plain import read_plain
from claims.text.furniture import is_prose, is_sentence
from claims.text.sentences import sentences

__all__ = ["Byline", "DateFound", "Reading", "Removed", "Unreadable", "decoded", "read", "read_body"]

MOST_BYTES = 10 * 1024 * 1024
TEXT = {".txt", ".text", ".md", ""}
HTML = {".html", ".htm", ".xhtml"}
MAGIC = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "zip or Office",
    b"{\\rtf": "RTF",
    b"\xd0\xcf\x11\xe0": "old Office",
    b"\x1f\x8b": "gzip",
}
BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
MARKUP = re.compile(r"<!doctype\s+html|<html[\s>]|<(?:head|body|article|div|p)[\s>]", re.IGNORECASE)
COMMON = {
    "en": "the of and to in that is was for on with he said by at from his it as are",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als",
    "fr": "le la les de des et en un une du que est pour dans qui sur pas au par il",
    "es": "el la los de que y en un una por con para las del se no su al es lo",
}


def read(raw: bytes, name: str, address: str = "", content_type: str = "") -> Reading:
    text = decoded(raw, name)
    draft = read_html(text) if _is_html(text, name) else read_plain(text)
    if not any(is_prose(line) or is_sentence(line) for line in draft.body):
        raise Unreadable("no_article", "No paragraph of an article was found.")
    return _reading(draft, "\n\n".join(draft.body))


def read_body(raw: bytes, name: str) -> Reading:
    """A file that is body text already: its text unchanged, nothing taken out of it."""
    text = decoded(raw, name)
    return _reading(Draft(body=[]), text)


def _reading(draft: Draft, text: str) -> Reading:
    taken = next((each for each in draft.dates if each.taken), None)
    return Reading(
        title=draft.title,
        byline=draft.byline,
        published_on=taken.value if taken else None,
        published_origin=taken.origin if taken else "",
        dates=draft.dates,
        language=draft.language or language(text),
        outlet=draft.outlet,
        address=draft.address,
        text=text,
        sentences=sentences(text),
        removed=draft.removed,
    )


def decoded(raw: bytes, name: str) -> str:
    """The file's text, by its own word for its encoding, else UTF-8, else Windows-1252."""
    _check(raw, name)
    for encoding in _encodings(raw):
        with suppress(UnicodeDecodeError, LookupError):
            text = raw.decode(encoding)
            if text.count("\0") * 20 <= len(text):
                return text
    raise Unreadable("bad_encoding", "The bytes are no text in any encoding that was tried.")


def _check(raw: bytes, name: str) -> None:
    if not raw.strip():
        raise Unreadable("empty", "The file is empty.")
    if len(raw) > MOST_BYTES:
        raise Unreadable("too_large", f"The file has more than {MOST_BYTES // 1024 // 1024} MB.")
    for magic, kind in MAGIC.items():
        if raw.startswith(magic):
            raise Unreadable("unsupported_type", f"This is a {kind} file; text and HTML are read.")
    if PurePath(name).suffix.lower() not in TEXT | HTML:
        raise Unreadable("unsupported_type", f"{PurePath(name).suffix} files are not read; text and HTML are.")
    if not _bom(raw) and _controls(raw) > 0.05:
        raise Unreadable("binary", "The file holds binary data, not text.")


def _controls(raw: bytes) -> float:
    head = raw[:65536]
    return len(head.translate(None, bytes(set(range(256)) - set(range(9)) - set(range(14, 27))))) / len(head)


def _bom(raw: bytes) -> str:
    return next((encoding for bom, encoding in BOMS.items() if raw.startswith(bom)), "")


def _encodings(raw: bytes) -> list[str]:
    said = CHARSET.search(raw[:4096])
    declared = said.group(1).decode() if said else ""
    latin = declared.lower() in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"}
    return [each for each in (_bom(raw), "" if latin else declared, "utf-8", "windows-1252", "latin-1") if each]


def _is_html(text: str, name: str) -> bool:
    suffix = PurePath(name).suffix.lower()
    return suffix in HTML or (
        suffix != ".md" and text.lstrip("\ufeff \r\n\t").startswith("<") and bool(MARKUP.search(text[:2000]))
    )


def language(text: str) -> str:
    """The language whose commonest words are most frequent; nothing where none is."""
    said = re.findall(r"[^\W\d_]+", text[:20000].lower())
    shares = {code: sum(word in set(listed.split()) for word in said) for code, listed in COMMON.items()}
    best = max(shares, key=lambda code: shares[code])
    return best if said and shares[best] >= 0.15 * len(said) else ""
