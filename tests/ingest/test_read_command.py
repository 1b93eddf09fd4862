import json
from pathlib import Path

import pytest
from django.core.management import call_command

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
    assert (set(first), second["text"]) == ({"path", "error"}, BODY)
