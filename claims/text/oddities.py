"""Characters that make a text look like another than it is: said beside it, not taken out of it."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

TURNING = {
    "\u061c": "arabic letter mark",
    "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark",
    "\u202a": "left-to-right embedding",
    "\u202b": "right-to-left embedding",
    "\u202c": "end of direction",
    "\u202d": "left-to-right override",
    "\u202e": "right-to-left override",
    "\u2066": "left-to-right isolate",
    "\u2067": "right-to-left isolate",
    "\u2068": "first strong isolate",
    "\u2069": "end of isolate",
}
BIDI = re.compile(f"([{''.join(TURNING)}])")
OVERRIDES = "\u202d\u202e"  # the others are everyday where writing runs from right to left

# Letters of other writings that look like Latin ones. Of Greek few: science writes α, β, μ beside Latin letters.
LATIN = "A-Za-z\u00c0-\u024f"
LIKE_LATIN = "\u0400-\u052f\u0531-\u0587\u13a0-\u13ff\uab70-\uabbfοΟνΑΒΕΖΗΙΚΜΝΡΤΥΧ"
OTHER = re.compile(f"[{LIKE_LATIN}]")
MIXED = re.compile(f"[{LATIN}][{LIKE_LATIN}]|[{LIKE_LATIN}][{LATIN}]")

STACK = 16  # marks on one letter; no writing of the world comes near it
MARKS = "".join(chr(code) for code in range(0x300, 0xFE30) if unicodedata.category(chr(code)) in {"Mn", "Me"})
TOWER = re.compile(f"([{MARKS}][{MARKS}]{{{STACK - 1}}})[{MARKS}]+")  # a first sign alone is what re finds quickly


class Part(NamedTuple):
    text: str
    sign: str = ""  # what the unseen character is, "" for plain words


def flags(text: str) -> list[str]:
    """For Revision.flags and the like: what a reader of the text should know of it."""
    if text.isascii():
        return []
    found = {"bidi": overridden(text), "mixed_script": mixed(text), "stacked_marks": unstacked(text) != text}
    return [name for name, there in found.items() if there]


def overridden(text: str) -> bool:
    return any(sign in text for sign in OVERRIDES)


def mixed(text: str) -> bool:
    """Has one of its words letters of two writings that look alike, as a forged name has?"""
    return not text.isascii() and OTHER.search(text) is not None and MIXED.search(text) is not None


def unstacked(text: str) -> str:
    """With at most STACK marks on each letter."""
    return text if text.isascii() else TOWER.sub(r"\1", text)


def spellings(word: str) -> set[str]:
    """The word as either kind of keyboard writes its accents; what was typed is stored as it was typed."""
    return {unicodedata.normalize("NFC", word), unicodedata.normalize("NFD", word)}


def parts(text: str) -> Iterator[Part]:
    """The text cut at what turns its direction, each of those with its name."""
    for piece in BIDI.split(text):
        if piece:
            yield Part(piece, TURNING.get(piece, ""))
