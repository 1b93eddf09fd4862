"""The language of a text, by its commonest words."""

import re
from collections import Counter
from functools import cache

from claims.text.lists import load

SHARE = 0.15
SURE = 0.2
ENOUGH = 40
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
    """The language whose commonest words are most frequent, or whose script it is; nothing where none is."""
    said, shares = _shares(text)
    best = max(shares, key=lambda code: shares[code])
    if said and shares[best] >= SHARE * said:
        return best
    return _by_script(text)


def _shares(text: str) -> tuple[int, dict[str, int]]:
    said = Counter(re.findall(r"[^\W\d_]+", text[:20000].lower()))
    return said.total(), {code: sum(said[word] for word in words) for code, words in _common().items()}


def _by_script(text: str) -> str:
    letters = sum(map(str.isalpha, text[:5000]))
    found = (code for code, script in SCRIPTS.items() if len(re.findall(script, text[:5000])) > 0.2 * max(letters, 1))
    return next(found, "")


def settled(stated: str, text: str) -> str:
    """The language that a page states, unless its words are surely those of another one."""
    code = re.split("[-_,;]", stated)[0].strip().lower()
    code = code if re.fullmatch("[a-z]{2,3}", code) else ""
    told = language(text)
    if not code or not told or told == code:
        return code or told
    said, shares = _shares(text)
    sure = said >= ENOUGH and shares.get(told, said) >= SURE * said and shares.get(code, 0) * 2 < shares.get(told, said)
    return told if sure else code
