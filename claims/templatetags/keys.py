"""Hints of keys, the sheet that lists them, and what the page's script knows: each with the person's own keys."""

import json
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from claims.people import keys

register = template.Library()
NAMED = {"mod": "Ctrl", "enter": "Enter"}


def _own(context: template.Context) -> dict[str, str]:
    """Found once a page."""
    found: dict[str, str] | None = context.get("own_keys")
    if found is None:
        request = context.get("request")
        found = keys.keys_of(request.user) if request is not None else keys.defaults()
        context.dicts[0]["own_keys"] = found
    return found


@register.simple_tag(takes_context=True)
def key(context: template.Context, action: str, shape: str = "") -> SafeString:
    """The hint inside the button that does `action`; nothing where the person gave it no key."""
    return drawn(_own(context)[action], shape)


@lru_cache(maxsize=500)
def drawn(pressed: str, shape: str = "") -> SafeString:
    classes = " ".join(filter(None, ("letter" if keys.is_letter(pressed) else "", shape)))
    named = f' class="{classes}"' if classes else ""
    parts = [(mark_safe(named), NAMED.get(part, part)) for part in _parts(pressed)]
    return format_html_join("", '<kbd{} aria-hidden="true">{}</kbd>', parts)


def _parts(pressed: str) -> list[str]:
    if pressed.startswith("mod+"):
        return ["mod", NAMED.get(pressed[4:], pressed[4:].upper())]
    return pressed.split()


@register.simple_tag(takes_context=True)
def keysheet(context: template.Context) -> SafeString:
    """Every key of every screen, for the dialog (which shows those of its page) and the page of keys."""
    return _sheet(get_language() or "", tuple(_own(context).items()))


@lru_cache(maxsize=200)
def _sheet(language: str, own: tuple[tuple[str, str], ...]) -> SafeString:
    return mark_safe(render_to_string("keys/_sheet.html", {"sections": _sections(dict(own))}))


def _sections(own: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "title": gettext(screen.title),
            "pages": " ".join(screen.pages),
            "rows": [
                (spoken(own[each.name]), gettext(each.words)) for each in keys.actions().values() if each.screen == name
            ],
            "fixed": [(each.keys, gettext(each.words)) for each in keys.fixed() if each.screen == name],
        }
        for name, screen in keys.screens().items()
    ]


def spoken(pressed: str) -> SafeString:
    """As in a list of keys, where the keys are what is to be read."""
    return format_html_join("", "<kbd>{}</kbd>", [(NAMED.get(part, part),) for part in _parts(pressed)])


@register.simple_tag(takes_context=True)
def keymap(context: template.Context) -> SafeString:
    """What keys.js reads: which action has which key."""
    return _map(tuple(_own(context).items()))


@lru_cache(maxsize=200)
def _map(own: tuple[tuple[str, str], ...]) -> SafeString:
    told = json.dumps(dict(own)).translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"})
    return format_html('<script type="application/json" id="key-map">{}</script>', mark_safe(told))
