"""What a number measures: what happened to those it counts, the strength of an earthquake, a population."""

import re
from typing import NamedTuple

from claims.text.counted import NUMERALS, PEOPLE, Noun
from claims.text.lists import any_of, load
from claims.text.numbers import Number

EVENTS, WORDS = load("measures"), load("counted")
SHORT, LONG = 70, 120  # how far before a number its verb, and the total it is, are looked for

QUAKES = any_of(WORDS["quakes"])
SIZED = re.compile(rf"(?:[\s-]{{1,2}}(?:strength|magnitude|degree|point))?[\s-]{{1,2}}{QUAKES}\b", re.IGNORECASE)
SIZE = re.compile(r"\bmagnitudes?(?:\s(?:of|at|ranging|varying|from|was|is)){0,3}[\s-]*$", re.IGNORECASE)
SHOOK = re.compile(rf"\b{QUAKES}[\w\s]{{0,12}}\s(?:of|measuring|registering|measured)\s*$", re.IGNORECASE)
POPULATION = re.compile(r"\bpopulation(?:\s(?:of|is|was|at|estimated))*\s*$", re.IGNORECASE)
LOST = re.compile(r"\b(?:lost|losing|lose|loses)\s*$", re.IGNORECASE)
SOFT = re.compile(rf"\b{any_of(WORDS['soft'])}\s(?:\w+\s){{0,1}}$", re.IGNORECASE)  # "captured two states"
MOURNED = frozenset(WORDS["mourned"])

ADVERBS = rf"(?:(?:\w+ly|{any_of(WORDS['adverbs'])})\s+){{0,5}}"
OBJECT = rf"\s+(?:(?:{any_of(WORDS['objects'])}|{NUMERALS})\b|\d|(?-i:[A-Z]))"
WHERE = r"(?:(?:in|at|from|near|across|of)\s(?:[\w’'-]+\s){1,4}?)?"
BREAK = re.compile(rf"[.;:!?\n](?:\s|$)|\d|\b(?:{any_of(WORDS['breaks'])}|{NUMERALS})\b", re.IGNORECASE)
ASIDE = re.compile(rf",\s(?:{any_of(WORDS['asides'])})\s[^,.;!?\n]{{1,80}},")
WHO = re.compile(r"(?:who|that|which)\s", re.IGNORECASE)


class Event(NamedTuple):
    measure: str
    before: re.Pattern[str]
    total: re.Pattern[str]
    state: re.Pattern[str]
    passive: re.Pattern[str]
    alone: re.Pattern[str]
    subset: re.Pattern[str]
    included: re.Pattern[str]


def _any(words: list[str]) -> str:
    return any_of(words or ["\0"])


def _event(measure: str, lists: dict[str, list[str]]) -> Event:
    verbs, states, sets = any_of(lists["verbs"]), any_of(lists["states"]), _any(lists["sets"])
    active = _any([verb for verb in lists["verbs"] if verb in lists["states"]])
    state = rf"{ADVERBS}(?!{active}{OBJECT}){states}\b"
    total = (
        rf"\b{_any(lists['nouns'])}(?:(?:\s[^\s.;!?]+){{0,6}}?\s(?:at|to|of|was|is|stands|reached|hit|passed|topped))?"
        rf"|\bnumber\sof\s(?:[\w-]+\s){{0,3}}{states}(?:\s[^\s.;!?]+){{0,14}}?\s(?:at|to|reached|passed)"
    )
    patterns = (
        rf"\b{verbs}(?:\s(?:the|another|an?|all|its|his|her|their|other|more))?\s*$",
        rf"(?:{total})\s*$",
        rf"^{WHERE}{state}",
        rf"\b(?:was|were|been|be|being|are|is|got|reported)\s+{ADVERBS}{states}\b",
        rf"\b{_any(lists.get('alone', []))}\b",
        rf"^\s+(?:of|among)\s+(?:the\s|those\s)?(?:\w+\s){{0,2}}?{sets}\b(?!{OBJECT})",
        rf"\b{sets}\s(?:also\s)?includ(?:e|es|ed|ing)\s(?:the\s|an?\s)?$",
    )
    return Event(measure, *(re.compile(pattern, re.IGNORECASE) for pattern in patterns))


EVENT_RULES = [_event(measure, lists) for measure, lists in EVENTS.items()]
AMONG = re.compile(
    rf"^(?:\s[\w’'-]+){{1,5}}?\s(?:was|were|are|is)\samong\sthe\s(?:\w+\s)?{any_of(EVENTS['killed']['sets'])}\b"
)


def magnitude(number: Number, before: str, after: str) -> int | None:
    """How far what says so reaches behind a number that is an earthquake's strength; None where it is none."""
    if number.value is None or number.written != "digits" or number.value >= 11:
        return None
    pointed = number.value.as_tuple().exponent != 0
    told = SIZED.match(after)
    if told and pointed:
        return told.end()
    return 0 if SIZE.search(before) or (pointed and SHOOK.search(before)) else None


def is_population(before: str) -> bool:
    return bool(POPULATION.search(before))


def event_before(before: str, noun: Noun | None = None) -> str:
    """What happened to those counted, by the words that take the number as their object."""
    if noun and noun.name in MOURNED and LOST.search(before[-10:]):
        return "killed"
    near, far = before[-SHORT:], before[-LONG:]
    if noun and noun.name not in PEOPLE and SOFT.search(near):
        return ""
    return next((e.measure for e in EVENT_RULES if e.before.search(near) or e.total.search(far)), "")


def event_after(after: str, noun: Noun | None) -> str:
    """What happened to those counted, by the words that follow the number."""
    told = ASIDE.sub("", after[noun.end if noun else 0 :])
    rest = WHO.sub("", told.lstrip(" ,")) if WHO.match(told.lstrip(" ,")) else told.lstrip(" ,")
    bare = re.sub(r"^(?:of them|of whom|others?|more)\s+", "", after.lstrip())
    return _earliest([(e.measure, e.state.match(rest) or e.state.match(bare)) for e in EVENT_RULES]) or _later(told)


def _later(told: str) -> str:
    stop = BREAK.search(told[:90])
    reach = told[: stop.start() if stop else 90]
    passive = _earliest([(e.measure, e.passive.search(reach)) for e in EVENT_RULES])
    if passive or not WHO.match(reach.lstrip(" ,")):
        return passive
    return _earliest([(e.measure, e.alone.search(reach)) for e in EVENT_RULES])


def _earliest(hits: list[tuple[str, re.Match[str] | None]]) -> str:
    return min(((match.end(), measure) for measure, match in hits if match), default=(0, ""))[1]


def subset_of(before: str, after: str) -> str:
    """The measure of the whole that this number is a part of: "six of the dead", "the dead included six"."""
    if AMONG.match(after[:90]):
        return "killed"
    return next((e.measure for e in EVENT_RULES if e.subset.match(after[:60]) or e.included.search(before[-40:])), "")
