"""Texts with house style taken off: which quote marks, dashes and blanks stand there says nothing of what is said."""

import re

DOUBLE = '“”„‟«»″〝〞＂"'
SINGLE = "‘’‚‛‹›′ʼ`´＇'"
DASHES = "‐‑‒–—―−﹘﹣－-"
BLANKS = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000 "

FOLD = str.maketrans(dict.fromkeys(DOUBLE + SINGLE, '"') | dict.fromkeys(DASHES, "-") | dict.fromkeys(BLANKS, " "))
UNSEEN = re.compile(r"[\u00ad\u200b\u2060\ufeff]")
MEASURED = re.compile(r"(?<=\d)['′]")  # feet and minutes: never the same as inches and seconds
BROKEN_OFF = re.compile(r"\.{3}|\. \. \.")
PAUSE = re.compile(r"\s+-{1,3}\s+|-{2,3}|\s*[—―]\s*|\s–\s")
DOUBLED = re.compile(r"''|``")
WORDS = re.compile(r"\w+")


def fold(text: str) -> str:
    """One character for one, so that every offset stays."""
    return text.translate(FOLD)


def plain(text: str) -> str:
    """What is left to compare: two texts with the same plain form differ in house style alone."""
    text = PAUSE.sub("–", DOUBLED.sub('"', UNSEEN.sub("", text)))
    text = BROKEN_OFF.sub("…", MEASURED.sub("\x01", text))
    return " ".join(fold(text).split())
