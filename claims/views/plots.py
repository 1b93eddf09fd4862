"""Plots as SVG with classes, drawn here: the title is the finding, labels stand at what they name, zero is included."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT = 352, 148
TOP, FOOT, END = 18, 20, 96  # room for labels above, below and beside
BAR, LABEL, NUMBER = 30, 124, 60  # a bar's row, the room before it and after it


class Series(NamedTuple):
    label: str
    values: Sequence[float]
    style: str = ""


class Plot(NamedTuple):
    title: str  # the finding in a sentence
    svg: SafeString
    head: Sequence[str]
    rows: Sequence[Sequence[object]]


def number(value: float, digits: int = 0) -> str:
    return str(number_format(round(value, digits) if digits else round(value), digits, force_grouping=True))


def bars(said: str, rows: Sequence[tuple[str, int, str]]) -> SafeString:
    """One bar a row: label, number, and its class ("bad" for what is alarming)."""
    most = max([value for _, value, _ in rows] + [1])
    room = WIDTH - LABEL - NUMBER
    parts = [
        _bar(label, value, style, BAR * place, room * value / most) for place, (label, value, style) in enumerate(rows)
    ]
    return _drawn(said, parts, BAR * len(rows))


def _bar(label: str, value: int, style: str, y: int, width: float) -> str:
    bad = style == "bad" and value > 0
    told = "bad-text" if bad else "t-strong"
    return (
        f'<text x="0" y="{y + 19}">{escape(label)}</text>'
        f'<rect class="{"bad-fill" if bad else "dot"}" x="{LABEL}" y="{y + 5}" width="{width:.1f}" height="18"/>'
        f'<text class="{told}" x="{LABEL + width + 8:.1f}" y="{y + 19}">{number(value)}</text>'
    )


def lines(said: str, series: Sequence[Series], first: str, last: str, digits: int = 0) -> SafeString:
    """Lines from left to right in time; each one's name and last value stand at its end."""
    most = max([value for each in series for value in each.values] + [1])
    height = HEIGHT - TOP - FOOT
    parts = [_frame(first, last, number(most, digits))]
    ends = _apart([TOP + height * (1 - each.values[-1] / most) for each in series])
    for each, end in zip(series, ends, strict=True):
        parts.append(f'<path class="line {each.style}" d="{_path(each.values, most, height)}"/>')
        told = f"{number(each.values[-1], digits)} {each.label}"
        parts.append(
            f'<text class="t-small {each.style}" x="{WIDTH - END + 6}" y="{end + 4:.1f}">{escape(told)}</text>'
        )
    return _drawn(said, parts, HEIGHT)


def columns(said: str, series: Sequence[Series], first: str, last: str) -> SafeString:
    """Pairs of columns, one pair a day."""
    most = max([value for each in series for value in each.values] + [1])
    height, room = HEIGHT - TOP - FOOT, WIDTH - END
    step = room / max(len(series[0].values), 1)
    parts = [_frame(first, last, number(most))]
    for place, each in enumerate(series):
        wide = max(step / len(series) - 1, 1)
        parts += [
            f'<rect class="{each.style}" x="{step * day + place * (wide + 0.5):.1f}" width="{wide:.1f}"'
            f' y="{TOP + height * (1 - value / most):.1f}" height="{height * value / most:.1f}"/>'
            for day, value in enumerate(each.values)
            if value
        ]
        parts.append(_key(each, place))
    return _drawn(said, parts, HEIGHT)


def _key(each: Series, place: int) -> str:
    y = TOP + 20 * place
    return (
        f'<rect class="{each.style}" x="{WIDTH - END + 6}" y="{y}" width="8" height="10"/>'
        f'<text class="t-small" x="{WIDTH - END + 18}" y="{y + 9}">{escape(each.label)}</text>'
    )


def _frame(first: str, last: str, most: str) -> str:
    base, end = HEIGHT - FOOT, WIDTH - END
    return (
        f'<line class="grid" x1="0" x2="{end}" y1="{TOP}" y2="{TOP}"/>'
        f'<text class="t-small" x="0" y="{TOP - 5}">{most}</text>'
        f'<line class="axis" x1="0" x2="{end}" y1="{base}" y2="{base}"/>'
        f'<text class="t-small" x="0" y="{base + 15}">{escape(first)}</text>'
        f'<text class="t-small" x="{end}" y="{base + 15}" text-anchor="end">{escape(last)}</text>'
    )


def _path(values: Sequence[float], most: float, height: int) -> str:
    step = (WIDTH - END) / max(len(values) - 1, 1)
    points = [f"{step * place:.1f} {TOP + height * (1 - value / most):.1f}" for place, value in enumerate(values)]
    return "M" + "L".join(points if len(points) > 1 else [*points, f"{WIDTH - END} {points[0].partition(' ')[2]}"])


def _apart(heights: list[float], gap: float = 15) -> list[float]:
    """Labels of lines that end close together are moved apart."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    placed = list(heights)
    for upper, lower in zip(order, order[1:], strict=False):
        placed[lower] = max(placed[lower], placed[upper] + gap)
    return placed


def _drawn(said: str, parts: Sequence[str], height: int) -> SafeString:
    return mark_safe(
        f'<svg class="plot" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img"'
        f' aria-label="{escape(said)}">{"".join(parts)}</svg>'
    )
