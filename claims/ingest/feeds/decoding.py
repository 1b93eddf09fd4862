"""Bytes to text: byte order mark, then header, then prolog, then UTF-8, then Windows-1252."""

import codecs
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress

from claims.ingest.encoding import IN_HEADER, IN_TEXT, LARGER, LATIN, NEVER, UTF7
from claims.ingest.feeds.items import MOST_BYTES, FeedError

MOST_RATIO = 200
WIDE = ("utf-16", "utf-32")
MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"<\0\0\0": "utf-32-le",
    b"\0\0\0<": "utf-32-be",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
    b"\x4c\x6f\xa7\x94": "cp037",
}
NOT_IN_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def unpacked(raw: bytes) -> bytes:
    """The bytes, out of their gzip if they are in one; bounded, so that a small bomb stays small."""
    if raw.startswith(b"\x1f\x8b"):
        raw = _gunzipped(raw)
    if len(raw) > MOST_BYTES:
        raise FeedError("too_large", f"The feed has more than {MOST_BYTES // 1_000_000} MB.")
    if not raw.strip():
        raise FeedError("empty", "The answer is empty.")
    return raw


def _gunzipped(raw: bytes) -> bytes:
    most = min(MOST_BYTES, MOST_RATIO * len(raw) + 10_000)
    stream = zlib.decompressobj(31)
    try:
        content = stream.decompress(raw, most + 1)
    except zlib.error as problem:
        raise FeedError("bad_encoding", "The gzip data is damaged.") from problem
    if len(content) > most:
        raise FeedError("too_large", "The gzip data unpacks to more than is taken.")
    if not stream.eof:
        raise FeedError("bad_encoding", "The gzip data is cut off.")
    return content


def text_of(raw: bytes, content_type: str, notes: list[str]) -> str:
    """The text without the characters that XML and databases refuse; what was done about it goes to the notes."""
    text = _decoded(raw, list(_encodings(raw, content_type)), notes)
    kept, removed = NOT_IN_XML.subn("", text)
    if removed * 20 > len(text):
        raise FeedError("bad_encoding", "The bytes are no text.")
    if removed:
        notes.append(f"control_characters_removed: {removed}")
    return kept.removeprefix("\ufeff")


def _encodings(raw: bytes, content_type: str) -> Iterator[str]:
    header, prolog = IN_HEADER.search(content_type), IN_TEXT.search(raw[:4096])
    said = [header[1] if header else "", prolog[1].decode() if prolog else ""]
    if raw.startswith(b"+ADw-") or any(UTF7.fullmatch(each) for each in said):
        raise FeedError("utf7_refused", "The feed is in UTF-7, in which markup can be hidden; it is not read.")
    yield from (encoding for mark, encoding in MARKS.items() if raw.startswith(mark))
    wide = b"\0" in raw[:200]
    yield from (codec for each in said if (codec := _codec(each)) and (wide or not codec.startswith(WIDE)))


def _codec(name: str) -> str:
    """Python's name for it; what says Latin-1 means Windows-1252."""
    try:
        found = codecs.lookup(name).name if name else ""
        "x".encode(found)
    except (LookupError, UnicodeError):  # no such encoding, or one that is none of text
        return ""
    return "" if found in NEVER else "cp1252" if found in LATIN else LARGER.get(found, found)


def _decoded(raw: bytes, said: list[str], notes: list[str]) -> str:
    named = dict.fromkeys(re.sub(r"-(?:sig|le|be)$", "", each) for each in said)
    if len(named) > 1:
        notes.append(f"encodings_disagree: {', '.join(named)}")
    if said[:1] == ["cp1252"] and (text := _if_utf8(raw)):
        notes.append("encoding_overridden: utf-8")
        return text
    for encoding in [*said, "utf-8"]:
        with suppress(UnicodeError):
            text = raw.decode(encoding)
            if said and encoding != said[0]:
                notes.append(f"encoding_overridden: {encoding}")
            return text
    return _mended(raw, said, notes)


def _if_utf8(raw: bytes) -> str:
    """The text if it is UTF-8 for certain: every byte pair of it would be gibberish in a one-byte encoding."""
    with suppress(UnicodeDecodeError):
        text = raw.decode()
        return "" if text.isascii() else text
    return ""


def _mended(raw: bytes, said: list[str], notes: list[str]) -> str:
    """A few bytes are wrong, or the last one is cut off: those are replaced. Many: it is another encoding, a guess."""
    for encoding in [*said, "utf-8"]:
        text = raw.decode(encoding, "replace")
        replaced = text.count("\ufffd")
        cut_off = replaced == 1 and text.endswith("\ufffd")
        if cut_off or replaced * 50 <= sum(char > "\x7f" for char in text) - replaced:
            notes.append(f"bytes_replaced: {replaced}")
            return text
    notes.append("encoding_guessed: windows-1252")
    return raw.decode("cp1252", "replace")
