"""The nouns that numbers count."""

import re
from functools import lru_cache
from typing import NamedTuple

from claims.text.lists import any_of, load
from claims.text.numbers import Number

WORDS = load("counted")
WORD = re.compile(r"[\s-]+(?:[\"“'‘])?((?:[A-Z]\.){2,}|[^\W\d_][\w’'-]*)")
STOPS, PLURALS, NOT_PLURALS, NOT_COUNTED = (
    frozenset(WORDS[name]) for name in ("stops", "plurals", "not_plurals", "not_counted")
)
IRREGULAR: dict[str, str] = WORDS["irregular"]
PEOPLE, VERBS = frozenset(WORDS["people"]), frozenset(WORDS["verbs"])
NATION = re.compile(r"[A-Z]\w{2,}(?:ans|is|ites|ese)")  # Gazans, Israelis, Lebanese
NUMERALS = any_of([*load("numbers")["cardinals"], *load("numbers")["scales"]])
ADJECTIVE = re.compile(
    rf"{any_of(WORDS['adjectives'])}|\w+(?:al|ive|ous|ful|ic|able|ible|less|ary|ed|ing|est|ent|ern|ish|ian)"
)
MODIFIER = re.compile(r" ([a-z]{3,}(?<!ly)) ([a-z]{3,})")
COMPOUND = re.compile(r"-([a-z]{3,})\b(?!-)")
OUT_OF = re.compile(
    rf"\sof\s(?:(?:the|my|our|his|her|its|their|your|these|those|several|many)(?:\s(?:{NUMERALS}|\d[\d,]*))?|{NUMERALS}|\d+)(?=\s)"
)
NO_NOUN = re.compile(rf"{any_of(WORDS['adjectives'])}|{any_of(WORDS['verbs'])}|\w+ed")
VERB = re.compile(rf"{any_of(WORDS['verbs'])}|\w+ed")


class Noun(NamedTuple):
    name: str
    end: int  # in the text after the number


def counted_noun(number: Number, after: str) -> Noun | None:
    """What the number counts: a plural, with one a singular, or the first part of a compound ("200-seat hall")."""
    if after.startswith("-"):
        return _compound(after) if number.written == "digits" or (number.value or 0) > 9 else None
    match = OUT_OF.match(after) or (re.match(r"\sof(?=\s[a-zA-Z])", after) if number.value is None else None)
    if match:
        noun = noun_after(after[match.end() :])
        return noun and Noun(noun.name, match.end() + noun.end)
    return _single(after) if number.value == 1 else noun_after(after) or _modifier(after)


def _modifier(after: str) -> Noun | None:
    """The first of two nouns where the hyphen was left out: "a 12 page letter"."""
    match = MODIFIER.match(after)
    if not match or {match[1], match[2]} & STOPS or VERB.fullmatch(match[1]) or ADJECTIVE.fullmatch(match[1]):
        return None
    return Noun(match[1], match.end(1))


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
        if (
            not match
            or word in STOPS
            or ((best or word in VERBS) and VERB.fullmatch(word))
            or (last and is_plural(word))
        ):
            break
        position = match.end()
        last = Noun(word, position)
        best = best if ADJECTIVE.fullmatch(word) else last
    return best or (last if last and not NO_NOUN.fullmatch(last.name) else None)


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
    if NATION.fullmatch(word):
        return True
    word = word.lower()
    return word in PLURALS or (
        word.endswith(("s", "men"))
        and len(word) > 3
        and not word.endswith(("ss", "us", "is", "’s", "'s"))
        and word not in NOT_PLURALS
    )


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


def plural(noun: str) -> str:
    """One name for what is counted, whether there is one of it or more."""
    if noun in IRREGULAR or is_plural(noun):
        return IRREGULAR.get(noun, noun)
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return noun + ("es" if noun.endswith(("s", "x", "sh", "ch")) else "s")
