"""The queue's rows as HTML, made here and not in a template: fifty rows are the desk's busiest page."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from html import escape
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from claims.models import Person
from claims.review.queue import Row
from claims.states import OPEN, State
from claims.templatetags.wording import plainly, visibly

LABELS: dict[str, Any] = {state.value: state.label for state in State}  # lazy: in the reader's language
SIGNS = (("supports", "+", "for"), ("contradicts", "≠", "against"), ("context", "i", "context"))
SOON = timedelta(days=1)


def rows(claims: Iterable[Row], person: Person, *, picked: bool = False) -> SafeString:
    """`picked`: all of them are selected."""
    now, check = timezone.now(), " checked" if picked else ""
    before, after = reverse("claim", args=[0]).split("0")
    return mark_safe("".join(_row(claim, f"{before}{claim.pk}{after}", person.pk, now, check) for claim in claims))


def _row(claim: Row, address: str, me: int, now: datetime, check: str) -> str:
    held = " data-held" if claim.holder_id and claim.holder_id != me else ""
    language = f' lang="{escape(claim.language)}"' if claim.language else ""
    return (
        f'<tr data-row{held}><td class="c-check"><label class="check"><input type="checkbox" name="claim" form="bulk"'
        f' value="{claim.pk}-{claim.version}" autocomplete="off"{check} data-action="select">'
        f'<span class="sr">Select claim {claim.pk}</span></label></td><td class="c-claim wide">'
        f'<a class="claim-text" href="{address}"{language} dir="auto">{visibly(claim.wording)}</a>{_said(claim)}</td>'
        f'<td class="why wide">{_why(claim, now)}</td><td>{_tally(claim)}{_under_tally(claim)}</td>'
        f'<td class="nowrap">{_due(claim, now)}<div class="meta">{age(now - claim.added_at)} old</div></td>'
        f'<td class="wide"><span class="state {claim.state}">{LABELS[claim.state]}</span>{_who(claim, me)}</td></tr>\n'
    )


def _said(claim: Row) -> str:
    """Who says it, the figures, where it was found, and what it belongs to."""
    parts = []
    if claim.claimant:
        parts.append(f"<span>{plainly(claim.claimant)}</span>")
    if claim.figures:
        parts.append(f"<b><bdi>{escape(claim.figures)}</bdi></b>")
    if claim.outlet:
        parts.append(f"<span><bdi>{escape(claim.outlet)}</bdi></span>")
    if claim.story:
        address = reverse("story", args=[claim.story_id])
        parts.append(f'<span><a class="inherit" href="{address}" dir="auto">{escape(claim.story)}</a></span>')
    if claim.topic:
        parts.append(f"<span><bdi>{escape(claim.topic)}</bdi></span>")
    return f'<div class="meta sep">{"".join(parts)}</div>' if parts else ""


def _why(claim: Row, now: datetime) -> str:
    """What presses first, then why it ranks where it does, the weightiest first. The claim's page has all of it."""
    said = [*_alarms(claim, now), *((False, str(reason)) for reason in claim.reasons)][:3]
    if not said:
        return ""
    (alarm, first), *others = said
    loud = ' class="alarm"' if alarm or first.startswith("disputed") else ""
    told = [escape(reason) for _, reason in others]
    return " · ".join([f"<b{loud}>{escape(first[:1].upper() + first[1:])}</b>", *told])


def _alarms(claim: Row, now: datetime) -> list[tuple[bool, str]]:
    """Each with whether it is one."""
    told = []
    if claim.state not in OPEN:
        return []
    if claim.conflicts:
        told.append((True, "conflict marked" if claim.conflicts == 1 else f"{claim.conflicts} conflicts marked"))
    if claim.due_at and claim.due_at <= now:
        told.append((True, "overdue"))
    if claim.origins == 1:
        told.append((False, "one origin only"))
    return told


def _tally(claim: Row) -> str:
    counted = zip(SIGNS, (claim.supports, claim.contradicts, claim.context), strict=True)
    parts = (
        f'<span{"" if count else _NONE}><span class="stance {stance}" aria-hidden="true">{sign}</span>{count}'
        f'<span class="sr"> {word}</span></span>'
        for (stance, sign, word), count in counted
    )
    return f'<span class="tally">{"".join(parts)}</span>'


def _under_tally(claim: Row) -> str:
    """From how many origins it comes, and how many of its spans read differently on their pages now."""
    origins = f"<span>{claim.origins} origin{'' if claim.origins == 1 else 's'}</span>" if claim.origins else ""
    parts = origins + (_drifted(claim) if claim.drifted else "")
    return f'<div class="meta sep">{parts}</div>' if parts else ""


def _drifted(claim: Row) -> str:
    return f'<a class="warn-ink" href="{reverse("changes")}?claim={claim.pk}">{claim.drifted} changed</a>'


def _due(claim: Row, now: datetime) -> str:
    """By when it is wanted, or until when it sleeps; in words, and louder the nearer it is."""
    if claim.state not in OPEN:
        return ""
    asleep = f"<div>Asleep until {moment(claim.snoozed_until, now)}</div>" if claim.snoozed_until else ""
    if claim.due_at is None:
        return asleep
    if claim.due_at <= now:
        return f'<div class="late">{over(now - claim.due_at)} over</div>{asleep}'
    near = ' class="soon"' if claim.due_at - now <= SOON else ""
    return f"<div{near}>{moment(claim.due_at, now)}</div>{asleep}"


def moment(at: datetime, now: datetime) -> str:
    """In the reader's zone: the hour where it is near, else the day."""
    there, days = timezone.localtime(at), (timezone.localdate(at) - timezone.localdate(now)).days
    if days in (0, 1):
        return f"{'Today' if days == 0 else 'Tomorrow'} {date_format(there, 'H:i')}"
    return date_format(there, "D j M" if there.year == timezone.localdate(now).year else "j M Y")


def over(late: timedelta) -> str:
    hours = int(late.total_seconds() // 3600)
    if hours < 1:
        return f"{int(late.total_seconds() // 60)} min"
    return f"{hours} h" if hours < 48 else f"{hours // 24} d"


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
