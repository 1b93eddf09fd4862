"""What of a sentence can be checked by itself: what somebody says in it, its coordinated clauses, the whole of it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from claims.text.attribution import Attribution
from claims.text.cues import DENIALS, VERBS
from claims.text.lists import any_of, load
from claims.text.spans import Span

LEAST = 4  # blanks: a clause has five words
REPORTED = ("says", "according", "quote")  # of the others the saying itself is what happened
NEAR = 60  # characters between who speaks and what is said
MOST = 4  # coordinated clauses of a sentence; what has more is a list
FINITE = re.compile(rf"\b(?:{any_of(load('cues')['words']['verbs'])}|[a-z]+ed)\b")
DEPENDENT = re.compile(
    r"(?:to|(?:(?:just|even|only|soon|shortly|long|(?:minute|hour|day|week|month|year)s?)\s)?"
    r"(?:when|while|as|after|before|although|though|if|because|since|until))\s",
    re.IGNORECASE,
)
NO_SUBJECT = re.compile(
    rf"(?:who|which|that|whose|where|{any_of(load('cues')['words']['adverbs'])}|\w+ly)\s", re.IGNORECASE
)
POINTS_BACK = re.compile(r"(?:he|she|it|they|his|her|its|their)\s", re.IGNORECASE)
NEGATED = re.compile(
    r"\b(?:not|never|cannot|unable|declined|refused|refuses|failed|impossible|no longer)\b|n[’']t\b", re.IGNORECASE
)
# "BAGHDAD — ", "Baghdad (CNN) -- ": where it was written, and no part of what is claimed.
DATELINE = re.compile(
    r"(?:[A-Z][A-Z.’'-]+(?:[ ,]+[A-Z][A-Z.’'-]+){0,4}|[A-Z][\w.’'-]+(?:[ ,]+[A-Z][\w.’'-]+){0,4}(?= ?\())"
    r" ?(?:\([^)\n]{2,40}\) ?)?(?:—|–|--?) ?(?=[“\"A-Z\d])"
)
ENDS_CLAUSE = re.compile(r"\s*,\s*(?:(?:with|as|and|but|while|whereas|though|although)\s+)?$")
JOINS_SPEAKER = re.compile(r",?\s(?:and|but|while|whereas|though|although)\s$")
WHEN_OR_WHERE = re.compile(
    r"(?:in|on|at|by|from|with|for|during|since|under|over|through|without|speaking|asked|citing|quoting)\s",
    re.IGNORECASE,
)
COORDINATED = re.compile(r",\s(?:and|but|while|whereas|yet|so)\s|;\s(?:and\s|but\s)?")


class Part(NamedTuple):
    span: Span
    said: Attribution | None
    inner: bool = False  # it stands inside another part


def checkable(text: str, sentence: Span, said: Sequence[Attribution], figures: Sequence[Span] = ()) -> Iterator[Part]:
    """The clauses that somebody says, else the whole sentence; and inside these the clauses that "and" joins.

    Beside its clauses the whole sentence is a claim where one of the figures stands in none of them.
    """
    sentence = _after_dateline(text, sentence)
    parts = list(_outer(text, sentence, said))
    beside = [figure for figure in figures if not any(part.span.holds(figure) for part in parts)]
    if parts and beside:
        who = (each for each in said if _hull(each, sentence).holds(beside[0]))
        parts.append(Part(sentence, next(who, None)))
    for part in parts:
        yield part
        yield from (Part(span, part.said, inner=True) for span in _coordinated(text, part))


def _outer(text: str, sentence: Span, said: Sequence[Attribution]) -> Iterator[Part]:
    clauses = list(_outermost(_clauses(text, sentence, said)))
    if not clauses:
        yield from [Part(sentence, _of_the_whole(sentence, said))] if is_readable(text, sentence) else []
        return
    yield from clauses
    lead = _lead(text, sentence, clauses[0])
    if lead:
        position = (each for each in said if each.kind == "position" and each.cue and lead.holds(each.cue))
        yield Part(lead, next(position, None))


def _after_dateline(text: str, sentence: Span) -> Span:
    found = DATELINE.match(text, sentence.start, sentence.end)
    return Span(found.end(), sentence.end) if found else sentence


def _of_the_whole(sentence: Span, said: Sequence[Attribution]) -> Attribution | None:
    """The attribution that, from its source to the end of what is said, is most of the sentence."""
    for each in said:
        hull = _hull(each, sentence)
        if hull.end - hull.start > 0.5 * (sentence.end - sentence.start):
            return each
    return None


def _hull(each: Attribution, sentence: Span) -> Span:
    """From who says it to the end of what is said, as far as it stands in the sentence."""
    spans = [span for span in (each.source, each.cue, each.content) if span]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    return Span(max(start, sentence.start), min(end, sentence.end))


def _clauses(text: str, sentence: Span, said: Sequence[Attribution]) -> Iterator[Part]:
    for each in said:
        if not each.content or each.kind not in REPORTED:
            continue
        end = min(each.content.end, sentence.end, *_others_begin(text, each.content, said))
        span = Span(max(each.content.start, sentence.start), end)
        span = Span(span.start, span.start + len(span.of(text).rstrip()))
        content = span.of(text)
        if content.count(" ") >= LEAST and (each.quoted or is_clause(content)):
            whole = _saying_is_the_news(text, each) or _needs_who(content, each)
            yield Part(_hull(replace(each, content=span), sentence) if whole else span, each)


def _others_begin(text: str, content: Span, said: Sequence[Attribution]) -> Iterator[int]:
    """Where in what one says another is joined who says something: "... but Y said"."""
    for other in said:
        if not other.source or other.kind not in REPORTED or POINTS_BACK.match(other.source.of(text) + " "):
            continue
        joint = JOINS_SPEAKER.search(text[content.start : other.source.start])
        if joint and other.source.end < content.end:
            yield content.start + joint.start()


def _needs_who(content: str, each: Attribution) -> bool:
    """Whether a clause is only understood beside who says it, which stands right before or after it."""
    if each.quoted or not each.source or not each.content or not POINTS_BACK.match(content):
        return False
    return max(each.content.start - each.source.end, each.source.start - each.content.end) < NEAR


def _saying_is_the_news(text: str, each: Attribution) -> bool:
    """Whether somebody denies it, or does not say it: then what follows is not what they claim."""
    if not each.cue:
        return False
    verb = VERBS.get(each.cue.of(text))
    between = text[each.source.end : each.cue.start] if each.source and each.source.end <= each.cue.start else ""
    return bool(verb and verb.base in DENIALS) or bool(NEGATED.search(between[-60:]))


def is_clause(content: str) -> bool:
    """Whether it has a verb that is not its first word: "compared with last year" is none."""
    return not DEPENDENT.match(content) and bool(FINITE.search(content, content.find(" ") + 1))


def _outermost(clauses: Iterable[Part]) -> Iterator[Part]:
    reach = -1
    for part in sorted(clauses, key=lambda part: (part.span.start, -part.span.end)):
        if part.span.start >= reach:
            yield part
            reach = part.span.end


def _lead(text: str, sentence: Span, first: Part) -> Span | None:
    """A clause of its own before the one that says who says something: "X refused, with Y declaring ..."."""
    said = first.said
    if not said or not said.source or not said.content or said.content.start < said.source.start:
        return None
    ending = ENDS_CLAUSE.search(text[sentence.start : said.source.start])
    span = Span(sentence.start, sentence.start + (ending.start() if ending else 0))
    lead = span.of(text)
    clause = lead.partition(", ")[2] if WHEN_OR_WHERE.match(lead) else lead
    return span if lead.count(" ") >= 6 and is_clause(clause) else None


def _coordinated(text: str, part: Part) -> list[Span]:
    """The clauses that "and", "but" or a semicolon joins, where each has a subject and a verb of its own."""
    whole, passage = part.span, part.span.of(text)
    if part.said and _saying_is_the_news(text, part.said):
        return []  # who denies the first may deny the others too
    joints = [match.span() for match in COORDINATED.finditer(passage)]
    if not 0 < len(joints) < MOST or passage.count('"') or "“" in passage:
        return []
    ends = [(0, 0), *joints, (len(passage), len(passage))]
    spans = [Span(before[1], after[0]) for before, after in pairwise(ends)]
    if not all(_stands_alone(span.of(passage)) for span in spans):
        return []
    known = [span for span in spans if not POINTS_BACK.match(span.of(passage))]
    return [Span(whole.start + span.start, whole.start + span.end) for span in known]


def _stands_alone(clause: str) -> bool:
    verb = FINITE.search(clause)
    has_both = verb is not None and verb.start() > 0 and clause.count(" ") >= LEAST
    return has_both and not NO_SUBJECT.match(clause) and not DEPENDENT.match(clause)


def is_readable(text: str, span: Span) -> bool:
    return span.of(text).count(" ") >= LEAST and any(letter.islower() for letter in span.of(text))
