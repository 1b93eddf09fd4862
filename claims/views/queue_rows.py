"""The queue's rows as HTML, made here and not in a template: fifty rows are the desk's busiest page."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from html import escape

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from claims.models import Person
from claims.review.queue import Row
from claims.states import State
from claims.templatetags.wording import plainly, visibly

LABELS: dict[str, str] = {state.value: str(state.label) for state in State}
SIGNS = (("supports", "+", "for"), ("contradicts", "≠", "against"), ("context", "i", "context"))


def rows(claims: Iterable[Row], person: Person) -> SafeString:
    now = timezone.now()
    before, after = reverse("claim", args=[0]).split("0")
    return mark_safe("".join(_row(claim, f"{before}{claim.pk}{after}", person.pk, now) for claim in claims))


def _row(claim: Row, address: str, me: int, now: datetime) -> str:
    held = " data-held" if claim.holder_id and claim.holder_id != me else ""
    language = f' lang="{escape(claim.language)}"' if claim.language else ""
    return (
        f'<tr data-row{held}><td class="c-claim wide">'
        f'<a class="claim-text" href="{address}"{language} dir="auto">{visibly(claim.wording)}</a>{_said(claim)}</td>'
        f'<td class="why wide">{_why(claim)}</td><td>{_tally(claim)}{_drifted(claim)}</td>'
        f'<td class="nowrap meta">{age(now - claim.added_at)}</td>'
        f'<td class="wide"><span class="state {claim.state}">{LABELS[claim.state]}</span>{_who(claim, me)}</td></tr>\n'
    )


def _said(claim: Row) -> str:
    """Who says it, the figures, and where it was found."""
    parts = []
    if claim.claimant:
        parts.append(f"<span>{plainly(claim.claimant)}</span>")
    if claim.figures:
        parts.append(f"<b><bdi>{escape(claim.figures)}</bdi></b>")
    if claim.outlet:
        parts.append(f"<span><bdi>{escape(claim.outlet)}</bdi></span>")
    return f'<div class="meta sep">{"".join(parts)}</div>' if parts else ""


def _why(claim: Row) -> str:
    """The first reason weighs most; a dispute is an alarm. The claim's page has them all."""
    if not claim.reasons:
        return ""
    first, *others = (escape(str(reason)) for reason in claim.reasons[:3])
    alarm = ' class="alarm"' if first.startswith("disputed") else ""
    return " · ".join([f"<b{alarm}>{first[:1].upper()}{first[1:]}</b>", *others])


def _tally(claim: Row) -> str:
    counted = zip(SIGNS, (claim.supports, claim.contradicts, claim.context), strict=True)
    parts = (
        f'<span{"" if count else _NONE}><span class="stance {stance}" aria-hidden="true">{sign}</span>{count}'
        f'<span class="sr"> {word}</span></span>'
        for (stance, sign, word), count in counted
    )
    return f'<span class="tally">{"".join(parts)}</span>'


def _drifted(claim: Row) -> str:
    """How many of its spans read differently on their pages now."""
    if not claim.drifted:
        return ""
    address = f"{reverse('changes')}?claim={claim.pk}"
    return f'<div class="meta sep"><a class="warn-ink" href="{address}">{claim.drifted} changed</a></div>'


_NONE = ' class="none"'


def _who(claim: Row, me: int) -> str:
    """Who holds it and for how long yet, or whose it is."""
    pk, name = (claim.holder_id, claim.holder) if claim.holder_id else (claim.assignee_id, claim.assignee)
    if pk is None:
        return ""
    shown = "you" if pk == me else escape(name or "")
    left = f", {minutes(claim.left)} min left" if claim.holder_id and claim.left else ""
    face = "face mine" if pk == me else "face"
    return (
        f'<div><span class="who"><span class="{face}" aria-hidden="true">{escape(initials(name or "?"))}</span>'
        f"<span><bdi>{shown}</bdi>{left}</span></span></div>"
    )


def initials(name: str) -> str:
    words = name.split() or ["?"]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def minutes(left: timedelta) -> int:
    return max(0, round(left.total_seconds() / 60))


def age(since: timedelta) -> str:
    hours = int(since.total_seconds() // 3600)
    if hours < 1:
        return "under 1 h"
    return f"{hours} h" if hours < 48 else f"{hours // 24} d"
