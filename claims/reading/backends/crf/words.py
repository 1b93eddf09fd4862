"""A paragraph as the taggers see it: its words, their kinds, its quotes, and what the rules found in it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple, TypeVar

from claims.text.attribution import LONGEST, Attribution
from claims.text.cues import POSITIONS, VERBS
from claims.text.quotes import Quote, quotes
from claims.text.spans import Span

TOKEN = re.compile(r"\w+(?:[’'.&-]\w+)*+[’']?|[^\w\s]")
MOST = 15_000  # words of a text that are tagged
TOGETHER = 60  # sentences of one paragraph that are tagged at a time
ROLES = {"content": "C", "source": "S", "cue": "K"}
KINDS = {
    word: kind
    for kind, words in {
        "pronoun": "he she they we i you it who this that those these someone everyone nobody many some most others "
        "one",
        "possessive": "his her their our my your its whose",
        "article": "the a an no any every each all both another such",
        "be": "is are was were be been being am 's",
        "have": "has have had having",
        "do": "do does did doing done",
        "modal": "will would can could may might must shall should won't wouldn't can't couldn't cannot",
        "not": "not never don't doesn't didn't isn't wasn't",
        "preposition": "of in on at by with from to for about against into over under during after before since as "
        "through between among toward towards like unlike without within despite",
        "and": "and or but nor yet so",
        "if": "if when while because although though whether how why where what which until unless than",
        "title": "mr mrs ms dr sen rep gov president senator secretary chairman spokesman spokeswoman director judge",
    }.items()
    for word in words.split()
}
ENDINGS = ("ing", "ed", "ly", "s", "tion")
BREAKS = frozenset(",;:—–-")
T = TypeVar("T")


class Word(NamedTuple):
    low: str
    shape: str
    kind: str
    saying: str  # of a verb of saying its form, of any other word ""


PAD = Word("^", "^", "^", "")


@dataclass(frozen=True)
class Line:
    """Sentences of one paragraph. All lists but `said` have an entry a word; sums have one more."""

    spans: list[Span]
    words: list[Word]
    quoted: list[str]  # o outside of quotes, b and e their first and last word, q between
    ruled: list[str]  # the tags that the rules would give
    said: list[Attribution]  # what the rules found
    first: list[int]  # the first word of the sentence
    end: list[int]  # the word after its last
    before: list[int]  # the verb of saying before in the sentence, or -1
    after: list[int]  # the one after
    breaks: list[int]  # how many commas and the like stand before
    thats: list[int]  # how many times "that" does
    verbs: list[int]
    names: list[int]

    def word(self, index: int) -> Word:
        return self.words[index] if 0 <= index < len(self.words) else PAD

    def rule(self, index: int) -> str:
        return self.ruled[index] if 0 <= index < len(self.ruled) else "^"

    def ends(self) -> list[bool]:
        return [end == index + 1 for index, end in enumerate(self.end)]

    def window(self, cue: Span) -> Span:
        """The words of a cue's sentence and of the one before."""
        first = self.first[cue.start]
        return Span(self.first[first - 1] if first else 0, self.end[cue.end - 1])

    def span(self, first: int, end: int) -> Span:
        return Span(self.spans[first].start, self.spans[end - 1].end)


def lines(text: str, sentences: Sequence[Span], attributed: Sequence[Attribution]) -> Iterator[Line]:
    """The paragraphs, as far as a text is tagged."""
    groups = list(_paragraphs(text, sentences))
    starts = [group[0].start for group in groups]
    marks = _shared(starts, ((mark.span, mark) for mark in quotes(text)))
    said = _shared(starts, ((_whole(each), each) for each in attributed))
    left = MOST
    for group, inner_marks, inner_said in zip(groups, marks, said, strict=True):
        spans = [[Span(*found.span()) for found in TOKEN.finditer(text, *sentence)] for sentence in group]
        left -= sum(map(len, spans))
        if left < 0:
            return
        yield _line(text, [words for words in spans if words], inner_marks, inner_said)


def _paragraphs(text: str, sentences: Sequence[Span]) -> Iterator[list[Span]]:
    group: list[Span] = []
    for sentence in sentences:
        if sentence.end - sentence.start > LONGEST:
            continue
        if group and (len(group) >= TOGETHER or "\n" in text[group[-1].end : sentence.start]):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def _whole(said: Attribution) -> Span:
    spans = [span for span in (said.source, said.cue, said.content) if span]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _shared(starts: Sequence[int], items: Iterable[tuple[Span, T]]) -> list[list[T]]:
    """What lies in each paragraph, in full or in part."""
    shares: list[list[T]] = [[] for _ in starts]
    for span, item in items:
        for index in range(max(bisect_right(starts, span.start) - 1, 0), bisect_left(starts, span.end)):
            shares[index].append(item)
    return shares


def _line(text: str, sentences: list[list[Span]], marks: Sequence[Quote], said: list[Attribution]) -> Line:
    spans = [span for sentence in sentences for span in sentence]
    words = [word(span.of(text)) for span in spans]
    quoted = _quoted(spans, marks)
    ends = list(accumulate(map(len, sentences)))
    end = [last for last, sentence in zip(ends, sentences, strict=True) for _ in sentence]
    first = [last - len(sentence) for last, sentence in zip(ends, sentences, strict=True) for _ in sentence]
    verbs = [bool(each.saying) and mark != "q" for each, mark in zip(words, quoted, strict=True)]
    return Line(
        spans, words, quoted, ruled(spans, said), said, first, end,
        _verb_before(verbs, first), _verb_after(verbs, end),
        _sums(each.low in BREAKS for each in words),
        _sums(each.low == "that" for each in words),
        _sums(bool(each.saying) or each.kind in ("be", "have", "modal", "-ed") for each in words),
        _sums(each.kind in ("Name", "pronoun") for each in words),
    )  # fmt: skip


def _sums(flags: Iterable[bool]) -> list[int]:
    return list(accumulate(flags, initial=0))


def _verb_before(verbs: Sequence[bool], first: Sequence[int]) -> list[int]:
    last = accumulate((index if verb else -1 for index, verb in enumerate(verbs)), max, initial=-1)
    return [found if found >= start else -1 for found, start in zip(last, first, strict=False)]


def _verb_after(verbs: Sequence[bool], end: Sequence[int]) -> list[int]:
    found, following = [], len(verbs)
    for index in range(len(verbs) - 1, -1, -1):
        found.append(following if following < end[index] else -1)
        following = index if verbs[index] else following
    return found[::-1]


def _quoted(spans: Sequence[Span], marks: Sequence[Quote]) -> list[str]:
    states = ["o"] * len(spans)
    for mark in marks:
        first, end = words_in(spans, mark.span)
        states[first:end] = ["q"] * (end - first)
        if first < end:
            states[first] = "b"
            states[end - 1] = "e" if mark.closed else "q"
    return states


def ruled(spans: Sequence[Span], said: Sequence[Attribution]) -> list[str]:
    """The tag that attributions give each word: its role, and B where it begins."""
    tags = ["O"] * len(spans)
    for role, letter in ROLES.items():
        for each in said:
            if span := getattr(each, role):
                mark(tags, letter, *words_in(spans, span))
    return tags


def mark(tags: list[str], letter: str, first: int, end: int) -> None:
    for index in range(first, end):
        tags[index] = f"{'B' if index == first else 'I'}-{letter}"


def words_in(spans: Sequence[Span], span: Span) -> tuple[int, int]:
    """The words that a span touches."""
    first = bisect_right(spans, span.start, key=lambda each: each.end)
    return first, max(first, bisect_left(spans, span.end, key=lambda each: each.start))


@lru_cache(maxsize=20_000)
def word(written: str) -> Word:
    low = written.lower().replace("’", "'")
    verb = VERBS.get(low)
    saying = ("position" if verb.base in POSITIONS else "says") + verb.form if verb else ""
    return Word(low, _shape(written), _kind(written, low), saying)


def _kind(written: str, low: str) -> str:
    if low in KINDS:
        return KINDS[low]
    if written[0].isupper():
        return "Name"
    if written[0].isdigit():
        return "number"
    if not written[0].isalnum():
        return low
    return next((f"-{end}" for end in ENDINGS if low.endswith(end) and len(low) > len(end) + 2), "word")


def _shape(written: str) -> str:
    kinds = ("9" if sign.isdigit() else "X" if sign.isupper() else "x" if sign.isalpha() else sign for sign in written)
    return re.sub(r"(.)\1+", r"\1", "".join(kinds))[:6]
