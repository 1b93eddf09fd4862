"""A model trained by the command: what it takes, what it writes, and where it is used once it is named."""

import csv
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from claims.checks import the_model_of_worthiness_can_be_read
from claims.reading import weights
from claims.text.weighing import BUILT_IN
from claims.text.weightfile import NotAModel, read_model
from claims.text.worthiness import worthiness

PROJECT = Path(__file__).resolve().parents[2]
HARBOUR = "The harbour {} was dredged again."
TOWN = "The town {} met again."
NAMES = ["board", "crew", "fleet", "guild", "office", "union", "watch", "school"]
LABELLED = [(HARBOUR.format(name), "Yes") for name in NAMES] + [(TOWN.format(name), "No") for name in NAMES]


def table(
    path: Path, rows: list[tuple[str, str]], header: tuple[str, ...] = ("Sentence_id", "Text", "class_label")
) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t")
        writer.writerows([header, *((number, *row) for number, row in enumerate(rows))])
    return path


@pytest.fixture
def model(tmp_path: Path) -> Path:
    out = tmp_path / "harbour.json"
    call_command("train_worthiness", str(table(tmp_path / "labelled.tsv", LABELLED * 5)), "--out", str(out))
    return out


def asked(given: bytes, *options: str, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    return run("worthiness", *options, given=given, **environment)


def run(*arguments: str, given: bytes = b"", **environment: str) -> "subprocess.CompletedProcess[bytes]":
    bare = {"PATH": os.environ["PATH"], "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"} | environment
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=PROJECT, env=bare, input=given, capture_output=True, check=False)


def scores(done: "subprocess.CompletedProcess[bytes]") -> list[float]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["score"] for line in done.stdout.splitlines()]


def test_it_ranks_as_the_labels_do(model: Path) -> None:
    learned = read_model(model)
    assert worthiness("The harbour clerk slept.", learned).score > worthiness("The town clerk slept.", learned).score


def test_it_says_what_it_was_trained_on_and_prints_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = table(tmp_path / "labelled.tsv", LABELLED), tmp_path / "m.json"
    call_command("train_worthiness", str(path), "--out", str(out))
    said = json.loads(out.read_text(encoding="utf-8"))
    assert said["of"] == {"examples": 16, "positive": 8, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "16 sentences, 8 worth checking" in printed.err
    assert f"Wrote {out}" in printed.err


def test_without_a_name_it_is_written_into_this_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table(tmp_path / "labelled.tsv", LABELLED)
    monkeypatch.chdir(tmp_path)
    call_command("train_worthiness", "labelled.tsv")
    assert read_model(tmp_path / "labelled.worthiness.json").terms


def test_the_same_file_gives_the_same_weights(tmp_path: Path, model: Path) -> None:
    again = tmp_path / "again.json"
    call_command("train_worthiness", str(tmp_path / "labelled.tsv"), "--out", str(again))
    assert read_model(again) == read_model(model)


def test_quoted_fields_may_hold_new_lines_and_a_byte_order_mark_may_stand_first(tmp_path: Path) -> None:
    path, out = tmp_path / "odd.tsv", tmp_path / "m.json"
    path.write_bytes(b'\xef\xbb\xbfText\tclass_label\n"The ""new""\nharbour\topened."\tYES\nIt rained.\tno\n')
    call_command("train_worthiness", str(path), "--out", str(out))
    assert json.loads(out.read_text(encoding="utf-8"))["of"]["examples"] == 2


def test_it_measures_itself_on_what_is_held_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = table(tmp_path / "labelled.tsv", [*LABELLED[::-1], *LABELLED] * 10)
    call_command("train_worthiness", str(path), "--out", str(tmp_path / "m.json"), "--measure")
    assert "that one ranks first in 100.0% of cases" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "no column Text and no column class_label"),
        (b"Text\tlabel\na\tYes\n", "no column class_label; there are Text, label"),
        (b"Text\tclass_label\n", "no rows under the header"),
        (b"Text\tclass_label\na\tYes\nb\tYes\n", "every row says Yes"),
        (b"Text\tclass_label\na\tYes\nb\tmaybe\n", "line 3: class_label is 'maybe', neither Yes nor No"),
        (b"Text\tclass_label\na\tYes\nb\n", "line 3: class_label is None"),
        ("Text\tclass_label\nCafé\tYes\n".encode("utf-16"), "not UTF-8"),
    ],
)
def test_a_file_that_can_not_teach_is_refused_by_name(tmp_path: Path, content: bytes, complaint: str) -> None:
    path, out = tmp_path / "bad.tsv", tmp_path / "m.json"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=r"bad\.tsv") as refused:
        call_command("train_worthiness", str(path), "--out", str(out))
    assert complaint in str(refused.value)
    assert not out.exists()


def test_a_file_or_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"gone\.tsv: No such file"):
        call_command("train_worthiness", str(tmp_path / "gone.tsv"))
    path = table(tmp_path / "labelled.tsv", LABELLED)
    with pytest.raises(CommandError, match="No such file"):
        call_command("train_worthiness", str(path), "--out", str(tmp_path / "gone" / "m.json"))


SENTENCES = b"The harbour clerk slept.\nThe town clerk slept.\n"


def test_the_command_uses_a_model_only_where_one_is_named(model: Path) -> None:
    plain = scores(asked(SENTENCES))
    by_option = scores(asked(SENTENCES, "--model", str(model)))
    by_environment = scores(asked(SENTENCES, FACTCHECK_WORTHINESS_MODEL=str(model)))
    assert plain[0] == plain[1]
    assert by_option == by_environment
    assert by_option[0] > by_option[1]


def test_read_ranks_by_the_model_that_is_named_and_refuses_a_broken_one(tmp_path: Path, model: Path) -> None:
    story, arguments = tmp_path / "story.txt", ("read", str(tmp_path / "story.txt"), "--plain", "--json")
    town, harbour = "The town board fined 40 people on Monday.", "The harbour board fined 50 people on Monday."
    story.write_text(f"{town} {harbour}", encoding="utf-8")
    best = [
        json.loads(run(*arguments, **environment).stdout)["candidates"][0]["start"]
        for environment in (dict[str, Any](), {"FACTCHECK_WORTHINESS_MODEL": str(model)})
    ]
    assert best == [0, len(town) + 1]
    broken = run(*arguments, FACTCHECK_WORTHINESS_MODEL=str(story))
    assert (broken.returncode, broken.stdout) == (1, b"")
    assert b"is no model of worthiness" in broken.stderr


@pytest.mark.parametrize("how", ["option", "environment"])
def test_a_model_that_is_not_there_is_an_error_and_not_the_built_in(tmp_path: Path, how: str) -> None:
    gone = str(tmp_path / "gone.json")
    done = asked(SENTENCES, "--model", gone) if how == "option" else asked(SENTENCES, FACTCHECK_WORTHINESS_MODEL=gone)
    assert done.returncode == 1
    assert done.stdout == b""
    assert b"gone.json cannot be read" in done.stderr
    assert b"Traceback" not in done.stderr


def test_there_are_as_many_lines_out_as_in() -> None:
    given = b"One.\n\n\xff\xfe bad bytes\r\na lone \r in a line\n\xe2\x80\xa8\nno end of line"
    assert len(scores(asked(given))) == 6


@pytest.fixture
def named(settings: Settings, model: Path) -> Any:
    settings.FACTCHECK_WORTHINESS_MODEL = str(model)
    return read_model(model)


@pytest.mark.django_db
def test_the_desk_reads_by_the_named_model_until_it_sets_weights_of_its_own(named: Any) -> None:
    assert weights.in_use().weights == weights.base() == named
    assert not the_model_of_worthiness_can_be_read()


@pytest.mark.django_db
def test_the_desk_never_reads_by_the_built_in_in_place_of_a_broken_model(settings: Settings, tmp_path: Path) -> None:
    settings.FACTCHECK_WORTHINESS_MODEL = str(tmp_path / "gone.json")
    with pytest.raises(NotAModel, match=r"gone\.json"):
        weights.in_use()
    assert [slip.id for slip in the_model_of_worthiness_can_be_read()] == ["claims.E005"]


@pytest.mark.django_db
def test_without_a_model_the_built_in_weights_hold() -> None:
    assert weights.in_use().weights is BUILT_IN
    assert not the_model_of_worthiness_can_be_read()
