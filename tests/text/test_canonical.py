import random
import time
import unicodedata

import pytest

from claims.text.canonical import canonical

AWKWARD = [
    *"aé .\n\t\r\0\x0b\x0c\x1c\x1d\x1e\x1f\x7f\x85\xa0\xad",
    *"\u0301\u0308\u200b\u200c\u200d\u200e\u202a\u202e\u2028\u2029\u202f\u2060\u2066\u3000\ufeff\ufffd\u1100\u1161\u11a8",
    *"\ud800\udfff\U0001f468\U000e0001ﬁ",
    "\r\n",
    "e\u0301",
    " \n ",
]


def strings(count: int) -> list[str]:
    dice = random.Random(7)
    return ["".join(dice.choices(AWKWARD, k=dice.randrange(40))) for _ in range(count)]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("nul\0 and\x07 bell", "nul and bell"),
        ("\ufeffleft\u202eright\u202c soft\u00adhyphen", "leftright softhyphen"),
        ("می\u200cخواهم 👩\u200d🚒", "می\u200cخواهم 👩\u200d🚒"),
        ("12\u00a0000 and 3\u202fkm", "12\u00a0000 and 3\u202fkm"),
        ("cafe\u0301", "café"),
        ("lone \ud83d end", "lone \ufffd end"),
        ("a \t  b", "a b"),
        ("one  \n\n \u00a0 \n\n\n two", "one\n\ntwo"),
        ("first\u2029second\u2028line", "first\n\nsecond\nline"),
        (" \n \n", ""),
    ],
)
def test_each_rule_of_the_canonical_text(given: str, wanted: str) -> None:
    assert canonical(given) == wanted


def test_the_canonical_text_of_a_canonical_text_is_itself() -> None:
    for text in strings(5000):
        assert canonical(canonical(text)) == canonical(text), ascii(text)


def test_no_string_keeps_what_the_rules_forbid() -> None:
    for text in map(canonical, strings(5000)):
        assert unicodedata.is_normalized("NFC", text)
        assert {c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Cs"}} <= {"\n", "\u200c", "\u200d"}
        assert "\n\n\n" not in text
        assert "  " not in text
        assert text.encode() == text.strip("\n ").encode()


def test_a_megabyte_takes_under_a_second() -> None:
    for unit in (" ", "\n ", "\u200b", "\u00a0\n", "e\u0301"):
        began = time.process_time()
        canonical(unit * 500_000)
        assert time.process_time() - began < 1, ascii(unit)
