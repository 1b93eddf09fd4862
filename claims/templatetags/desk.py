"""What every page's frame asks."""

from functools import cache

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from claims.access import may_read_desk, may_review, may_weigh
from claims.review import counts as of_queues
from claims.review.notices import unread
from claims.states import Role

register = template.Library()

DESK = (("home", _("Home")), ("queue", _("Queue")), ("stories", _("Stories")), ("imports", _("Imports")))
SECTIONS = {"import": "imports", "article": "imports", "revision": "imports", "claim": "queue", "claim-add": "queue"}
SECTIONS |= dict.fromkeys(("import-new", "feed", "source-add", "source-preview", "source-save"), "imports")
SECTIONS |= dict.fromkeys(("ranking-trial", "ranking-save"), "ranking")
SECTIONS |= {
    "change-judgement": "changes",
    "revision-changes": "imports",
    "claimant": "queue",
    "story": "stories",
    "queue-views": "queue",
}


@register.simple_tag(takes_context=True)
def frame(context: template.Context) -> dict[str, object]:
    """The parts of the top bar that this person may use, and where the page stands among them."""
    request: HttpRequest | None = context.get("request")
    person = getattr(request, "user", None)
    if request is None or person is None or not person.is_authenticated:
        return {}
    reads = may_read_desk(person)
    return {
        "person": person,
        "reads": reads,
        "reviews": may_review(person),
        "weighs": may_weigh(person),
        "curates": person.is_any(Role.CURATOR, Role.ADMINISTRATOR),
        "links": DESK if reads else DESK[:1],
        "section": _section(request),
        "page": request.resolver_match.url_name if request.resolver_match else "",
        "waiting": _waiting(context) if reads else "",
        "notices": str(unread(person) or "") if reads else "",
    }


def _section(request: HttpRequest) -> str:
    name = request.resolver_match.url_name if request.resolver_match else ""
    return SECTIONS.get(name or "", name or "")


def _waiting(context: template.Context) -> str:
    """How many claims wait in nobody's hands; a page that counted them already is not counted again."""
    counts = context.get("counts")
    return shown(counts["unassigned"] if counts else of_queues.waiting())


@register.simple_tag
@cache
def styles() -> SafeString:
    """The links to the stylesheets, made once: their hashed names change only with the release."""
    return mark_safe(render_to_string("_styles.html"))


@register.filter
def shown(count: int) -> str:
    """No list counts further than MANY."""
    few = number_format(min(count, of_queues.MANY), force_grouping=True)
    return f"{few}+" if count > of_queues.MANY else few
