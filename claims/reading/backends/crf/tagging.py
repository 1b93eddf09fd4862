"""Who says what, by a model: words are tagged, pieces go to their cues, each cue's source is looked for by itself."""

from collections.abc import Iterator, Sequence

from claims.reading.backends.crf import features
from claims.reading.backends.crf.library import tagger
from claims.reading.backends.crf.model import Model
from claims.reading.backends.crf.pairing import Pairs, Piece, pieces
from claims.reading.backends.crf.words import Line, lines
from claims.text.attribution import Attribution
from claims.text.claimants import attribution_of
from claims.text.cues import POSITIONS, VERBS
from claims.text.quotes import Quote, quotes, quotes_in
from claims.text.spans import Span

BESIDE = 8  # words between a verb of saying and what is said
LIKELY = 0.2  # that a source begins with a word, where the best sequence of tags has none

Sayings = tuple[Piece | None, Piece | None, Piece | None]  # source, cue and content


class Tagging:
    """One model at work in one thread."""

    def __init__(self, model: Model) -> None:
        self.words, self.sources = tagger(model.words), tagger(model.sources)
        self.starts = set(self.sources.labels())

    def attributions(self, text: str, sentences: Sequence[Span], ruled: list[Attribution]) -> list[Attribution]:
        """In the order of the text; what lies behind the words that are tagged stays as the rules found it."""
        marks, found, end = quotes(text), [], 0
        for line in lines(text, sentences, ruled):
            found += [_attribution(text, line, said, marks) for said in self._said(line)]
            end = line.spans[-1].end
        found += [each for each in ruled if _start(each) >= end]
        return sorted(found, key=_start)

    def _said(self, line: Line) -> Iterator[Sayings]:
        pairs = Pairs(self.words.tag(features.of_words(line)), line.ends())
        for cue, contents in pairs.said():
            cue = cue or _verb_beside(line, contents[0])
            source = self._source(line, cue, contents) if cue else None
            source = source or pairs.nearest(cue or contents[0], pairs.sources)
            yield source, cue, contents[0] if contents else None
            yield from ((source, None, each) for each in contents[1:])

    def _source(self, line: Line, cue: Piece, contents: list[Piece]) -> Piece | None:
        """Nobody is named in the midst of what they say."""
        at = Span(cue.start, cue.end)
        window = line.window(at)
        tags = self.sources.tag(features.of_sources(line, at, window))
        said = {index for piece in (cue, *contents) for index in range(piece.start, piece.end)}
        for found in pieces([""] * window.start + tags):
            if said.isdisjoint(range(found.start, found.end)):
                return found
        return self._likely(line, window, said)

    def _likely(self, line: Line, window: Span, said: set[int]) -> Piece | None:
        """The likeliest begin of a source that the best sequence of tags left out."""
        if not {"B-S", "I-S"} <= self.starts:
            return None
        chances = {index: self.sources.marginal("B-S", index - window.start) for index in set(range(*window)) - said}
        start = max(sorted(chances), key=chances.__getitem__, default=None)
        if start is None or chances[start] < LIKELY:
            return None
        end = start + 1
        while end < line.end[start] and end not in said and self._goes_on(end - window.start):
            end += 1
        return Piece("S", start, end)

    def _goes_on(self, index: int) -> bool:
        return bool(self.sources.marginal("I-S", index) > self.sources.marginal("O", index))


def _verb_beside(line: Line, content: Piece) -> Piece | None:
    """The verb of saying next to something said, where no cue was tagged."""
    beside = [index for index in (line.before[content.start], line.after[content.end - 1]) if index >= 0]
    far = {index: max(content.start - index, index - content.end + 1) for index in beside}
    nearest = min(beside, key=far.__getitem__, default=None)
    return Piece("K", nearest, nearest + 1) if nearest is not None and far[nearest] <= BESIDE else None


def _attribution(text: str, line: Line, said: Sayings, marks: list[Quote]) -> Attribution:
    source, cue, content = (line.span(piece.start, piece.end) if piece else None for piece in said)
    by_rules = attribution_of(content, line.said) if content else None
    if cue is None and source is None and by_rules:
        source = by_rules.source
    quoted = content is not None and _is_quoted(content, marks)
    return Attribution(source, cue, content, quoted, _kind(cue.of(text) if cue else "", quoted))


def _is_quoted(content: Span, marks: list[Quote]) -> bool:
    inside = (min(mark.end, content.end) - max(mark.start, content.start) for mark in quotes_in(marks, content))
    return 2 * sum(inside) > content.end - content.start


def _kind(cue: str, quoted: bool) -> str:
    """As the rules name them; a cue without a verb of saying tells of somebody's stance."""
    words = cue.lower().split()
    if "according" in words:
        return "according"
    bases = [VERBS[word].base for word in words if word in VERBS]
    if not cue:
        return "quote" if quoted else "position"
    return "says" if any(base not in POSITIONS for base in bases) else "position"


def _start(each: Attribution) -> int:
    return (each.content or each.cue or each.source or Span(0, 0)).start
