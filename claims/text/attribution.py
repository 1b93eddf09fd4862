"""Who says what: source, cue and content of everything that a text attributes to somebody."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, pairwise

from claims.text.attributed import Attribution, Sentence
from claims.text.cues import CUE
from claims.text.other_cues import (
    according,
    by_belief,
    by_count,
    by_headline,
    by_media,
    by_noun,
    by_responsibility,
    shown_again,
)
from claims.text.quotes import Quote, masked, quotes, quotes_in, straight
from claims.text.runs import continued, turns
from claims.text.spans import Span
from claims.text.verbs import TRIVIAL, by_verb

__all__ = ["LONGEST", "Attribution", "attributions", "pieces"]

MOST_CUES = 40  # what has more of them in one sentence is none
MOST = 2_000  # a text with more attributions than this is no article
SHORTEST = 9  # characters: "He said so" is longer
LONGEST = 1000  # what runs on for longer without a stop is no sentence of an article


JOINT = re.compile(r"[,;]\s(?:and|but|while|although|though|whereas)\s$|;\s$")
SPECIAL = (by_media, by_noun, by_belief, by_count, by_responsibility, by_headline)
ASIDE = re.compile(r"(?<=[^\W_]) \([^()\n\x01]{1,80}\)(?=,? [a-z])")
QUOTE_END = re.compile(r"[.!?…][”\"]\s+(?=[A-Z])")


def attributions(text: str, sentences: Sequence[Span]) -> list[Attribution]:
    """Every attribution in the order of the text. Sources may be pronouns; `claimant_of` says who they are."""
    text = straight(text)
    marks = quotes(text)
    blotted = without_asides(masked(text, marks))
    found: list[Attribution] = []
    for span in sentences:
        if not SHORTEST < span.end - span.start <= LONGEST or len(found) > MOST:
            continue
        for piece in pieces(blotted, span):
            sentence = Sentence(blotted[piece.start : piece.end], piece.start)
            last = found[-1] if found and "\n" not in blotted[_reach(found[-1]) : piece.start] else None
            said = _in_sentence(sentence) or shown_again(sentence, last)
            found += [_with_whole_quotes(each, marks) for each in said]
    found += [*continued(text, marks, found), *turns(text)]
    return sorted(found, key=lambda each: (each.content or each.cue or each.source or Span(0, 0)).start)[:MOST]


def _reach(said: Attribution) -> int:
    return max(span.end for span in (said.source, said.cue, said.content) if span)


def without_asides(blotted: str) -> str:
    """The text with blanks for short brackets inside a sentence: "Ann Field (R-Vt.) said"."""
    return ASIDE.sub(lambda match: " " * len(match[0]) if not CUE.search(match[0]) else match[0], blotted)


def pieces(blotted: str, span: Span) -> list[Span]:
    """A sentence cut where a quote ended one and what follows says something of its own: '... here." He said ...'"""
    cuts = [span.start]
    for match in QUOTE_END.finditer(blotted, *span):
        cue = CUE.search(blotted, match.end(), min(match.end() + 80, span.end))
        rest = blotted[cue.end() : span.end] if cue else ""
        if not cue or not TRIVIAL.match(rest) or re.match(r"\s+that\b", rest):
            cuts.append(match.end())
    return [Span(start, end) for start, end in pairwise([*cuts, span.end])]


def _in_sentence(sentence: Sentence) -> list[Attribution]:
    special = [each for each in (look(sentence) for look in SPECIAL) if each] if len(sentence.text) < 600 else []
    found: list[Attribution] = []
    for match in islice(CUE.finditer(sentence.text), MOST_CUES):
        if any(each.cue and each.cue.overlaps(sentence.at(*match.span())) for each in special):
            continue
        found += according(sentence, match) if match["according"] else by_verb(sentence, match, found)
    return _apart(sentence, special + found)


def _apart(sentence: Sentence, found: list[Attribution]) -> list[Attribution]:
    """Contents end where the sentence goes on with what somebody else says: "..., but Ann Field said"."""
    joints = [joint for each in found if each.source and (joint := _joint(sentence, each.source))]
    return [_until(each, joints) for each in found]


def _joint(sentence: Sentence, source: Span) -> int:
    match = JOINT.search(sentence.text, max(0, source.start - sentence.start - 12), source.start - sentence.start)
    return sentence.start + match.start() if match else 0


def _until(said: Attribution, joints: list[int]) -> Attribution:
    content, source = said.content, said.source
    if not content or not source or source.start > content.start:
        return said
    end = min((joint for joint in joints if content.start + 8 < joint < content.end), default=content.end)
    return replace(said, content=Span(content.start, end))


def _with_whole_quotes(attribution: Attribution, marks: list[Quote]) -> Attribution:
    """The content taken out to the ends of the quotes it begins or ends in; quoted where most of it is in quotes."""
    content = attribution.content
    if not content:
        return attribution
    inside = quotes_in(marks, content)
    first = inside[0] if inside and inside[0].start <= content.start + 1 else None
    last = inside[-1] if inside and (inside[-1].end >= content.end - 1) else None
    whole = Span(
        min(content.start, first.start) if first else content.start, max(content.end, last.end) if last else content.end
    )
    shared = sum(min(mark.end, whole.end) - max(mark.start, whole.start) for mark in inside)
    return replace(attribution, content=whole, quoted=2 * shared > whole.end - whole.start)
