"""How the desk does: work waiting and done, its age, the time to a verdict, feeds; and what each person did."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from claims.ingest import health
from claims.review import figures_of_work as work
from claims.review.figures_of_work import DAYS, WEEKS, Figures
from claims.states import Role
from claims.views.desk import DeskRequest, for_readers
from claims.views.plots import Plot, Series, bars, columns, lines, number

TROUBLED = {health.State.FAILING, health.State.HELD, health.State.SILENT}


@require_safe
@for_readers
def dashboard(request: DeskRequest) -> HttpResponse:
    told = work.figures()
    senior = request.user.is_any(Role.SENIOR)
    plots = [_backlog(told), _flow(told), _ages(told), _times(told), _feeds()]
    people = work.people(None if senior else request.user)
    shown = {"plots": plots, "people": people, "senior": senior, "counted_at": told.counted_at, "days": DAYS}
    return render(request, "dashboard/dashboard.html", shown)


def _backlog(told: Figures) -> Plot:
    left = work.backlog(told)
    change = left[-1] - left[0]
    than = f"{number(abs(change))} {'more' if change > 0 else 'fewer'} than" if change else "as many as"
    title = f"{_claims(left[-1], 'is', 'are')} open, {than} {DAYS} days ago"
    ends = [_day(day.day) for day in (told.days[0], told.days[-1])]
    svg = lines(f"{title}. Open claims at the end of each day.", [Series("open", left)], ends[0], "today")
    rows = [(_day(day.day), number(value)) for day, value in zip(told.days, left, strict=True)]
    return Plot(title, svg, ("Day", "Open at its end"), rows[::-1])


def _flow(told: Figures) -> Plot:
    came, done = sum(day.came for day in told.days), sum(day.done for day in told.days)
    title = f"In {DAYS} days {_claims(came, 'came', 'came')} in and {number(done) if done else 'none'} left the desk"
    series = [
        Series("came in", [day.came for day in told.days], "open"),
        Series("left", [day.done for day in told.days], "dot"),
    ]
    svg = columns(f"{title}. Each day’s numbers stand in the table.", series, _day(told.days[0].day), "today")
    rows = [
        (_day(day.day), *map(number, (day.came, day.done, day.submitted, day.signed, day.published)))
        for day in reversed(told.days)
    ]
    return Plot(title, svg, ("Day", "Came in", "Left", "Submitted", "Signed", "Published"), rows)


def _ages(told: Figures) -> Plot:
    labels = ("under a day", "1 to 3 days", "3 to 7 days", "over 7 days")
    old = told.ages.over_7
    waited = f"{_claims(old, 'has', 'have')} waited for more than a week"
    title = waited if old else "Nothing has waited for more than a week"
    rows = [
        (label, count, "bad" if place == 3 else "")
        for place, (label, count) in enumerate(zip(labels, told.ages, strict=True))
    ]
    said = "; ".join(f"{label}: {number(count)}" for label, count, _ in rows)
    return Plot(
        title, bars(f"{title}. {said}.", rows), ("Waiting since", "Claims"), [(a, number(b)) for a, b, _ in rows]
    )


def _times(told: Figures) -> Plot:
    head = ("Week of", "Verdicts", "Median, hours", "Nine in ten within, hours")
    rows = [(_day(week.first), week.verdicts, number(week.median, 1), number(week.slow, 1)) for week in told.weeks]
    if not told.weeks:
        return Plot(f"No first verdict was submitted in {WEEKS} weeks", bars("", []), head, [])
    last = told.weeks[-1]
    title = (
        f"Half of this week’s verdicts took less than {_lasts(last.median)}, nine in ten less than {_lasts(last.slow)}"
    )
    series = [Series("h, 9 in 10", [week.slow for week in told.weeks], "second")]
    series.append(Series("h, median", [week.median for week in told.weeks]))
    svg = lines(
        f"{title}. From a claim’s arrival to its first verdict, by week.",
        series,
        _day(told.weeks[0].first),
        _day(last.first),
    )
    return Plot(title, svg, head, rows[::-1])


def _feeds() -> Plot:
    counts = health.counts()
    bad = sum(count for state, count in counts.items() if state in TROUBLED)
    title = f"{number(bad)} of {number(sum(counts.values()))} feeds need a look" if bad else "No feed needs a look"
    rows = [(str(state.label), count, "bad" if state in TROUBLED else "") for state, count in counts.items()]
    said = "; ".join(f"{label}: {number(count)}" for label, count, _ in rows)
    return Plot(title, bars(f"{title}. {said}.", rows), ("Feeds", "Number"), [(a, number(b)) for a, b, _ in rows])


def _claims(count: int, one: str, several: str) -> str:
    return f"{number(count)} claim {one}" if count == 1 else f"{number(count)} claims {several}"


def _lasts(hours: float) -> str:
    if hours < 1:
        return f"{number(max(60 * hours, 1))} min"
    return f"{number(hours)} h" if hours < 48 else f"{number(hours / 24)} days"


def _day(day: date) -> str:
    return str(date_format(day, "j M"))
