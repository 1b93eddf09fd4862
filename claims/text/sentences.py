"""Where the sentences of a text stand."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import itemgetter

from claims.text.spans import Span

# A stop with the quotes, brackets and note marks that close after it; scripts that write no blank after it need none.
# Possessive throughout: a million stops in a row must not be tried a million times.
STOP = re.compile(
    r"""(?<![.!?…])[.!?…؟۔।]++(?:[ \u00a0]\.)*+["'”’»)\]]*+(?:[ \u00a0]?\[\d{1,3}\])*+(?=\s|\Z)"""
    r"""|[。！？]++["'”’」』）]*+"""
)
LINE_END = re.compile(r"\n\s*")
CLOSING = "\"'”’»)"
OPENING = "\"'“‘«([{¿¡—–- "
# The mark of an item: "• ", "- ", "1. ", "(b) ". A year or a number of three digits begins a sentence.
ITEM = re.compile(r"(?:[•●▪■◦‣⁃*–—-]|\(?(?:\d{1,2}|[a-z])\)|\d{1,2}\.)\s+(?=\S)")
WORD_BEFORE = re.compile(r"[^\s“”\"'(\[‘—–/]*$")
NEXT_WORD = re.compile(r"[\w’']+")


def words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


TITLES = words(
    "mr mrs ms messrs dr prof rev fr hon gov lt sen rep reps sens gen col sgt cpl pvt capt cmdr cdr maj adm pres supt "
    "det insp st mt ft ald sec atty amb"
)
ANYWHERE = words("vs eg ie cf approx figs pp ca nos al")
MONTHS = words("jan feb mar apr jun jul aug sep sept oct nov dec")
BEFORE_NUMBERS = words("no p c art sect vol ch") | MONTHS
BEFORE_NAMES = words("jr sr inc corp co ltd llc plc bros dept univ assn ave blvd rd etc esq viz op assoc")
# After an abbreviation only one of these shows that a new sentence begins.
STARTERS = words(
    "the a an he she it they we you i this that these those there here but and or so yet in on at by for from with as "
    "if when while after before since until although though because however meanwhile its his her their our my what "
    "who why how where not no yes some many most all both each every one two another other also now then still even"
)
SAYS = re.compile(
    r"(?:(?:[A-Z][\w.’'-]*|al-[A-Z]\w*|of|de|van|der|the)[ \u00a0]){1,5}"
    r"(?:said|says|asked|asks|added|adds|wrote|writes|replied|told|tells|shouted|cried|tweeted|recalled|wondered)\b"
)


def sentences(text: str) -> list[Span]:
    """Every sentence in order, without blanks around it or a list's mark before it. None runs over a paragraph."""
    return [span for line in _lines(text) for span in _split(text, line)]


def whole_sentences(listed: list[Span], span: Span) -> Span:
    """From the beginning of its first sentence to the end of its last."""
    first = max(0, bisect_right(listed, span.start, key=itemgetter(0)) - 1)
    last = bisect_left(listed, span.end, key=itemgetter(0)) - 1
    if not 0 <= first <= last:
        return span
    return Span(min(span.start, listed[first].start), max(span.end, listed[last].end))


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for match in LINE_END.finditer(text):
        if _goes_on(text, match):
            continue
        yield from _without_mark(text, start, match.start())
        start = match.end()
    yield from _without_mark(text, start, len(text))


def _without_mark(text: str, start: int, end: int) -> Iterator[Span]:
    for line in _trim(text, start, end):
        mark = ITEM.match(text, line.start, line.end)
        yield Span(mark.end(), line.end) if mark else line


def _goes_on(text: str, gap: re.Match[str]) -> bool:
    """A single line end inside a wrapped sentence."""
    begins_lower = text[gap.end() : gap.end() + 1].islower()
    return gap.group().count("\n") == 1 and begins_lower and not ITEM.match(text, gap.end())


def _split(text: str, line: Span) -> Iterator[Span]:
    start = line.start
    for match in STOP.finditer(text, line.start, line.end):
        if _ends(text, match, line):
            yield from _trim(text, start, match.end())
            start = match.end()
    yield from _trim(text, start, line.end)


def _trim(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _ends(text: str, stop: re.Match[str], line: Span) -> bool:
    if stop.group()[0] in "。！？":
        return True
    ahead = text[stop.end() : min(stop.end() + 80, line.end)].lstrip().lstrip(OPENING)
    if not ahead or ahead[0].islower() or (stop.group()[-1] in CLOSING and SAYS.match(ahead)):
        return False
    return stop.group().rstrip(CLOSING) != "." or not _abbreviates(text, stop, line, ahead)


def _abbreviates(text: str, stop: re.Match[str], line: Span, ahead: str) -> bool:
    """Does the single full stop belong to the word before it (Gov., U.S., J.) and end nothing?"""
    before = WORD_BEFORE.search(text[max(line.start, stop.start() - 24) : stop.start()])
    word = before.group() if before else ""
    follows = NEXT_WORD.match(ahead)
    starter = follows is not None and follows.group().lower() in STARTERS
    bare = word.replace(".", "").lower()
    if len(stop.group()) > 1:
        return False
    if bare in ANYWHERE or (bare in TITLES and word[:1].isupper()):
        return True
    if bare in BEFORE_NUMBERS:
        return ahead[0].isdigit() or (bare in MONTHS and not starter)
    return (bare in BEFORE_NAMES or _initials(word)) and not starter


def _initials(word: str) -> bool:
    """J, U.S, a.m, Ph.D: letters with stops between, or one capital (but the pronoun I)."""
    parts = word.split(".")
    if len(parts) == 1:
        return len(word) == 1 and word.isupper() and word != "I"
    return all(0 < len(part) <= 2 and part.isalpha() for part in parts)
