"""What reasons and terms add up to, and models as files."""

import json
from pathlib import Path
from typing import Any

import pytest

from claims.text import weightfile
from claims.text.terms import terms_of
from claims.text.weighing import BUILT_IN, Weights
from claims.text.weightfile import NotAModel, as_file, read_model
from claims.text.worthiness import LABELS, worthiness

LEARNED = Weights(-1.0, {**BUILT_IN.reasons, "figure": 2.5}, {"harbour": 1.5, "the harbour": -0.5})


def test_what_is_not_known_adds_nothing() -> None:
    assert LEARNED.score([], []) == LEARNED.score(["unheard of"], []) == round(1 / (1 + 2.718281828459045), 6)


def test_terms_count_by_their_share_of_a_sentence() -> None:
    one = LEARNED.odds([], ["harbour"])
    four = LEARNED.odds([], ["harbour", "a", "b", "c"])
    assert (one, four) == (0.5, -0.25)


@pytest.mark.parametrize("weight", [1e6, -1e6])
def test_however_large_the_weights_a_score_lies_between_0_and_1(weight: float) -> None:
    assert 0 <= Weights(0.0, {"figure": weight}).score(["figure"]) <= 1


def test_every_reason_has_a_built_in_weight_and_no_term_has() -> None:
    assert set(BUILT_IN.reasons) == set(LABELS)
    assert not BUILT_IN.terms


def test_a_sentence_is_its_words_how_they_begin_its_pairs_and_its_length() -> None:
    assert terms_of("Harbour’s 1,200 dockers paid 5%.") >= {
        "harbour's",
        "harbo-",
        "0",
        "0 dockers",
        "^ harbour's",
        "#5",
    }
    assert "1,200" not in terms_of("1,200 dockers")
    assert not {"#8"} & terms_of("Harbour’s 1,200 dockers paid 5%.")


@pytest.mark.parametrize("sentence", ["", " ", "...", "\x00", "“" * 5000, "1" * 100_000, "water " * 100_000])
def test_any_string_has_terms_but_not_without_end(sentence: str) -> None:
    assert len(terms_of(sentence)) < 5000


def test_learned_terms_change_what_a_sentence_is_worth() -> None:
    sentence = "The harbour was dredged by the company."
    knowing = Weights(BUILT_IN.start, BUILT_IN.reasons, {"harbour": 3.0})
    assert worthiness(sentence, knowing).score > worthiness(sentence).score
    assert worthiness(sentence, knowing).reasons == worthiness(sentence).reasons


def test_a_model_says_the_same_after_it_was_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text(as_file(LEARNED, "2026-01-02T03:04:05Z", {"examples": 7}), encoding="utf-8")
    assert read_model(path) == LEARNED
    said = json.loads(path.read_text(encoding="utf-8"))
    assert (said["kind"], said["version"], said["of"]) == ("worthiness", 1, {"examples": 7})


def test_a_reason_that_came_later_weighs_what_is_built_in(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text(as_file(Weights(0.0, {"figure": 9.0}), "", {}), encoding="utf-8")
    assert read_model(path).reasons == {**BUILT_IN.reasons, "figure": 9.0}


MODEL: dict[str, Any] = {"kind": "worthiness", "version": 1, "start": 0, "reasons": {}, "terms": {}}


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "no model"),
        (b"\xff\xfe", "no model"),
        (b"[]", "not an object"),
        (b"[" * 100_000, "no model"),
        (json.dumps(MODEL | {"kind": "attribution"}).encode(), '"kind": "worthiness"'),
        (json.dumps(MODEL | {"version": 2}).encode(), "its version is 2"),
        (json.dumps(MODEL | {"start": None}).encode(), '"start" is not made of numbers'),
        (json.dumps(MODEL | {"start": True}).encode(), '"start" is not made of numbers'),
        (json.dumps(MODEL | {"reasons": {"figure": "2"}}).encode(), '"reasons" is not made of numbers'),
        (json.dumps(MODEL | {"terms": {"a": float("inf")}}).encode(), '"terms" is not made of numbers'),
        (json.dumps({"kind": "worthiness", "version": 1, "start": 0, "terms": {}}).encode(), '"reasons" is not made'),
    ],
)
def test_what_is_no_model_is_named_and_never_used(tmp_path: Path, content: bytes, complaint: str) -> None:
    path = tmp_path / "odd.json"
    path.write_bytes(content)
    with pytest.raises(NotAModel, match=r"odd\.json") as refused:
        read_model(path)
    assert complaint in str(refused.value)


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotAModel, match=r"gone\.json cannot be read: No such file"):
        read_model(tmp_path / "gone.json")


def test_a_file_far_too_large_is_not_read_into_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weightfile, "MOST_BYTES", 1_000_000)
    path = tmp_path / "large.json"
    path.write_bytes(b" " * 1_000_001)
    with pytest.raises(NotAModel, match="larger than 1 MB"):
        read_model(path)
