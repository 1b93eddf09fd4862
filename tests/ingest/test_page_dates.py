"""Which of a page's dates is the day of publication, and what is said of the others."""

from datetime import UTC, date, datetime, timedelta

import pytest

from claims.ingest.page import Reading
from tests.ingest.pages import described, page, reading

DAY = date(2019, 3, 5)


def noted(found: Reading, origin: str) -> str:
    return next(each.note for each in found.dates if each.origin == origin)


@pytest.mark.parametrize(
    ("html", "origin"),
    [
        (page(described(datePublished="2019-03-05T08:00:00+01:00")), "json-ld"),
        (page('<meta property="article:published_time" content="2019-03-05">'), "meta article:published_time"),
        (page(under='<time datetime="2019-03-05">Tuesday</time>'), "time element"),
        (page(under='<span itemprop="datePublished">March 5, 2019</span>'), "itemprop datePublished"),
        (page(under='<div class="dateline">Tuesday, 5 March 2019, 10:20</div>'), "under the heading"),
        (page(under="<div><span>5 mars 2019</span></div>"), "under the heading"),
    ],
)
def test_a_date_is_taken_from_wherever_the_page_has_it(html: str, origin: str) -> None:
    found = reading(html)
    assert (found.published_on, found.published_origin) == (DAY, origin)


def test_a_date_is_taken_from_the_address() -> None:
    found = reading(page(), "https://coast.example/2019/03/05/ferry-stopped")
    assert (found.published_on, found.published_origin) == (DAY, "address")


def test_every_date_is_kept_with_its_origin() -> None:
    head = described(datePublished="2019-03-05T08:00:00+01:00", dateModified="2019-03-07T10:00:00+01:00")
    html = page(head, under='<div class="dateline">Published March 5, 2019 <span>Updated March 7, 2019</span></div>')
    found = reading(html, "https://coast.example/2019/03/05/ferry")
    assert {(str(each.value), each.origin) for each in found.dates} == {
        ("2019-03-05", "json-ld"),
        ("2019-03-07", "json-ld dateModified"),
        ("2019-03-05", "under the heading"),
        ("2019-03-07", "under the heading"),
        ("2019-03-05", "address"),
    }
    assert [each.origin for each in found.dates if each.taken] == ["json-ld"]
    assert all(each.note for each in found.dates if not each.taken)


def test_the_last_update_is_told_apart_from_the_publication() -> None:
    head = described(datePublished="2019-03-05T08:00:00+01:00", dateModified="2019-03-07T10:00:00+01:00")
    found = reading(page(head, under='<p class="stamp">Updated: March 6, 2019</p>'))
    assert (found.published_on, found.updated_on, found.updated_origin) == (
        DAY,
        date(2019, 3, 7),
        "json-ld dateModified",
    )


def test_an_update_alone_is_no_publication() -> None:
    found = reading(page(under='<p class="stamp">Last updated: March 7, 2019</p>'))
    assert (found.published_on, found.updated_on) == (None, date(2019, 3, 7))


def test_the_newsroom_s_own_day_is_taken_where_the_stamp_is_in_universal_time() -> None:
    head = described(datePublished="2019-03-06T01:00:21.174Z")
    assert reading(page(head, under='<div class="stamp">8:00 PM EST, Tue March 5, 2019</div>')).published_on == DAY
    assert reading(page(head)).published_on == date(2019, 3, 6)


def test_an_old_page_put_out_anew_has_the_day_that_it_shows() -> None:
    head = described(datePublished="2017-01-02")
    found = reading(page(head, under='<div class="dateline">March 5, 2019</div>'))
    assert (found.published_on, found.published_origin) == (DAY, "under the heading")
    shown_as_update = reading(page(head, under='<div class="dateline">Updated March 5, 2019</div>'))
    assert shown_as_update.published_on == date(2017, 1, 2)


def test_a_page_header_s_date_that_the_text_contradicts_is_kept_but_not_taken() -> None:
    html = page(above='<div class="date">Monday, July 1, 2024</div>', inside="<p>The ferry was built in 2008.</p>")
    found = reading(html)
    assert found.published_on is None
    assert noted(found, "page header") == "the text speaks of 2008 at the latest"


def test_a_page_header_s_date_with_nothing_to_bear_it_out_is_not_taken() -> None:
    assert reading(page(above='<div class="date">Monday, July 1, 2024</div>')).published_on is None


def test_a_date_of_the_future_is_not_taken() -> None:
    tomorrow_week = datetime.now(UTC).date() + timedelta(days=8)
    found = reading(
        page(described(datePublished=str(tomorrow_week)), under='<time datetime="2019-03-05">5 March</time>')
    )
    assert found.published_on == DAY
    assert noted(found, "json-ld") == "lies in the future"


@pytest.mark.parametrize(
    "below",
    [
        "<p class='copyright'>© 2019 Coast Papers</p>",
        "<footer><p class='date'>March 5, 2019</p></footer>",
        "<aside><time datetime='2019-03-05'>5 March 2019</time> Lighthouse closes</aside>",
        "<div class='comments'><div class='comment-date'>March 5, 2019</div>I was aboard.</div>",
    ],
)
def test_the_dates_of_what_stands_around_are_not_taken(below: str) -> None:
    assert reading(page(below=below)).published_on is None


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry was built in 1998 and repaired in 2013.",
        "It sank for the first time on May 3, 2004, with nobody aboard, as the paper wrote then.",
        "Tickets of the year 2015 are no longer taken.",
    ],
)
def test_a_year_or_day_of_the_running_text_is_no_date_of_publication(sentence: str) -> None:
    assert reading(page(inside=f"<p>{sentence}</p>")).published_on is None


def test_a_weekday_that_is_not_the_date_s_speaks_against_it() -> None:
    found = reading(page(under='<div class="dateline">Friday, March 5, 2019</div>'))
    assert found.published_on is None
    assert noted(found, "under the heading") == "the weekday is not that of the date"


def test_a_stamp_years_after_the_address_and_the_text_is_of_a_move() -> None:
    html = page(described(datePublished="2024-07-01"), inside="<p>The ferry was built in 2008.</p>")
    found = reading(html, "https://coast.example/2008/03/05/ferry")
    assert (found.published_on, found.published_origin) == (date(2008, 3, 5), "address")
    assert noted(found, "json-ld") == "the address and the text are of 2008"
