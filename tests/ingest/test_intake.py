import os
from pathlib import Path

import pytest
from pytest_django import Settings

from claims.ingest import intake
from claims.models import ImportItem, Raw

pytestmark = pytest.mark.django_db
Outcome = ImportItem.Outcome


def names(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in intake.files_under(folder)]


def test_files_of_a_folder_are_found_in_order_without_dot_names_and_links(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "sub/c.txt", ".git/d.txt", "sub/.e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "round").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    assert names(tmp_path) == ["a.txt", "b.txt", "sub/c.txt"]


def test_bytes_are_kept_once_whatever_they_are_called() -> None:
    run = intake.start("twice")
    items = [intake.take_in(run, name, f"file:/{name}", b"the same") for name in ("a", "b")]
    assert items[0].raw == items[1].raw == Raw.objects.get()


def test_one_file_is_one_item_of_a_run() -> None:
    run = intake.start("twice")
    assert intake.take_in(run, "a", "file:/a", b"1") == intake.take_in(run, "a", "file:/a", b"1")


@pytest.mark.parametrize(("size", "taken"), [(10, True), (11, False)])
def test_a_file_too_large_is_refused_before_it_is_kept(
    settings: Settings, tmp_path: Path, size: int, taken: bool
) -> None:
    settings.MAX_IMPORT_BYTES = 10
    (tmp_path / "a.txt").write_bytes(b"x" * size)
    [item] = intake.take_file(intake.start("large"), tmp_path / "a.txt", "a.txt")
    assert (item.outcome == Outcome.WAITING) == Raw.objects.exists() == taken
    assert taken or item.reason.startswith("Too large")


def test_a_file_that_can_not_be_opened_fails_alone(tmp_path: Path) -> None:
    [item] = intake.take_file(intake.start("gone"), tmp_path / "gone.txt", "gone.txt")
    assert (item.outcome, item.reason) == (Outcome.FAILED, "Could not be opened: No such file or directory.")


def test_a_file_name_of_any_bytes_is_kept_readable(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9\n\x1b.txt"))
    path.write_bytes(b"x")
    [item] = intake.take_file(intake.start("odd"), path, path.name)
    item.refresh_from_db()
    assert item.name.isprintable()
    assert item.name.startswith("caf")
    assert item.address.isprintable()
