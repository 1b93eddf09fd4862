from datetime import date

import pytest

from claims.text.dates import (
    date_line,
    doubt,
    has_no_zone,
    parse_day,
    weekday_differs,
    written_days,
    years,
)


@pytest.mark.parametrize(
    "line",
    [
        "March 5, 2019", "Tuesday, March 5, 2019", "5 March 2019", "5 Mar. 2019, 7.42 pm", "Published: 2019-03-05",
        "Updated on Mar 5, 2019 at 10:20 p.m. EST", "2019-03-05T08:00:00+01:00",
    ],
)  # fmt: skip
def test_a_line_that_is_a_date(line: str) -> None:
    found = date_line(line)
    assert found is not None
    assert found.value == date(2019, 3, 5)


@pytest.mark.parametrize(
    "line", ["On March 5, 2019, the ferry sank.", "March 2019", "4 min read", "31 February 2019", ""]
)
def test_a_line_that_is_more_or_less_than_a_date(line: str) -> None:
    assert date_line(line) is None


@pytest.mark.parametrize("line", ["Tuesday 5 March", "Last updated: 2 days ago"])
def test_a_stamp_without_a_year_has_no_value(line: str) -> None:
    found = date_line(line)
    assert found is not None
    assert found.value is None


@pytest.mark.parametrize(
    ("line", "text", "above", "why"),
    [
        ("Tuesday, March 5, 2019", "It sank in 2009.", True, "page header; the text speaks of 2009, not of 2019"),
        ("Tuesday, March 5, 2019", "It sank.", True, "page header with nothing in the text to bear it out"),
        ("Tuesday, March 5, 2019", "It sank in March 2019.", True, ""),
        ("Tuesday, March 5, 2019", "It was built in 1998.", False, ""),
        ("March 5, 2019", "It sank in 2021.", False, "the text speaks of later years only"),
        ("Friday, March 5, 2019", "It sank in 2019.", False, "the weekday is not that of the date"),
        ("Tuesday 5 March", "It sank.", False, "no year is given"),
    ],
)  # fmt: skip
def test_a_date_is_taken_only_where_there_is_ground(line: str, text: str, above: bool, why: str) -> None:
    found = date_line(line)
    assert found is not None
    assert doubt(found, text, above_title=above) == why


def test_years_are_not_decades_or_amounts() -> None:
    assert years("In 2009 and the 1980s, $2000, 2,001 and 2014.") == {2009, 2014}


@pytest.mark.parametrize(
    "stamp", ["2019-03-05T19:42:00+01:00", "2019/03/05", "20190305", "Tue, 05 Mar 2019 10:00:00 GMT", "March 5, 2019"]
)
def test_machine_written_days(stamp: str) -> None:
    assert parse_day(stamp) == date(2019, 3, 5)


@pytest.mark.parametrize("stamp", ["", "0000-00-00", "2019-13-40", "soon", "201903051"])
def test_what_is_no_day_is_none(stamp: str) -> None:
    assert parse_day(stamp) is None


@pytest.mark.parametrize(
    "words",
    [
        "Published 8:00 PM, Tue March 5, 2019",
        "5th of March 2019",
        "am 5. März 2019 um 10:20 Uhr",
        "Publié le 5 mars 2019 à 10h20",
        "el 5 de marzo de 2019",
        "5 marzo 2019",
        "5 de março de 2019",
        "5 maart 2019",
        "5 марта 2019",
        "2019年3月5日",
        "2019-03-05 10:20",
        "2019/3/5",
        "05.03.2019",
        "Mar. 5, 2019",
    ],
)
def test_days_are_found_in_the_datelines_of_many_languages(words: str) -> None:
    assert written_days(words) == [date(2019, 3, 5)]


def test_a_day_that_may_be_a_month_is_no_date() -> None:
    assert written_days("05/03/2019") == []
    assert written_days("25/03/2019 or 03/25/2019 or 03/03/2019") == [
        date(2019, 3, 25),
        date(2019, 3, 25),
        date(2019, 3, 3),
    ]


@pytest.mark.parametrize(
    "words", ["In 2019 the march of 40 people", "Issue 5 2019", "31 February 2019", "12345 March 20191"]
)
def test_words_without_a_full_date_hold_none(words: str) -> None:
    assert written_days(words) == []


@pytest.mark.parametrize(
    ("stamp", "none"),
    [
        ("2019-03-05T01:00:21Z", True),
        ("2019-03-05T01:00:21.17+00:00", True),
        ("Tue, 05 Mar 2019 01:00:00 GMT", True),
        ("2019-03-05T01:00:21", True),
        ("2019-03-05T01:00:21-05:00", False),
        ("2019-03-05", False),
    ],
)
def test_a_moment_of_no_zone_is_known(stamp: str, none: bool) -> None:
    assert has_no_zone(stamp) == none


def test_a_weekday_is_checked_against_its_date() -> None:
    assert not weekday_differs("Tuesday, March 5, 2019", date(2019, 3, 5))
    assert weekday_differs("Friday, March 5, 2019", date(2019, 3, 5))
    assert not weekday_differs("March 5, 2019", date(2019, 3, 5))
