"""Weights as signed numbers and bars, and effects in words."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
HALF, WIDEST = 40, 1.0  # a bar's room to either side, and the change that fills it
SURE = 0.001


@register.filter
def signed(weight: float | None) -> str:
    if weight is None:
        return ""
    shown = round(weight, 1)
    return f"{'+' if shown > 0 else '−'}{abs(shown):.1f}" if shown else "0"


@register.simple_tag
def change_bar(change: float) -> SafeString:
    """From the middle to the right for what counts more than before; the number stands beside it."""
    wide = round(HALF * min(abs(change), WIDEST) / WIDEST, 1)
    return format_html(
        '<svg class="change-bar" viewBox="0 0 {} 12" width="{}" height="12" aria-hidden="true">'
        '<rect class="{}" x="{}" y="2" width="{}" height="8"/><path class="axis" d="M{} 0v12"/></svg>',
        2 * HALF, 2 * HALF, "more" if change > 0 else "less", HALF if change > 0 else round(HALF - wide, 1), wide, HALF,
    )  # fmt: skip


@register.filter
def in_hundred(share: float) -> str:
    return f"{100 * share:.0f}"


@register.filter
def luck(chance: float) -> str:
    """How likely an effect is luck, in plain words."""
    if chance > 0.5:
        return "as likely luck as not"
    if chance <= SURE:
        return "hardly luck: less than 1 in 1,000"
    return f"1 in {1 / chance:.0f} that it is luck"
