"""The characters of a text's bytes. The order: byte order mark, header, prolog or meta, UTF-8, Windows-1252."""

import codecs
import re
from collections.abc import Iterator

from claims.ingest.refusals import refused

BOMS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
UTF7 = re.compile(r"(?:x-)?(?:unicode-1-1-)?utf-?_?7(?:-imap)?|csutf7", re.IGNORECASE)
IN_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:+-]{2,40})""", re.IGNORECASE)
IN_TEXT = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:+-]{2,40})""", re.IGNORECASE
)
# Pages that say Latin-1 mean Windows-1252 or, more and more, UTF-8: as browsers do, but UTF-8 where it is that.
LATIN = {"iso8859-1", "ascii"}
NEVER = {"utf-7", "unicode-escape", "raw-unicode-escape", "punycode", "idna", "undefined", "mbcs", "oem"}
# What browsers read for a name is the larger set of the two.
LARGER = {
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
    "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
}  # fmt: skip
FEW = 0.002


def decoded(raw: bytes, content_type: str = "") -> str:
    if not _bom(raw) and _controls(raw) > 0.05 and not _wide(raw):
        raise refused("binary")
    for encoding, errors in _ways(raw, content_type):
        text = _tried(raw, encoding, errors)
        if text is not None and text.count("\0") * 20 <= len(text):
            return text
    raise refused("bad_encoding")


def _ways(raw: bytes, content_type: str) -> Iterator[tuple[str, str]]:
    said = [found for name in _said(raw, content_type) if (found := _known(name, raw))]
    named = [name for name in (_bom(raw), *said, "utf-8") if name]
    yield from ((name, "strict") for name in named)
    yield from ((name, "replace") for name in named)  # a few bad bytes do not make it another encoding
    yield from (("cp1252", "strict"), ("latin-1", "strict"))


def _tried(raw: bytes, encoding: str, errors: str) -> str | None:
    try:
        text = raw.decode(encoding, errors)
    except (UnicodeError, LookupError):
        return None
    return text if errors == "strict" or _mostly_right(text) else None


def _mostly_right(text: str) -> bool:
    """Few bytes did not fit, and those beyond ASCII that did are many more."""
    bad = text.count("\N{REPLACEMENT CHARACTER}")
    return bad <= 1 + FEW * len(text) and bad * 5 <= _beyond_ascii(text)


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _said(raw: bytes, content_type: str) -> list[str]:
    """What the header and then the text itself name as its encoding."""
    header, text = IN_HEADER.search(content_type), IN_TEXT.search(raw[:4096])
    said = [header.group(1)] if header else []
    said += [text.group(1).decode()] if text else []
    if any(UTF7.fullmatch(name) for name in said):
        raise refused("utf7_refused")
    return said


def _known(name: str, raw: bytes) -> str:
    """Python's name for an encoding that may be tried."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    if found.replace("_", "-") in NEVER | LATIN or (found.startswith(("utf-16", "utf-32")) and not _wide(raw)):
        return ""
    return LARGER.get(found, found)


def _bom(raw: bytes) -> str:
    return next((encoding for bom, encoding in BOMS.items() if raw.startswith(bom)), "")


def _wide(raw: bytes) -> bool:
    """Every other byte is zero, as in UTF-16 of a Western text."""
    head = raw[:2000]
    return len(head) > 3 and max(head[0::2].count(0), head[1::2].count(0)) > len(head) // 3


def _controls(raw: bytes) -> float:
    head = raw[:65536]
    return len(head.translate(None, bytes(set(range(256)) - set(range(9)) - set(range(14, 27))))) / len(head)
