"""Names as they are compared: who is called "the M.E.K." here and "MEK" there has one name."""

import re
from unicodedata import combining, normalize

LONGEST = 300
SILENT = re.compile(r"[.'’‘ʼ`´\"“”„«»]")
WORD = re.compile(r"\w+")
ARTICLES = ("the", "a", "an")


def folded(name: str) -> str:
    """Without case, accents, quote marks, dots, other signs, and an article at its start."""
    letters = "".join(each for each in normalize("NFKD", name) if not combining(each))
    words = WORD.findall(SILENT.sub("", letters.casefold()))
    bare = words[1:] if len(words) > 1 and words[0] in ARTICLES else words
    return (" ".join(bare) or name.strip())[:LONGEST]
