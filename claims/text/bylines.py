"""Who wrote it, where a line of the text says so and says nothing else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from claims.text.lists import any_of, load

WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w’'.-]*|al-[A-Z]\w+|Mc[A-Z]\w+)"
NAME = rf"{WORD}(?:\s(?:(?:de|la|van|von|der|den|bin|al|el|di|da|le|du)\s)?{WORD}){{1,3}}"
NAMES = rf"{NAME}(?:(?:,\s|\s(?:and|&)\s|,\sand\s){NAME}){{0,7}}"
PLACE = r"(?:\s(?:in|from|at)\s[A-Z][\w’'. -]*?(?:,\s[A-Z][\w’'. -]*?)?)"
HEADS = [
    re.compile(rf"(?i:(?:text\s|words\s|story\s|written\s|reported\s)?by|from)\s(?P<names>{NAMES}{PLACE}?.*)"),
    re.compile(rf"(?i:.{{0,40}}\sby)\s(?P<names>{NAMES})"),
]
TAILS = [
    re.compile(rf"[-–—]\s?(?!The\b|A\b)(?P<names>{NAMES})\.?"),
    re.compile(
        rf"[-–—(]?\s?(?P<names>(?:{NAMES}{PLACE}?\.\s)?{NAMES}){PLACE}?,?\s(?:also\s)?contributed(?:\s(?:reporting|to)\b.{{0,60}})?\.?\)?"
    ),
    re.compile(rf"\(?(?i:additional\s)?(?i:reporting|writing)\sby\s(?P<names>{NAMES}).{{0,120}}"),
    re.compile(
        rf"(?:[A-Z][\w’'&]*['’]s\s)?(?P<names>{NAME}\sreported\sfrom\s[A-Z][\w’' -]*"
        rf"(?:,?\sand\s{NAME}(?:\sreported)?\sfrom\s[A-Z][\w’' -]*)*)\."
    ),
]
LISTS = load("bylines")
DEGREES, PARTICLES = frozenset(LISTS["degrees"]), frozenset(LISTS["particles"])
BODIES = re.compile(rf"\b{any_of(LISTS['bodies'])}\b", re.IGNORECASE)
JOBS = re.compile(rf"\b{any_of(LISTS['jobs'])}\b", re.IGNORECASE)
AGENCY = re.compile(r"(?:[A-Z]{2,5}|Reuters)(?=\s)")
NOISE = re.compile(
    r"updated|published|posted|https?:|www\.|@|\d|\bread\b|\bshare\b|\bfollow\b|\bcomments?\b|\bslide\b"
    r"|^(?:by|the|and|unknown|admin|anonymous|none|null|home|about|contact|advertisement|guest|view|see|all)$|[<>{}|=\[\]]",
    re.IGNORECASE,
)
DAYS = re.compile(
    r"(?<=\w)[\s,]+(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*$"
    r"|(?<=\w\s)(?P<second>\S+)\s+(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b.*$",
    re.IGNORECASE,
)
APART = re.compile(
    r"\s(?:and|und|et|y|e|och|og|en|with|avec|mit|as told to|&)\s|[;|•·/\n]|,\s(?:and\s)?|(?<=\w{3})\.\s(?=[A-ZÀ-ÖØ-Þ])"
    r"|\s(?:edited|reviewed|photographs?|illustrations?)\sby\s.*$",
    re.IGNORECASE,
)
LEAD = re.compile(r"^.{0,40}?\b(?:by|von|par|por|di|door|av|od)[:\s]\s*|^\w{2,12}:\s", re.IGNORECASE)
OF_HOUSE = re.compile(r"^[\w .]{2,40}(?:s['’]|['’]s)\s(?=[A-Z][\w.-]+\s[A-Z])")
UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,5}")


@dataclass(frozen=True)
class Byline:
    name: str
    kind: Literal["person", "organisation"]


def byline(name: str) -> Byline | None:
    """One name of a byline, or nothing where it can be no name."""
    name = re.sub(r"^(?:[Bb]y|BY)\s+", "", " ".join(name.split())).strip(" ,;:.·|-–—")
    if not 2 <= len(name) <= 80 or NOISE.search(name) or not any(c.isalpha() for c in name):
        return None
    first, _, last = name.rpartition(" ")
    if last.rstrip(".").casefold() in DEGREES and (" " in first or not first):
        return byline(first)
    if " " not in name and name.islower():
        return None
    return Byline(name, "person" if _is_person(name) else "organisation")


def _is_person(name: str) -> bool:
    parts = name.split()
    named = all(not part.islower() or part in PARTICLES for part in parts) and 2 <= len(parts) <= 7
    return bool(UNSPACED.fullmatch(name)) or (named and not BODIES.search(name))


def bylines(text: str) -> list[Byline]:
    """All the names in what a page gives as its byline; of somebody's work only the agency is kept."""
    text = OF_HOUSE.sub("", LEAD.sub("", re.sub(r"\s*\([^)]*\)", "", text[:400])))
    parts = (DAYS.sub(lambda match: match["second"] or "", part).strip() for part in APART.split(text) if part)
    found = (byline(part) if not JOBS.search(part) else _agency(part) for part in parts)
    return merged(each for each in found if each)


def _agency(part: str) -> Byline | None:
    if BODIES.search(part) and len(part.split()) <= 4:
        return byline(part)
    agency = AGENCY.match(part)
    return byline(agency[0]) if agency else None


def merged(names: Iterable[Byline]) -> list[Byline]:
    """Each name once; a person named beside a house is who wrote it, and both are kept, the person first."""
    return sorted(dict.fromkeys(names), key=lambda each: each.kind != "person")


def head_byline(line: str) -> list[Byline]:
    """The names of "By A and B, Agency", a line above the text."""
    for form in HEADS:
        match = form.fullmatch(line) if len(line) <= 160 and not _sentence(line) else None
        if match:
            return _people(match["names"])
    return []


def tail_byline(line: str) -> list[Byline]:
    """The names of a credit below the text: "- A B", "A B contributed to this report."."""
    for form in TAILS:
        if match := form.fullmatch(line) if len(line) <= 240 else None:
            return _people(match["names"])
    return []


def _people(names: str) -> list[Byline]:
    """Names without their places; what follows the last of "A, B and C" after a comma is the house they work for."""
    names = re.sub(rf"{PLACE}(?=[,.]|\sand\s|$)", " ;", names)
    names = re.sub(rf"(\sand\s{NAME}),.*", r"\1", names)
    found = [byline(name) for name in re.findall(NAME, names)]
    return [each for each in found if each and each.kind == "person"] or [each for each in found if each]


def _sentence(line: str) -> bool:
    return len(line.split()) > 18 or (line.endswith(".") and len(line.split()) > 10)
