"""A trained model as one file: a line of JSON on what it is, then the taggers as they are."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.reading.backends.base import Unanswered
from claims.reading.backends.crf.features import VERSION

KIND = b"factcheck attribution model\n"
LONGEST_HEAD = 10_000


class NoModel(Unanswered):
    """A file that is missing, broken, foreign or of another version; the text says so in a sentence."""


@dataclass(frozen=True)
class Model:
    head: dict[str, Any]  # features, made_at, of (a hash), texts, attributions, sizes, sha256
    words: bytes  # tags sources, cues and contents
    sources: bytes  # tags the source of one cue

    @property
    def version(self) -> str:
        return f"{self.head['features']}-{self.head['sha256'][:12]}"


def save(path: Path, words: bytes, sources: bytes, head: dict[str, Any]) -> Model:
    head |= {"features": VERSION, "sizes": [len(words), len(sources)]}
    head |= {"sha256": hashlib.sha256(words + sources).hexdigest()}
    path.write_bytes(KIND + json.dumps(head).encode() + b"\n" + words + sources)
    return Model(head, words, sources)


def load(path: Path) -> Model:
    try:
        raw = path.read_bytes()
    except OSError as problem:
        raise unread(path, problem) from problem
    try:
        return _parsed(raw)
    except (ValueError, KeyError, TypeError) as problem:
        raise NoModel(f"{path} is no attribution model of this version: {problem}.") from problem


def unread(path: Path, problem: OSError) -> NoModel:
    return NoModel(f"The attribution model {path} can't be read: {problem.strerror}.")


def _parsed(raw: bytes) -> Model:
    if not raw.startswith(KIND):
        raise ValueError("it does not begin as one")
    end = raw.find(b"\n", len(KIND), LONGEST_HEAD)
    head = json.loads(raw[len(KIND) : end])
    if head["features"] != VERSION:
        raise ValueError(f"it was trained on features of version {head['features']}, and these are {VERSION}")
    body = raw[end + 1 :]
    if hashlib.sha256(body).hexdigest() != head["sha256"]:
        raise ValueError("its content is not what its first line says")
    size = head["sizes"][0]
    return Model(head, body[:size], body[size:])
