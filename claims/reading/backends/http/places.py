"""Where quotes stand in a text: word for word or nowhere. No offset that a model gives is asked for or believed."""

import re

from claims.text.quotes import quotes, quotes_in
from claims.text.spans import Span

LEAST = 8  # characters of a quote, which are two words or more
LONGEST = 1_000
REACH = 700  # characters between what is said and the words that name who says it
MARKS = "“”„«»\"' "


class Places:
    """The places of one answer's quotes. A quote that stands in several is the first that no earlier one took."""

    def __init__(self, text: str, end: int) -> None:
        self.text, self.end, self.marks = text, end, quotes(text)
        self.taken: set[Span] = set()
        self.lost = 0  # quotes that have no place

    def place(self, quote: str) -> Span | None:
        """Nothing for what runs over paragraphs, or says too little."""
        quote = quote.strip()
        fits = LEAST <= len(quote) <= LONGEST and " " in quote and "\n" not in quote
        found = self._first(quote) if fits else None
        if found:
            self.taken.add(found)
        self.lost += found is None
        return found

    def _first(self, quote: str) -> Span | None:
        at = self.text.find(quote, 0, self.end)
        while at >= 0:
            span = Span(at, at + len(quote))
            if span not in self.taken and is_whole(self.text, span):
                return span
            at = self.text.find(quote, at + 1, self.end)
        return None

    def near(self, quote: str | None, span: Span) -> Span | None:
        """Where a quote of a few words stands nearest to the span, in its paragraph if anywhere there."""
        quote = (quote or "").strip(MARKS)
        if not quote or len(quote) > LONGEST:
            return None
        start, end = max(0, span.start - REACH), min(self.end, span.end + REACH)
        found = [Span(*each.span()) for each in re.finditer(re.escape(quote), self.text[start:end])]
        whole = [near for each in found if is_whole(self.text, near := Span(each.start + start, each.end + start))]
        return min(whole, key=lambda each: self._distance(each, span), default=None)

    def quoted(self, span: Span) -> bool:
        return bool(quotes_in(self.marks, span))

    def _distance(self, each: Span, span: Span) -> tuple[bool, int]:
        first, last = sorted([each, span])
        return "\n\n" in self.text[first.end : last.start], max(0, last.start - first.end)


def is_whole(text: str, span: Span) -> bool:
    """Whether a span begins and ends where words do."""
    cut = [text[at - 1 : at + 1] for at in (span.start, span.end) if 0 < at < len(text)]
    return not any(pair[0].isalnum() and pair[1].isalnum() for pair in cut)
