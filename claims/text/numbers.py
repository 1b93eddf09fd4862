"""Numbers as they are written: digits, words, digits with a scale ("1.5 million"), and vague amounts ("dozens")."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from claims.text.lists import any_of, load
from claims.text.spans import Span

LISTS = load("numbers")
CARDINALS: dict[str, int] = LISTS["cardinals"]
SCALES: dict[str, int] = LISTS["scales"]
LETTERS: dict[str, int] = LISTS["letters"]
MOST = 2_000  # a text with more numbers than this is no article

DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,11})(?:\.\d{1,6})?"  # with a scale, 24 digits before the point at most
CARDINAL, SCALE = any_of(CARDINALS), any_of(SCALES)
WORDS = rf"{CARDINAL}(?:[\s-](?:and\s)?(?:{CARDINAL}|{SCALE})\b){{0,8}}"
ATTACHED = r"(?:km|kg|mph|cm|mm|ft|lbs?|kph|kw|mw|gw|mb|gb|tb|hp|m²|km²)\b"
NUMBER = re.compile(
    rf"""(?<!\w)(?:(?<=magnitude-)|(?<!\w[.,:/–'’-]))(?:
        (?P<vague>{any_of(LISTS["vague"])}(?=\s|[.,;:!?)]|$))
      | (?P<half>half\s(?:a\s|of\sa\s)?{SCALE})(?!\w)
      | (?P<article>an?\s{SCALE})(?!\w)(?!\s{SCALE})
      | (?P<digits>{DIGITS})(?:\s?-?(?P<scale>{SCALE})(?!\w)|(?P<letter>{any_of(LETTERS)})(?!\w)
            |(?=\s?%)|(?={ATTACHED})|(?!\w|[.,:/]\d))
      | (?P<words>{WORDS})(?:\sand\sa\shalf(?:\s(?P<more>{SCALE}))?)?(?!\w)
    )""",
    re.IGNORECASE | re.VERBOSE,
)


class Number(NamedTuple):
    start: int
    end: int
    value: Decimal | None  # None: a vague amount
    written: str  # "digits", "words" or "vague"


def numbers(text: str, within: Span | None = None) -> Iterator[Number]:
    start, end = within or (0, len(text))
    return (_number(match) for match in islice(NUMBER.finditer(text, start, end), MOST))


def _number(match: re.Match[str]) -> Number:
    if match["vague"]:
        return Number(match.start(), match.end(), None, "vague")
    return Number(match.start(), match.end(), _value(match), "digits" if match["digits"] else "words")


def _value(match: re.Match[str]) -> Decimal:
    if match["digits"]:
        scale = SCALES.get((match["scale"] or "").lower()) or LETTERS.get((match["letter"] or "").lower(), 1)
        return Decimal(match["digits"].replace(",", "")) * scale
    if match["half"] or match["article"]:
        scale = SCALES[match[0].lower().split()[-1]]
        return Decimal(scale) / 2 if match["half"] else Decimal(scale)
    value = Decimal(spelled(match["words"].lower()))
    if "half" not in match[0].lower():
        return value
    return (value + Decimal("0.5")) * SCALES.get((match["more"] or "").lower(), 1)


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
