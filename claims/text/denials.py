"""What the words around a figure say against it: that it is not so, or that nobody could confirm it."""

import re

from claims.text.amounts import Amount
from claims.text.lists import any_of, load
from claims.text.measures import EVENTS

WORDS = load("denials")
REPORTS = any_of(WORDS["reports"])
CLAIM = rf"(?:(?:the|any|all|such|as|earlier|media|these|those|its|his|her|their)\s){{0,2}}{REPORTS}"
# Up to the number and within one clause: what "who" or "after" begins is taken as given by who denies.
GIVEN = any_of(WORDS["given"])
THEN = rf"(?:(?!\b(?:{GIVEN}|but|and)\b)[^.;!?\n]){{0,140}}$"
DENIED = re.compile(
    rf"\b(?:{any_of(WORDS['deny'])}\s(?:that\b|having\s|{CLAIM}\b|(?-i:[a-z]+ing)\s(?=[^,]*$))"
    rf"|{any_of(WORDS['reject'])}\s{CLAIM}\b|{any_of(WORDS['untrue'])}){THEN}",
    re.IGNORECASE,
)
NOT = re.compile(
    rf"(?:\b(?:not|never)|n[’']t)\s(?P<verb>(?:(?!{any_of(WORDS['not_negating'])}\b)\w+\s){{0,2}})$", re.IGNORECASE
)
TOLD = re.compile(rf"\b{REPORTS}\sof\s*$", re.IGNORECASE)
WRONG = re.compile(rf"[^,.;!?\n]{{0,40}}?\b(?:was|is|were|are)\s(?:\w+ly\s)?{any_of(WORDS['wrong'])}\b", re.IGNORECASE)
DOUBTED = any_of(WORDS["doubted"])
UNCONFIRMED = re.compile(rf"(?:\b|(?=n['’]t)){DOUBTED}\b{THEN}", re.IGNORECASE)
LEFT_OPEN = any_of(WORDS["left_open"])
OPEN = re.compile(
    rf"[^.;!?\n]{{0,80}}?(?:,\s(?:\w+\s){{0,4}}|\bthat\s|\bwhich\s){LEFT_OPEN}\b"
    rf"|[^.;!?\n]{{0,100}}[.][\"”]?\s(?-i:[A-Z])\w+\s(?:\w+\s){{0,2}}?{REPORTS}\s{LEFT_OPEN}\b",
    re.IGNORECASE,
)
OPEN_TOLD = re.compile(rf"[^,.;!?\n]{{0,40}}?\b{LEFT_OPEN}\b", re.IGNORECASE)


def denial(amount: Amount, measure: str) -> str:
    """ "denied", "unconfirmed", or nothing."""
    before, after = amount.before, amount.after
    negated, told = NOT.search(before), TOLD.search(before)
    if DENIED.search(before) or (told and WRONG.match(after)):
        return "denied"
    if UNCONFIRMED.search(before) or OPEN.match(after) or (told and OPEN_TOLD.match(after)):
        return "unconfirmed"
    return "denied" if negated and (measure in EVENTS or not negated["verb"]) else ""
