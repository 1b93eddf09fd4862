import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.local.running import Var


@pytest.fixture(scope="session")
def var() -> Iterator[Var]:
    """One throwaway desk for all tests that need one to run; the first start is the slow one."""
    folder = Path(tempfile.mkdtemp(prefix="factcheck-up-", dir="/tmp"))
    found = Var(folder / "var")
    yield found
    found.up("--stop")
    shutil.rmtree(folder)


@pytest.fixture
def running(var: Var) -> Var:
    started = var.up("--detach", "--port", "0")
    assert started.returncode == 0, started.stderr
    return var


@pytest.fixture
def stopped(var: Var) -> Var:
    """A desk that has run before."""
    if not (var.path / "postgres").exists():
        var.up("--detach", "--port", "0")
    var.up("--stop")
    return var
