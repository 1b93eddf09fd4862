"""Who says what: source, cue and content of everything that a text attributes to somebody."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from claims.text.cues import CUE, PHRASES, POSITIONS, VERBS, WORDS, is_cue
from claims.text.lists import any_of, load
from claims.text.quotes import MASK, Quote, masked, quotes, quotes_in, straight
from claims.text.sources import PREPOSITION, source_after, source_before, subject
from claims.text.spans import Span

MOST = 2_000  # a text with more attributions than this is no article
LONGEST = 1000  # what runs on for longer without a stop is no sentence of an article


@dataclass(frozen=True)
class Attribution:
    source: Span | None
    cue: Span | None
    content: Span | None
    quoted: bool
    kind: str = "says"  # or "position", "according", "media", "noun", "quote" (one that goes on)


@dataclass(frozen=True)
class Sentence:
    """One sentence with what is inside its quotes blotted out. Spans found in it are shifted to the text by `at`."""

    text: str
    start: int

    def at(self, start: int, end: int) -> Span:
        return Span(self.start + start, self.start + end)

    def moved(self, span: Span | None) -> Span | None:
        return self.at(*span) if span else None


QUOTE_END = re.compile(r"[.!?…][”\"]\s+(?=[A-Z])")
JOINED = re.compile(r"[\s,;:]+(?:but|and|as|while|with)$")
TELL = re.compile(
    rf"\s+(?:{any_of(WORDS['listeners'])}|(?:the\s|a\s|an\s|his\s|her\s|their\s)?(?:[A-Z][\w.’'&-]*\s?){{1,5}}|"
    rf"(?:the|a|an|his|her|their)\s[\w’'-]+(?:\s(?:of|in|for)\s[\w’'-]+)?)"
    rf"(?:\s(?:on|in)\s(?:\w+day|an?\s\w+))?(?=\s+that\b|\s*[,:“\"]|\s|\.?$)"
)
CALENDAR = any_of([*load("counted")["months"], *load("counted")["weekdays"]])
TRIVIAL = re.compile(rf"[\s,]*(?:$|[.;)]|(?:{any_of(WORDS['circumstance'])})\b)", re.IGNORECASE)
TO_CONTENT = re.compile(r"[\s,:]*(?:that\s+(?=\S)|of\s+)?[\s,]*")
DURING = re.compile(r"(?:[\s,]*(?:on|in|at|during|to)\s(?:[\w’'-]+\s?){1,5}?)(?=\s+that\b|\s*[,:]?\s*[“\"])")
CLOSED = re.compile(r"[”\"»],?\s*$")
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


def attributions(text: str, sentences: Sequence[Span]) -> list[Attribution]:
    """Every attribution in the order of the text. Sources may be pronouns; `claimant_of` says who they are."""
    text = straight(text)
    marks = quotes(text)
    blotted = masked(text, marks)
    found: list[Attribution] = []
    for span in sentences:
        if span.end - span.start > LONGEST or len(found) > MOST:
            continue
        for piece in pieces(blotted, span):
            sentence = Sentence(blotted[piece.start : piece.end], piece.start)
            found += [_with_whole_quotes(each, marks) for each in _in_sentence(sentence)]
    found += _continued(text, marks, found, sentences)
    return sorted(found, key=lambda each: (each.content or each.cue or each.source or Span(0, 0)).start)


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
    special = [each for each in (_media(sentence), _noun(sentence)) if each] if len(sentence.text) < 600 else []
    found: list[Attribution] = []
    for match in CUE.finditer(sentence.text):
        if any(each.cue and each.cue.overlaps(sentence.at(*match.span())) for each in special):
            continue
        attribution = _according(sentence, match) if match["according"] else _verb(sentence, match, found)
        found += [attribution] if attribution else []
    return special + found


def _according(sentence: Sentence, match: re.Match[str]) -> Attribution | None:
    text = sentence.text
    leads = match.start() < 3
    source = source_after(text, match.end(), leads=leads)
    if not source:
        return None
    if leads:
        content = _content(sentence, source.end, len(text))
    else:
        content = _content(sentence, _clause_start(text, match.start()), match.start())
    return Attribution(sentence.moved(source), sentence.at(*match.span()), content, False, "according")


def _clause_start(text: str, end: int) -> int:
    """Where the clause before a cue begins: after an earlier quote's attribution, else at the sentence's start."""
    lead = re.compile(r"\s*(?:But|And|However,|Meanwhile,|Still,)\s").match(text, 0, end)
    return lead.end() if lead else 0


def _verb(sentence: Sentence, match: re.Match[str], found: list[Attribution]) -> Attribution | None:
    text, verb = sentence.text, VERBS[match["verb"]]
    before, after = text[: match.start()], text[match.end() :]
    if not is_cue(verb, before[-60:], after[:40]):
        return None
    kind = "position" if verb.base in POSITIONS else "says"
    cue = sentence.at(*match.span())
    if kind == "says" and verb.form != "ing" and _is_inverted(before, after):
        source = source_after(text, match.end())
        if source:
            return Attribution(
                sentence.moved(source), cue, _content(sentence, *_before(text, match.start())), False, kind
            )
    source = _participle_source(sentence, match, found) if verb.form == "ing" else source_before(text, match.start())
    if source is None and re.search(r"\b(?:and|but)\s+(?:\w+ly\s)?$", before[-20:]):
        source = _last_source(sentence, found)
    if source is None:
        return None
    return _with_content(sentence, match, source, kind)


def _is_inverted(before: str, after: str) -> bool:
    """Whether "said" comes before its source: after a quote, or after a clause and a comma with a short ending."""
    if CLOSED.search(before[-4:]):
        return bool(re.match(r"\s+[\w“\"]", after)) and not re.match(r"\s+(?:that|in|on|at|to)\b", after)
    if not before.rstrip().endswith(",") or source_before(before, len(before)):
        return False
    return bool(
        re.match(
            rf"\s+(?:the|an?|one|some|(?!{CALENDAR})[A-Z]|his|her|their|its|officials|police|witnesses|residents|[a-z]+s\b)",
            after,
        )
    )


def _participle_source(sentence: Sentence, match: re.Match[str], found: list[Attribution]) -> Span | None:
    before = sentence.text[: match.start()]
    attached = re.search(r"\bwith\s([^,;:\x01]{2,100}?)\s$", before)
    if attached:
        return Span(*attached.span(1))
    if re.search(r"\b(?:is|are|was|were|be|been)\s(?:\w+\s)?$", before):
        return source_before(sentence.text, match.start())
    source = _last_source(sentence, found) or subject(sentence.text)
    return source if source and source.end < match.start() else None


def _last_source(sentence: Sentence, found: list[Attribution]) -> Span | None:
    last = next((each.source for each in reversed(found) if each.source and each.kind != "according"), None)
    return Span(last.start - sentence.start, last.end - sentence.start) if last else None


def _with_content(sentence: Sentence, match: re.Match[str], source: Span, kind: str) -> Attribution | None:
    text, after = sentence.text, sentence.text[match.end() :]
    prefix = text[: source.start]
    postposed = TRIVIAL.match(after, _told(match["verb"], after)) and not re.search(
        r"^[^,]*\bthat\s|^[\s,:]*[“\"]", after[:60]
    )
    cue = sentence.at(*match.span())
    if CLOSED.search(prefix[-4:]) or (postposed and re.search(r"[,\x01]\s*$", prefix[-3:]) and _is_clause(prefix)):
        content = _content(sentence, *_before(text, source.start))
        return Attribution(sentence.moved(source), cue, content, False, kind)
    content = _content(sentence, match.end() + _skipped(match["verb"], after), len(text))
    if content is None or (kind == "says" and content.end - content.start < 8):
        return Attribution(sentence.moved(source), cue, None, False, kind) if after.strip() in (":", "") else None
    return Attribution(sentence.moved(source), cue, content, False, kind)


def _is_clause(prefix: str) -> bool:
    words = prefix.split()
    return len(words) > 3 or (len(words) > 1 and not PREPOSITION.match(prefix))


def _skipped(verb: str, after: str) -> int:
    """How much stands between the cue and what is said: who was told, when, "that"."""
    position = _told(verb, after)
    during = DURING.match(after, position)
    link = TO_CONTENT.match(after, during.end() if during else position)
    return link.end() if link else position


def _told(verb: str, after: str) -> int:
    told = TELL.match(after) if VERBS[verb].base in ("tell", "ask", "assure", "warn", "urge", "remind") else None
    return told.end() if told else 0


def _before(text: str, end: int) -> tuple[int, int]:
    """What stands before a cue that follows what is said: the quote, or the clause."""
    return _clause_start(text, end), end


def _content(sentence: Sentence, start: int, end: int) -> Span | None:
    piece = sentence.text[start:end]
    quoted = re.search(rf"[“\"„«]{MASK}*[.,!?…]?[”\"»]?,?\s*$", piece)
    if quoted and end < len(sentence.text) and len(quoted[0]) > 25:
        start, piece = start + quoted.start(), quoted[0]
    start += len(piece) - len(piece.lstrip(" ,;:\u00a0"))
    end = start + len(JOINED.sub("", sentence.text[start:end].rstrip(" ,;:\u00a0")))
    if sentence.text.startswith("according to", start):
        return None
    if sentence.text[start:end].endswith((".", ";")) and not re.search(r"\b[A-Z]\.$", sentence.text[start:end]):
        end -= 1
    return sentence.at(start, end) if end - start > 1 else None


def _media(sentence: Sentence) -> Attribution | None:
    match = MEDIA.search(sentence.text) or (ISSUING.search(sentence.text) and ISSUED.search(sentence.text))
    if not match:
        return None
    nearest = source_before(sentence.text, match.end("source")) if match.re is ISSUED else None
    source = nearest or Span(*match.span("source"))
    content = _content(sentence, match.end(), len(sentence.text))
    return Attribution(sentence.moved(source), sentence.at(*match.span("cue")), content, False, "media")


def _noun(sentence: Sentence) -> Attribution | None:
    match = NOUN.search(sentence.text)
    if not match:
        return None
    content = _content(sentence, match.end(), len(sentence.text))
    return Attribution(sentence.at(*match.span("source")), sentence.at(*match.span("cue")), content, False, "noun")


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


def _continued(
    text: str, marks: list[Quote], found: list[Attribution], sentences: Sequence[Span]
) -> Iterator[Attribution]:
    """Quotes that nobody is named for, given to who spoke just before in the same paragraph or left a quote open."""
    spoken = sorted((each for each in found if each.source and each.kind != "position"), key=_end)
    index, speaker, reach = 0, None, -1
    for mark in marks:
        while index < len(spoken) and _end(spoken[index]) <= mark.start + 1:
            speaker, reach, index = spoken[index], _end(spoken[index]), index + 1
        if not _stands_alone(text, mark) or any(
            each.content and each.content.overlaps(mark.span) for each in spoken[max(0, index - 3) : index + 6]
        ):
            continue
        follows = speaker is not None and "\n" not in text[reach : mark.start] and mark.start - reach < 400
        goes_on = speaker is not None and _opened_before(text, marks, mark, reach)
        source = speaker.source if speaker and (follows or goes_on) else None
        yield Attribution(source, None, mark.span, True, "quote")
        reach = mark.end if source else reach


def _end(attribution: Attribution) -> int:
    return max(span.end for span in (attribution.source, attribution.cue, attribution.content) if span)


def _stands_alone(text: str, mark: Quote) -> bool:
    """A quote that is a sentence or more, and no "scare quotes" in one."""
    words = text[mark.start : mark.end].count(" ") + 1
    begins = re.search(r"(?:^|[.!?:,”\"\n]\s*)$", text[max(0, mark.start - 3) : mark.start])
    return words >= 4 and bool(begins) and bool(re.match(r"[“\"„«]\s*[A-Z'‘…\[]", text[mark.start : mark.start + 4]))


def _opened_before(text: str, marks: list[Quote], mark: Quote, reach: int) -> bool:
    gap = text[reach : mark.start]
    colon = text[max(0, reach - 1) : mark.start].strip()
    return len(gap) < 6 and (colon.startswith(":") or text[reach - 1 : reach] not in '”"»' or not mark.closed)
