"""The language of a text, by its commonest words."""

import re
from collections import Counter
from functools import cache

from claims.text.lists import load

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SHARE = 0.15
SURE = 0.2
ENOUGH = 40
DIFFERENT = 4  # of another language's words: "a" and "is" alone tell nothing
LEAD = 2  # times as often as English ones, which stand in texts of other languages too
SCRIPTS = {
    "ja": "[\u3040-\u30ff]",
    "ko": "[\uac00-\ud7af]",
    "zh": "[\u4e00-\u9fff]",
    "th": "[\u0e00-\u0e7f]",
    "el": "[\u0370-\u03ff]",
    "he": "[\u0590-\u05ff]",
    "hi": "[\u0900-\u097f]",
}


@cache
def _common() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in load("languages").items()}


def language(text: str) -> str:
    """The language whose commonest words are surely the most frequent, or whose script it is; nothing where none is."""
    said = _said(text)
    shares = _shares(said)
    best = max(shares, key=lambda code: shares[code])
    if said and shares[best] >= SHARE * said.total() and (best == "en" or _clear(text, shares, best)):
        return best
    return _by_script(text)


def _said(text: str) -> Counter[str]:
    return Counter(WORD.findall(text[:20000].lower()))


def _shares(said: Counter[str]) -> dict[str, int]:
    return {code: sum(said[word] for word in words) for code, words in _common().items()}


def _clear(text: str, shares: dict[str, int], code: str) -> bool:
    small = set(WORD.findall(text[:20000]))  # "Los Angeles, La Paz" is no Spanish
    return len(_common()[code] & small) >= DIFFERENT and shares[code] >= LEAD * shares["en"]


def _by_script(text: str) -> str:
    letters = sum(map(str.isalpha, text[:5000]))
    found = (code for code, script in SCRIPTS.items() if len(re.findall(script, text[:5000])) > 0.3 * max(letters, 1))
    return next(found, "")


def settled(stated: str, text: str) -> str:
    """The language that a page states, unless its words are surely those of another one."""
    code = re.split("[-_,;]", stated)[0].strip().lower()
    code = code if re.fullmatch("[a-z]{2,3}", code) else ""
    told = language(text)
    if not code or not told or told == code:
        return code or told
    shares, said = _shares(_said(text)), _said(text).total()
    sure = said >= ENOUGH and shares.get(told, said) >= SURE * said and shares.get(code, 0) * 2 < shares.get(told, said)
    return told if sure else code


def named(code: str) -> str:
    """How a language is called; its code where that is not known."""
    names: dict[str, str] = load("language_names")
    return names.get(code, code)
