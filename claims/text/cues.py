"""The words that show that somebody says something."""

import re
from typing import NamedTuple

from claims.text.lists import any_of, load

LISTS = load("cues")
WORDS, PHRASES = LISTS["words"], LISTS["phrases"]
AMBIGUOUS = frozenset(LISTS["nouns_too"])


class Verb(NamedTuple):
    word: str
    base: str
    form: str  # "base", "s", "past" or "ing"


def _forms(base: str) -> list[str]:
    if base in LISTS["irregular"]:
        return list(LISTS["irregular"][base])
    if base.endswith("e"):
        return [base, f"{base}s", f"{base}d", f"{base[:-1]}ing"]
    if base.endswith("y") and base[-2] not in "aeiou":
        return [base, f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing"]
    return [base, f"{base}{'es' if base.endswith(('s', 'sh', 'ch')) else 's'}", f"{base}ed", f"{base}ing"]


def _form_of(base: str, word: str) -> str:
    return "base" if word == base else "ing" if word.endswith("ing") else "s" if word.endswith("s") else "past"


VERBS = {
    form: Verb(form, base, _form_of(base, form))
    for base in [*LISTS["with_quote"], "go on", *LISTS["says"], *LISTS["position"], *LISTS["with_that"]]
    for form in _forms(base)
}
PARTICIPLES = frozenset(LISTS["participles"])
POSITIONS, DENIALS = frozenset(LISTS["position"]), frozenset(LISTS["denials"])
WITH_QUOTE = frozenset([*LISTS["with_quote"], "go on"]) - frozenset(LISTS["says"])
WITH_THAT = frozenset(LISTS["with_that"])
THINKS = frozenset(LISTS["thinks"])
CUE = re.compile(
    rf"(?<![\w’'-])(?:(?P<according>[Aa]ccording\sto|[Ii]n\sthe\s(?:words|opinion|view)\sof)|(?P<verb>{any_of(VERBS)}))(?![\w’'-])"
)

BE = re.compile(r"\b(?:is|are|was|were|be|been|being|get|gets|got)\s(?:\w+ly\s|also\s|not\s|widely\s)?$")
NO_VERB_BEFORE = re.compile(
    r"(?i:\b(?:the|an?|this|that|these|those|his|her|its|their|our|my|your|no|of|for|by|in|on|with|from|at|into|"
    r"new|first|last|recent|public|annual|to|can|could|would|should|must|cannot|can’t|can't|will|may|might|please|let)|['’]s?)\s+$"
)
SURE_AFTER = re.compile(r",?\s+(?:that|he|she|it|they|we|there|his|her|their|the|[“\"])|,?\s*[:“\"]")
# "damage estimated at 40 million", "men believed to have died": no cue of whoever is named before.
HELD = frozenset(["estimate", "report", "believe", "think", "say", "allege", "fear", "suspect", "know"])
HELD_AFTER = re.compile(r"\sto\s(?:be|have)\b")
QUOTE_BESIDE = re.compile(r"(?:\s(?:to|at|in|on|with|about|from)\s[^.;,:]{2,30})?[,:]?\s[“\"]|\s*:$")
QUOTE_BEFORE = re.compile(r"[,?!.…\x01—-][”\"],?\s[^.;:“”\"]{0,56}$")
AS_SAID = re.compile(r"\s+that\b|\s*(?:[.,]|$)|\son\s\w+day\b")
CLAUSE_AFTER = re.compile(
    r"\s(?:(?:he|she|it|they|we|there|most|many|more|few|only|nearly|almost|about|over|just|half|[A-Z][\w’'-]+|\d[\d.,]*)\b)"
)
FINDINGS = re.compile(rf"\b{any_of(WORDS['findings'])}\b", re.IGNORECASE)
SUBJECT_OF_BASE = re.compile(
    r"\b(?:I|[Ww]e|[Tt]hey|[Yy]ou|[Ss]ome|[Mm]any|[Mm]ost|[Oo]thers|[Pp]eople|police|[\w’'-]{3,}s|who|also|not|to|men|women)\s+$"
)


def verb_of(match: re.Match[str]) -> Verb:
    """The verb that CUE found; one of two words may have any blank between them."""
    return VERBS[" ".join(match["verb"].split())]


def is_cue(verb: Verb, before: str, after: str) -> bool:
    """Whether a word that may be a verb of saying is one here."""
    if verb.base in WITH_QUOTE:
        return bool(QUOTE_BESIDE.match(after) or QUOTE_BEFORE.search(before)) and verb.form != "base"
    if verb.base in WITH_THAT and not AS_SAID.match(after):
        return verb.base in ("find", "show") and bool(CLAUSE_AFTER.match(after) and FINDINGS.search(before))
    if verb.form == "past":
        return (
            not BE.search(before)
            and not (verb.base in HELD and HELD_AFTER.match(after))
            and not (verb.base in ("estimate", "list") and re.match(r"\sat\b", after))
            and not re.match(r"\s(?:dead|missing|killed|injured|safe)\b", after)
            and not re.search(r"\b(?:the|an?|his|her|its|their|of|as|previously|so-called)\s$", before)
        )
    if verb.form == "ing":
        return verb.word in PARTICIPLES and not re.search(r"\b(?:the|an?|its|their|of|for|to)\s$", before)
    if NO_VERB_BEFORE.search(before):
        return False
    if verb.form == "base":
        return _is_verb(verb, before, after)
    return verb.base not in AMBIGUOUS or bool(SURE_AFTER.match(after))


def _is_verb(verb: Verb, before: str, after: str) -> bool:
    """Whether a base form is the verb of somebody: "they say", "people in the town say that", "…,” say friends"."""
    if SUBJECT_OF_BASE.search(before):
        return verb.base not in AMBIGUOUS or bool(SURE_AFTER.match(after))
    return verb.base not in AMBIGUOUS and bool(SURE_AFTER.match(after) or re.search(r"[,”\"]\s*$", before))


def is_thought(cue: str) -> bool:
    """Whether a cue tells of what somebody thinks or wishes, not of what they say is so."""
    return cue in VERBS and VERBS[cue].base in THINKS
