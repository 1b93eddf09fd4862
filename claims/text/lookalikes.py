"""Numbers that count nothing: dates, years, clock times, ages, scores, and numbers that are names."""

import re

from claims.text.counted import NUMERALS, PEOPLE, STOPS, is_plural, noun_after
from claims.text.lists import any_of, load
from claims.text.measures import event_after, event_before
from claims.text.numbers import Number
from claims.text.units import sign_before, unit_after

WORDS = load("counted")
OLDEST = 110
MONTH = any_of(WORDS["months"])
AGE_BEFORE = re.compile(
    r"\b(?:aged?|ages)\s(?:of\s|from\s|between\s|over\s|under\s)?(?:\w+\s(?:to|and)\s)?$", re.IGNORECASE
)
AGE_AFTER = re.compile(
    r"[\s-](?:and-a-half-)?(?:years?|months?|weeks?|days?)[\s-](?:old|olds|of\sage)\b|[\s-]somethings?\b", re.IGNORECASE
)
OLDER = re.compile(
    rf"\b(?:{any_of(PEOPLE)}|those|anyone|everyone|adult|person)\s(?:aged\s)?(?:over|under|above|below)\s$",
    re.IGNORECASE,
)
NAME_BEFORE = re.compile(r"[A-Z][\w.’'-]+,\s$")
CLOCK = re.compile(
    r"\s?(?:[ap]\.?m\b|o['’]clock|(?:GMT|BST|EST|EDT|PST|UTC)\b|(?:noon|midnight)\b|\(\d{4}\s(?:GMT|UTC)\b)",
    re.IGNORECASE,
)
DAY_BEFORE, DAY_AFTER = re.compile(rf"\b{MONTH}\s$"), re.compile(rf"\s(?:of\s)?{MONTH}(?:\s|[.,;)]|$)")
SPAN_BEFORE = re.compile(rf"\b{MONTH}\s\d{{1,2}}\s?(?:[-–]|to|and)\s?$")
LABEL = re.compile(rf"(?:\b{any_of(WORDS['labels'])}\s|#)$", re.IGNORECASE)
PARENT = re.compile(rf"\b{any_of(WORDS['parents'])}\sof\s$", re.IGNORECASE)
RATIO = re.compile(rf"\b(?:{NUMERALS}|\d+)\s(?:in|out\sof)\s(?:every\s)?$", re.IGNORECASE)
SCORE = re.compile(r"\s?[-–]\s?\d{1,3}(?!\w|,\d)")
SCORED = re.compile(r"\d\s?[-–]\s?$")
NAME = re.compile(r"(?<![.!?\n]\s)(?<!^)\b([A-Z][\w’'&.]*|[a-z]+[A-Z]\w*)[ \u00a0]$")
CODE = re.compile(r"[A-Z]|[A-Z&]{2,5}|[a-z]+[A-Z]\w*|[A-Z][a-z]*\d\w*")
PLACE = re.compile(rf"\b{any_of(WORDS['before_places'])}\s(?:(?-i:[A-Z])[\w’'-]*\s){{1,3}}$", re.IGNORECASE)
PRODUCT = re.compile(r"\s(?-i:[A-Z])\w")
CALENDAR = frozenset(WORDS["months"] + WORDS["weekdays"])
STREET = re.compile(r"\s(?:[A-Z]\w+\s){1,3}?(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Drive|Square|Place)\b")
LIST_ITEM = re.compile(r"[.)]\s")
ONE = re.compile(
    r"\b(?:no|any|every|some|each|this|that|the|another|only|which|as|or|number|same)[\s-]$", re.IGNORECASE
)
IDIOM = re.compile(
    r"\s(?:another|day|thing|way|time|side|hand|more|who|that|can|could|must|should|or|of\sa)\b|['’]s\b|-(?!\w+-)"
)
IN_ONE = re.compile(rf"(?:\b{NUMERALS}|\d)\s(?:\w+\s)?(?:of|from|in|at)\s$", re.IGNORECASE)  # "12 of one family"
OF_US = re.compile(r"\sof\s(?:them|us|you|whom|which|these|those)\b")
IN_YEAR = re.compile(r"\b(?:in|from|since|until|during|of|by|early|late|mid)[\s-]$", re.IGNORECASE)
DIALLED = re.compile(
    r"\b(?:call|phone|telephone|tel|dial|fax|ring|text)\W{1,3}(?:\w+\W{1,2}){0,4}[\d\s()+.-]*$", re.IGNORECASE
)
SCREEN = re.compile(r"[48]K|(?:480|720|1080|1440|2160)p")
HALF_TIME = re.compile(rf"(?:\b{any_of(WORDS['which_part'])}\s$)", re.IGNORECASE)


def is_lookalike(text: str, number: Number, before: str, after: str) -> bool:
    return (
        _is_age(number, before, after)
        or bool(CLOCK.match(after))
        or _is_date(text, number, before, after)
        or bool(PARENT.search(before))
        or bool(RATIO.search(before) and not unit_after(after))
        or (number.written == "share" and bool(HALF_TIME.search(before)))
        or _is_one(text, number, before, after)
        or (number.written == "digits" and _is_code(text, number, before))
        or (number.written == "digits" and _is_name_or_score(number, before, after))
    )


def _is_code(text: str, number: Number, before: str) -> bool:
    """A telephone number, the size of a screen, or "PS5", which is no price."""
    written = text[number.start : number.end]
    return bool(
        re.match(r"0\d+$", written)
        or SCREEN.fullmatch(written if written.endswith("K") else text[number.start : number.end + 1])
        or (before.endswith("PS") and len(written) == 1)
        or DIALLED.search(before)
    )


def _is_age(number: Number, before: str, after: str) -> bool:
    if AGE_BEFORE.search(before) or AGE_AFTER.match(after):
        return True
    if number.value is not None and number.value <= OLDEST and OLDER.search(before):
        return noun_after(after) is None
    return bool(number.written == "digits" and NAME_BEFORE.search(before) and re.match(r",|\s?\)", after))


def _is_date(text: str, number: Number, before: str, after: str) -> bool:
    day = number.written == "digits" and number.value is not None and number.value <= 31
    if day and (DAY_BEFORE.search(before) or DAY_AFTER.match(after) or SPAN_BEFORE.search(before)):
        return not unit_after(after)
    written = text[number.start : number.end]
    return bool(re.fullmatch(r"1[4-9]\d\d|20\d\d", written)) and _is_year(written, before, after)


def _is_year(written: str, before: str, after: str) -> bool:
    noun = noun_after(after)
    if unit_after(after):
        return False
    if noun and noun.name in PEOPLE:
        return bool(IN_YEAR.search(before))
    following = re.match(r"\s([a-z]+)", after)
    old = written < "1900" and not re.search(r"\b(?:in|the|of|since|from|until|by|and|to)\s$", before, re.IGNORECASE)
    return not (old and following and is_plural(following[1]))


def _is_one(text: str, number: Number, before: str, after: str) -> bool:
    if text[number.start : number.end].lower() != "one":
        return False
    if OF_US.match(after):
        return not event_after(after, None)
    return bool(ONE.search(before) or IN_ONE.search(before) or IDIOM.match(after) or not re.match(r"[\s-]\w", after))


def _is_name_or_score(number: Number, before: str, after: str) -> bool:
    item = LIST_ITEM.match(after) and (not before or before.endswith("\n"))
    if LABEL.search(before) or STREET.match(after) or item:
        return True
    noun = noun_after(after)
    counted = bool(unit_after(after) or sign_before(before) or (noun and noun.name in PEOPLE))
    if not counted and (SCORE.match(after) or SCORED.search(before)):
        return noun is None
    return not counted and _is_named(before, after, noun is not None)


def _is_named(before: str, after: str, has_noun: bool) -> bool:
    """ "iPhone 11", "S&P 500", "Model 3"; but "In Tehran 12 houses fell" and "Quake Kills 10"."""
    name = NAME.search(before)
    if not name or name[1] in CALENDAR or name[1].lower() in STOPS or event_before(before):
        return False
    if not has_noun:
        return True
    return bool(CODE.fullmatch(name[1]) or PRODUCT.match(after)) and not PLACE.search(before)
