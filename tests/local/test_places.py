import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from factcheck.local import places
from factcheck.local.trouble import Trouble


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """So deep, and with blanks, that no socket's path would fit in."""
    path = tmp_path / "a folder with blanks" / ("deep" * 20)
    monkeypatch.setenv("FACTCHECK_VAR", str(path))
    yield path
    if not places.sockets().is_relative_to(path):
        shutil.rmtree(places.sockets(), ignore_errors=True)


def test_eight_that_make_the_key_at_once_get_the_same_one_for_their_eyes_only(var: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: places.secret_key(), range(8)))
    assert len(keys) == 1
    assert len(keys.pop()) > 50
    assert stat.S_IMODE((var / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in var.iterdir()] == ["secret_key"]


def test_a_sockets_path_is_short_plain_and_the_same_each_time(var: Path) -> None:
    places.make_var()
    found = places.make_sockets()
    assert found == places.sockets()
    assert len(str(places.valkey_socket())) < 100
    assert not found.is_relative_to(var)
    assert " " not in places.broker_url() + places.app_url()


def test_a_short_var_holds_its_own_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_VAR", "/tmp/factcheck-short")
    assert places.sockets() == Path("/tmp/factcheck-short/sockets")


@pytest.mark.parametrize("kind", ["open to others", "a link", "a file"])
def test_a_place_for_sockets_that_somebody_else_may_write_is_refused(var: Path, tmp_path: Path, kind: str) -> None:
    places.make_var()
    where = places.sockets()
    if kind == "a link":
        (tmp_path / "elsewhere").mkdir(mode=0o700)
        where.symlink_to(tmp_path / "elsewhere")
    elif kind == "a file":
        where.touch(mode=0o600)
    else:
        where.mkdir()
        where.chmod(0o777)
    try:
        with pytest.raises(Trouble, match="belongs to someone else or is open to others"):
            places.app_url()
    finally:
        where.rmdir() if kind == "open to others" else where.unlink()


def test_a_python_that_is_too_old_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "python3").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "python3").chmod(0o755)
    for tool in ("sh", "dirname", "readlink"):
        (tmp_path / tool).symlink_to(shutil.which(tool) or tool)
    command = [places.PROJECT / "bin" / "up"]
    told = subprocess.run(
        command, env=os.environ | {"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert told.returncode == 1
    assert told.stderr.count("\n") == 1
    assert "Python 3.11 or newer is needed" in told.stderr
