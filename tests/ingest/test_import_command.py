"""`manage.py import_articles`: a line for each file and page, with its outcome."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from claims.ingest import store
from claims.models import Article, Import, ImportItem
from tests.articles import BUDGET, KILLED, WARNED, file_of
from tests.hostile.files import zipped
from tests.ingest.test_read_command import QuietHandler

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(tmp_path: Path, settings: Settings) -> Iterator[str]:
    """A site whose files lie in tmp_path/site."""
    folder = tmp_path / "site"
    folder.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.FACTCHECK_ALLOWED_HOSTS = [f"127.0.0.1:{server.server_port}"]
        settings.HOST_PAUSE = 0.0
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def lines(capsys: pytest.CaptureFixture[str], *args: str | Path, fails: bool = False) -> list[str]:
    if fails:
        with pytest.raises(CommandError, match="Some were not imported"):
            call_command("import_articles", *map(str, args))
    else:
        call_command("import_articles", *map(str, args))
    return capsys.readouterr().out.splitlines()


def test_every_file_has_a_line_with_its_outcome_without_any_worker(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_bytes(file_of(KILLED))
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.zip").write_bytes(zipped(("d.txt", file_of(BUDGET)), ("e.png", b"\x89PNG")))
    told = lines(capsys, tmp_path, tmp_path / "gone.txt", fails=True)
    assert sorted(line.split(":")[0] for line in told) == [
        f"failed      {tmp_path / 'gone.txt'}",
        "failed      b.txt",
        "failed      c.zip/e.png",
        "new         a.txt",
        "new         c.zip/d.txt",
    ]
    assert all(": " in line for line in told if line.startswith("failed"))
    assert Article.objects.count() == 2


def test_a_second_import_says_that_nothing_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_bytes(file_of(KILLED))
    lines(capsys, tmp_path / "a.txt")
    [line] = lines(capsys, tmp_path / "a.txt")
    assert line.startswith("unchanged   a.txt")


def test_pages_are_fetched_by_the_guarded_fetcher(
    site: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "site" / "dam.txt").write_bytes(file_of(KILLED, WARNED))
    told = lines(capsys, f"{site}/dam.txt", f"{site}/none.txt", "http://169.254.169.254/latest", fails=True)
    assert sorted(line[:11].strip() for line in told) == ["failed", "failed", "new"]
    assert [item.code for item in ImportItem.objects.order_by("pk")] == ["", "http_404", "address_refused"]
    assert Article.objects.get().current is not None
    assert Import.objects.get().way == Import.Way.COMMAND


def test_queued_is_said_and_left_to_workers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_bytes(file_of(KILLED))
    assert lines(capsys, tmp_path / "a.txt", "--queue") == ["waiting     a.txt"]
    assert not Article.objects.exists()


def test_one_that_fails_for_reasons_of_our_own_leaves_the_others_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried again later, here after the patience is used up."""
    (tmp_path / "a.txt").write_bytes(file_of(KILLED))
    (tmp_path / "b.txt").write_bytes(file_of(BUDGET))
    work = store._work

    def broken(pk: int) -> None:
        if ImportItem.objects.get(pk=pk).name == "a.txt":
            raise RuntimeError("a fault of our own")
        work(pk)

    monkeypatch.setattr(store, "_work", broken)
    with pytest.raises(CommandError, match="1 still wait"):
        call_command("import_articles", str(tmp_path), "--patience", "1")
    assert capsys.readouterr().out.splitlines() == ["new         b.txt"]
