"""Words of the world on a page: differences, and what would not be seen in them."""

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from claims.text import oddities
from claims.text.differences import Piece

register = template.Library()
MARKED = {
    "deleted": '<del><span class="sr">[gone: </span>{}<span class="sr">] </span></del>',
    "inserted": '<ins><span class="sr">[new: </span>{}<span class="sr">] </span></ins>',
    "equal": "{}",
}


@register.simple_tag
def difference(pieces: Iterable[Piece]) -> SafeString:
    """Made here and not in a template: a long text has thousands of pieces."""
    return mark_safe("".join(MARKED[piece.kind].format(escape(piece.text)) for piece in pieces))


@register.filter
def plainly(text: object) -> SafeString:
    """In an isolate of its own, with a visible sign for each character that would turn its direction unseen."""
    shown = "".join(_part(part) for part in oddities.parts(oddities.unstacked(str(text))))
    badge = ' <span class="tag warn-ink">mixed scripts</span>' if oddities.mixed(str(text)) else ""
    return mark_safe(f"<bdi>{shown}</bdi>{badge}")


def _part(part: oddities.Part) -> str:
    if not part.sign:
        return escape(part.text)
    return f'<span class="tag dash" dir="ltr">{part.sign}</span>'
