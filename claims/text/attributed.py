"""What is found: who says what, and the sentence it is looked for in."""

from dataclasses import dataclass

from claims.text.spans import Span


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
