"""A rationale in which each [n] that names a passage is a link to it."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from claims.models import Verdict
from claims.text.citations import CITED

register = template.Library()


def linked(text: str, numbers: set[int], place: str) -> SafeString:
    """`place` is what the ids of passages begin with."""

    def link(found: re.Match[str]) -> str:
        here = int(found[1]) in numbers
        return f'<a class="cite" href="#{place}{found[1]}">[{found[1]}]</a>' if here else found[0]

    return mark_safe(CITED.sub(link, str(escape(text))).replace("\n", "<br>"))


@register.filter
def cited(verdict: Verdict) -> SafeString:
    """To the passages as they were submitted, which stand beside it."""
    return linked(verdict.rationale, {passage["number"] for passage in verdict.frozen["evidence"]}, "e")
