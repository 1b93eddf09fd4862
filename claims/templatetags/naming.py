"""Claimants: the name as it was said, and whose name it is."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from claims.models import Claimant
from claims.templatetags.wording import plainly
from claims.text.names import folded

register = template.Library()


@register.simple_tag
def said_by(name: str, joined: dict[str, Claimant]) -> SafeString | str:
    """ "HB (Harbour Board)" where names are joined; the claimant leads to all that it says."""
    if not name:
        return "nobody named"
    claimant = joined.get(name)
    if claimant is None:
        return plainly(name)
    link = format_html('<a href="{}">{}</a>', reverse("claimant", args=[claimant.pk]), plainly(claimant.name))
    return link if folded(name) == folded(claimant.name) else format_html("{} ({})", plainly(name), link)
