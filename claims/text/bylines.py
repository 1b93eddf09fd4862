"""Who wrote it, where a line of the text says so and says nothing else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

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
BODIES = re.compile(
    r"\b(?:staff|agency|agencies|press|news|service|services|times|post|journal|team|desk|editors?|reporters?|wire|"
    r"correspondents?|board|office|institute|university|media|network|radio|television|associated|foundation|group)\b",
    re.IGNORECASE,
)
NOISE = re.compile(
    r"updated|published|posted|https?:|www\.|@|\d|\bread\b|\bshare\b|^(?:by|the|and|unknown|admin)$|[<>{}|]",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Byline:
    name: str
    kind: Literal["person", "organisation"]


def byline(name: str) -> Byline | None:
    """One name of a byline, or nothing where it can be no name."""
    name = re.sub(r"^(?:[Bb]y|BY)\s+", "", " ".join(name.split())).strip(" ,;:.·|-–—")
    if not 2 <= len(name) <= 80 or NOISE.search(name) or not any(c.isalpha() for c in name):
        return None
    single = " " not in name
    return Byline(name, "organisation" if single or BODIES.search(name) else "person")


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
