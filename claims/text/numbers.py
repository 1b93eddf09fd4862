"""Numbers as they are written: digits, words, a scale behind ("1.5 million"), shares ("half of"), vague amounts."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from claims.text.lists import any_of, load
from claims.text.spans import Span
from claims.text.units import ATTACHED, CODES

LISTS = load("numbers")
CARDINALS: dict[str, int] = LISTS["cardinals"]
ORDINALS: dict[str, int] = LISTS["ordinals"]
SCALES: dict[str, int] = LISTS["scales"]
LETTERS: dict[str, int] = LISTS["letters"]
SHARES: dict[str, float] = LISTS["shares"]
BITS: dict[str, float] = LISTS["bits"]
PARTS = {
    **{sign: Decimal("0.5") for sign in ("½", "1/2")},
    **{sign: Decimal("0.25") for sign in ("¼", "1/4")},
    **{sign: Decimal("0.75") for sign in ("¾", "3/4")},
}
MOST = 2_000  # a text with more numbers than this is no article

DIGITS = (
    r"(?:\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3}){1,3}|\d{1,11})(?:\.\d{1,6}|[½¼¾]|\s(?:1/2|1/4|3/4)(?![\d/]))?"
    r"|(?<!\S)\.\d{1,4}"
)  # with a scale, 24 before the point
CARDINAL, SCALE = any_of(CARDINALS), any_of(SCALES)
TENS, ONES = (
    any_of(word for word, value in CARDINALS.items() if low <= value < high) for low, high in ((20, 99), (1, 10))
)
GROUP = rf"(?:{TENS}[\s-]{ONES}|{CARDINAL})(?!\w)"
WORDS = rf"{GROUP}(?:(?:[\s-]{SCALE}(?!\w)){{1,3}}(?:\s(?:and\s)?{GROUP})?){{0,4}}"  # "and" joins only behind a scale
LETTER = rf"{any_of(LETTERS)}(?!\w|\s{any_of(LISTS['measured'])}\b)"  # "2m deep" is no two million
LEAD = rf"(?:(?<!\w)(?=[\w.])(?:(?<!\w[.,:/–'’-])|(?<=magnitude-)|(?<=\d[-–])|(?<=-to-))|(?=\d)(?:{CODES}))"
DAYS_ON = rf"(?:{any_of(LISTS['in_a_row'])}\s)?(?:day|night|week|month)\b"  # "for a second day" is two days
NUMBER = re.compile(
    rf"""{LEAD}(?:
        (?P<vague>{any_of(LISTS["vague"])}(?=\s|[.,;:!?)]|$)|scores(?=\s{any_of(LISTS["after_scores"])}\b))
      | (?P<half>half\s(?:a\s|of\sa\s)?{SCALE})(?!\w)
      | (?P<share>{any_of(SHARES)})(?=\sof\s|\s(?:and|to)\s{any_of(SHARES)}\sof\s)
      | (?P<bit>{any_of(BITS)})(?=\s{any_of(LISTS["halved"])}\b)
      | (?P<article>an?\s{SCALE})(?!\w)(?!\s{SCALE})
      | (?P<nth>(?<=for\s)(?:a|the)\s{any_of(ORDINALS)})(?=\s{DAYS_ON})
      | (?P<digits>{DIGITS})(?:\s?-?(?P<scale>{SCALE})(?!\w)|(?P<letter>{LETTER})
            |(?=\s?%)|(?={ATTACHED})|(?!\w|[.,:/]\d))
      | (?P<words>{WORDS})(?:[\s-]and[\s-]a[\s-]half(?:\s(?P<more>{SCALE}))?)?(?!\w)
    )""",
    re.IGNORECASE | re.VERBOSE,
)


class Number(NamedTuple):
    start: int
    end: int
    value: Decimal | None  # None: a vague amount
    written: str  # "digits", "words", "vague", "share", "bit" or "nth"


def numbers(text: str, within: Span | None = None) -> Iterator[Number]:
    start, end = within or (0, len(text))
    return (_number(match) for match in islice(NUMBER.finditer(text, start, end), MOST))


def _number(match: re.Match[str]) -> Number:
    written = next((name for name in ("vague", "digits", "share", "bit", "nth") if match[name] is not None), "words")
    return Number(match.start(), match.end(), None if written == "vague" else _value(match), written)


def _value(match: re.Match[str]) -> Decimal:
    if match["digits"]:
        return _of_digits(match["digits"]) * _scale(match)
    if match["words"]:
        return _spelled(match)
    return _of_a_phrase(match)


@lru_cache(maxsize=1024)
def _of_digits(written: str) -> Decimal:
    part = next((sign for sign in PARTS if written.endswith(sign)), "")
    whole = re.sub(r"[^\d.]", "", written.removesuffix(part))
    return Decimal(whole) + PARTS.get(part, Decimal(0))


def _scale(match: re.Match[str]) -> int:
    return SCALES.get((match["scale"] or "").lower()) or LETTERS.get((match["letter"] or "").lower(), 1)


def _spelled(match: re.Match[str]) -> Decimal:
    value = Decimal(spelled(match["words"].lower()))
    if "half" not in match[0].lower():
        return value
    return (value + Decimal("0.5")) * SCALES.get((match["more"] or "").lower(), 1)


def _of_a_phrase(match: re.Match[str]) -> Decimal:
    phrase = re.sub(r"[\s-]+", " ", match[0].lower())
    if match["share"] or match["bit"]:
        return Decimal(str((SHARES if match["share"] else BITS)[" ".join(match[0].lower().split())]))
    if match["nth"]:
        return Decimal(ORDINALS[phrase.split()[-1]])
    scale = Decimal(SCALES[phrase.split()[-1]])
    return scale / 2 if match["half"] else scale


@lru_cache(maxsize=1024)
def spelled(words: str) -> int:
    """The value of "three hundred and twenty-five thousand"."""
    total = part = 0
    for word in re.split(r"[\s-]+", words):
        if word in CARDINALS:
            part += CARDINALS[word]
        elif SCALES.get(word, 0) > 100:
            total, part = total + max(part, 1) * SCALES[word], 0
        elif word in SCALES:
            part = max(part, 1) * SCALES[word]
    return total + part
