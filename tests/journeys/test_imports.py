"""How articles arrive: a source, files, a pasted text, addresses; and what a curator does about what fails."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django import DjangoDbBlocker

from claims.ingest import intake
from claims.models import Claim, Feed, ImportItem, Person, Reading
from tests import factories
from tests.articles import BUDGET, KILLED, LATER, WARNED, file_of
from tests.desk import Desk
from tests.hostile.listener import listening
from tests.ingest.site import Site
from tests.journeys import hands
from tests.services import Services
from tests.wait import wait_for

pytestmark = pytest.mark.journey

FRONT = b'<html><title>The Harrow Post</title><link rel="alternate" type="application/rss+xml" href="/feed"></html>'
MEETS = "The council will meet on Friday to decide who pays for the new dam, the mayor of Harrow said."
# What a hand does that drags files from another window: {name, text} each.
DROP = """(zone, files) => {
  const carried = new DataTransfer();
  for (const {name, text} of files) carried.items.add(new File([text], name));
  for (const kind of ["dragover", "drop"])
    zone.dispatchEvent(new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def site() -> Iterator[Site]:
    with listening({}) as listener:
        yield Site(listener)


@pytest.fixture
def desk(
    django_db_setup: None, services: Services, django_db_blocker: DjangoDbBlocker, tmp_path: Path, site: Site
) -> Iterator[Desk]:
    """With all that fetches, allowed to ask the one site on this machine."""
    with django_db_blocker.unblock():
        running = Desk(services, tmp_path)
        running.environment |= {"FACTCHECK_ALLOWED_HOSTS": site.listener.place, "FACTCHECK_HOST_PAUSE_MS": "0"}
        running.manage("seed", "--people")
        for start in (running.start_worker, running.start_fetcher, running.start_beat, running.start_web):
            start()
        yield running
        running.stop()


def zipped(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, file_of(BUDGET, WARNED, title=f"Inside {name}"))
    return packed.getvalue()


def finished(page: Page, number: int) -> None:
    expect(page.locator("#progress")).to_contain_text(f"{number} of {number}", timeout=60_000)
    expect(page.locator("#progress")).to_contain_text("Finished.", timeout=60_000)


def test_a_source_is_found_looked_through_and_saved_and_its_articles_reach_the_queue(
    browser: Browser, desk: Desk, site: Site
) -> None:
    site.serve("/", FRONT)
    site.feed(site.article(1), site.article(2, LATER), site.article(3, WARNED), site.article(4, MEETS))
    for path in ("/story-3", "/story-4"):
        site.serve(path, status="403 Forbidden")
    with hands.signed_in(browser, desk, "ines") as page:
        page.goto("/imports/")
        expect(page.locator("main")).to_contain_text("No feed is set up.")
        hands.look(page, "imports-empty")
        page.get_by_role("main").get_by_role("link", name="Add source").first.click()
        hands.look(page, "source-add")
        page.get_by_label("Address").fill("ftp://harrow.example/news")
        page.get_by_label("Address").press("Enter")
        expect(page.get_by_label("Address")).to_have_value("ftp://harrow.example/news")
        expect(page.locator("#address-error")).to_be_visible()
        expect(page.get_by_label("Address")).to_be_focused()
        hands.look(page, "source-refused")
        look_at(page, site.listener.url("/"))
        for said in ("Report 1", "Report 2", "The Harrow Post", site.listener.url("/feed")):
            expect(page.locator("#look")).to_contain_text(said)
        with desk.inside():
            assert not Feed.objects.exists()
        hands.look(page, "source-found")
        page.get_by_label("Name", exact=True).fill("Harrow news")
        page.get_by_role("button", name="Add this source").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Harrow news")
        with desk.inside():
            wait_for(lambda: ImportItem.objects.filter(finished_at__isnull=False).count() == 4, 60)
            wait_for(lambda: not Reading.objects.filter(done_at=None).exists())
        page.reload()
        expect(page.locator("main")).to_contain_text("2 new")
        hands.look(page, "feed")
        page.get_by_role("table", name="Import runs").get_by_role("link").first.click()
        retry_what_failed(page, site)
        page.goto("/queue/")
        expect(page.locator("#queue")).to_contain_text("The number of injured people rose to 48")


def look_at(page: Page, address: str) -> None:
    page.get_by_label("Address").fill(address)
    page.get_by_role("button", name=re.compile("^Look( again)?$")).click()
    expect(page.locator("#look-h")).to_have_text("What would be imported", timeout=60_000)


def retry_what_failed(page: Page, site: Site) -> None:
    expect(page.locator("#items")).to_contain_text("http_403")
    hands.look(page, "import-failed")
    site.article(3, WARNED)
    site.article(4, MEETS)
    page.get_by_role("button", name=re.compile("^Try all failed again")).click()
    finished(page, 4)
    expect(page.locator("#items")).not_to_contain_text("http_403")
    expect(page.locator("#items")).to_contain_text("Report 3 from Harrow")


def test_without_scripts_a_source_is_looked_through_and_saved_all_the_same(
    browser: Browser, desk: Desk, site: Site
) -> None:
    site.serve("/", FRONT)
    site.feed(site.article(1))
    context = browser.new_context(base_url=desk.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill("ines")
    page.locator("input[type=password]").fill(hands.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.goto("/sources/add/")
    page.get_by_label("Address").fill(site.listener.url("/"))
    page.get_by_role("button", name="Look").click()
    expect(page.locator("#look")).to_contain_text("Report 1", timeout=60_000)  # the page comes anew by itself
    page.get_by_role("button", name="Add this source").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The Harrow Post")
    context.close()


def test_where_no_feed_is_its_links_can_be_watched_by_a_selector(browser: Browser, desk: Desk, site: Site) -> None:
    links = "".join(f'<h2><a href="/story-{n}">A long enough heading {n}</a></h2>' for n in (1, 2))
    site.serve("/", f'<html><a href="/about">About us all</a>{links}</html>'.encode())
    with hands.signed_in(browser, desk, "ines") as page:
        page.goto("/sources/add/")
        page.get_by_label("Address").fill(site.listener.url("/"))
        page.get_by_role("button", name="Look").click()
        expect(page.locator("#look-h")).to_have_text("No feed there", timeout=60_000)
        hands.look(page, "source-none")
        page.get_by_role("button", name=re.compile("page of links")).click()
        expect(page.locator("#look-h")).to_have_text("Nothing to import there", timeout=60_000)
        expect(page.get_by_label("Kind")).to_have_value("links")
        page.get_by_label("Selector").fill("h2 a")
        look_at(page, site.listener.url("/"))
        expect(page.locator("#look")).to_contain_text("A long enough heading 2")
        expect(page.locator("#look")).not_to_contain_text("About us all")
        page.get_by_role("button", name="Add this source").click()
        expect(page.locator("main")).to_contain_text("h2 a")


def feeds_of_all_kinds() -> Feed:
    """One of each state, with four weeks of items; returns the one that asks for most."""
    now = timezone.now()
    usual = {"looked_at": now, "succeeded_at": now, "brought_at": now, "due_at": now + timedelta(days=1)}
    told: dict[str, dict[str, Any]] = {
        "World desk wire": {"every": timedelta(minutes=5), "outlet": factories.outlet()},
        "Ministry statements": {"kind": "links", "selector": "h2 a", "purpose": "reference"}
        | {"failures": 7, "problem": "The site refuses the desk.", "problem_code": "http_403"}
        | {"succeeded_at": now - timedelta(days=7)},
        "Regional daily, politics": {"kind": "sitemap", "failures": 1, "problem": "The site took too long."},
        "Harbour bulletin": {"usual_gap": timedelta(hours=6), "brought_at": now - timedelta(days=4)},
        "Court of audit": {"kind": "page", "is_active": False},
        "Old observer": {"moved_to": "https://observer.example/feeds/all.xml", "held": "It was the feed “Observer” of "
                         "observer.example, and says now that it is “Win big” of casino.example."},
    }  # fmt: skip
    made = [factories.feed(**usual | {"name": name} | values) for name, values in told.items()]
    for feed in made[:4]:
        run = intake.start(feed.name, feed=feed)
        ImportItem.objects.bulk_create(
            ImportItem(
                run=run, name=f"{day}-{number}", address=f"https://e.example/{day}-{number}",
                outcome="failed" if day < 3 and number % 3 == 0 else "new",
                finished_at=now - timedelta(days=day, minutes=1),
            )
            for day in range(28) for number in range((day * 7 + feed.pk * 3) % 11)
        )  # fmt: skip
    return made[-1]


def test_the_health_of_feeds_is_seen_and_acted_on(browser: Browser, desk: Desk) -> None:
    with desk.inside():
        moved = feeds_of_all_kinds()
    with hands.signed_in(browser, desk, "ines") as page:
        expect(page.locator("main")).to_contain_text("Nothing new for 4 days")
        hands.look(page, "home-curator")
        page.goto("/imports/")
        hands.look(page, "imports")
        page.keyboard.press("f")
        hands.look(page, "imports-filter")
        page.goto(f"/feeds/{moved.pk}/")
        hands.look(page, "feed-moved")
        page.get_by_role("button", name="Follow the move").click()
        expect(page.locator("main")).to_contain_text("It is read at its new address from now on.")
        page.get_by_role("button", name="Release what is held").click()
        page.get_by_role("button", name="Pause").click()
        expect(page.get_by_role("button", name="Resume")).to_be_visible()
        page.goto("/imports/?state=failing")
        page.get_by_role("link", name="Ministry statements").first.click()
        page.get_by_text("As a table").click()
        expect(page.get_by_role("table", name="Items of this feed by day")).to_be_visible()
        hands.look(page, "feed-failing")
    with desk.inside():
        moved.refresh_from_db()
        assert (moved.location, moved.moved_to, moved.held) == ("https://observer.example/feeds/all.xml", "", "")
        assert not moved.is_active


def test_files_are_dropped_or_chosen_and_the_broken_one_is_kept_for_the_curator(
    browser: Browser, desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "more.zip").write_bytes(zipped("one.txt", "two.txt"))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 cut")
    with hands.signed_in(browser, desk, "ines") as page:
        page.goto("/imports/new/")
        hands.look(page, "add-files")
        dropped = [{"name": "dam.txt", "text": file_of(KILLED).decode()}, {"name": "empty.txt", "text": ""}]
        page.locator("[data-drop]").evaluate(DROP, dropped)
        expect(page.locator("[data-chosen]")).to_contain_text("empty.txt 0 B")
        expect(page.get_by_label("Files")).to_be_focused()
        hands.look(page, "add-files-chosen")
        page.get_by_role("button", name="Add the files").click()
        finished(page, 2)
        expect(page.locator("#items")).to_contain_text("Dam bursts above Harrow")
        page.goto("/imports/new/")
        page.get_by_label("Files").set_input_files([tmp_path / "more.zip", tmp_path / "broken.pdf"])
        page.get_by_role("button", name="Add the files").click()
        finished(page, 3)
        expect(page.locator("#items")).to_contain_text("Inside two.txt")
        expect(page.locator("#items")).to_contain_text("damaged")
        hands.look(page, "import-done")
        with page.expect_download() as download:
            page.get_by_role("row").filter(has_text="broken.pdf").get_by_role("link", name="save").click()
        assert download.value.path().read_bytes() == b"%PDF-1.7 cut"
        page.goto("/imports/")
        hands.look(page, "imports-runs")


def test_a_text_pasted_from_a_claims_page_is_a_reference_beside_it(browser: Browser, desk: Desk) -> None:
    with desk.inside():
        claim = factories.taken(Person.objects.get(username="asha"), factories.claim()).claim
    with hands.signed_in(browser, desk, "asha") as page:
        page.goto(f"/claims/{claim.pk}/")
        page.get_by_role("link", name="Add an article").click()
        page.get_by_role("link", name="Text").click()
        expect(page.get_by_role("radio", name=re.compile("^Reference"))).to_be_checked()
        page.get_by_role("button", name="Add the text").click()
        expect(page.locator("#text-error")).to_be_visible()
        hands.look(page, "add-text-missing")
        page.get_by_label("Title").fill("What the hospital said")
        page.get_by_label("Text").fill(f"{LATER}\n\n{WARNED}")
        page.get_by_role("button", name="Add the text").click()
        finished(page, 1)
        hands.look(page, "import-for-claim")
        page.get_by_role("link", name="What the hospital said").click()
        expect(page.locator("#reader-text")).to_contain_text(LATER)
        assert f"/claims/{claim.pk}/" in page.url
        hands.look(page, "claim-with-added")
        page.locator("#q").fill("spokeswoman hospital injured")
        page.locator("#q").press("Enter")
        expect(page.locator("#reader")).to_contain_text("What the hospital said")
    with desk.inside():
        assert list(Claim.objects.all()) == [claim]


def test_addresses_are_fetched_and_a_bad_one_is_named(browser: Browser, desk: Desk, site: Site) -> None:
    site.article(1)
    with hands.signed_in(browser, desk, "mara") as page:
        page.goto("/imports/new/?way=address")
        page.get_by_label("Addresses").fill(f"{site.listener.url('/story-1')}\nhttps://user:secret@harrow.example/")
        page.get_by_role("button", name="Fetch them").click()
        expect(page.locator("#addresses-error")).to_contain_text("https://user:secret@harrow.example/")
        hands.look(page, "add-addresses-refused")
        page.get_by_label("Addresses").fill(site.listener.url("/story-1"))
        page.get_by_role("button", name="Fetch them").click()
        finished(page, 1)
        expect(page.locator("#items")).to_contain_text("Report 1 from Harrow")
