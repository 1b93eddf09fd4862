import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

PROJECT = Path(__file__).resolve().parents[2]
GOOD = {"old": "Ten men died. It rained.", "new": "On Monday ten men died. It rained.", "spans": [[14, 24], [0, 13]]}


def lines_of(capsys: pytest.CaptureFixture[str], path: Path) -> list[dict[str, object]]:
    call_command("reanchor", str(path))
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_line_for_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "pairs.jsonl"
    empty = GOOD | {"spans": []}
    path.write_text("".join(json.dumps(each) + "\n" for each in (GOOD, empty, GOOD)), encoding="utf-8")
    first, none, last = lines_of(capsys, path)
    assert first == last == {"spans": [[24, 34], [10, 23]], "status": ["exact", "edited"]}
    assert none == {"spans": [], "status": []}


def test_a_place_that_is_gone_is_null(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text(json.dumps(GOOD | {"new": "Something else stands here now."}), encoding="utf-8")
    assert lines_of(capsys, path) == [{"spans": [None, None], "status": ["orphaned", "orphaned"]}]


@pytest.mark.parametrize(
    "bad",
    [
        "not json",
        "",
        "[]",
        '"text"',
        json.dumps({"old": "a", "new": "a"}),
        json.dumps(GOOD | {"old": None}),
        json.dumps(GOOD | {"spans": [[0, 900]]}),
        json.dumps(GOOD | {"spans": [[3, 3]]}),
        json.dumps(GOOD | {"spans": [[0, 1, 2]]}),
        json.dumps(GOOD | {"spans": [[True, 2]]}),
        json.dumps(GOOD | {"spans": ["01"]}),
        "[" * 100_000,
    ],
)
def test_a_bad_line_says_so_in_its_place_and_the_others_go_on(
    bad: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join([json.dumps(GOOD), bad, json.dumps(GOOD)]), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        call_command("reanchor", str(path))
    first, error, last = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert ended.value.code == 1
    assert first == last == {"spans": [[24, 34], [10, 23]], "status": ["exact", "edited"]}
    assert list(error) == ["error"]


def test_bytes_that_are_no_text_are_a_bad_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_bytes(b"\xff\xfe\x00{\n" + json.dumps(GOOD).encode())
    with pytest.raises(SystemExit):
        call_command("reanchor", str(path))
    assert ["error" in json.loads(line) for line in capsys.readouterr().out.splitlines()] == [True, False]


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="none.jsonl"):
        call_command("reanchor", str(tmp_path / "none.jsonl"))


def test_it_needs_no_setting_and_no_service_and_prints_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text(json.dumps(GOOD), encoding="utf-8")
    command = [sys.executable, "manage.py", "reanchor", str(path)]
    bare = {"PATH": os.environ["PATH"], "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"}
    done = subprocess.run(command, cwd=PROJECT, env=bare, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [json.dumps({"spans": [[24, 34], [10, 23]], "status": ["exact", "edited"]})]
