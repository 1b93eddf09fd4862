"""Who claims what stands in a span, by the text's attributions; somebody unknown stays unknown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from claims.text.aliases import name_pairs
from claims.text.attribution import Attribution
from claims.text.kinds import kind_of
from claims.text.lists import any_of, load
from claims.text.people import TITLE, Person, full_name, named_in, people, short_form
from claims.text.quotes import Quote, quotes, quotes_in
from claims.text.spans import Span

LISTS = load("people")
SINGULAR = {**dict.fromkeys(LISTS["male_pronouns"], "male"), **dict.fromkeys(LISTS["female_pronouns"], "female")}
PLURAL, UNRESOLVED = frozenset(LISTS["group_pronouns"]), frozenset(LISTS["unresolved"])
PAIRS, GENERIC = frozenset(LISTS["pairs"]), frozenset(LISTS["generic_bodies"])
PRONOUNS = [*SINGULAR, *PLURAL, *UNRESOLVED]
OF_THEM = r"(?:(?:all|both|some|many|most|one|two|none) of )?(?:whom|which|them)"
PRONOUN = re.compile(rf"{any_of(PRONOUNS)}|{OF_THEM}", re.IGNORECASE)
HEARSAY = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|supposedly|apparently|(?:is|are|was|were|been)\s(?:\w+\s)?"
    r"(?:reported|said|believed|thought|rumou?red|alleged|claimed|understood))\b"
)
BEGINS = re.compile(r"[.!?]\s+(?:(?:Mr|Mrs|Ms|Dr)\.?\s)?([A-Z][\w’'-]+)")
ROLE_FIRST = re.compile(r"(?:the|an?|his|her|its|their)\s", re.IGNORECASE)
# What is left of a sentence that was misread names nobody.
NO_NAME = re.compile(
    r"(?i:does|did|unless|in|just|otherwise|perhaps|that|what|than|and|who)\b|"
    r"[a-z]+(?:ed|ing)\s(?:the|an?|his|her|their|its|in|by|to|this|much|for|on|at)\b"
)
RELATIVE = re.compile(r",\s(?:who|which|whose|where|when)\b")
THE_BODY = re.compile(rf"[Tt]he\s(?!(?:{TITLE})\s)[A-Z]")
BODY = re.compile(rf"\b{any_of(LISTS['bodies_that_speak'])}\b", re.IGNORECASE)
REACH = 700  # how far back a pronoun may point


@dataclass(frozen=True)
class Claimant:
    name: str  # "" where nobody is named
    manner: str  # "quoted", "paraphrased", "own voice" or "unknown"
    source: Span | None = None
    kind: str = ""  # "person", "body", "group" of people, "anonymous", or "" where that can't be told


class Naming(NamedTuple):
    name: str
    kind: str


NOBODY = Naming("", "")


def claimant_of(text: str, span: Span, attributions: Sequence[Attribution]) -> Claimant:
    said = attribution_of(span, attributions)
    return claimant_by(text, said, attributions) if said else Claimant("", _unattributed(text, span))


def claimant_by(text: str, said: Attribution, attributions: Sequence[Attribution]) -> Claimant:
    """The claimant of one attribution among all those of its text."""
    manner = "quoted" if said.quoted else "paraphrased"
    if said.source is None:
        return Claimant("", manner if said.quoted else "unknown")
    naming = naming_of(text, said.source, attributions)
    if not naming.name and PRONOUN.fullmatch(said.source.of(text)) and (outer := _around(said, attributions)):
        naming = Naming(*_named(claimant_by(text, outer, attributions)))
    return Claimant(naming.name, manner, said.source, naming.kind)


def _named(claimant: Claimant) -> tuple[str, str]:
    return claimant.name, claimant.kind


def _around(said: Attribution, attributions: Sequence[Attribution]) -> Attribution | None:
    """The attribution in whose content the source of another stands: "the UN said it had counted 30"."""
    holders = [each for each in attributions if each.content and said.source and each.content.holds(said.source)]
    wider = [each for each in holders if each.source and each.source.end <= said.source.start] if said.source else []
    return min(wider, key=lambda each: each.content.end - each.content.start if each.content else 0, default=None)


def attribution_of(span: Span, attributions: Sequence[Attribution]) -> Attribution | None:
    """The attribution whose content covers most of the span, the innermost that says so of those that cover it all."""
    best, best_rank = None, (0.4, False, 0.0)
    for each in attributions:
        if not each.content or not each.content.overlaps(span):
            continue
        shared = min(each.content.end, span.end) - max(each.content.start, span.start)
        covered = round(shared / max(span.end - span.start, 1), 1)
        rank = (covered, each.kind != "position", -float(each.content.end - each.content.start))
        if rank > best_rank:
            best, best_rank = each, rank
    return best


def _unattributed(text: str, span: Span) -> str:
    inside = quotes_in(_quotes(text), span)
    if any(mark.start <= span.start and span.end <= mark.end for mark in inside) or HEARSAY.search(span.of(text)):
        return "unknown"
    return "own voice"


def naming_of(text: str, source: Span, attributions: Sequence[Attribution]) -> Naming:
    """The name that a source stands for, in full where the text gave it before; "" for a pronoun that may be anyone."""
    word = source.of(text).lower()
    if word in SINGULAR:
        person = _antecedent(text, source, attributions, SINGULAR[word])
        return Naming(person.name, "person") if person else NOBODY
    if word in PLURAL or word == "it":
        return _with_kind(_group_before(text, source, attributions))
    if PRONOUN.fullmatch(word):
        return NOBODY
    if word in PAIRS:
        return _two_before(text, source)
    person = _person(text, source)
    return Naming(person.name, "person") if person else _with_kind(_body(text, source, attributions))


def _with_kind(name: str) -> Naming:
    return Naming(name, kind_of(name)) if name and not NO_NAME.match(name) else NOBODY


def _two_before(text: str, source: Span) -> Naming:
    """Whom "the two men" are: the only two people named shortly before."""
    near = {each.name: None for each in _people(text) if source.start - REACH <= each.start < source.start}
    return Naming(" and ".join(near), "group") if len(near) == 2 else NOBODY


def _person(text: str, source: Span) -> Person | None:
    phrase = source.of(text)
    head = phrase.partition(",")[0]
    if THE_BODY.match(head) and "'s " not in head and "’s " not in head and "," not in phrase:
        return None
    short = short_form(head)
    if short:
        return full_name(short[0], source.start, _people(text))
    if re.search(r"\b(?:and|or|of)\s", head) and not (named_in(head) and " and " not in head):
        return (
            named_in(phrase)
            if re.match(r"(?:[Tt]he|[Aa]n?)\s[\w-]+(?:\s[\w-]+){0,2} (?:of|for|and)\b", head) and "," in phrase
            else None
        )
    return named_in(head) or (named_in(phrase.partition(",")[2]) if ROLE_FIRST.match(head) else None)


def _body(text: str, source: Span, attributions: Sequence[Attribution]) -> str:
    phrase = re.sub(r"\s+", " ", source.of(text))
    phrase = RELATIVE.split(re.sub(r"^[Ee]ven\s", "", phrase))[0]
    phrase = re.sub(r"^(?:The|A|An|Some|Many|Most|Other)\b", lambda match: match[0].lower(), phrase).lstrip("•–—- ")
    fuller = re.fullmatch(r"the ([a-z]+)", phrase)
    if fuller:
        return (
            _fuller(text, source, attributions, fuller[1])
            or _last_body(text, source, attributions, fuller[1])
            or phrase
        )
    article, _, name = phrase.rpartition("the ") if phrase.startswith("the ") else ("", "", phrase)
    full = _aliases(text).get(name)
    return f"the {full}" if full and (article or phrase != name) else full or phrase


def _last_body(text: str, source: Span, attributions: Sequence[Attribution], head: str) -> str:
    """ "The group": the named body that spoke last before it."""
    last = next(
        (each for each in reversed(_before(source, attributions)) if not PRONOUN.fullmatch(each.of(text))), None
    )
    if head not in GENERIC or last is None or _person(text, last) or not re.search(r"[A-Z]", last.of(text)[4:]):
        return ""
    name = _body(text, last, []) if not re.fullmatch(r"[Tt]he [a-z]+", last.of(text)) else ""
    return name if name and kind_of(name) == "body" else ""


def _fuller(text: str, source: Span, attributions: Sequence[Attribution], head: str) -> str:
    """ "The officials" in full, where an earlier source has the same word as its head: "army officials in Basra"."""
    for each in reversed(_before(source, attributions)):
        phrase = each.of(text)
        if re.search(rf"\b{head}\b", phrase) and phrase.lower() != f"the {head}":
            person = _person(text, each)
            return person.name if person else re.sub(r"^The\b", "the", phrase)
    return ""


def _antecedent(text: str, source: Span, attributions: Sequence[Attribution], gender: str) -> Person | None:
    """Whom "he" or "she" is: the last person who spoke, else the only one of known gender named shortly before."""
    for each in reversed(_before(source, attributions)):
        if each.of(text).lower() in SINGULAR:
            continue
        person = _person(text, each)
        if person and _gender(text, person) in ("", gender):
            return None if _others_between(text, person, text[each.end : source.start]) else person
        if person is None and not BODY.search(each.of(text)):
            break
    near = {
        p.name: p for p in _people(text) if source.start - REACH // 2 <= p.start < source.start and p.gender == gender
    }
    return next(iter(near.values())) if len(near) == 1 else None


def _others_between(text: str, person: Person, gap: str) -> bool:
    """Whether between a person and a pronoun a new paragraph, or a sentence on somebody else, has begun."""
    spoken = re.sub(r'[“"][^“”"]*[”"]?', "", gap)
    if "\n" in spoken and re.search(r"[.!?]\s", spoken.rpartition("\n")[2]):
        return True
    begins = {name.replace("’", "'") for name in BEGINS.findall(spoken)}
    return any(other.name != person.name and not begins.isdisjoint(other.name.split()) for other in _people(text))


def _gender(text: str, person: Person) -> str:
    return next((other.gender for other in _people(text) if other.name == person.name and other.gender), "")


def _group_before(text: str, source: Span, attributions: Sequence[Attribution]) -> str:
    """Whom "they" are: a body that spoke in this sentence or the one before, else nobody."""
    for each in reversed(_before(source, attributions)):
        word = each.of(text).lower()
        if word in PLURAL:
            continue
        far = len(re.findall(r"[.!?][”\"]?\s", text[each.end : source.start])) > 1
        known = word in SINGULAR or word in UNRESOLVED or _person(text, each)
        return "" if far or known else _body(text, each, [])
    return ""


def _before(source: Span, attributions: Sequence[Attribution]) -> list[Span]:
    """The sources a pronoun may point back to, in the order of the text."""
    spans = {each.source for each in attributions if each.source}
    return sorted(span for span in spans if source.start - REACH <= span.start < source.start)


@lru_cache(maxsize=8)
def _people(text: str) -> list[Person]:
    return people(text)


@lru_cache(maxsize=8)
def _aliases(text: str) -> dict[str, str]:
    """The fullest name of each body that the text gives two."""
    return {pair.other: pair.name for pair in name_pairs(text)}


@lru_cache(maxsize=8)
def _quotes(text: str) -> list[Quote]:
    return quotes(text)
