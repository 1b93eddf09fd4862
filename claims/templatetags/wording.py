"""Words of the world on a page: differences, and what would not be seen in them."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from claims.text import oddities
from claims.text.differences import Piece

register = template.Library()
MARKED = {
    "deleted": '<del><span class="sr">[gone: </span>{}<span class="sr">] </span></del>',
    "inserted": '<ins><span class="sr">[new: </span>{}<span class="sr">] </span></ins>',
    "equal": "{}",
}
MIXED = ' <span class="tag" lang="en" dir="ltr">mixed scripts</span>'


@register.simple_tag
def difference(pieces: Iterable[Piece]) -> SafeString:
    """Made here and not in a template: a long text has thousands of pieces."""
    return mark_safe("".join(MARKED[piece.kind].format(escape(piece.text)) for piece in pieces))


@register.filter
def visibly(text: object) -> SafeString:
    """With a sign for each character that would turn its direction unseen, and a badge on a word of two writings."""
    words = str(text)
    if words.isascii():
        return mark_safe(escape(words))
    shown = "".join(_part(part) for part in oddities.parts(oddities.unstacked(words)))
    return mark_safe(shown + (MIXED if oddities.mixed(words) else ""))


@register.filter
def plainly(text: object) -> SafeString:
    """The same amid other words: in an isolate of its own."""
    return mark_safe(f"<bdi>{visibly(text)}</bdi>")


def _part(part: oddities.Part) -> str:
    return f'<span class="tag dash" lang="en" dir="ltr">{part.sign}</span>' if part.sign else escape(part.text)
