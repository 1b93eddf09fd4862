import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from claims.ingest import child
from claims.ingest.child import client

PROJECT = Path(__file__).resolve().parents[2]

BODY = "The ferry to Harn was stopped on Monday after its hull was found to leak, the port office said."


def lines_of(capsys: pytest.CaptureFixture[str], *args: str) -> list[dict[str, object]]:
    call_command("read", *args)
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_one_object_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text(f"Ferry stopped\nBy Ann Holt\n5 March 2019\n\n{BODY}\n", encoding="utf-8")
    [line] = lines_of(capsys, str(path), "--json")
    assert (line["path"], line["title"], line["text"]) == (str(path), "Ferry stopped", BODY)
    assert line["byline"] == [{"name": "Ann Holt", "kind": "person"}]
    assert (line["published"], line["published_origin"]) == ("2019-03-05", "text line 3")
    assert line["sentences"] == [[0, len(BODY)]]


def test_plain_text_is_printed_unchanged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ferry.txt"
    path.write_bytes(b"Share  this\r\n\r\nBoth.  ")
    [line] = lines_of(capsys, str(path), "--plain", "--json")
    assert line["text"] == "Share  this\r\n\r\nBoth.  "


def test_a_page_without_an_article_is_no_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.html"
    path.write_text("<html><body><nav>Home</nav></body></html>", encoding="utf-8")
    [line] = lines_of(capsys, str(path))
    assert line["text"] == ""
    assert line["note"]


def test_a_file_that_can_not_be_read_fails_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = tmp_path / "ferry.txt"
    good.write_text(f"Ferry stopped\n\n{BODY}", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        call_command("read", str(tmp_path / "none.txt"), str(good), "--json")
    first, second = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert ended.value.code == 1
    assert first == {"path": str(tmp_path / "none.txt"), "error": "No such file or directory", "code": "not_opened"}
    assert second["text"] == BODY


def run(*args: str | Path | bytes, cwd: Path = PROJECT, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """As from a shell that has set nothing, with no database and no service."""
    command = [sys.executable, PROJECT / "manage.py", "read", *args, "--json"]
    return subprocess.run(command, capture_output=True, env=environment, cwd=cwd, check=False)


def test_it_runs_without_any_service_or_setting_and_prints_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "ferry.html").write_text(f"<html><body><h1>Ferry stopped</h1><p>{BODY}</p></body></html>")
    done = run("./ferry.html", cwd=tmp_path)
    [line] = done.stdout.decode().splitlines()
    assert (done.returncode, json.loads(line)["path"]) == (0, "./ferry.html")
    assert set(json.loads(line)) >= {
        "path", "title", "byline", "published", "published_origin", "dates", "language", "text", "removed", "sentences"
    }  # fmt: skip


def test_a_name_of_any_bytes_is_printed_as_given(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(name)).write_text(BODY)
    done = run(name)
    assert os.fsencode(json.loads(done.stdout)["path"]) == name


def test_letters_that_the_terminal_lacks_are_printed_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Fähre „Harn“ gestoppt\n\n{BODY}", encoding="utf-8")
    done = run(tmp_path / "a.txt", PYTHONIOENCODING="ascii")
    assert json.loads(done.stdout)["title"] == "Fähre „Harn“ gestoppt"


def test_one_child_reads_many_files_and_only_what_kills_it_costs_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []
    start = client.Child.__init__

    def counted(self: client.Child, jobs: str) -> None:
        started.append(jobs)
        start(self, jobs)

    monkeypatch.setattr(client.Child, "__init__", counted)
    child.close()
    for number in range(20):
        (tmp_path / f"{number:02}.txt").write_text(f"Report {number}\n\n{BODY}" if number != 5 else "")
    with pytest.raises(SystemExit):
        call_command("read", *map(str, sorted(tmp_path.iterdir())))
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line.get("title") for line in lines] == [f"Report {n}" if n != 5 else None for n in range(20)]
    assert (lines[5]["code"], len(started)) == ("empty", 1)


def test_an_address_goes_through_the_guarded_fetcher(
    capsys: pytest.CaptureFixture[str], settings: Settings, serve_page: str
) -> None:
    with pytest.raises(SystemExit):
        call_command("read", serve_page)
    [line] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (line["path"], line["code"]) == (serve_page, "port_refused")
    settings.FACTCHECK_ALLOWED_HOSTS = [serve_page.split("/")[2]]
    [line] = lines_of(capsys, serve_page)
    assert (line["path"], line["title"], line["text"]) == (serve_page, "Ferry stopped", BODY)


@pytest.fixture
def serve_page(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "ferry.txt").write_text(f"Ferry stopped\n\n{BODY}")
    handler = partial(QuietHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/ferry.txt"
        server.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Nothing belongs between the lines of a test run."""
