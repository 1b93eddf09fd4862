"""Where a passage may stand in a changed text: what the alignment shows, its words elsewhere, what is like it."""

from collections.abc import Iterator
from itertools import pairwise

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import partial_ratio_alignment

from claims.text.align import Alignment, Block
from claims.text.likeness import names_fit
from claims.text.spans import Span
from claims.text.tokens import TOKEN, tokens

LEAST = 3  # a shorter stretch of text holds no passage
NOISE = 8  # a shorter block claims nothing: "of the" is everywhere
ALIKE = 0.6  # of what was replaced at an edge, for it to belong to the passage
LIKE = 60  # per cent of a passage that must be found for it to be looked at
CLOSING = " \n.,;:!?)…"  # no passage begins with one of these because the words before them went
EMOJI = "\u2190"  # and other signs that stand for words, from here on
BESIDE = 60  # characters right beside a piece that stayed too make it surer
APART = 30  # characters that may come between any two pieces
WIDE = 600  # characters; what is missing for longer was not replaced at an edge
SEARCHED = 20_000  # characters that nothing claims, searched at most, nearest first
TIMES = 20  # places of the very words, looked at on either side


def unbroken(pair: Alignment, span: Span) -> Block | None:
    """The one block that holds all of it."""
    return next((block for block in pair.over(span) if block.before.holds(span)), None)


def expected(pair: Alignment, span: Span) -> int:
    """About where it would stand if nothing had changed but what stands before it."""
    known = [block for block in pair.over(Span(max(0, span.start - 400), span.end)) if block.old <= span.start]
    if not known:
        return min(span.start, len(pair.new))
    return min(len(pair.new), known[-1].new + span.start - known[-1].old)


def projected(pair: Alignment, span: Span) -> Iterator[Span]:
    """The pieces of it that the alignment holds and that stayed together, with the words replaced at their ends."""
    blocks = sorted(pair.over(span), key=lambda block: block.new)
    pieces = [block.within(span) for block in blocks]
    weights = {piece: _weight(pair, piece, block) for piece, block in zip(pieces, blocks, strict=True)}
    for group in _together(pieces, weights):
        held = group[-1].after.end - group[0].new
        start, end = _start(pair, span, group[0], held), _end(pair, span, group[-1], held)
        if group[0].old > span.start:
            start = end - len(pair.new[start:end].lstrip(CLOSING))
        yield Span(start, end)


def _weight(pair: Alignment, piece: Block, block: Block) -> int:
    text = piece.before.of(pair.old)
    return min(block.size, piece.size + BESIDE) if any(sign.isalnum() or sign >= EMOJI for sign in text) else 0


def _together(blocks: list[Block], weights: dict[Block, int]) -> Iterator[list[Block]]:
    """Parted where what came between is too much for the smaller side to be sure of it."""
    sizes = [weights[block] for block in blocks]
    apart = [(_apart(last, block), at) for at, (last, block) in enumerate(pairwise(blocks), 1)]
    widest, at = max(apart, default=(0, 0))
    if widest > APART + 2 * min(sum(sizes[:at]), sum(sizes[at:])):
        yield from _together(blocks[:at], weights)
        yield from _together(blocks[at:], weights)
    elif blocks:
        yield blocks


def _apart(last: Block, block: Block) -> int:
    return block.new - last.after.end - max(0, block.old - last.before.end)


def _start(pair: Alignment, span: Span, first: Block, held: int) -> int:
    missing = pair.old_folded[span.start : first.old]
    if not missing.strip() or len(missing) > WIDE:
        return first.new
    free = max((block.after.end for block in pair.onto(Span(max(0, first.new - WIDE), first.new))), default=0)
    lowest = max(free, first.new - 2 * len(missing) - 20)
    words = _words(pair, Span(max(0, lowest), first.new))
    replaced = _replaced(pair, missing, [Span(word.start, first.new) for word in reversed(words)], held)
    return replaced.start if replaced else first.new


def _end(pair: Alignment, span: Span, last: Block, held: int) -> int:
    missing, at = pair.old_folded[last.before.end : span.end], last.after.end
    if not missing.strip() or len(missing) > WIDE:
        return at
    free = min((block.new for block in pair.onto(Span(at, at + WIDE))), default=len(pair.new))
    words = _words(pair, Span(at, min(free, at + 2 * len(missing) + 20)))
    replaced = _replaced(pair, missing, [Span(at, word.end) for word in words], held)
    return replaced.end if replaced else at


def _words(pair: Alignment, part: Span) -> list[Span]:
    """Those of a part of the new text that it does not cut."""
    found = tokens(pair.new_folded, part)
    return [word for word in found if not _cuts(pair.new, word.start) and not _cuts(pair.new, word.end)]


def _replaced(pair: Alignment, missing: str, growing: list[Span], held: int) -> Span | None:
    """How much of the text beside a piece replaces what is missing there: what is like it, or a word for a word where
    that is little of the whole, or a figure for a figure."""
    best = max(growing, key=lambda part: _likeness(pair, missing, part), default=None)
    if best is None or _likeness(pair, missing, best) >= ALIKE:
        return best
    words = len(TOKEN.findall(missing))
    if words > min(2, len(growing)):
        return None
    there = growing[words - 1]
    is_figure = missing.strip()[0].isdecimal() and there.of(pair.new).strip()[0].isdecimal()
    return there if is_figure or 5 * (there.end - there.start) <= held else None


def _likeness(pair: Alignment, missing: str, part: Span) -> float:
    there = part.of(pair.new_folded)
    return Indel.normalized_similarity(missing, there) if names_fit(missing, there, 2) else 0.0


def occurrences(pair: Alignment, span: Span) -> list[Span]:
    """Its very words, house style aside, nearest to where they are expected."""
    quote, at = span.of(pair.old_folded), expected(pair, span)
    found: list[int] = []
    right = pair.new_folded.find(quote, at)
    left = pair.new_folded.rfind(quote, 0, max(0, at + len(quote) - 1))
    for _ in range(TIMES):
        if right >= 0:
            found.append(right)
            right = pair.new_folded.find(quote, right + 1)
        if left >= 0:
            found.append(left)
            left = pair.new_folded.rfind(quote, 0, left + len(quote) - 1)
    return [Span(at, at + len(quote)) for at in sorted(set(found)) if _whole_words(pair, span, at, len(quote))]


def _whole_words(pair: Alignment, span: Span, at: int, size: int) -> bool:
    """Not the "is" of "this", unless the passage itself began inside a word."""
    return _cuts(pair.new, at) <= _cuts(pair.old, span.start) and _cuts(pair.new, at + size) <= _cuts(
        pair.old, span.end
    )


def _cuts(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def searched(pair: Alignment, span: Span) -> Span | None:
    """What is most like it in text that no other old text claims."""
    quote = span.of(pair.old_folded)
    if len(quote) > SEARCHED:
        return None
    found = [window for part in _free(pair, span) if (window := _window(pair, quote, part))]
    return max(found, key=lambda each: Indel.normalized_similarity(quote, each.of(pair.new_folded)), default=None)


def _window(pair: Alignment, quote: str, part: Span) -> Span | None:
    if part.end - part.start <= len(quote):
        return _tight(pair, quote, part, part)
    found = partial_ratio_alignment(quote, part.of(pair.new_folded), score_cutoff=LIKE)
    if found is None:
        return None
    return _tight(pair, quote, Span(part.start + found.dest_start, part.start + found.dest_end), part)


def _tight(pair: Alignment, quote: str, window: Span, part: Span) -> Span | None:
    """The words about the window's edges that make it most like the quote."""
    text = pair.new_folded
    near = Span(max(part.start, window.start - 40), min(part.end, window.end + 40))
    words = _words(pair, near)
    starts = [token.start for token in words if abs(token.start - window.start) <= 40 and token.start < window.end]
    start = max(starts, key=lambda at: Indel.normalized_similarity(quote, text[at : window.end]), default=None)
    ends = [
        token.end for token in words if abs(token.end - window.end) <= 40 and start is not None and token.end > start
    ]
    end = max(ends, key=lambda at: Indel.normalized_similarity(quote, text[start:at]), default=None)
    return Span(start, end) if start is not None and end is not None else None


def _free(pair: Alignment, span: Span) -> list[Span]:
    """The stretches of the new text that no other old text claims, nearest first, up to a limit."""
    at, found = 0, []
    own = set(pair.over(span))
    for block in [*pair.by_new, Block(len(pair.old), len(pair.new), NOISE)]:
        if block.size >= NOISE and block not in own:
            if block.new - at >= LEAST:
                found.append(Span(at, block.new))
            at = block.new + block.size
    return _nearest(found, expected(pair, span))


def _nearest(parts: list[Span], at: int) -> list[Span]:
    left, kept = SEARCHED, []
    for part in sorted(parts, key=lambda part: max(part.start - at, at - part.end)):
        start = part.start if part.end - part.start <= left else max(part.start, min(at - left // 2, part.end - left))
        kept.append(Span(start, min(part.end, start + left)))
        left -= kept[-1].end - kept[-1].start
        if left <= LEAST:
            break
    return kept
