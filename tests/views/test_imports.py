import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.ingest import intake, raws, store
from claims.models import Feed, Import, ImportItem, Origin, Revision
from claims.reading.find import find_claims
from claims.views import imports
from tests import factories
from tests.views.at_desk import HOSTILE, HTMX, assert_inert, each_id, part, queries, signed_in, text

pytestmark = pytest.mark.django_db
STORY = (
    b"The bridge closes\n\nThe bridge will be closed for nine weeks, the council said on Monday evening in the hall.\n"
)


@pytest.fixture
def desk() -> Client:
    return signed_in(factories.curator())


def run_of(*contents: bytes, label: str = "Folder") -> Import:
    """Taken in and still waiting."""
    run = intake.start(label)
    for number, content in enumerate(contents):
        intake.take_in(run, f"{number}.txt", f"file:/srv/secret/{run.pk}-{number}.txt", content)
    return run


def worked_on(run: Import) -> Import:
    for item in run.items.all():
        store.import_item(item.pk)
    return run


def worked_on_item(item: ImportItem) -> ImportItem:
    store.import_item(item.pk)
    item.refresh_from_db()
    return item


def items(of: Feed, *outcomes: str, label: str = "Run") -> Import:
    run = intake.start(label, feed=of)
    ImportItem.objects.bulk_create(
        ImportItem(run=run, name=str(n), address=f"file:{n}", outcome=outcome, finished_at=timezone.now())
        for n, outcome in enumerate(outcomes)
    )
    return run


def address(run: Import) -> str:
    return reverse("import", args=[run.pk])


def test_the_list_shows_runs_newest_first_with_their_outcomes(desk: Client) -> None:
    worked_on(run_of(STORY, b"", label="First run"))
    run_of(STORY, label="Second run")
    page = text(desk.get("/imports/"))
    assert page.index("Second run") < page.index("First run")
    for said in ("1 new", "1 failed", "1 waiting"):
        assert said in page


def test_older_runs_are_on_the_next_page(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "RUNS", 2)
    runs = [intake.start(f"Run number {number}.") for number in range(3)]
    assert f'href="?before={runs[1].pk}"' in text(desk.get("/imports/"))
    older = text(desk.get("/imports/", {"before": runs[1].pk}))
    assert [run.label in older for run in runs] == [True, False, False]


def test_feeds_show_their_health_the_gravest_first(desk: Client) -> None:
    factories.feed(name="A fine one", looked_at=timezone.now(), succeeded_at=timezone.now())
    factories.feed(name="B idle", is_active=False)
    factories.feed(name="C moved", moved_to="https://new.example/rss")
    factories.feed(name="D bad", problem="The site refuses the desk.", failures=5)
    page = text(desk.get("/imports/"))
    assert page.index("D bad") < page.index("C moved") < page.index("A fine one") < page.index("B idle")
    for said in ("The site refuses the desk. 5 answers failed in a row.", "It has moved to https://new.example/rss.",
                 '<span class="state ok">Fine</span>', '<span class="state dismissed">Paused</span>', "4 feeds:",
                 '<b class="alarm">1 failing</b>'):  # fmt: skip
        assert said in page


def test_a_feed_shows_its_pace_and_its_days(desk: Client) -> None:
    made = factories.feed(every=timedelta(minutes=15), due_at=timezone.now() + timedelta(days=400))
    items(made, "new", "new", "failed")
    page = text(desk.get("/imports/"))
    assert "every </span>15 min" in page
    assert re.search(r"next \d+ \w{3} \d\d:\d\d", page)
    assert "2 items in 28 days, 1 more failed" in page
    assert '<path class="came" d="M' in page


def test_feeds_go_on_from_page_to_page_and_can_be_narrowed(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "FEEDS", 2)
    factories.feed(name="Alpha", held="It changed hands.")
    last, after, end = (factories.feed(name=name) for name in ("Beta", "Gamma", "Gamma"))
    assert f'href="?feeds={last.pk}"' in text(desk.get("/imports/"))
    later = text(desk.get("/imports/", {"feeds": last.pk}))
    assert ("Beta" in later, f"/feeds/{after.pk}/" in later, f"/feeds/{end.pk}/" in later) == (False, True, True)
    held = text(desk.get("/imports/", {"state": "held"}))
    assert ("Alpha" in held, "Beta" in held) == (True, False)


def test_runs_are_narrowed_by_feed_way_and_outcome(desk: Client) -> None:
    made = factories.feed(name="Ledger")
    items(made, "failed", label="Of the feed")
    intake.start("By hand", way="upload")
    expected = {
        f"feed={made.pk}": (True, False),
        "way=upload": (False, True),
        "outcome=failed": (True, False),
        "outcome=quarantined": (False, False),
        "feed=x&way=y&outcome=z": (True, True),
    }
    for query, seen in expected.items():
        page = text(desk.get(f"/imports/?{query}"))
        assert ("Of the feed" in page, "By hand" in page) == seen, query
    page = text(desk.get(f"/imports/?feed={made.pk}&way=feed"))
    assert f'href="?feed={made.pk}"' in page
    assert 'href="?way=feed"' in page
    assert 'id="f-outcome"' in text(desk.get("/imports/?filter=1"))


def test_one_import_shows_each_item_with_its_reason_its_article_and_its_bytes(desk: Client) -> None:
    run = worked_on(run_of(STORY, b""))
    page = text(desk.get(address(run)))
    good, bad = run.items.order_by("pk")
    assert f'href="/articles/{good.article_id}/"' in page
    assert bad.reason
    assert bad.reason in page
    assert str(good.raw_id)[:12] in page
    assert "/srv/secret" not in page


def test_an_item_tells_how_many_claims_it_brought_and_what_is_known_of_its_text(desk: Client) -> None:
    run = worked_on(run_of(STORY))
    item = run.items.get()
    assert item.revision
    find_claims(item.revision.reading.pk)
    number = item.revision.mentions.count()
    assert number
    assert f"<div>{number} claim" in text(desk.get(address(run)))


def test_only_what_failed_can_be_looked_at(desk: Client) -> None:
    run = worked_on(run_of(STORY, b""))
    page = text(desk.get(address(run), {"only": "failed"}))
    assert "1.txt" in page
    assert "0.txt" not in page


def test_items_go_on_from_page_to_page(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "ITEMS", 2)
    run = run_of(b"1", b"2", b"3")
    first, second, third = run.items.order_by("pk")
    page = text(desk.get(address(run)))
    assert f'href="?after={second.pk}"' in page
    assert third.name not in page
    assert third.name in text(desk.get(address(run), {"after": second.pk}))


def test_progress_asks_again_while_items_wait_and_then_stops(desk: Client) -> None:
    run = run_of(STORY)
    asked = HTMX | {"HX-Target": "progress"}
    waiting = desk.get(address(run), headers=asked)
    assert 'hx-trigger="every 2s"' in text(waiting)
    assert "0 of 1" in text(waiting)
    worked_on(run)
    assert "Claims are still being found in 1." in text(desk.get(address(run), headers=asked))
    for item in run.items.all():
        assert item.revision
        find_claims(item.revision.reading.pk)
    done = desk.get(address(run), headers=asked)
    assert "every 2s" not in text(done)
    assert "Finished." in text(done)
    assert "import-finished" in done["HX-Trigger"]
    assert "<table" not in text(done)


def test_the_items_alone_are_sent_when_the_import_finished(desk: Client) -> None:
    run = worked_on(run_of(STORY))
    page = text(desk.get(address(run), headers=HTMX | {"HX-Target": "items"}))
    assert page.strip().startswith('<section id="items"')
    assert "<header" not in page


def test_a_curator_has_a_failed_item_tried_again(desk: Client) -> None:
    item = worked_on(run_of(b"")).items.get()
    response = desk.post(reverse("import-retry", args=[item.pk]))
    assert response["Location"] == f"/imports/{item.run_id}/"
    item.refresh_from_db()
    assert (item.outcome, item.attempts) == ("waiting", 0)


def test_all_that_failed_is_tried_again_and_nothing_else(desk: Client) -> None:
    run = worked_on(run_of(STORY, b"", b" "))
    refused = intake.refuse(run, "link", "file:link", "It is a link, not a file.")
    assert 'Try all failed again <span class="count">2</span>' in text(desk.get(address(run)))
    desk.post(reverse("import-retry-all", args=[run.pk]))
    assert sorted(run.items.values_list("outcome", flat=True)) == ["failed", "new", "waiting", "waiting"]
    refused.refresh_from_db()
    assert refused.outcome == "failed"


def test_a_retry_is_for_curators_and_for_who_added_it() -> None:
    asha = factories.reviewer()
    run = intake.start("Mine", asked_by=asha, way="upload")
    item = worked_on_item(intake.take_upload(run, "empty.txt", b"")[0])
    for other in (factories.senior(), factories.reviewer()):
        desk = signed_in(other)
        assert "again" not in part(text(desk.get(address(run))), 'id="items"')
        assert desk.post(reverse("import-retry", args=[item.pk])).status_code == 403
        assert desk.post(reverse("import-retry-all", args=[run.pk])).status_code == 403
    item.refresh_from_db()
    assert item.outcome == "failed"
    signed_in(asha).post(reverse("import-retry", args=[item.pk]))
    item.refresh_from_db()
    assert item.outcome == "waiting"


def test_raw_bytes_come_as_a_file_that_no_browser_takes_for_a_page(desk: Client) -> None:
    content = b"<script>alert(1)</script>"
    run = run_of(content)
    ImportItem.objects.filter(run=run).update(
        name='"; filename=evil.html', outcome="quarantined", finished_at=timezone.now()
    )
    item = run.items.get()
    assert f"/imports/items/{item.pk}/bytes/" in text(desk.get(address(run)))
    response = desk.get(reverse("import-bytes", args=[item.pk]))
    assert response.content == content
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == f'attachment; filename="item-{item.pk}-{str(item.raw_id)[:12]}.bin"'
    bare = intake.refuse(run, "link", "file:link", "It is a link, not a file.")
    assert desk.get(reverse("import-bytes", args=[bare.pk])).status_code == 404


def test_an_item_says_what_the_feed_told_where_it_led_and_what_to_do(desk: Client) -> None:
    run = intake.start("Ledger", way="feed")
    where = {"address": "https://ledger.example/a", "host": "ledger.example", "name": "https://ledger.example/a"}
    told = {"final_address": "https://ledger.example/login", "told": {"title": "Dam bursts"}, "code": "login"}
    ImportItem.objects.create(
        run=run, outcome="failed", reason="It asks for a login.", finished_at=timezone.now(), **where, **told
    )
    page = text(desk.get(address(run)))
    for said in ("Dam bursts", "https://ledger.example/a", "led to <bdi>https://ledger.example/login</bdi>",
                 "<code>login</code>", "It asks for a login.", "Paste its text instead", "Try again"):  # fmt: skip
        assert said in page


def test_of_an_article_behind_a_paywall_the_rest_can_be_pasted(desk: Client) -> None:
    made = factories.article()
    Revision.objects.create(
        article=made, number=2, raw=raws.keep(b"Half."), text="Half.", text_rules=1, title="Half of it",
        note_code="paywall", note="The text may be a part of the article.",
    )  # fmt: skip
    run = items(factories.feed(), "new")
    run.items.update(article=made, revision=made.revisions.get(number=2), host="ledger.example")
    page = text(desk.get(address(run)))
    assert "The text may be a part of the article." in page
    assert "/imports/new/?way=pasted&amp;title=Article" in page


def test_a_copy_names_its_origin_and_the_share(desk: Client) -> None:
    head, copy = factories.article(title="As the agency wrote it"), factories.article()
    copy.origin, copy.origin_share = Origin.objects.create(head=head), 0.94
    copy.save()
    run = items(factories.feed(), "new")
    run.items.update(article=copy, revision=copy.current)
    assert copy.current
    store.say_copy(copy.current)
    page = text(desk.get(address(run)))
    assert '<span class="state" data-outcome="copy">Copy</span>' in page
    assert "94% of its text stands in “As the agency wrote it”." in page


def test_articles_added_for_a_claim_lead_back_to_it(desk: Client) -> None:
    claim = factories.claim()
    run = intake.start("Pasted", way="pasted", claim=claim)
    item = worked_on_item(intake.take_text(run, "", STORY.decode()))
    page = text(desk.get(address(run)))
    assert f'<a class="btn" href="/claims/{claim.pk}/">Back to the claim</a>' in page
    assert f"/claims/{claim.pk}/?pane=reader&amp;revision={item.revision_id}" in page


def test_nothing_imported_yet_says_how(desk: Client) -> None:
    page = text(desk.get("/imports/"))
    assert "Nothing was imported yet." in page
    assert "No feed is set up." in page


@each_id
def test_ids_of_no_import_are_not_found(desk: Client, wrong: str) -> None:
    assert desk.get(f"/imports/{wrong}/").status_code == 404
    assert desk.post(f"/imports/items/{wrong}/retry/").status_code == 404


def test_hostile_words_stay_words(desk: Client) -> None:
    run = run_of(STORY, label=HOSTILE)
    ImportItem.objects.filter(run=run).update(name=HOSTILE)
    factories.feed(name=HOSTILE, problem=HOSTILE)
    ImportItem.objects.filter(run=run).update(
        told={"title": HOSTILE}, final_address=HOSTILE, host="x", code="paywall", reason=HOSTILE, address=HOSTILE
    )
    assert_inert(text(desk.get("/imports/")))
    assert_inert(text(desk.get(address(run))))


def test_as_many_queries_for_thirty_rows_as_for_one(desk: Client) -> None:
    run = worked_on(run_of(STORY))
    items(factories.feed(), "new")
    list_one, one = queries(desk, "/imports/"), queries(desk, address(run))
    for number in range(29):
        worked_on(run_of(STORY + str(number).encode()))
        items(factories.feed(failures=number % 4, problem="x"), "new", "failed")
    for number in range(29):
        intake.take_in(run, f"more-{number}.txt", f"file:/srv/more-{number}.txt", STORY + b"More. %d" % number)
    worked_on(run)
    assert (queries(desk, "/imports/"), queries(desk, address(run))) == (list_one, one)
