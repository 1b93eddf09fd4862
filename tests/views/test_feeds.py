import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.ingest import intake
from claims.models import Feed, ImportItem
from claims.templatetags.arriving import comes, noted
from factcheck.local.places import PROJECT
from tests import factories
from tests.views.at_desk import HOSTILE, assert_inert, each_id, queries, signed_in, text

pytestmark = pytest.mark.django_db
COUNTED = ("guids_shared", "versions_left_out", "items_without_address")
ACTS = ("feed-look", "feed-pause", "feed-resumption", "feed-release", "feed-move")


@pytest.fixture
def desk() -> Client:
    return signed_in(factories.curator())


def address(feed: Feed) -> str:
    return reverse("feed", args=[feed.pk])


def done(desk: Client, act: str, feed: Feed) -> Feed:
    assert desk.post(reverse(act, args=[feed.pk]))["Location"] == address(feed)
    return Feed.objects.get(pk=feed.pk)


def brought(by: Feed, *outcomes: str) -> None:
    run = intake.start(f"Run of {by}", feed=by)
    ImportItem.objects.bulk_create(
        ImportItem(run=run, name=str(n), address=f"file:{n}", outcome=outcome, finished_at=timezone.now())
        for n, outcome in enumerate(outcomes)
    )


def test_a_feed_tells_its_health_its_pace_and_what_its_answers_said(desk: Client) -> None:
    made = factories.feed(
        name="The Ledger",
        failures=2,
        problem="The site took too long.",
        problem_code="deadline",
        succeeded_at=timezone.now() - timedelta(hours=3),
        usual_gap=timedelta(hours=5),
        brought_at=timezone.now() - timedelta(hours=7),
        title="Ledger news",
        etag='"a"',
        notes=["cut_off", "links_dropped: 3", "something_else"],
    )
    page = text(desk.get(address(made)))
    expected = (
        '<span class="state slow">Slow</span>',
        "The site took too long. 2 answers failed in a row.",
        "last good answer 3 hours ago",
        "7 hours ago; mostly every 5 hours",
        "every 15 min; it finds its own pace",
        "<code>deadline</code>",
        "<dt>Validators</dt><dd>ETag</dd>",
        "It breaks off before its end; what was whole is read.",
        "3 links lead to nothing that can be fetched.",
        "something else",
        made.location,
    )
    for said in expected:
        assert said in page, said


def test_its_days_stand_on_a_plot_and_in_a_table(desk: Client) -> None:
    made = factories.feed()
    brought(made, *["new"] * 7, "failed")
    page = text(desk.get(address(made)))
    today = timezone.localdate()
    assert 'aria-label="Items a day: 7 items in 28 days, 1 more failed"' in page
    assert f'{today:%a %-d %b}</th><td class="r">7</td><td class="r">1</td>' in page
    assert f"{today - timedelta(days=27):%a %-d %b}" in page
    assert page.count('<tr><th scope="row" class="regular">') == 28


def test_days_on_which_nothing_came_are_not_plotted(desk: Client) -> None:
    page = text(desk.get(address(factories.feed())))
    assert "Nothing came in these weeks." in page
    assert "<svg" not in page


def test_its_last_runs_lead_to_all_of_them(desk: Client) -> None:
    made = factories.feed(name="Ledger")
    brought(made, "new", "copy")
    page = text(desk.get(address(made)))
    assert "Run of Ledger" in page
    assert "1 copy" in page
    assert f'href="/imports/?feed={made.pk}"' in page


def test_a_curator_pauses_it_and_resumes_it(desk: Client) -> None:
    made = done(desk, "feed-pause", factories.feed(failures=4, problem="No answer."))
    assert not made.is_active
    page = text(desk.get(address(made)))
    assert "Resume" in page
    assert "not while it is paused" in page
    assert "Look now" not in page
    made = done(desk, "feed-resumption", made)
    assert (made.is_active, made.failures) == (True, 0)


def test_a_curator_has_it_looked_at_now(desk: Client) -> None:
    made = factories.feed(due_at=timezone.now() + timedelta(hours=6))
    assert done(desk, "feed-look", made).due_at <= timezone.now()


def test_a_curator_follows_its_move_with_both_addresses_before_their_eyes(desk: Client) -> None:
    made = factories.feed(moved_to="https://new.example/rss", etag="x")
    page = text(desk.get(address(made)))
    assert f'<dt>Old</dt><dd class="break"><bdi>{made.location}</bdi>' in page
    assert '<dt>New</dt><dd class="break"><bdi>https://new.example/rss</bdi>' in page
    made = done(desk, "feed-move", made)
    assert (made.location, made.host, made.moved_to, made.etag) == ("https://new.example/rss", "new.example", "", "")


def test_a_move_to_where_another_feed_is_read_is_said_and_not_made(desk: Client) -> None:
    other, made = factories.feed(), factories.feed()
    Feed.objects.filter(pk=made.pk).update(moved_to=other.location)
    assert done(desk, "feed-move", made).location == made.location
    assert f"Another feed is read at {other.location} already." in text(desk.get(address(made)))


def test_a_curator_releases_what_is_held(desk: Client) -> None:
    made = factories.feed(held="It was the feed of another.", home="ledger.example")
    page = text(desk.get(address(made)))
    assert "What is new here waits for a curator." in page
    assert 'formaction="/sources/add/">See what it shows now' in page
    assert done(desk, "feed-release", made).held == ""


def test_others_see_it_and_act_on_nothing() -> None:
    made = factories.feed(held="It changed hands.", moved_to="https://new.example/")
    desk = signed_in(factories.senior())
    page = text(desk.get(address(made)))
    assert "It changed hands." in page
    for word in ("Look now", "Pause", "Follow the move", "Release what is held", "/admin/"):
        assert word not in page
    for act in ACTS:
        assert desk.post(reverse(act, args=[made.pk])).status_code == 403


def test_every_oddity_that_the_importer_notes_has_words() -> None:
    code = re.compile(r"""notes(?:\.append\(| \+= \[)f?"([a-z_]+)|^        "([a-z_]+)": """, re.MULTILINE)
    sources = "".join(path.read_text() for path in (PROJECT / "claims" / "ingest").rglob("*.py"))
    codes = {first or second for first, second in code.findall(sources) if first or second in COUNTED}
    assert {"cut_off", "links_dropped", *COUNTED} <= codes
    assert codes <= set(noted())


@each_id
def test_ids_of_no_feed_are_not_found(desk: Client, wrong: str) -> None:
    assert desk.get(f"/feeds/{wrong}/").status_code == 404
    assert desk.post(f"/feeds/{wrong}/pause/").status_code == 404


def test_hostile_words_stay_words(desk: Client) -> None:
    words = dict.fromkeys(
        ("name", "problem", "title", "home", "held", "moved_to", "selector", "problem_code"), HOSTILE[:40]
    )
    made = factories.feed(**words | {"name": HOSTILE, "problem": HOSTILE, "notes": [HOSTILE], "failures": 3})
    assert_inert(text(desk.get(address(made))))


def test_as_many_queries_for_ten_runs_as_for_one(desk: Client) -> None:
    made = factories.feed()
    brought(made, "new")
    one = queries(desk, address(made))
    for _ in range(9):
        brought(made, "new", "failed")
    assert queries(desk, address(made)) == one


def test_when_it_is_looked_at_next_is_a_time_today_or_a_day() -> None:
    now = timezone.localtime().replace(hour=12, minute=0)
    assert comes(now - timedelta(days=1)) == "now"
    assert re.fullmatch(r"\d{1,2} \w{3} 12:00", comes(now + timedelta(days=2)))
    soon = timezone.localtime() + timedelta(minutes=1)
    assert comes(soon).endswith(f"{soon:%H:%M}")
