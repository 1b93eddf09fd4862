"""Lines of a text that are a date, and whether they are the day it was published."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from claims.text.lists import any_of, load

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY = r"(?P<weekday>(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\.?"
DAY, YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>(?:19|20)\d\d)"
LABEL = (
    r"(?P<label>(?:first\s|last\s)?(?:published|posted|updated|modified|created|revised|date|filed)"
    r"(?:\s(?:on|at))?\s?:?\s+)"
)
TIME = r"(?:,?\s*(?:at\s)?[-–—]?\s*\d{1,2}[.:]\d\d(?:[.:]\d\d)?\s?(?:[ap]\.?m\.?)?\s?(?:[a-z]{2,4}|[+-]\d\d:?\d\d)?)?"
FORMS = (
    rf"{MONTH}\s{DAY}(?:,?\s{YEAR})?",
    rf"{DAY}\s{MONTH},?(?:\s{YEAR})?",
    r"(?P<year>(?:19|20)\d\d)[-/](?P<month>\d\d)[-/](?P<day>\d\d)(?:T[\d:.+Z-]+)?",
)
LINES = [re.compile(rf"{LABEL}?(?:{WEEKDAY},?\s)?{form}{TIME}\.?", re.IGNORECASE) for form in FORMS]
AGO = re.compile(rf"{LABEL}?(?:\d+|an?|one|two|three)\s(?:minute|hour|day|week|month|year)s?\sago", re.IGNORECASE)
YEARS = re.compile(r"(?<![\d.,$€£-])(?:19|20)\d\d(?![\d%s]|[.,]\d)")


YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?(?P<cut>[-/.年])\s?(?P<month>\d\d?)\s?[-/.月]\s?(?P<day>\d\d?)(?!\d)"
)
DAY_FIRST = re.compile(r"(?<![\d./-])(?P<day>\d\d?)(?P<cut>[./-])(?P<month>\d\d?)(?P=cut)(?P<year>(?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True)
class DateLine:
    value: date | None
    weekday: str = ""
    updated: bool = False


def date_line(line: str) -> DateLine | None:
    """The date that is all there is in the line; without a value where no year is given, or only "2 days ago"."""
    if len(line) > 80:
        return None
    for form in LINES:
        if match := form.fullmatch(line.strip()):
            return _date_line(match.groupdict())
    return DateLine(None) if AGO.fullmatch(line.strip()) else None


def _date_line(parts: dict[str, str | None]) -> DateLine | None:
    label, weekday, month = (parts.get(key) or "" for key in ("label", "weekday", "month"))
    updated = bool(re.search("updated|modified|revised", label, re.IGNORECASE))
    if not parts["year"]:
        return DateLine(None, weekday, updated)
    number = int(month) if month.isdigit() else MONTHS.index(month[:3].lower()) + 1
    with suppress(ValueError):
        return DateLine(date(int(parts["year"]), number, int(parts["day"] or 0)), weekday, updated)
    return None


def parse_day(stamp: str) -> date | None:
    """The day of a machine-written date: 2024-03-12T19:42:00+01:00, 2024/03/12, 20240312, or one written out."""
    head = re.match(r"\s*(\d{4})[-/]?(\d\d)[-/]?(\d\d)(?!\d)", stamp)
    with suppress(ValueError):
        if head:
            return date(*map(int, head.groups()))
        return datetime.strptime(stamp.strip()[:25], "%a, %d %b %Y %H:%M:%S").date()
    written = date_line(stamp.strip())
    return written.value if written else None


def written_days(text: str) -> list[date]:
    """The full dates in a few words, in the forms that datelines of many languages have."""
    by_name = [_named(match) for match in _by_name().finditer(text)]
    by_number = [*map(_numbered, YEAR_FIRST.finditer(text)), *map(_numbered, DAY_FIRST.finditer(text))]
    return [day for day in by_name + by_number if day]


@cache
def _months() -> dict[str, int]:
    return {word: int(number) for number, words in load("months").items() for word in words}


@cache
def _by_name() -> re.Pattern[str]:
    month = rf"(?P<%s>{any_of(_months())})(?!\w)\.?"
    day = r"(?<!\d)(?P<%s>\d\d?)(?:st|nd|rd|th|er|[.ºª])?(?!\d)"
    year = r"(?P<%s>(?:19|20)\d\d)(?!\d)"
    day_first = rf"{day % 'd1'}[\s-]?(?:of\s|de\s)?{month % 'm1'},?[\s-]?(?:de\s|del\s)?{year % 'y1'}"
    month_first = rf"(?<!\w){month % 'm2'}\s?{day % 'd2'},?\s{year % 'y2'}"
    return re.compile(f"{day_first}|{month_first}", re.IGNORECASE)


def _named(match: re.Match[str]) -> date | None:
    year, month, day = match.group("y1", "m1", "d1") if match["y1"] else match.group("y2", "m2", "d2")
    return _day(int(year), _months()[month.lower()], int(day))


def _numbered(match: re.Match[str]) -> date | None:
    """12/03/2024 may be either; only where one of the two can be no month is it a date."""
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    if match.re is DAY_FIRST and match["cut"] != "." and month != day:
        if day <= 12 and month <= 12:
            return None
        month, day = (day, month) if month > 12 else (month, day)
    return _day(year, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    with suppress(ValueError):
        return date(year, month, day)
    return None


def has_no_zone(stamp: str) -> bool:
    """A moment in universal time, or in none that is said: its day may be another one where it was written."""
    return bool(re.search(r"T\d\d:\d\d[\d:.]*(?:Z|[+-]00:?00)?\s*$|(?:GMT|UTC|\+0000)\s*$", stamp))


def weekday_differs(line: str, day: date) -> bool:
    said = re.search(rf"(?<!\w){WEEKDAY}(?!\w)", line, re.IGNORECASE)
    return said is not None and WEEKDAYS.index(said["weekday"][:3].lower()) != day.weekday()


def years(text: str) -> set[int]:
    return {int(year) for year in YEARS.findall(text)}


def doubt(found: DateLine, text: str, above_title: bool) -> str:
    """Why the line's date is not the day of publication; empty where there is ground to take it."""
    if found.value is None:
        return "no year is given"
    if found.weekday and WEEKDAYS.index(found.weekday[:3].lower()) != found.value.weekday():
        return "the weekday is not that of the date"
    return _against_text(found.value, bool(found.weekday), years(text), above_title)


def _against_text(value: date, weekday: bool, told: set[int], above_title: bool) -> str:
    if told and value.year < min(told):
        return "the text speaks of later years only"
    if not above_title or value.year in told:
        return ""
    if told:
        return f"page header; the text speaks of {_listed(sorted(told))}, not of {value.year}"
    return "page header with nothing in the text to bear it out" if weekday else ""


def _listed(told: Sequence[int]) -> str:
    return ", ".join(map(str, told)) if len(told) < 5 else f"{told[0]} to {told[-1]}"
