"""The days that phrases like "last Friday" or "on March 3" name, seen from the day a text was published."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

from claims.text.lists import any_of, load

WORDS = load("counted")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = [day.lower() for day in WORDS["weekdays"]]
COUNT = {"a": 1, "one": 1, **{word: n for word, n in load("numbers")["cardinals"].items() if n < 32}}
FARTHEST = 60  # days that a text may look back by counting them
MONTH = any_of(WORDS["months"])
DAY, YEAR = r"\d{1,2}(?:st|nd|rd|th)?", r"(?:19|20)\d\d"
PHRASE = re.compile(
    rf"""(?<![\w$£€-])(?:
        (?P<iso>{YEAR}-\d\d-\d\d)
      | (?P<m1>(?-i:{MONTH}))\s(?P<d1>{DAY})(?![\d:.,]\d)(?:,?\s(?P<y1>{YEAR}))?
      | (?:the\s)?(?P<d2>{DAY})\s(?:of\s)?(?P<m2>(?-i:{MONTH}))(?:,?\s(?P<y2>{YEAR}))?
      | (?:(?P<which>last|next|this|past|previous|coming)\s)?(?P<weekday>(?-i:{any_of(WORDS["weekdays"])}))
      | (?P<count>{any_of(COUNT)}|\d{{1,2}})\s(?P<unit>days?|weeks?)\sago
      | (?P<named>the\sday\sbefore\syesterday|yesterday|last\snight|today|tonight|tomorrow|overnight
          |this\s(?:morning|afternoon|evening))
    )(?![\w-])""",
    re.IGNORECASE | re.VERBOSE,
)
REACH = 200  # characters around a figure where its day is looked for
# A full stop behind "Mr", "Dr", "St" or one letter ends no sentence.
END = re.compile(
    r"[.!?](?<!\b[A-Z]\.)(?<!\b[A-Z][a-z]\.)(?<!\bGen\.|\bGov\.|\bMrs\.)[\"”’)]?\s+(?=[\"“‘(]?[A-Z])|\n|;\s"
)
# What says that the day is another matter's than the figure's.
APART = re.compile(r"\b(?:before|after|until|but|if|unless|because|who|following|ahead\sof|since\s\w+\s\w+)\b")
STATED = re.compile(r"\bas\sof\s(?:late\s|early\s)?$", re.IGNORECASE)
SAYING = re.compile(rf"\b{any_of(WORDS['saying'])}(?:\s\w+){{0,3}}?\s(?:on\s|late\s|early\s){{0,2}}$", re.IGNORECASE)
NAMED = {"yesterday": -1, "last night": -1, "the day before yesterday": -2, "tomorrow": 1}


class Told(NamedTuple):
    rank: int  # stated as the figure's day, told of what it counts, told of who says it
    distance: int
    phrase: re.Match[str]


def resolve(phrase: str, published_on: date | None) -> date | None:
    """The day a phrase names; None where it names none, or none that can be told without the day of publication."""
    match = PHRASE.search(phrase)
    return day_of(match, published_on) if match else None


def day_of(match: re.Match[str], published_on: date | None) -> date | None:
    if match["iso"]:
        return _day(*map(int, match["iso"].split("-")))
    if match["m1"] or match["m2"]:
        return _calendar_day(match, published_on)
    if published_on is None:
        return None
    if match["weekday"]:
        return _weekday(match["weekday"].lower(), (match["which"] or "").lower(), published_on)
    if match["count"]:
        return _ago(match, published_on)
    return _plus(published_on, NAMED.get(re.sub(r"\s+", " ", match["named"].lower()), 0))


def _calendar_day(match: re.Match[str], published_on: date | None) -> date | None:
    month, day, year = match.group("m1", "d1", "y1") if match["m1"] else match.group("m2", "d2", "y2")
    number = int(re.sub(r"\D", "", day))
    if year:
        return _day(int(year), MONTHS.index(month[:3].lower()) + 1, number)
    if published_on is None:
        return None
    return _nearest_past(MONTHS.index(month[:3].lower()) + 1, number, published_on)


def _nearest_past(month: int, day: int, published_on: date) -> date | None:
    """The last such day up to publication; the 29th of February may be up to eight years back."""
    years = (published_on.year - back for back in range(9))
    days = (_day(year, month, day) for year in years if year > 0)
    return next((each for each in days if each and each <= published_on), None)


def _weekday(name: str, which: str, published_on: date) -> date | None:
    """A bare weekday is the last one up to publication, that day among them; "last" and "next" leave it out."""
    back = (published_on.weekday() - WEEKDAYS.index(name)) % 7
    match which:
        case "last" | "past" | "previous":
            return _plus(published_on, -(back or 7))
        case "next" | "coming":
            return _plus(published_on, 7 - back)
        case "this":
            return _plus(published_on, (7 - back) % 7)
    return _plus(published_on, -back)


def _ago(match: re.Match[str], published_on: date) -> date | None:
    written = match["count"].lower()
    count = int(written) if written.isdigit() else COUNT[written]
    days = count * (7 if match["unit"].lower().startswith("week") else 1)
    return _plus(published_on, -days) if days <= FARTHEST else None


def _plus(day: date, days: int) -> date | None:
    with suppress(OverflowError):
        return day + timedelta(days=days)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    with suppress(ValueError):
        return date(year, month, day)
    return None


def day_near(text: str, start: int, end: int, published_on: date | None) -> date | None:
    """The day that the sentence around a figure says it holds for; the day on which somebody said it comes last."""
    found = sorted(_told(text, start, end), key=lambda told: (told.rank, told.distance))
    days = (day_of(told.phrase, published_on) for told in found)
    return next((day for day in days if day), None)


def _told(text: str, start: int, end: int) -> Iterator[Told]:
    before = END.split(text[max(0, start - REACH) : start + 1])[-1][:-1]  # with what tells that a sentence begins here
    after = END.split(text[end : end + REACH])[0]
    for phrase in PHRASE.finditer(before):
        if not APART.search(before, phrase.end()):
            yield Told(_rank(before, phrase), len(before) - phrase.end(), phrase)
    for phrase in PHRASE.finditer(after):
        if not APART.search(after[: phrase.start()]):
            yield Told(_rank(after, phrase), phrase.start(), phrase)


def _rank(text: str, phrase: re.Match[str]) -> int:
    lead = text[max(0, phrase.start() - 40) : phrase.start()]
    return 0 if STATED.search(lead) else 2 if SAYING.search(lead) else 1
