import pytest
from django.test import Client
from django.urls import reverse

from claims.ingest import intake, store
from claims.models import Feed, Import, ImportItem
from claims.reading.find import find_claims
from claims.views import imports
from tests import factories
from tests.views.at_desk import HOSTILE, HTMX, assert_inert, each_id, queries, signed_in, text

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


def test_feeds_show_their_health(desk: Client) -> None:
    Feed.objects.create(kind="folder", name="Bureau", location="/in/bureau", problem="The folder is not there.")
    Feed.objects.create(kind="folder", name="Idle", location="/in/idle", is_active=False)
    page = text(desk.get("/imports/"))
    assert "The folder is not there." in page
    assert '<span class="state">Off</span>' in page


def test_one_import_shows_each_item_with_its_reason_its_article_and_its_bytes(desk: Client) -> None:
    run = worked_on(run_of(STORY, b""))
    page = text(desk.get(address(run)))
    good, bad = run.items.order_by("pk")
    assert f'href="/articles/{good.article_id}/"' in page
    assert bad.reason
    assert bad.reason in page
    assert str(good.raw_id)[:12] in page
    assert "/srv/secret" not in page


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


def test_sources_are_the_curators() -> None:
    item = worked_on(run_of(b"")).items.get()
    desk = signed_in(factories.senior())
    assert "Try again" not in text(desk.get(address(item.run)))
    assert desk.post(reverse("import-retry", args=[item.pk])).status_code == 403
    item.refresh_from_db()
    assert item.outcome == "failed"


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
    Feed.objects.create(kind="folder", name=HOSTILE, location="/in", problem=HOSTILE)
    assert_inert(text(desk.get("/imports/")))
    assert_inert(text(desk.get(address(run))))


def test_as_many_queries_for_thirty_rows_as_for_one(desk: Client) -> None:
    run = worked_on(run_of(STORY))
    list_one, one = queries(desk, "/imports/"), queries(desk, address(run))
    for number in range(29):
        worked_on(run_of(STORY + str(number).encode()))
    for number in range(29):
        intake.take_in(run, f"more-{number}.txt", f"file:/srv/more-{number}.txt", STORY + b"More. %d" % number)
    worked_on(run)
    assert (queries(desk, "/imports/"), queries(desk, address(run))) == (list_one, one)
