"""Characters that make a text look like another than it is: said beside it, never taken out of it."""

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
OVERRIDES = re.compile("[\u202a\u202b\u202d\u202e\u2066-\u2068]")
WORD = re.compile(r"[^\W\d_]+(?:[-.][^\W\d_]+)*")
LIKE = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}  # writings with letters that look the same
STACK = 16  # marks on one letter; the most that a real writing has is far below


class Part(NamedTuple):
    text: str
    sign: str = ""  # what the unseen character is, "" for plain words


def flags(text: str) -> list[str]:
    """For Revision.flags and the like: what a reviewer should know of a text as it came."""
    found = {"bidi": bool(OVERRIDES.search(text)), "mixed_script": mixed(text), "stacked_marks": stacked(text)}
    return [name for name, there in found.items() if there]


def parts(text: str) -> Iterator[Part]:
    """The text cut at what turns its direction, each of those with its name."""
    for piece in BIDI.split(text):
        if piece:
            yield Part(piece, TURNING.get(piece, ""))


def mixed(text: str) -> bool:
    """Has one of its words letters of writings whose letters look alike, as a forged name has?"""
    return any(len(LIKE & scripts(word)) > 1 for word in WORD.findall(text) if not word.isascii())


def scripts(word: str) -> set[str]:
    return {unicodedata.name(letter, "?").split()[0] for letter in set(word) if letter.isalpha()}


def stacked(text: str) -> bool:
    return unstacked(text) != text


def unstacked(text: str) -> str:
    """With at most STACK marks on each letter."""
    if text.isascii() or not TOWER.search(text):
        return text
    return TOWER.sub(lambda found: found[0][:STACK], text)


def _marks() -> str:
    """All combining marks as a character class."""
    return "".join(chr(code) for code in range(0x300, 0x11000) if unicodedata.category(chr(code)) in {"Mn", "Me"})


TOWER = re.compile(f"[{_marks()}]{{{STACK + 1},}}")
