import shutil
from pathlib import Path

import pytest

from tests.local.running import Var


def test_a_running_desk_can_be_backed_up_but_not_replaced(running: Var, tmp_path: Path) -> None:
    assert running.call("backup", tmp_path / "desk.backup").returncode == 0
    told = running.call("restore", tmp_path / "desk.backup", "--force")
    assert (told.returncode, told.stderr) == (
        1,
        "bin/restore: The desk is running: stop it first with bin/up --stop.\n",
    )


@pytest.fixture
def saved(stopped: Var, tmp_path: Path) -> Path:
    file = tmp_path / "desk.backup"
    told = stopped.call("backup", file)
    assert (told.returncode, told.stderr) == (0, "")
    return file


def test_everything_that_was_lost_comes_back(stopped: Var, saved: Path) -> None:
    before, key = stopped.digest(), (stopped.path / "secret_key").read_text()
    shutil.rmtree(stopped.path)
    told = stopped.call("restore", saved)
    assert (told.returncode, told.stderr) == (0, "")
    assert (stopped.path / "secret_key").read_text() == key
    assert stopped.digest() == before
    assert before["claims_raw"] != "(0, None)"


def test_a_backup_is_for_its_owner_only_and_never_replaces_a_file(stopped: Var, saved: Path) -> None:
    assert saved.stat().st_mode & 0o077 == 0
    told = stopped.call("backup", saved)
    assert (told.returncode, "is there already" in told.stderr) == (1, True)


def test_a_desk_that_holds_something_is_replaced_only_by_force(stopped: Var, saved: Path) -> None:
    before = stopped.digest()
    told = stopped.call("restore", saved)
    assert (told.returncode, "--force" in told.stderr) == (1, True)
    assert stopped.call("restore", saved, "--force").returncode == 0
    assert stopped.digest() == before


def test_what_is_no_backup_is_refused_and_changes_nothing(stopped: Var, tmp_path: Path) -> None:
    before = stopped.digest()
    (tmp_path / "text").write_text("not a backup")
    told = stopped.call("restore", tmp_path / "text", "--force")
    assert (told.returncode, "is no backup of a desk" in told.stderr) == (1, True)
    assert stopped.digest() == before
