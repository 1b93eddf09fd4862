"""The field that tells one sending of a form from the next."""

import secrets

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def once() -> SafeString:
    """See claims/views/once.py."""
    return format_html('<input type="hidden" name="once" value="{}">', secrets.token_urlsafe(12))


@register.simple_tag
def fresh_key() -> str:
    """Names an open page to the drafts that it saves."""
    return secrets.token_urlsafe(12)
