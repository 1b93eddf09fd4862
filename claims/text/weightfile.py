"""A model of worthiness as a file: weights that somebody trained, and what they were trained on."""

import json
from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from typing import Any

from claims.text.weighing import BUILT_IN, Weights

KIND, VERSION = "worthiness", 1
MOST_BYTES = 64_000_000


class NotAModel(ValueError):
    """The text names the file and says what is wrong with it."""


def as_file(weights: Weights, made: str, of: Mapping[str, object]) -> str:
    """`of` tells what it was trained on."""
    learned = {"start": weights.start, "reasons": weights.reasons, "terms": weights.terms}
    return json.dumps({"kind": KIND, "version": VERSION, "made": made, "of": of} | learned, ensure_ascii=False) + "\n"


def read_model(path: Path) -> Weights:
    """A reason that came after the model was trained weighs what is built in."""
    try:
        model = json.loads(_contents(path))
        weights = _weights(model)
    except OSError as problem:
        raise NotAModel(f"The model {path} cannot be read: {problem.strerror}.") from problem
    except (ValueError, RecursionError) as problem:
        raise NotAModel(f"{path} is no model of worthiness: {problem}") from problem
    return weights


def _contents(path: Path) -> str:
    with path.open("rb") as file:
        raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise ValueError(f"it is larger than {MOST_BYTES // 1_000_000} MB.")
    return raw.decode("utf-8")


def _weights(model: Any) -> Weights:
    if not isinstance(model, dict) or model.get("kind") != KIND:
        raise ValueError(f'it is not an object of "kind": "{KIND}".')
    if model.get("version") != VERSION:
        raise ValueError(f"its version is {model.get('version')!r}, and {VERSION} is read.")
    reasons, terms = (_table(model, name) for name in ("reasons", "terms"))
    return Weights(
        _table(model, "start", {"start": model.get("start")})["start"], {**BUILT_IN.reasons, **reasons}, terms
    )


def _table(model: dict[str, Any], name: str, given: Any = None) -> dict[str, float]:
    table = given or model.get(name)
    if not isinstance(table, dict) or not all(_is_weight(each) for each in table.values()):
        raise ValueError(f'its "{name}" is not made of numbers.')
    return table


def _is_weight(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
