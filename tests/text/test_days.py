"""Which day a phrase names, seen from the day of publication."""

from datetime import date, timedelta

import pytest

from claims.text.days import WEEKDAYS, resolve

TUESDAY = date(2011, 11, 15)


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("Tuesday", date(2011, 11, 15)),
        ("Monday", date(2011, 11, 14)),
        ("Wednesday", date(2011, 11, 9)),
        ("last Tuesday", date(2011, 11, 8)),
        ("last Monday", date(2011, 11, 14)),
        ("next Tuesday", date(2011, 11, 22)),
        ("next Wednesday", date(2011, 11, 16)),
        ("this Friday", date(2011, 11, 18)),
        ("this Tuesday", date(2011, 11, 15)),
        ("since Friday", date(2011, 11, 11)),
        ("Thursday's raid", date(2011, 11, 10)),
        ("Tuesday night", date(2011, 11, 15)),
        ("today", date(2011, 11, 15)),
        ("this morning", date(2011, 11, 15)),
        ("yesterday", date(2011, 11, 14)),
        ("last night", date(2011, 11, 14)),
        ("the day before yesterday", date(2011, 11, 13)),
        ("tomorrow", date(2011, 11, 16)),
        ("two days ago", date(2011, 11, 13)),
        ("a week ago", date(2011, 11, 8)),
        ("15 days ago", date(2011, 10, 31)),
        ("on 12 May", date(2011, 5, 12)),
        ("on May 12", date(2011, 5, 12)),
        ("on Nov. 15", date(2011, 11, 15)),
        ("on November 16", date(2010, 11, 16)),
        ("on the 31st of December", date(2010, 12, 31)),
        ("on Sept. 1st", date(2011, 9, 1)),
        ("on May 12, 2009", date(2009, 5, 12)),
        ("on 12 May 2013", date(2013, 5, 12)),
        ("2009-05-12", date(2009, 5, 12)),
        ("on February 29", date(2008, 2, 29)),
    ],
)
def test_a_phrase_names_a_day(phrase: str, day: date) -> None:
    assert resolve(phrase, TUESDAY) == day


@pytest.mark.parametrize(
    "phrase",
    [
        "on February 29, 2011",
        "on May 32",
        "in May 2009",
        "in 2009",
        "last year",
        "a month ago",
        "90 weeks ago",
        "on Tuesdays",
        "they march 3 miles",
        "it may 12 times",
        "March 3.5 percent",
        "",
    ],
)
def test_what_names_no_single_day_is_none(phrase: str) -> None:
    assert resolve(phrase, TUESDAY) is None


@pytest.mark.parametrize("phrase", ["Tuesday", "yesterday", "two days ago", "May 12"])
def test_what_hangs_on_the_day_of_publication_is_none_without_it(phrase: str) -> None:
    assert resolve(phrase, None) is None


def test_a_weekday_is_within_the_six_days_before_publication_or_that_day() -> None:
    for ahead in range(400):
        published = TUESDAY + timedelta(days=ahead)
        for number, name in enumerate(WEEKDAYS):
            days = [resolve(which + name.title(), published) for which in ("", "last ", "next ")]
            bare, last, following = (day for day in days if day)
            assert {bare.weekday(), last.weekday(), following.weekday()} == {number}
            assert 0 <= (published - bare).days <= 6
            assert 1 <= (published - last).days <= 7
            assert 1 <= (following - published).days <= 7


def test_a_day_and_month_is_the_last_such_day_up_to_publication() -> None:
    for ahead in range(1500):
        published = date(2010, 1, 1) + timedelta(days=ahead)
        for month, day in ((published.month, published.day), (1, 31), (2, 28), (12, 31), (3, 1)):
            found = resolve(f"on {day} {date(2000, month, 1):%B}", published)
            assert found is not None
            assert (found.month, found.day) == (month, day)
            assert (
                found <= published < found.replace(year=found.year + 8 if (month, day) == (2, 29) else found.year + 1)
            )


def test_days_before_the_first_of_all_are_none() -> None:
    assert resolve("two weeks ago", date(1, 1, 3)) is None
    assert resolve("next Monday", date.max) is None
