"""Attributions whose cue is a verb: "Ann Field said", "said Ann Field", "he added, warning that"."""

import re

from claims.text.attributed import Attribution, Sentence
from claims.text.contents import INTERRUPTS, clause_start, content_in, interrupted
from claims.text.cues import POSITIONS, WORDS, Verb, is_cue, verb_of
from claims.text.lists import any_of, load
from claims.text.sources import PREPOSITION, source_after, source_before, subject
from claims.text.spans import Span

TELL = re.compile(
    rf"\s+(?:{any_of(WORDS['listeners'])}|(?:the\s|a\s|an\s|his\s|her\s|their\s)?(?:[A-Z][\w.’'&-]*\s?){{1,5}}|"
    rf"(?:the|a|an|his|her|their|our|its)\s[\w’'-]+(?:\s(?:of|in|for)\s[\w’'-]+)?)"
    rf"(?:\s(?:on|in)\s(?:\w+day|an?\s\w+))?(?=\s+that\b|\s*[,:“\"]|\s|\.?$)"
)
CALENDAR = any_of([*load("counted")["months"], *load("counted")["weekdays"]])
TRIVIAL = re.compile(rf"[\s,]*(?:$|[.;)]|(?:{any_of(WORDS['circumstance'])})\b(?!\s\d))|,\s+[a-z]+ing\b", re.IGNORECASE)
# "was quoted by X as saying", "quoted X as saying": what is before "saying".
QUOTED = re.compile(
    r"(?P<be>\b(?:is|are|was|were|been|being)\s(?:also\s|later\s)?)?\b(?:quoted|cited)\s(?P<source>[^;:\x01]{2,160}?\s)?as\s$"
)
TO_CONTENT = re.compile(r"[\s,:]*(?:that\s+(?=\S)|of\s+)?[\s,]*")
DURING = re.compile(r"(?:[\s,]*(?:on|in|at|during|to)\s(?:[\w’'-]+\s?){1,5}?)(?=\s+that\b|\s*[,:]?\s*[“\"])")
SAID_AFTER = re.compile(r"[^,]*\bthat\s|[\s,:]*[“\"]")
AND = re.compile(r"\b(?:and|but)\s+(?:\w+ly\s|also\s|then\s|later\s|has\s|have\s|had\s){0,2}$")
CLOSED = re.compile(r"[”\"»],?\s*$")


def by_verb(sentence: Sentence, match: re.Match[str], found: list[Attribution]) -> list[Attribution]:
    text, verb = sentence.text, verb_of(match)
    before, after = text[: match.start()], text[match.end() :]
    if not is_cue(verb, before[-60:], after[:40]):
        return []
    kind = "position" if verb.base in POSITIONS else "says"
    cue = sentence.at(*match.span())
    if kind == "says" and verb.form != "ing" and _is_inverted(before, after):
        source = source_after(text, match.end())
        if source:
            content = content_in(sentence, *_before(text, match.start()))
            return [Attribution(sentence.moved(source), cue, content, False, kind)]
    source = _participle_source(sentence, match, found) if verb.form == "ing" else source_before(text, match.start())
    if verb.form == "ing" and (quoted := _quoted(text, match)):
        source = _who_is_quoted(text, quoted)
    if source is None and AND.search(before[-24:]):
        source = _last_source(sentence, found) or _subject_before(sentence, match.start())
    if source is None:
        return []
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
    source = _last_source(sentence, found)
    return source if source and source.end < match.start() else _subject_before(sentence, match.start())


def _subject_before(sentence: Sentence, at: int) -> Span | None:
    source = subject(sentence.text)
    return source if source and source.end < at else None


def _who_is_quoted(text: str, quoted: re.Match[str]) -> Span | None:
    if quoted["be"]:
        return source_before(text, quoted.start())
    whom = (quoted["source"] or "").strip(" ,")
    start = text.index(whom, quoted.start("source")) if whom else 0
    return Span(start, start + len(whom)) if whom else None


def _last_source(sentence: Sentence, found: list[Attribution]) -> Span | None:
    last = next((each.source for each in reversed(found) if each.source and each.kind != "according"), None)
    return Span(last.start - sentence.start, last.end - sentence.start) if last else None


def _with_content(sentence: Sentence, match: re.Match[str], source: Span, kind: str) -> list[Attribution]:
    text, cue = sentence.text, sentence.at(*match.span())
    if _follows(text, match, source):
        content = content_in(sentence, *_before(text, source.start))
        found = Attribution(sentence.moved(source), cue, content, False, kind)
        return [found, *interrupted(sentence, found, match.end())]
    after = text[match.end() :]
    content = content_in(sentence, match.end() + _skipped(verb_of(match), after), len(text))
    if content is None or (kind == "says" and content.end - content.start < 8):
        return [Attribution(sentence.moved(source), cue, None, False, kind)] if after.strip() in (":", "") else []
    return [Attribution(sentence.moved(source), cue, content, False, kind)]


def _follows(text: str, match: re.Match[str], source: Span) -> bool:
    """Whether source and cue come after what is said, or in its midst."""
    if verb_of(match).form == "ing" and not _quoted(text, match):
        return False  # "…,” he said, adding …"
    prefix, after = text[: source.start], text[match.end() :]
    if CLOSED.search(prefix[-4:]):
        return True
    trivial = TRIVIAL.match(after, _told(verb_of(match), after)) and not SAID_AFTER.match(after[:60])
    return bool((trivial or INTERRUPTS.match(after)) and re.search(r"[,\x01]\s*$", prefix[-3:]) and _is_clause(prefix))


def _quoted(text: str, match: re.Match[str]) -> re.Match[str] | None:
    return QUOTED.search(text, max(0, match.start() - 220), match.start())


def _is_clause(prefix: str) -> bool:
    words = prefix.split()
    return len(words) > 3 or (len(words) > 1 and not PREPOSITION.match(prefix))


def _skipped(verb: Verb, after: str) -> int:
    """How much stands between the cue and what is said: who was told, when, "that"."""
    position = _told(verb, after)
    during = DURING.match(after, position)
    link = TO_CONTENT.match(after, during.end() if during else position)
    return link.end() if link else position


def _told(verb: Verb, after: str) -> int:
    told = TELL.match(after) if verb.base in ("tell", "ask", "assure", "warn", "urge", "remind") else None
    return told.end() if told else 0


def _before(text: str, end: int) -> tuple[int, int]:
    """What stands before a cue that follows what is said: the quote, or the clause."""
    return clause_start(text, end), end
