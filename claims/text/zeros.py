"""Counts of none, said in words: "no one was killed", "without injuries"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from claims.text.counted import PEOPLE
from claims.text.lists import any_of
from claims.text.measures import ADVERBS, EVENTS
from claims.text.spans import Span

MOST = 50
SUPPOSED = re.compile(
    r"\b(?:if|unless|so|ensure[sd]?|ensuring|hope[sd]?|hoping|pray\w*|until|where|that\sway)\s(?:that\s)?$",
    re.IGNORECASE,
)
STATES = {state: measure for measure, lists in EVENTS.items() for state in lists["states"]}
NOUNS = {
    "deaths": "killed",
    "fatalities": "killed",
    "injuries": "wounded",
    "casualties": "wounded",
    "arrests": "arrested",
}
NONE = re.compile(
    rf"""\b(?:(?:no\s?one|nobody|no\s(?:other\s)?{any_of(PEOPLE)}|none\sof\sthe(?:m|\s\w+))
        \s(?:was|were|has|have|had|died)\s*{ADVERBS}(?P<state>{any_of(STATES)})?
      | (?:no|without(?:\sany)?)\s(?:(?:further|other|serious|major|civilian|known)\s)?(?P<noun>{any_of(NOUNS)})
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


class Zero(NamedTuple):
    start: int
    end: int
    quote: str
    measure: str


def zeros(text: str, within: Span | None = None) -> Iterator[Zero]:
    start, end = within or (0, len(text))
    for count, match in enumerate(NONE.finditer(text, start, end)):
        measure = _measure(match)
        if count < MOST and measure and not SUPPOSED.search(text, max(0, match.start() - 30), match.start()):
            yield Zero(match.start(), match.end(), match[0], measure)


def _measure(match: re.Match[str]) -> str:
    if match["noun"]:
        return NOUNS[match["noun"].lower()]
    if match["state"]:
        return STATES[re.sub(r"\s+", " ", match["state"].lower())]
    return "killed" if match[0].lower().rstrip().endswith("died") else ""
