"""Which agency a text is credited to."""

import re
from collections.abc import Iterable

from claims.text.lists import any_of, load

AGENCIES = {name: names[0] for names in load("agencies")["agencies"] for name in names}
NAMED = rf"({any_of(AGENCIES)})"
FORMS = [
    re.compile(rf".{{0,60}}\({NAMED}(?:/[^)]{{1,30}})?\)"),  # HARROW (AP) - The dam
    re.compile(rf"{NAMED}\s?[-–—:]\s"),  # Reuters - The dam
    re.compile(rf".*[.!?”\"]\s[-–—]\s?{NAMED}\W*$"),  # … said. – PTI
]
LINE = re.compile(
    rf"(?:[^\w]|(?i:by|from|source|via|copyright|with|the|\d{{4}})\b)*{NAMED}\b(?:\W*|\.? ?All rights reserved.*)$"
)
STAFF = re.compile(r"\s(?:staff|reporters?|writers?)$", re.IGNORECASE)
NEAR = 3  # paragraphs from either end in which a credit stands


def credit(text: str, byline: Iterable[str] = ()) -> str:
    """The agency that the byline, a dateline or a line at either end names; "" where none does."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    signed = (AGENCIES.get(STAFF.sub("", name.strip()), "") for name in byline)
    return next(filter(None, [*signed, *map(_named, lines[:NEAR]), *map(_named, lines[-NEAR:])]), "")


def _named(line: str) -> str:
    found = next(filter(None, (form.match(line) for form in [*FORMS, LINE])), None)
    return AGENCIES[found[1]] if found else ""
