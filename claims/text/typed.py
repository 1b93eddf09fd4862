"""Where words that somebody typed or pasted stand in a text."""

import re

from claims.text.spans import Span

# What keyboards and clipboards change: quotation marks, apostrophes, dashes, and every kind of blank.
ALIKE = ['"“”„«»', "'’‘‚", "-–—‐‑−"]
MOST = 20


def places(text: str, words: str) -> list[Span]:
    """Every place of `words`, at most MOST; blanks, line ends and the shape of quotes and dashes may differ."""
    wanted = words.split()
    if not wanted:
        return []
    pattern = re.compile(r"\s+".join("".join(map(_alike, word)) for word in wanted))
    found = []
    for match in pattern.finditer(text):
        found.append(Span(*match.span()))
        if len(found) == MOST:
            break
    return found


def _alike(char: str) -> str:
    for group in ALIKE:
        if char in group:
            return f"[{re.escape(group)}]"
    return re.escape(char)
