"""Attributions whose cue is no verb of a person: "according to", "footage posted by ... shows", "the claims of ..."."""

import re

from claims.text.attributed import Attribution, Sentence
from claims.text.contents import clause_start, content_in, interrupted
from claims.text.cues import PHRASES, WORDS
from claims.text.lists import any_of, load
from claims.text.sources import LEADING, source_after, source_before
from claims.text.spans import Span

MEDIA = re.compile(
    rf"(?P<thing>\b{any_of(PHRASES['media'])})\s(?:[a-z]+\s)?{any_of(PHRASES['issued'])}\s(?:online\s|on\s\w+\s)?by\s"
    rf"(?P<source>[^.,;:\x01]{{2,80}}?)\s(?P<cue>{any_of(PHRASES['shows'])})\b",
    re.IGNORECASE,
)
ISSUED = re.compile(
    rf"(?P<source>[^.,;:\x01]{{2,80}}?)\s(?:(?:has|have|had|also|later)\s)?{any_of(PHRASES['issued'])}\s(?:an?\s|the\s|several\s|some\s|new\s|two\s|its\s|their\s)?"
    rf"(?:[a-z]+\s)?{any_of(PHRASES['media'])}\s(?:[a-z]+\s){{0,4}}?(?:that\s)?(?P<cue>{any_of(PHRASES['shows'])})\b"
)
ISSUING = re.compile(rf"\s{any_of(PHRASES['issued'])}\s")  # without which the slow ISSUED finds nothing
NOUN = re.compile(
    rf"\b(?P<cue>{any_of(PHRASES['nouns'])})\s(?:of|by|from)\s(?P<source>(?:the\s)?[A-Z][^.;:\x01]{{1,90}}?|the\s[^.,;:\x01]{{2,60}}?),?\s(?:of\s(?!the\b|[A-Z])|that\s)"
)
NUMBER = rf"(?:[$€£]?\d|{any_of(load('numbers')['cardinals'])}\b)"
PUT = re.compile(
    rf"\b(?P<cue>puts?|placed|estimates|estimated)\s(?:the|its|their|that|this|total|overall|damage|losses|casualties)\s?[^.;:,\x01]{{0,60}}?\sat\s"
    rf"(?:[a-z]+\s){{0,3}}{NUMBER}"
)
MEASURED = re.compile(
    rf"\b(?P<cue>measured|measures|recorded|registered|counted|tallied|documented|named|identified|listed|logged|gave|gives|lists|records)\s(?:[\w’'-]+\s){{0,6}}?{NUMBER}"
)
BODY = re.compile(rf"\b(?:[A-Z]{{2,}}|(?i:{any_of([*load('people')['bodies_that_speak'], *WORDS['counters']])}))\b")
BELIEF = re.compile(
    rf"(?:\b(?P<source>(?:[A-Z][\w.’'-]*\s){{0,3}}[A-Z][\w-]*(?=[’']s?\s)|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)(?:[’']s?)?\s(?:[a-z-]+\s){{0,2}}?)?"
    rf"\b(?P<cue>{any_of(PHRASES['beliefs'])})\sthat\s"
)
VOICED = re.compile(  # "the union voiced fears that"
    r"\b(?:ma[dk]es?|repeat(?:s|ed)|express(?:es|ed)|voiced?s?|raised?s?|issued?s?|reached|has|have|had|offer(?:s|ed)|reject(?:s|ed)|dismiss(?:es|ed))"
    r"\s(?:(?:the|an?|some|new|any|no|little|serious|more|his|her|their|its)\s){0,2}(?:[a-z-]+\s)?$"
)
CLAUSE_ENDS = re.compile(
    r",\s(?:which|who|but|and|while|as|although|though|with|a|an|the|so|or|[a-z]+ing)\s|\s[—–]\s|;"
)
SAW = re.compile(r"\b(?P<cue>saw|heard|watched|witnessed)\s")
ON_THE_SPOT = re.compile(
    r"\b(?:correspondents?|reporters?|journalists?|photographers?|(?:eye)?witness(?:es)?)\b", re.IGNORECASE
)
COUNTERS = {PUT: re.compile(""), MEASURED: BODY, SAW: ON_THE_SPOT}
HOLDS = re.compile(r"\b(?P<cue>held|holds|hold)\s[^;:,\x01]{2,60}?\s(?:responsible|accountable)\b")
SHOWS_TOO = re.compile(
    rf"(?:They|It|(?:The|This|That|These|Those|Other|Another|A\ssecond|One)\s{any_of(PHRASES['media'])})"
    rf"\s(?:also\s|then\s)?(?P<cue>(?:appears?|appeared|seems?|seemed)\sto\sshow|shows?|showed)\b"
)
HEADLINE = re.compile(
    rf"(?P<content>[^:\x01\n]{{15,160}}?)(?::|\s[–—-])\s(?P<source>(?:[^\W\d][\w.’'&-]*\s){{0,3}}{any_of(WORDS['speakers'])})",
    re.IGNORECASE,
)


def according(sentence: Sentence, match: re.Match[str]) -> list[Attribution]:
    text = sentence.text
    leads = not LEADING.sub("", text[: match.start()] + " ", count=1).strip()
    source = source_after(text, match.end(), leads=leads)
    if not source:
        return []
    if leads:
        content = content_in(sentence, source.end, len(text))
    else:
        content = content_in(sentence, clause_start(text, match.start()), match.start())
    found = [Attribution(sentence.moved(source), sentence.at(*match.span()), content, False, "according")]
    return found if leads else found + interrupted(sentence, found[0], source.end)


def by_media(sentence: Sentence) -> Attribution | None:
    match = MEDIA.search(sentence.text) or (ISSUING.search(sentence.text) and ISSUED.search(sentence.text))
    if not match:
        return None
    nearest = source_before(sentence.text, match.end("source")) if match.re is ISSUED else None
    source = nearest or Span(*match.span("source"))
    content = content_in(sentence, match.end(), len(sentence.text))
    return Attribution(sentence.moved(source), sentence.at(*match.span("cue")), content, False, "media")


def by_noun(sentence: Sentence) -> Attribution | None:
    match = NOUN.search(sentence.text)
    if not match:
        return None
    content = content_in(sentence, match.end(), len(sentence.text))
    return Attribution(sentence.at(*match.span("source")), sentence.at(*match.span("cue")), content, False, "noun")


def by_belief(sentence: Sentence) -> Attribution | None:
    """ "Ann Field's claim that the pier was safe", "fears that nine boats sank"."""
    match = BELIEF.search(sentence.text) if " that " in sentence.text else None
    if not match:
        return None
    ends = CLAUSE_ENDS.search(sentence.text, match.end())
    content = content_in(sentence, match.end(), ends.start() if ends else len(sentence.text))
    voiced = VOICED.search(sentence.text, 0, match.start("cue"))
    source = Span(*match.span("source")) if match["source"] else None
    source = source_before(sentence.text, voiced.start()) if voiced and not source else source
    found = Attribution(sentence.moved(source), sentence.at(*match.span("cue")), content, False, "noun")
    return found if content else None


def by_count(sentence: Sentence) -> Attribution | None:
    """ "The survey put the magnitude at 6.1", "the centre measured it at 5.9": what a body says a number is."""
    match = PUT.search(sentence.text) or MEASURED.search(sentence.text) or SAW.search(sentence.text)
    source = source_before(sentence.text, match.start("cue")) if match else None
    if not match or not source or not COUNTERS[match.re].search(source.of(sentence.text)):
        return None
    content = content_in(sentence, match.end("cue"), len(sentence.text))
    return Attribution(sentence.moved(source), sentence.at(*match.span("cue")), content, False, "count")


def by_responsibility(sentence: Sentence) -> Attribution | None:
    """ "Ms. Field held the port responsible for the deaths of nine"."""
    match = HOLDS.search(sentence.text)
    source = source_before(sentence.text, match.start("cue")) if match else None
    if not match or not source:
        return None
    content = content_in(sentence, match.end("cue"), len(sentence.text))
    return Attribution(sentence.moved(source), sentence.at(*match.span("cue")), content, False, "position")


def shown_again(sentence: Sentence, last: Attribution | None) -> list[Attribution]:
    """ "They also show nine dead", right after "footage posted by activists showed"."""
    match = SHOWS_TOO.match(sentence.text) if last and last.kind == "media" else None
    if not match or not last:
        return []
    content = content_in(sentence, match.end(), len(sentence.text))
    return [Attribution(last.source, sentence.at(*match.span("cue")), content, False, "media")]


def by_headline(sentence: Sentence) -> Attribution | None:
    """ "Quake hits island, five hurt: media"."""
    match = HEADLINE.fullmatch(sentence.text)
    if not match:
        return None
    content = content_in(sentence, *match.span("content"))
    return Attribution(sentence.at(*match.span("source")), None, content, False, "headline")
