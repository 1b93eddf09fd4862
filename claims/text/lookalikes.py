"""Numbers that count nothing: dates, years, clock times, ages, scores, and numbers that are names."""

import re

from claims.text.lists import any_of, load
from claims.text.measures import NUMERALS, PEOPLE, noun_after, unit_after
from claims.text.numbers import Number

WORDS = load("counted")
MONTH = any_of(WORDS["months"])
AGE_BEFORE = re.compile(
    r"\b(?:aged?|ages)\s(?:of\s|from\s|between\s|over\s|under\s)?(?:\w+\s(?:to|and)\s)?$", re.IGNORECASE
)
AGE_AFTER = re.compile(
    r"[\s-](?:and-a-half-)?(?:years?|months?|weeks?|days?)[\s-](?:old|olds|of\sage)\b|[\s-]somethings?\b", re.IGNORECASE
)
NAME_BEFORE = re.compile(r"[A-Z][\w.’'-]+,\s$")
CLOCK = re.compile(r"\s?(?:[ap]\.?m\b|o['’]clock|(?:GMT|BST|EST|EDT|PST|UTC)\b|(?:noon|midnight)\b)", re.IGNORECASE)
DAY_BEFORE, DAY_AFTER = re.compile(rf"\b{MONTH}\s$"), re.compile(rf"\s(?:of\s)?{MONTH}(?:\s|[.,;)]|$)")
SPAN_BEFORE = re.compile(rf"\b{MONTH}\s\d{{1,2}}\s?(?:[-–]|to|and)\s?$")
LABEL = re.compile(rf"(?:\b{any_of(WORDS['labels'])}\s|#)$", re.IGNORECASE)
PARENT = re.compile(rf"\b{any_of(WORDS['parents'])}\sof\s$", re.IGNORECASE)
RATIO = re.compile(rf"\b(?:{NUMERALS}|\d+)\s(?:in|out\sof)\s(?:every\s)?$", re.IGNORECASE)
SCORE = re.compile(r"\s?[-–]\s?\d{1,3}(?!\w|,\d)")
SCORED = re.compile(r"\d\s?[-–]\s?$")
NAME = re.compile(r"(?<![.!?\n]\s)(?<!^)\b([A-Z][\w’'&.]*|[A-Z])\s$")
CALENDAR = frozenset(WORDS["months"] + WORDS["weekdays"])
STREET = re.compile(r"\s(?:[A-Z]\w+\s){1,3}?(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Drive|Square|Place)\b")
LIST_ITEM = re.compile(r"[.)]\s")
ONE = re.compile(r"\b(?:no|any|every|some|each|this|that|the|another|only|which|as|or|number)[\s-]$", re.IGNORECASE)
IDIOM = re.compile(
    r"\s(?:another|day|thing|way|time|side|hand|more|of|who|that|can|could|must|should|or)\b|['’]s\b|-(?!\w+-)"
)


def is_lookalike(text: str, number: Number, before: str, after: str) -> bool:
    return (
        _is_age(number, before, after)
        or bool(CLOCK.match(after))
        or _is_date(text, number, before, after)
        or bool(PARENT.search(before))
        or bool(RATIO.search(before) and not unit_after(after))
        or _is_one(text, number, before, after)
        or (number.written == "digits" and _is_name_or_score(number, before, after))
    )


def _is_age(number: Number, before: str, after: str) -> bool:
    if AGE_BEFORE.search(before) or AGE_AFTER.match(after):
        return True
    return bool(number.written == "digits" and NAME_BEFORE.search(before) and re.match(r",|\s?\)", after))


def _is_date(text: str, number: Number, before: str, after: str) -> bool:
    day = number.written == "digits" and number.value is not None and number.value <= 31
    if day and (DAY_BEFORE.search(before) or DAY_AFTER.match(after) or SPAN_BEFORE.search(before)):
        return not unit_after(after)
    return bool(re.fullmatch(r"1[4-9]\d\d|20\d\d", text[number.start : number.end])) and _is_year(after)


def _is_year(after: str) -> bool:
    noun = noun_after(after)
    return not unit_after(after) and not (noun and noun.name in PEOPLE)


def _is_one(text: str, number: Number, before: str, after: str) -> bool:
    if text[number.start : number.end].lower() != "one":
        return False
    return bool(ONE.search(before) or IDIOM.match(after) or not re.match(r"[\s-]\w", after))


def _is_name_or_score(number: Number, before: str, after: str) -> bool:
    if (
        LABEL.search(before)
        or STREET.match(after)
        or (LIST_ITEM.match(after) and (not before or before.endswith("\n")))
    ):
        return True
    noun = noun_after(after)
    counted = bool(unit_after(after) or (noun and noun.name in PEOPLE))
    if not counted and (SCORE.match(after) or SCORED.search(before)):
        return noun is None
    name = NAME.search(before)
    return bool(name and name[1] not in CALENDAR and not counted and noun is None)
