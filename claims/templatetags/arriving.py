"""Times, oddities and plots of what arrives. Plots are SVG with classes, their figures stand in words beside them."""

import tomllib
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from claims.ingest import health
from claims.ingest.health import Day

register = template.Library()
WIDE, HIGH, BASE, TOP = 12, 24, 96, 18  # a day's width on the large plot, the small plot's height, bars between


@register.filter
def lasts(time: timedelta | None) -> str:
    return health.lasts(time) if time is not None else ""


@register.filter
def ago(moment: datetime | None) -> str:
    return f"{health.lasts(timezone.now() - moment)} ago" if moment else "never"


@register.filter
def comes(moment: datetime) -> str:
    """When something is next due: a time of this day, else with its day."""
    here, now = timezone.localtime(moment), timezone.localtime()
    if here <= now:
        return "now"
    return f"{here:%H:%M}" if here.date() == now.date() else f"{here:%-d %b %H:%M}"


@cache
def noted() -> dict[str, str]:
    return tomllib.loads(Path(__file__).with_name("notes.toml").read_text(encoding="utf-8"))


@register.filter
def odd(note: str) -> str:
    """A feed's note, "code" or "code: what", in words."""
    code, _, what = note.partition(": ")
    return noted()[code].replace("{}", what) if code in noted() else note.replace("_", " ")


def _bars(days: list[Day], wide: int, high: int, most: int) -> tuple[str, str, str]:
    """Paths from the foot up: what came, what failed on top of it, and a tick where there was nothing."""
    brought = failed = none = ""
    for number, day in enumerate(days):
        x, low = number * wide, round(high * day.brought / most, 1)
        tall = round(high * day.failed / most, 1)
        brought += f"M{x} {high}v-{low}h{wide - 1}v{low}z" if low else ""
        failed += f"M{x} {round(high - low, 1)}v-{tall}h{wide - 1}v{tall}z" if tall else ""
        none += "" if low or tall else f"M{x} {high}v-1h{wide - 1}v1z"
    return brought, failed, none


def _drawn(days: list[Day], wide: int, high: int) -> SafeString:
    parts = zip(("came", "f", "z"), _bars(days, wide, high, _most(days)), strict=True)
    return mark_safe("".join(f'<path class="{name}" d="{path}"/>' for name, path in parts if path))


def _most(days: list[Day]) -> int:
    return max([1, *(day.brought + day.failed for day in days)])


def totals(days: list[Day]) -> str:
    brought, failed = sum(day.brought for day in days), sum(day.failed for day in days)
    items = f"{brought:,} item{'' if brought == 1 else 's'} in {len(days)} days"
    return f"{items}, {failed:,} more failed" if failed else items


@register.simple_tag
def spark(days: list[Day]) -> SafeString:
    return format_html(
        '<svg class="spark" viewBox="0 0 112 24" aria-hidden="true">{}</svg><span class="sr">{}</span>',
        _drawn(days, 112 // len(days), HIGH),
        totals(days),
    )


@register.simple_tag
def day_plot(days: list[Day]) -> SafeString:
    """One feed's days, the fullest one labelled; the table beside it has them all."""
    most = _most(days)
    fullest = max(range(len(days)), key=lambda number: days[number].brought + days[number].failed)
    labels = "".join(_label(days, number, place) for number, place in ((0, "start"), (len(days) - 1, "end")))
    count = f'<text class="t-strong" text-anchor="middle" x="{_within(fullest, days)}" y="12">{most}</text>'
    return format_html(
        '<svg class="plot" viewBox="0 0 336 118" width="336" height="118" role="img" aria-label="Items a day: {}">'
        '<g transform="translate(0 {})">{}</g><path class="axis" d="M0 {}h336"/>{}</svg>',
        totals(days), TOP, _drawn(days, WIDE, BASE - TOP), BASE, mark_safe(labels + count),
    )  # fmt: skip


def _within(number: int, days: list[Day]) -> int:
    return min(max(number * WIDE + WIDE // 2, 10), len(days) * WIDE - 10)


def _label(days: list[Day], number: int, place: str) -> str:
    x = 0 if place == "start" else len(days) * WIDE
    return f'<text text-anchor="{place}" x="{x}" y="{BASE + 16}">{days[number].day:%-d %b}</text>'
