"""`manage.py train_attribution` and `read --attribution-model`, as the operator runs them."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as desk
from django.core.management import CommandError, call_command

from claims.reading.backends.crf.brat import marked as texts_of
from claims.reading.backends.crf.model import load
from tests.reading.backends import marked

ARTICLE = "The river board said the lock would stay shut until May.\n"


def train(folder: Path, *options: str) -> str:
    told = StringIO()
    call_command("train_attribution", str(folder), *options, stderr=told)
    return told.getvalue()


def manage(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    without = {name: value for name, value in os.environ.items() if not name.startswith("FACTCHECK_")}
    command = [sys.executable, str(desk.BASE_DIR / "manage.py"), *words]
    return subprocess.run(command, env=without | environment, capture_output=True, text=True, timeout=60)


def test_the_file_says_what_it_is_and_what_it_was_learned_from(trained_file: Path) -> None:
    head = load(trained_file).head
    assert (head["texts"], head["attributions"]) == (36, 42)
    assert head["made_at"].endswith("Z")
    assert len(head["of"]) == len(head["sha256"]) == 64


def test_without_out_it_is_written_here(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = train(corpus)
    assert "36 texts, 42 attributions" in told
    assert load(tmp_path / "corpus.attribution.model").head["texts"] == 36


def test_lines_that_say_nothing_are_named_left_out_and_counted(tmp_path: Path) -> None:
    folder = marked.folder(tmp_path / "few", times=1)
    path = folder / "attributions" / "t000_reader.ann"
    sound = path.read_text(encoding="utf-8")
    bad = "T8\tSource 5 900000\tfar\nT9\tSource five six\tx\nE8\tCue:T77\nE9\n"
    bad += "#1\tAnnotatorNotes E1\tA note\nof two lines\n"
    path.write_text(sound + bad, encoding="utf-8")
    told = train(folder, "--out", str(tmp_path / "model"))
    lines, length = sound.count("\n"), len((folder / "text" / "t000.txt").read_text(encoding="utf-8"))
    for number, problem in [
        (lines + 1, f"offsets outside the text of {length} characters"),
        (lines + 2, "no label and offsets"),
        (lines + 3, "T77 is no span of this file"),
        (lines + 4, "no roles after the event's name"),
    ]:
        assert f"{path}:{number}: {problem}" in told
    assert "Lines left out: 4." in told


def test_of_several_readers_marks_the_first_count(tmp_path: Path) -> None:
    folder = marked.folder(tmp_path / "few", times=1)
    (folder / "attributions" / "t000_another.ann").write_text("", encoding="utf-8")
    first = next(texts_of(folder, []))
    assert (first.name, first.events) == ("t000", [])


def test_spans_in_pieces_and_marks_in_any_order_are_understood(tmp_path: Path) -> None:
    folder = marked.folder(tmp_path / "few", times=1)
    lines = ["E1\tAttribution-no-source:T9 Cue:T2 Content:T1 Content2:T3", "T1\tContent 0 3;4 11\tThe harbour"]
    lines += ["T2\tCue 18 22\tsaid", "T3\tContent 23 26\tthe", "T9\tAttribution-no-source 18 22\tsaid"]
    (folder / "attributions" / "t000_a.ann").write_text("\r\n".join(lines), encoding="utf-8")
    bad: list[object] = []
    [event] = next(texts_of(folder, bad)).events  # type: ignore[arg-type]
    assert event == {"Source": [], "Cue": [(18, 22)], "Content": [(0, 3), (4, 11), (23, 26)]}
    assert bad == []


@pytest.mark.parametrize(
    ("missing", "says"),
    [("text", "holds no .txt files"), ("attributions", "holds no .ann files"), ("events", "No event with a cue")],
)
def test_a_folder_with_nothing_to_learn_from_is_refused(missing: str, says: str, tmp_path: Path) -> None:
    folder = marked.folder(tmp_path / "few", times=1)
    for path in (folder / ("text" if missing == "text" else "attributions")).iterdir():
        if missing == "events":
            path.write_text("", encoding="utf-8")
        else:
            path.unlink()
    with pytest.raises(CommandError, match=says):
        train(folder, "--out", str(tmp_path / "model"))
    assert not (tmp_path / "model").exists()


def test_a_place_that_can_not_be_written_to_is_named_before_the_work(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nowhere is no folder"):
        train(corpus, "--out", str(tmp_path / "nowhere" / "model"))


@pytest.mark.parametrize("option", ["--attribution-model", "--model", "environment"])
def test_read_uses_the_model_that_is_named(option: str, trained_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("She warned that the crane could fall and added that nobody had asked her.", encoding="utf-8")
    named = [] if option == "environment" else [option, str(trained_file)]
    environment = {"FACTCHECK_ATTRIBUTION_MODEL": str(trained_file)} if option == "environment" else {}
    done = manage("read", str(path), "--plain", "--json", *named, **environment)
    assert (done.returncode, done.stderr) == (0, "")
    line = json.loads(done.stdout)
    contents = [line["text"][slice(*each["content"])] for each in line["attributions"]]
    assert contents == ["that the crane could fall", "that nobody had asked her"]


def test_read_names_a_model_that_is_not_there_in_one_line(trained_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    done = manage("read", str(path), "--json", "--model", str(tmp_path / "gone"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip() == (
        f"CommandError: The attribution model {tmp_path / 'gone'} can't be read: No such file or directory."
    )
