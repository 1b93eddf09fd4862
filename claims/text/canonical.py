"""The one form of a text that every stored offset refers to. Old revisions keep the RULES they were made under."""

import re
import unicodedata

RULES = 1

LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028]")
SURROGATES = re.compile(r"[\ud800-\udfff]")
BLANK_LINE = re.compile(r"^[^\S\n]+$", re.MULTILINE)
KEPT = {"\n", "\u200c", "\u200d"}


def canonical(text: str) -> str:
    """NFC, `\\n`, no other control or format character but U+200C and U+200D, single blanks, one blank line between
    paragraphs. No-break and narrow blanks stay. Idempotent."""
    text = LINE_ENDS.sub("\n", SURROGATES.sub("\ufffd", text)).replace("\u2029", "\n\n").replace("\t", " ")
    text = unicodedata.normalize("NFC", _without_controls(text))
    text = BLANK_LINE.sub("", text)
    text = re.sub(r" +", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n ")


def _without_controls(text: str) -> str:
    return text.translate({ord(c): None for c in set(text) - KEPT if unicodedata.category(c) in {"Cc", "Cf"}})
