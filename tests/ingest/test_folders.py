"""A watched folder: what stood still is taken, once."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models.functions import Now
from pytest_django import Settings

from claims.ingest import folders, intake
from claims.models import Feed, Import, ImportItem, WatchedFile
from tests.articles import BUDGET, KILLED, file_of
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    return Feed.objects.create(kind="folder", name="A folder", location=str(tmp_path))


def look(seconds_later: float = 0) -> int:
    """Poll as if so many seconds had gone by since the last time."""
    Feed.objects.update(due_at=Now())
    for watched in WatchedFile.objects.all():
        WatchedFile.objects.filter(pk=watched.pk).update(seen_at=watched.seen_at - timedelta(seconds=seconds_later))
    return folders.poll_due()


def taken() -> list[str]:
    return list(ImportItem.objects.order_by("pk").values_list("name", flat=True))


def test_a_file_is_taken_once_it_stood_still_for_two_seconds(feed: Feed, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(file_of(KILLED))
    for later, expected in [(0, []), (1.5, []), (1, ["a.txt"]), (60, ["a.txt"])]:
        look(later)
        assert taken() == expected
    assert Import.objects.get().feed == feed


def grow(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"more")


def touch(path: Path) -> None:
    os.utime(path, ns=(1, path.stat().st_mtime_ns + 1))


@pytest.mark.parametrize("change", [grow, touch])
def test_a_file_still_being_written_is_left(feed: Feed, tmp_path: Path, change: Callable[[Path], None]) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(file_of(KILLED))
    for _ in range(4):
        look(5)
        change(path)
    assert taken() == []
    look(0)
    look(3)
    assert taken() == ["a.txt"]


def test_a_file_that_changed_is_taken_again(feed: Feed, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for content in (file_of(KILLED), file_of(KILLED, BUDGET)):
        path.write_bytes(content)
        look()
        look(3)
    assert taken() == ["a.txt", "a.txt"]


def test_dot_names_and_links_are_left_and_folders_below_are_looked_into(feed: Feed, tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    for name in (".part.txt", "below/b.txt"):
        (tmp_path / name).write_bytes(file_of(KILLED))
    (tmp_path / "link.txt").symlink_to(tmp_path / "below" / "b.txt")
    look()
    look(3)
    assert taken() == ["below/b.txt"]


def test_a_folder_that_vanished_is_told_and_forgotten_once_it_is_back(feed: Feed, tmp_path: Path) -> None:
    tmp_path.rename(tmp_path.with_name("away"))
    look()
    feed.refresh_from_db()
    assert feed.problem.startswith("There is no such folder")
    tmp_path.with_name("away").rename(tmp_path)
    look()
    feed.refresh_from_db()
    assert feed.problem == ""


def test_a_file_that_goes_while_it_is_looked_at_fails_alone(
    feed: Feed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(name.encode())
    look()
    take_file = intake.take_file

    def taken_away(run: Import, path: Path, name: str) -> list[ImportItem]:
        if name == "a.txt":
            path.unlink()
        return take_file(run, path, name)

    monkeypatch.setattr(intake, "take_file", taken_away)
    look(3)
    assert list(ImportItem.objects.order_by("name").values_list("outcome", flat=True)) == ["failed", "waiting"]


def test_a_folder_is_looked_at_again_only_when_it_is_due(feed: Feed) -> None:
    assert (look(), folders.poll_due()) == (1, 0)


def test_a_feed_switched_off_is_not_looked_at(feed: Feed) -> None:
    Feed.objects.update(is_active=False)
    assert look() == 0


@pytest.mark.django_db(transaction=True)
def test_eight_beats_at_once_import_once(tmp_path: Path) -> None:
    Feed.objects.create(kind="folder", name="A folder", location=str(tmp_path))
    for number in range(5):
        (tmp_path / f"{number}.txt").write_bytes(file_of(KILLED, title=str(number)))
    look()
    WatchedFile.objects.update(seen_at=Now() - timedelta(seconds=3))
    Feed.objects.update(due_at=Now())
    assert sum(at_once([folders.poll_due] * 8)) == 1
    assert len(taken()) == 5
    assert Import.objects.count() == 1


def test_a_feed_is_no_way_to_the_desks_own_keys(tmp_path: Path, settings: Settings) -> None:
    settings.OWN_FOLDER = tmp_path / "var"
    for name in ("var/run", "var/inbox", "elsewhere"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "var")
    for refused in ("", "var", "var/run", "link", "elsewhere/../var"):
        assert folders.refusal(tmp_path / refused).startswith("This folder holds the desk’s own keys"), refused
    assert folders.refusal(tmp_path / "var" / "inbox") == folders.refusal(tmp_path / "elsewhere") == ""


def test_watched_folders_can_be_kept_to_certain_places(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "wires").mkdir()
    settings.FOLDERS = [tmp_path / "wires"]
    assert folders.refusal(tmp_path / "wires") == ""
    assert folders.refusal(tmp_path) == "Folders are only watched inside those that FACTCHECK_FOLDERS names."
