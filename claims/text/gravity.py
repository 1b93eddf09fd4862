"""What weighs most when a cited passage reads differently: its figures, its names, whether it denies."""

import re
import unicodedata
from collections import Counter

from claims.text.lists import load
from claims.text.numbers import numbers

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")
ASCII = {sign: str(unicodedata.digit(chr(sign))) for sign in range(0x600, 0x10000) if chr(sign).isdecimal()}
NEGATIONS = frozenset(load("gravity")["negations"])


def gravity(old: str, new: str) -> list[str]:
    """Which of "figures", "names" and "negation" changed between two readings of one passage."""
    differs = {
        "figures": _figures(old) != _figures(new),
        "names": _names(old, new) or _names(new, old),
        "negation": _negations(old) != _negations(new),
    }
    return [name for name, changed in differs.items() if changed]


def _figures(text: str) -> Counter[str]:
    """Digits of any script, thousands with a comma or without, and the amounts that are written in words."""
    digits = (run.replace(",", "").translate(ASCII) for run in DIGITS.findall(text))
    return Counter(digits) + Counter(f"{each.value} in words" for each in numbers(text) if each.written != "digits")


def _names(one: str, other: str) -> bool:
    """Has `one`, but at the start of a sentence, a word with a capital that `other` has not at all?"""
    there = {word.casefold() for word in WORD.findall(other)}
    inside = [match for match in WORD.finditer(one) if match[0][0].isupper() and not _begins(one, match.start())]
    return any(match[0].casefold() not in there for match in inside)


def _begins(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \n\"'“”‘’«»„(")
    return not before or before[-1] in ".!?:…"


def _negations(text: str) -> int:
    words = [word.casefold().replace("’", "'") for word in WORD.findall(text)]
    return sum(word in NEGATIONS or word.endswith("n't") for word in words)
