"""What `read` prints of the claims in a text, with --plain and without."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.core.management import call_command

BODY = (
    "At least eight dockers were killed at Portby on Monday, harbour spokesman Tom Reed said. "
    "“We lost between $3 million and $4 million,” he said."
)
FIGURE = "<figure><img src='p.jpg'><figcaption>77 dockers at the pier.</figcaption></figure>"
PAGE = f"<html><body><h1>Pier collapses at Portby</h1><p>{BODY}</p>{FIGURE}</body></html>"


def read(path: Path, text: str, capsys: pytest.CaptureFixture[str], *flags: str) -> dict[str, list[dict[str, object]]]:
    path.write_text(text, encoding="utf-8")
    call_command("read", str(path), *flags, "--json")
    found: dict[str, list[dict[str, object]]] = json.loads(capsys.readouterr().out)
    return found


def words(text: object, span: object) -> str:
    assert isinstance(text, str)
    assert isinstance(span, Sequence)
    start, end = span
    return text[start:end]


def test_who_says_what_by_which_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = read(tmp_path / "pier.txt", BODY, capsys, "--plain")
    said, quoted = line["attributions"]
    spans = [words(line["text"], said[role]) for role in ("source", "cue", "content")]
    assert spans == ["harbour spokesman Tom Reed", "said", "At least eight dockers were killed at Portby on Monday"]
    assert (said["quoted"], quoted["quoted"]) == (False, True)


def test_figures_are_numbers_in_full_with_their_claimant(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = read(tmp_path / "pier.txt", BODY, capsys, "--plain")
    killed, money = line["figures"]
    assert (killed["low"], killed["high"], killed["bound"]) == (8, None, "at_least")
    assert (killed["measure"], killed["scope"], killed["claimant"]) == ("killed", "whole", "Tom Reed")
    assert (money["low"], money["high"], money["unit"], money["bound"]) == (3000000, 4000000, "dollar", "range")
    for figure in (killed, money):
        assert words(line["text"], (figure["start"], figure["end"])) == figure["quote"]
        assert set(figure) >= {"as_of", "denial", "strict"}


def test_candidates_say_why_and_who(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = read(tmp_path / "pier.txt", BODY, capsys, "--plain")
    best = line["candidates"][0]
    assert words(line["text"], (best["start"], best["end"])).startswith("At least eight dockers were killed")
    assert (best["kind"], best["claimant"]) == ("quantity", "Tom Reed")
    assert isinstance(best["reasons"], list)
    assert {"figure", "toll", "attributed"} <= set(best["reasons"])


def test_a_page_is_read_without_its_furniture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = read(tmp_path / "pier.html", PAGE, capsys)
    assert [figure["low"] for figure in line["figures"]] == [8, 3000000]


def test_an_article_in_another_language_has_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    german = (
        "Am Montag wurden in der Stadt mindestens acht Arbeiter getötet, sagte der Sprecher des Hafens. "
        "Die Behörde hat den Betrieb eingestellt und wird den Unfall mit der Polizei untersuchen, wie sie mitteilte. "
    ) * 3
    line = read(tmp_path / "hafen.txt", german, capsys, "--plain")
    assert not any(line[key] for key in ("attributions", "figures", "candidates"))
