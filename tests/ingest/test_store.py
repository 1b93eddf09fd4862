"""Importing the same thing, a changed thing and a bad thing."""

import os
from datetime import timedelta
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest
from django.db import connection
from django.db.models.functions import Now
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from claims import due, tasks
from claims.ingest import intake, store
from claims.ingest.child import Unreadable, read
from claims.ingest.page import Reading as Page
from claims.models import Article, Claim, Feed, Figure, ImportItem, Mention, Passage, Raw, Reading, Revision
from claims.reading import find
from claims.review import claims
from claims.states import State
from tests import factories as make
from tests.articles import BUDGET, KILLED, LATER, STORY, WARNED, file_of, imported
from tests.races import at_once

pytestmark = pytest.mark.django_db
Outcome = ImportItem.Outcome


def counted() -> dict[str, int]:
    return {m.__name__: m._default_manager.count() for m in (Article, Revision, Raw, Passage, Reading, Claim, Mention)}


def claim_of(sentence: str) -> Claim:
    return Claim.objects.distinct().get(mentions__quote__contains=sentence[:40])


def test_a_file_becomes_an_article_with_its_claims() -> None:
    item = imported(file_of(*STORY))
    revision = item.revision
    assert item.outcome == Outcome.NEW
    assert revision is not None
    assert item.raw is not None
    assert (revision.number, revision.raw.sha256, str(revision.published_on)) == (1, item.raw.sha256, "2024-03-12")
    assert bytes(item.raw.content) == file_of(*STORY)
    assert [revision.text[start:end] for start, end in revision.sentences] == list(STORY)
    assert [passage.text for passage in revision.passages.order_by("start")] == revision.text.split("\n\n")
    assert set(Claim.objects.values_list("state", flat=True)) == {State.NEW}
    assert claim_of(KILLED).mentions.get().figures.get().low == 12


def test_the_same_file_again_changes_nothing() -> None:
    imported(file_of(*STORY))
    before = counted()
    item = imported(file_of(*STORY))
    assert (item.outcome, item.reason, counted()) == (Outcome.UNCHANGED, "It is here already.", before)


def test_the_same_bytes_under_another_name_are_told_and_make_no_second_article() -> None:
    imported(file_of(*STORY))
    before = counted()
    item = imported(file_of(*STORY), "copy.txt")
    assert (item.outcome, item.reason) == (Outcome.UNCHANGED, "The same bytes as dam.txt.")
    assert counted() == before


def test_an_article_that_becomes_another_one_s_copy_gets_its_revision() -> None:
    imported(file_of(KILLED))
    imported(file_of(BUDGET), "other.txt")
    item = imported(file_of(KILLED), "other.txt")
    assert (item.outcome, Revision.objects.filter(article=item.article).count()) == (Outcome.CHANGED, 2)


def test_a_file_that_goes_back_to_what_it_was_gets_a_third_revision() -> None:
    for content in (file_of(KILLED), file_of(BUDGET), file_of(KILLED)):
        item = imported(content)
    assert item.outcome == Outcome.CHANGED
    assert list(Revision.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]


def test_a_changed_file_keeps_the_claims_of_unchanged_sentences_and_queues_what_is_new() -> None:
    imported(file_of(*STORY))
    before = {sentence: claim_of(sentence).pk for sentence in STORY}
    was = list(Figure.objects.filter(mention__claim=before[WARNED]).values_list("quote", "low", "measure", "bound"))
    item = imported(file_of(LATER, KILLED, WARNED))
    assert (item.outcome, item.revision and item.revision.number) == (Outcome.CHANGED, 2)
    assert {claim_of(sentence).pk for sentence in (KILLED, WARNED)} == {before[KILLED], before[WARNED]}
    carried = Mention.objects.get(claim=before[WARNED], revision=item.revision)
    assert carried.carried_from == Mention.objects.get(claim=before[WARNED], revision__number=1)
    assert list(carried.figures.values_list("quote", "low", "measure", "bound")) == was
    text = carried.revision.text
    assert [text[figure.start : figure.end] for figure in carried.figures.all()] == [row[0] for row in was]
    new = Claim.objects.exclude(pk__in=before.values())
    assert [mention.quote for mention in Mention.objects.filter(claim__in=new)] == [LATER.split(",")[0]]
    assert Mention.objects.filter(claim=before[BUDGET]).count() == 1


def test_a_dismissed_claim_stays_dismissed_when_its_article_changes() -> None:
    imported(file_of(*STORY))
    claim = claim_of(KILLED)
    claims.dismiss(claim, make.senior(), claim.version, "Not worth it.")
    imported(file_of(KILLED, LATER))
    assert claim_of(KILLED).state == State.DISMISSED
    assert Mention.objects.filter(claim=claim).count() == 2


def test_a_page_whose_text_did_not_change_gets_no_revision() -> None:
    imported(file_of(*STORY))
    item = imported(file_of(*STORY) + b"\n\n\n")
    assert (item.outcome, item.reason) == (Outcome.UNCHANGED, "The page changed, its text did not.")
    assert Revision.objects.count() == 1


@pytest.mark.parametrize("bad", [b"", b"%PDF-1.4 \x00\x01", b"\xff\xfe\x00" * 40, b"\x00" * 500])
def test_one_bad_file_fails_alone_with_its_reason(bad: bytes) -> None:
    run = intake.start("three files")
    items = [imported(content, name, run) for name, content in
             [("1.txt", file_of(KILLED)), ("2.txt", bad), ("3.txt", file_of(BUDGET))]]  # fmt: skip
    assert [item.outcome for item in items] == [Outcome.NEW, Outcome.FAILED, Outcome.NEW]
    assert items[1].reason
    assert items[1].raw is not None


def test_a_failed_file_is_tried_again_from_its_kept_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(*given: object) -> None:
        raise Unreadable("no_article", "Not today.")

    with monkeypatch.context() as patch:
        patch.setattr(store, "read", unreadable)
        item = imported(file_of(KILLED))
    assert (item.outcome, item.reason) == (Outcome.FAILED, "Not today.")
    store.retry(item)
    store.import_item(item.pk)
    item.refresh_from_db()
    assert (item.outcome, item.reason) == (Outcome.NEW, "")


def test_an_imported_file_is_not_tried_again() -> None:
    item = imported(file_of(KILLED))
    store.retry(item)
    item.refresh_from_db()
    assert item.outcome == Outcome.NEW


def fall_over(*given: object) -> None:
    raise RuntimeError("a fault of the reader")


def test_tries_are_counted_before_the_work_and_the_sixth_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    item = intake.take_in(intake.start("poison"), "1.txt", "file:/1.txt", file_of(KILLED))
    monkeypatch.setattr(store, "read", fall_over)
    for tried in range(1, due.TRIES + 1):
        with pytest.raises(RuntimeError):
            store.import_item(item.pk)
        item.refresh_from_db()
        assert (item.attempts, item.outcome) == (tried, Outcome.WAITING)
    store.import_item(item.pk)
    item.refresh_from_db()
    assert (item.attempts, item.outcome) == (due.TRIES, Outcome.QUARANTINED)
    assert item.reason == "Given up after 5 tries; its bytes are kept."


def test_a_failed_try_is_due_again_only_later(monkeypatch: pytest.MonkeyPatch) -> None:
    item = intake.take_in(intake.start("poison"), "1.txt", "file:/1.txt", file_of(KILLED))
    monkeypatch.setattr(store, "read", fall_over)
    with pytest.raises(RuntimeError):
        store.import_item(item.pk)
    assert ImportItem.objects.filter(pk=item.pk, due_at__gt=Now() + timedelta(seconds=5)).exists()


def die_of_one(raw: bytes, name: str, *given: str) -> Page:
    if name == "1.txt":
        os._exit(9)
    return read(raw, name, *given)


def work_in_a_child(pk: int) -> None:
    connection.close()
    store.import_item(pk)


@pytest.mark.django_db(transaction=True)
def test_a_file_that_kills_its_reader_is_quarantined_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    run = intake.start("poison among others")
    contents = [file_of(KILLED), file_of(BUDGET), file_of(WARNED)]
    items = [intake.take_in(run, f"{n}.txt", f"file:/{n}.txt", content) for n, content in enumerate(contents)]
    monkeypatch.setattr(store, "read", die_of_one)
    connection.close()  # a fork must not share it
    deaths = 0
    for _ in range(due.TRIES + 1):
        for item in items:
            child = get_context("fork").Process(target=work_in_a_child, args=[item.pk])
            child.start()
            child.join(30)
            deaths += child.exitcode == 9
    outcomes = [item.outcome for item in run.items.order_by("pk")]
    assert (deaths, outcomes) == (due.TRIES, [Outcome.NEW, Outcome.QUARANTINED, Outcome.NEW])


@pytest.mark.django_db(transaction=True)
def test_eight_workers_with_one_message_import_once() -> None:
    item = intake.take_in(intake.start("once"), "1.txt", "file:/1.txt", file_of(*STORY))
    at_once([lambda: store.import_item(item.pk)] * 8)
    item.refresh_from_db()
    assert (item.outcome, Article.objects.count(), Revision.objects.count()) == (Outcome.NEW, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_the_same_bytes_under_eight_names_at_once_are_one_article() -> None:
    run = intake.start("copies")
    items = [intake.take_in(run, f"{n}.txt", f"file:/{n}.txt", file_of(*STORY)) for n in range(8)]
    at_once([partial(store.import_item, item.pk) for item in items])
    outcomes = sorted(run.items.values_list("outcome", flat=True))
    assert outcomes == [Outcome.NEW] + [Outcome.UNCHANGED] * 7
    assert Article.objects.count() == 1


def test_everything_a_worker_does_may_be_done_three_times() -> None:
    first = imported(file_of(*STORY))
    second = imported(file_of(KILLED, LATER))
    before = counted()
    rows = list(ImportItem.objects.values()), list(Reading.objects.values()), list(Claim.objects.values())
    for _ in range(3):
        for item in (first, second):
            tasks.import_item(item.pk)
            assert item.revision is not None
            tasks.find_claims(item.revision.reading.pk)
    assert counted() == before
    assert (list(ImportItem.objects.values()), list(Reading.objects.values()), list(Claim.objects.values())) == rows


def test_a_lost_message_is_made_good_by_the_sweeper(monkeypatch: pytest.MonkeyPatch) -> None:
    item = intake.take_in(intake.start("lost"), "1.txt", "file:/1.txt", file_of(KILLED))
    work = {"claims.import_item": store.import_item, "claims.find_claims": find.find_claims}
    monkeypatch.setattr(tasks, "wake_worker", lambda task, pk: work[task](pk))
    tasks.sweep()
    item.refresh_from_db()
    assert item.outcome == Outcome.NEW
    tasks.sweep()
    assert Claim.objects.count() == 1


def test_the_sweeper_gives_up_on_a_file_that_killed_five_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    item = intake.take_in(intake.start("lost"), "1.txt", "file:/1.txt", file_of(KILLED))
    ImportItem.objects.update(attempts=due.TRIES)
    monkeypatch.setattr(tasks, "wake_worker", lambda task, pk: store.import_item(pk))
    tasks.sweep()
    item.refresh_from_db()
    assert item.outcome == Outcome.QUARANTINED


def test_what_a_feed_brings_is_of_its_outlet(settings: Settings, tmp_path: Path) -> None:
    ledger = make.outlet()
    feed = Feed.objects.create(kind="folder", name="Ledger", location=str(tmp_path), outlet=ledger)
    item = imported(file_of(KILLED), run=intake.start("feed", feed=feed))
    assert item.article is not None
    assert (item.article.outlet, item.article.feed) == (ledger, feed)


def test_a_worker_is_woken_only_once_the_bytes_are_committed(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    woken: list[tuple[str, int]] = []
    monkeypatch.setattr(intake, "wake_worker", lambda task, pk: woken.append((task, pk)))
    with django_capture_on_commit_callbacks(execute=True):
        item = intake.take_in(intake.start("one"), "1.txt", "file:/1.txt", file_of(KILLED))
        assert woken == []
    assert woken == [("claims.import_item", item.pk)]
