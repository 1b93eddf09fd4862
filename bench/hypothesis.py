"""How the Hypothesis client finds a quote again (its match-quote.ts, on approx-string-match), to compare with."""

from collections import Counter
from collections.abc import Callable, Iterator

from claims.text.spans import Span

CONTEXT = 32
Match = tuple[int, int, int]  # start, end, errors


def hypothesis(old: str, new: str, span: Span) -> Span | None:
    quote = span.of(old)
    if new[span.start : span.end] == quote:
        return span
    before, after = old[max(0, span.start - CONTEXT) : span.start], old[span.end : span.end + CONTEXT]
    found = search(new, quote, min(256, len(quote) // 2))
    return max(
        (Span(start, end) for start, end, _ in found),
        key=_scored(new, quote, before, after, span.start, found),
        default=None,
    )


def _scored(new: str, quote: str, before: str, after: str, hint: int, found: list[Match]) -> Callable[[Span], float]:
    errors = {Span(start, end): wrong for start, end, wrong in found}

    def score(place: Span) -> float:
        likeness = 1 - errors[place] / len(quote)
        prefix = _contained(new[max(0, place.start - len(before)) : place.start], before) if before else 1.0
        suffix = _contained(new[place.end : place.end + len(after)], after) if after else 1.0
        return 50 * likeness + 20 * prefix + 20 * suffix + 2 * (1 - abs(place.start - hint) / len(new))

    return score


def _contained(text: str, part: str) -> float:
    if not text:
        return 0.0
    best = min((wrong for _, wrong in _ends(text, part, len(part))), default=len(part))
    return 1 - best / len(part)


def search(text: str, pattern: str, most: int) -> list[tuple[int, int, int]]:
    """Start, end and errors of the matches with the fewest errors, as long as they can be."""
    exact = list(_exact(text, pattern))
    if exact:
        return exact
    ends = list(_ends(text, pattern, most))
    fewest = min((wrong for _, wrong in ends), default=0)
    return [(_start(text, pattern, end, wrong), end, wrong) for end, wrong in ends if wrong == fewest]


def _exact(text: str, pattern: str) -> Iterator[tuple[int, int, int]]:
    at = text.find(pattern)
    while at >= 0:
        yield at, at + len(pattern), 0
        at = text.find(pattern, at + 1)


def _start(text: str, pattern: str, end: int, wrong: int) -> int:
    part = text[max(0, end - len(pattern) - wrong) : end][::-1]
    lengths = [length for length, errors in _ends(part, pattern[::-1], wrong) if errors <= wrong]
    return end - max(lengths, default=len(pattern))


def _ends(text: str, pattern: str, most: int) -> Iterator[tuple[int, int]]:
    """Myers' bit-parallel search: where matches with at most `most` errors end, and with how many."""
    size = len(pattern)
    full, top = (1 << size) - 1, 1 << (size - 1)
    places: Counter[str] = Counter()
    for index, character in enumerate(pattern):
        places[character] |= 1 << index
    rising, falling, errors = full, 0, size
    for index, character in enumerate(text):
        equal = places[character]
        vertical = equal | falling
        horizontal = (((equal & rising) + rising) ^ rising) | equal
        up, down = falling | (full & ~(horizontal | rising)), rising & horizontal
        errors += bool(up & top) - bool(down & top)
        up, down = (up << 1) & full, (down << 1) & full
        rising, falling = down | (full & ~(vertical | up)), up & vertical
        if errors <= most:
            yield index + 1, errors
