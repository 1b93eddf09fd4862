from datetime import UTC, datetime, timedelta

from claims.ingest.schedule import LONGEST, SHORTEST, back_off, first_gap, gap, jittered, pace, until_next_look

HOUR = timedelta(hours=1)


def test_a_feed_is_looked_at_twice_in_its_usual_gap() -> None:
    assert pace(timedelta(minutes=15), HOUR, brought=2) == HOUR / 2


def test_a_silent_feed_is_looked_at_ever_more_rarely_down_to_a_limit() -> None:
    every = timedelta(minutes=15)
    for _ in range(100):
        slower = pace(every, HOUR, brought=0)
        assert slower > every or slower == LONGEST
        every = slower
    assert every == LONGEST


def test_no_feed_is_looked_at_all_the_time() -> None:
    assert pace(HOUR, timedelta(seconds=1), brought=500) == SHORTEST


def test_the_usual_gap_follows_what_the_feed_does_now() -> None:
    usual = HOUR
    for _ in range(12):
        found = gap(usual, timedelta(minutes=10), brought=1)
        assert found is not None
        usual = found
    assert timedelta(minutes=10) <= usual < timedelta(minutes=11)


def test_a_new_feeds_gap_is_read_from_its_dates() -> None:
    start = datetime(2024, 3, 12, tzinfo=UTC)
    assert first_gap([start + n * HOUR for n in range(5)]) == HOUR
    assert first_gap([start]) is None


def test_failures_double_the_wait_up_to_a_day_and_what_a_site_asks_for_counts() -> None:
    waits = [back_off(HOUR, failures) for failures in range(8)]
    assert waits == [HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 16 * HOUR, 24 * HOUR, 24 * HOUR, 24 * HOUR]
    assert back_off(HOUR, 0, asked=7200) == 2 * HOUR
    assert back_off(HOUR, 0, asked=10**9) == 24 * HOUR


def test_jitter_is_a_tenth_at_most() -> None:
    waits = {jittered(HOUR) for _ in range(100)}
    assert len(waits) > 50
    assert HOUR * 0.9 <= min(waits) <= max(waits) <= HOUR * 1.1


def test_a_cited_page_is_looked_at_ever_more_rarely() -> None:
    ages = [timedelta(minutes=5), 3 * HOUR, 30 * HOUR, timedelta(days=5), timedelta(days=60)]
    waits = [until_next_look(age) for age in ages]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(minutes=15), timedelta(days=7))
