"""What a number counts: the noun it goes with, and what happened to those counted."""

import re
from functools import lru_cache
from typing import NamedTuple

from claims.text.lists import any_of, load
from claims.text.numbers import Number

EVENTS, WORDS = load("measures"), load("counted")

WORD = re.compile(r"[\s-]+(?:[\"“'‘])?([^\W\d_][\w’'-]*)")
STOPS, PLURALS, NOT_PLURALS, NOT_COUNTED = (
    frozenset(WORDS[name]) for name in ("stops", "plurals", "not_plurals", "not_counted")
)
PEOPLE = frozenset(WORDS["people"])
NUMERALS = any_of([*load("numbers")["cardinals"], *load("numbers")["scales"]])

QUAKES = any_of(WORDS["quakes"])
SIZED = re.compile(rf"(?:[\s-](?:strength|magnitude|degree|point))?[\s-]{QUAKES}\b", re.IGNORECASE)
SIZE = re.compile(r"\bmagnitudes?(?:\s(?:of|at|ranging|varying|from|was|is)){0,3}[\s-]*$", re.IGNORECASE)
SHOOK = re.compile(rf"\b{QUAKES}[\w\s]{{0,12}}\s(?:of|measuring|registering|measured)\s*$", re.IGNORECASE)
ADJECTIVE = re.compile(
    rf"{any_of(WORDS['adjectives'])}|\w+(?:al|ive|ous|ful|ic|able|ible|less|ary|ed|ing|est|ent|ern|ish|ian)"
)
COMPOUND = re.compile(r"-([a-z]{3,})\b(?!-)")
OUT_OF = re.compile(
    r"\sof\s(?:the|my|our|his|her|its|their|your|these|those|several|many|two|three|four|five|six|eight|ten|\d+)(?=\s)"
)
VERB = re.compile(rf"{any_of(WORDS['verbs'])}|\w+ed")

ADVERBS = rf"(?:(?:\w+ly|{any_of(WORDS['adverbs'])})\s+){{0,5}}"
OBJECT = rf"\s+(?:(?:{any_of(WORDS['objects'])}|{NUMERALS})\b|\d|(?-i:[A-Z]))"
BREAK = re.compile(rf"[.;:!?\n](?:\s|$)|\d|\b(?:when|while|after|before|but|as|whose|{NUMERALS})\b", re.IGNORECASE)


class Noun(NamedTuple):
    name: str
    end: int  # in the text after the number


class Event(NamedTuple):
    measure: str
    before: re.Pattern[str]
    total: re.Pattern[str]
    state: re.Pattern[str]
    passive: re.Pattern[str]
    subset: re.Pattern[str]


def _event(measure: str, lists: dict[str, list[str]]) -> Event:
    states, nouns = any_of(lists["states"]), any_of(lists["nouns"] or ["\0"])
    active = any_of([verb for verb in lists["verbs"] if verb in lists["states"]] or ["\0"])
    return Event(
        measure,
        re.compile(
            rf"\b{any_of(lists['verbs'])}(?:\s(?:the|another|an?|all|its|his|her|their|other))?\s*$", re.IGNORECASE
        ),
        re.compile(
            rf"\b{nouns}(?:\s[^\s.;!?]+){{0,6}}?\s(?:at|to|of|was|is|reached|hit|passed|topped)\s*$", re.IGNORECASE
        ),
        re.compile(rf"^{ADVERBS}(?!{active}{OBJECT}){states}\b", re.IGNORECASE),
        re.compile(rf"\b(?:was|were|been|be|being|are|is|got|reported)\s+{ADVERBS}{states}\b", re.IGNORECASE),
        re.compile(rf"^\s+(?:of|among)\s+(?:the\s|those\s)?(?:\w+\s){{0,2}}?{any_of(lists['sets'])}\b", re.IGNORECASE),
    )


EVENT_RULES = [_event(measure, lists) for measure, lists in EVENTS.items()]
AMONG = re.compile(
    rf"^(?:\s[\w’'-]+){{1,5}}?\s(?:was|were|are|is)\samong\sthe\s(?:\w+\s)?{any_of(EVENTS['killed']['sets'])}\b"
)


def noun_after(after: str) -> Noun | None:
    """The plural that the number counts, at most four words on and before any word that ends a noun phrase."""
    best, last, position = None, None, 0
    for _ in range(5):
        match = WORD.match(after, position)
        if not match or match[1].lower() in STOPS:
            break
        position = match.end()
        noun = Noun(match[1].lower(), position) if is_plural(match[1]) else None
        if noun and match[1][0].islower():
            best = noun
        elif best:
            break
        last = noun or last
    return best or last


@lru_cache(maxsize=4096)
def is_plural(word: str) -> bool:
    word = word.lower()
    return word in PLURALS or (
        word.endswith("s")
        and len(word) > 3
        and not word.endswith(("ss", "us", "is", "’s", "'s"))
        and word not in NOT_PLURALS
    )


def magnitude(number: Number, before: str, after: str) -> int | None:
    """How far what says so reaches behind a number that is an earthquake's strength; None where it is none."""
    if number.value is None or number.written != "digits" or number.value >= 11:
        return None
    told = SIZED.match(after)
    if told and number.value % 1:
        return told.end()
    return 0 if SIZE.search(before) or (number.value % 1 and SHOOK.search(before)) else None


def counted_noun(number: Number, after: str) -> Noun | None:
    """What the number counts: a plural, with one a singular, or the first part of a compound ("200-seat hall")."""
    if after.startswith("-"):
        return _compound(after) if number.written == "digits" or (number.value or 0) > 9 else None
    if match := OUT_OF.match(after):
        noun = noun_after(after[match.end() :])
        return noun and Noun(noun.name, match.end() + noun.end)
    return _single(after) if number.value == 1 else noun_after(after)


def _compound(after: str) -> Noun | None:
    match = COMPOUND.match(after)
    return (
        Noun(match[1], match.end()) if match and match[1] not in NOT_COUNTED and not VERB.fullmatch(match[1]) else None
    )


def _single(after: str) -> Noun | None:
    """The noun behind "one": the last word before one that ends a noun phrase, is a verb or a plural."""
    best, last, position = None, None, 0
    for _ in range(4):
        match = WORD.match(after, position)
        word = match[1].lower() if match else ""
        if not match or word in STOPS or (best and VERB.fullmatch(word)) or (last and is_plural(word)):
            break
        position = match.end()
        last = Noun(word, position)
        best = best if ADJECTIVE.fullmatch(word) else last
    return best or last


def event_before(before: str) -> str:
    """What happened to those counted, by the words that take the number as their object."""
    tail = before[-70:]
    return next((e.measure for e in EVENT_RULES if e.before.search(tail) or e.total.search(tail)), "")


def event_after(after: str, noun: Noun | None) -> str:
    """What happened to those counted, by the words that follow the number."""
    reach = after[:90]
    stop = BREAK.search(reach, noun.end if noun else 0)
    reach = reach[: stop.start()] if stop else reach
    rest = re.sub(r"^(?:who|that)\s", "", after[noun.end if noun else 0 :].lstrip(" ,"))
    bare = re.sub(r"^(?:of them|of whom|others?|more)\s+", "", after.lstrip())
    hits = [(match.start(), e.measure) for e in EVENT_RULES if (match := e.state.match(rest) or e.state.match(bare))]
    if not hits:
        hits = [(match.start(), e.measure) for e in EVENT_RULES if (match := e.passive.search(reach))]
    return min(hits)[1] if hits else ""


def subset_of(after: str) -> str:
    """The measure of the whole that this number is a part of: "six of the dead"."""
    if AMONG.match(after[:90]):
        return "killed"
    return next((e.measure for e in EVENT_RULES if e.subset.match(after[:60])), "")


def singular(noun: str) -> str:
    if noun in PLURALS or not noun.endswith("s"):
        return noun
    return (
        f"{noun[:-3]}y"
        if noun.endswith("ies")
        else noun[:-2]
        if noun.endswith(("sses", "shes", "ches", "xes"))
        else noun[:-1]
    )
