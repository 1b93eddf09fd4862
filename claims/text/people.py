"""The people whom a text names in full, and what later short forms of their names stand for."""

import re
from itertools import islice
from typing import NamedTuple

from claims.text.lists import any_of, load

LISTS = load("people")
BODIES = frozenset(LISTS["bodies"])
MOST = 5_000

TITLE = rf"(?:(?i:{any_of(LISTS['titles'])})\.?)"
TOKEN = rf"(?:(?:(?i:{any_of(['al', 'el', 'bin', 'ibn'])})-)?[A-Z][\w’'-]*[a-zà-ÿ][\w’'-]*|[A-Z]\.)"
PARTICLE = any_of(LISTS["particles"])
NAME = rf"{TOKEN}(?:\s(?:{PARTICLE}\s){{0,2}}{TOKEN}){{0,4}}"
MENTION = re.compile(rf"(?<![\w.-])(?P<titles>(?:{TITLE}\s){{0,3}})(?P<name>{NAME})(?!\w)")

COURTESY = re.compile(rf"(?<!\w)(Mr|Mrs|Ms|Miss)\.?\s({NAME})")
NOT_NAMES = frozenset(LISTS["not_names"]) | frozenset(load("numbers")["cardinals"])


class Person(NamedTuple):
    start: int
    name: str
    gender: str  # "male", "female" or "" where the text does not show it

    @property
    def surname(self) -> str:
        return self.name.split()[-1]


def people(text: str) -> list[Person]:
    """Every mention of somebody by first and last name, in order."""
    found = list(islice((person for match in MENTION.finditer(text) if (person := _person(match))), MOST))
    genders = _genders(text)
    return [person._replace(gender=person.gender or genders.get(person.surname, "")) for person in found]


def _genders(text: str) -> dict[str, str]:
    """What "Mr." and "Ms." tell of the bearers of a surname; nothing where both are written."""
    seen: dict[str, set[str]] = {}
    for match in islice(COURTESY.finditer(text), MOST):
        seen.setdefault(match[2].split()[-1], set()).add(gender_of(match[1]))
    return {surname: genders.pop() for surname, genders in seen.items() if len(genders) == 1}


def _person(match: re.Match[str]) -> Person | None:
    name = _without_possessive(match["name"])
    title = re.search(rf"^.*\b{TITLE}\s(?=\S+\s\S)", name)
    words = _after_owner((name[title.end() :] if title else name).split())
    while words and (words[0].lower() in NOT_NAMES or words[0].endswith("based")):
        words.pop(0)
    if len(words) < 2 or any(_is_no_name(word) for word in words):
        return None
    return Person(match.start("name"), " ".join(words), gender_of(match["titles"] + name))


def _after_owner(words: list[str]) -> list[str]:
    """ "The BBC's Ann Field" is Ann Field."""
    owned = max((at for at, word in enumerate(words[:-2], 1) if word.endswith(("'s", "’s"))), default=0)
    return words[owned:]


def _is_no_name(word: str) -> bool:
    return word.lower().strip(".’'") in BODIES or "’s" in word or "'s" in word


def _without_possessive(name: str) -> str:
    return re.sub(r"['’]s?$", "", name)


def gender_of(titles: str) -> str:
    words = set(re.findall(r"\w+", titles.lower()))
    return "male" if words & set(LISTS["male"]) else "female" if words & set(LISTS["female"]) else ""


def named_in(phrase: str) -> Person | None:
    """The person whom a phrase names in full, after any title: "Iraqi spokesman Ali Hassan"."""
    for match in MENTION.finditer(phrase):
        person = _person(match)
        if person and re.match(r"\s*(?:$|[,(]|(?:of|in|at|from|for|with)\s|Jr|Sr|I)", phrase[match.end() :]):
            return person
    return None


def short_form(phrase: str) -> tuple[str, str] | None:
    """The surname and gender of "Mr. Hassan" or a bare "Hassan"."""
    match = MENTION.fullmatch(phrase)
    name = _without_possessive(match["name"]) if match else ""
    return (name, gender_of(match["titles"])) if match and name and " " not in name else None


def full_name(surname: str, before: int, known: list[Person]) -> Person | None:
    """Whom a surname stands for: the one person named in full before who bears it, else nobody."""
    bearers = {
        person.name: person for person in known if person.start < before and _plain(person.surname) == _plain(surname)
    }
    firsts = {name.split()[0] for name in bearers}
    return max(bearers.values(), key=lambda person: len(person.name)) if len(firsts) == 1 else None


def _plain(name: str) -> str:
    return name.replace("’", "'")
