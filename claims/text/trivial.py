"""Changes of a page that say nothing new: stamps of time, counters, links to other articles."""

import re
from collections import Counter

LONGEST = 14  # words; a longer line is a statement
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
DAY = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\.? {MONTH},? \d{{4}}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
TIME = r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?\s*[a-z]{0,5})"
STAMPED = r"(?:(?:last |first )?(?:updated|published|modified|posted|edited)\b[\s:|,-]*)?(?:on |at )?"
WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?"
STAMP = re.compile(rf"^\W*{STAMPED}{WEEKDAY}(?:{DAY}[\s,|·–—-]*(?:at )?{TIME}?|{TIME})\W*$", re.IGNORECASE)
AGO = re.compile(
    r"^\W*(?:(?:updated|published|posted)\W*)?"
    r"(?:just now|(?:\d+|an?|one)\s*(?:sec|min|h(?:ou)?r|day|week|month)\w*\s+ago)\W*$",
    re.IGNORECASE,
)
COUNTER = re.compile(
    r"^\W*\d[\d.,]*\s*[km]?\s*(?:comments?|shares?|views?|likes?|reads?|reactions?|replies|retweets?|votes?"
    r"|min(?:ute)?s?[ -]read)\W*$",
    re.IGNORECASE,
)
RELATED = re.compile(
    r"^\W*(?:related|read (?:more|also|next)|see also|more (?:on|from)|also read|most (?:read|popular))\b",
    re.IGNORECASE,
)


def differs_trivially(old: str, new: str) -> bool:
    """Whether all lines that are in one of the texts only are of no account. Equal texts differ trivially."""
    if old == new:
        return True
    before, after = _lines(old), _lines(new)
    gone, come = before - after, after - before
    in_order = [line for line in _kept(old) if not gone[line]] == [line for line in _kept(new) if not come[line]]
    return in_order and all(map(_of_no_account, [*gone, *come]))


def _kept(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _lines(text: str) -> Counter[str]:
    return Counter(_kept(text))


def _of_no_account(line: str) -> bool:
    if len(line.split()) > LONGEST:
        return False
    return any(pattern.match(line) for pattern in (STAMP, AGO, COUNTER, RELATED))
