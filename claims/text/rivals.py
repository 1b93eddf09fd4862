"""Whether a passage that stands in a new text could as well be another of the same words."""

from itertools import takewhile
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from claims.text.align import Alignment, Block
from claims.text.likeness import names_fit
from claims.text.pairing import STAYED
from claims.text.sentences import whole_sentences
from claims.text.spans import Span

FAR = 200  # characters compared on either side
MANY = 20  # with more copies than that a passage needs much around it
SURE, MUCH = 32, 64  # characters on both sides, and on either, that leave no doubt
MORE = 12  # characters that make one place the likelier
CLOSE = 24  # characters beside a passage that hold it to its place


class Around(NamedTuple):
    """How many characters before and after are the same in both texts."""

    before: int
    after: int


def rivals(pair: Alignment, span: Span, block: Block) -> list[Span]:
    """Places in the new text that may be the passage's own, and those that other copies of it may have come to."""
    span = _unit(pair, span, block)
    quote, place = span.of(pair.old_folded), block.within(span).after
    there, here = copies(pair.new_folded, quote, place), copies(pair.old_folded, quote, span)
    if not there and not here:
        return []
    own = _around(pair, span, place)
    if min(own) >= SURE:
        return []
    if len(there) > MANY or len(here) > MANY:
        return [] if sum(own) >= MUCH else there[:2] or [place]
    found = [copy for copy in there if _is_rival(_around(pair, span, copy), own, pair.onto(copy))]
    others = [copy for copy in here if _is_rival(_around(pair, copy, place), own, pair.over(copy))]
    return found or [place for _ in others[:1]]


def _unit(pair: Alignment, span: Span, block: Block) -> Span:
    """The whole sentence, where that stands: its copies hold copies of every part of it."""
    whole = whole_sentences(pair.before, span)
    return whole if block.before.holds(whole) else span


def is_set_apart(pair: Alignment, block: Block) -> bool:
    """Is what moved a paragraph by itself now, and was none? It may be a pull quote of a sentence that went since."""
    return _is_paragraph(pair.new, block.after) and not _is_paragraph(pair.old, block.before)


def _is_paragraph(text: str, part: Span) -> bool:
    return text[max(0, part.start - 2) : part.start].rstrip(" ")[-1:] in ("", "\n") and text[
        part.end : part.end + 2
    ].lstrip(" ")[:1] in ("", "\n")


def is_bare(pair: Alignment, span: Span, block: Block) -> bool:
    """Has it copies, and too little around it on one side to tell which it is?"""
    span = _unit(pair, span, block)
    left, right = span.start - block.old, block.before.end - span.end
    at_start = block.old == block.new == 0
    at_end = block.before.end == len(pair.old) and block.after.end == len(pair.new)
    if (left >= CLOSE or at_start) and (right >= CLOSE or at_end):
        return False
    return has_copies(pair, span)


def has_copies(pair: Alignment, span: Span) -> bool:
    quote = span.of(pair.old_folded)
    return pair.old_folded.count(quote) > 1 or pair.new_folded.count(quote) > 1


def edited_forms(pair: Alignment, span: Span, block: Block) -> list[Span]:
    """New sentences that may be its own, edited, so that the very words elsewhere are a copy: in a pull quote, say."""
    own = whole_sentences(pair.before, span)
    if own.start - block.old >= CLOSE and block.before.end - own.end >= CLOSE:
        return []
    quote, place = own.of(pair.old_folded), block.within(span).after
    others = [each for each in pair.unheld if not each.overlaps(place) and each.of(pair.new_folded) != quote]
    return [each for each in others if _is_form(quote, each.of(pair.new_folded))]


def _is_form(sentence: str, other: str) -> bool:
    return bool(ratio(sentence, other, score_cutoff=STAYED)) and names_fit(sentence, other, 2)


def is_in_another_sentence(pair: Alignment, span: Span, place: Span) -> bool:
    """Was it a sentence, or the beginning or the end of one, and is no more: "It is not true that ..."?"""
    begins, ends = _edges(pair.before, span)
    still_begins, still_ends = _edges(pair.after, place)
    return (begins and not still_begins) or (ends and not still_ends)


def _edges(sentences: list[Span], span: Span) -> tuple[bool, bool]:
    own = whole_sentences(sentences, span)
    return own.start == span.start, own.end == span.end


def copies(text: str, quote: str, own: Span) -> list[Span]:
    found: list[Span] = []
    at = text.find(quote)
    while at >= 0 and len(found) <= MANY + 1:
        if at != own.start:
            found.append(Span(at, at + len(quote)))
        at = text.find(quote, at + 1)
    return found


def _is_rival(there: Around, own: Around, blocks: list[Block]) -> bool:
    """More is the same on one side; or as much on both, where the alignment knows nothing of it."""
    if there.before > own.before + MORE or there.after > own.after + MORE:
        return True
    return not blocks and sum(there) >= sum(own)


def _around(pair: Alignment, span: Span, place: Span) -> Around:
    old, new = pair.old_folded, pair.new_folded
    before = old[max(0, span.start - FAR) : span.start][::-1], new[max(0, place.start - FAR) : place.start][::-1]
    after = old[span.end : span.end + FAR], new[place.end : place.end + FAR]
    begins = span.start == place.start == 0
    ends = span.end == len(old) and place.end == len(new)
    return Around(FAR if begins else _same(*before), FAR if ends else _same(*after))


def _same(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(one, other, strict=False)))
