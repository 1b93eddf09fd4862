"""Weights learned from sentences that people labelled, as a model file. Needs no database."""

import csv
import hashlib
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.text.learning import Example, effect, terms_of, train
from claims.text.weightfile import as_file
from claims.text.worthiness import worthiness

TEXT, LABEL = "Text", "class_label"
LABELS = {"yes": True, "no": False}
TOGETHER = 20  # rows of a file that are held back together
LONGEST_FIELD = 10_000_000  # characters


class Command(BaseCommand):
    help = "Learn what is worth checking from labelled sentences, and write it as a model that --model can name."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, metavar="FILE.tsv", help=f"with the columns {TEXT} and {LABEL}: Yes or No"
        )
        parser.add_argument("--out", type=Path, metavar="FILE", help="else FILE.worthiness.json in this folder")
        parser.add_argument(
            "--measure", action="store_true", help="rank held-back fifths of the file too; takes longer"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        out: Path = options["out"] or Path(f"{path.stem}.worthiness.json")
        raw = _bytes_of(path)
        try:
            examples = [_example(number, *row) for number, row in enumerate(rows(decoded(raw)))]
            refuse_one_kind(examples)
        except (ValueError, csv.Error) as problem:
            raise CommandError(f"{path}: {problem}") from problem
        self._write(out, raw, examples)
        if options["measure"]:
            self.stderr.write(measured(examples))

    def _write(self, out: Path, raw: bytes, examples: Sequence[Example]) -> None:
        began, positive = time.monotonic(), sum(example.good for example in examples)
        of = {"examples": len(examples), "positive": positive, "sha256": hashlib.sha256(raw).hexdigest()}
        weights = train(examples)
        try:
            out.write_text(as_file(weights, f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", of), encoding="utf-8")
        except OSError as problem:
            raise CommandError(f"{out}: {problem.strerror}") from problem
        took = f"{time.monotonic() - began:.0f} s"
        self.stderr.write(
            f"{len(examples):,} sentences, {positive:,} worth checking; {len(weights.terms):,} terms; {took}."
        )
        self.stderr.write(f"Wrote {out}. It is used where --model or FACTCHECK_WORTHINESS_MODEL names it.")


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise CommandError(f"{path}: {problem.strerror}") from problem


def decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise ValueError(f"not UTF-8: {problem.reason} at byte {problem.start}") from problem


def rows(text: str) -> Iterator[tuple[str, bool]]:
    """Each sentence as one line, and whether it is worth checking."""
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.DictReader(StringIO(text, newline=""), delimiter="\t")
    missing = [name for name in (TEXT, LABEL) if name not in (reader.fieldnames or [])]
    if missing:
        raise ValueError(f"no column {' and no column '.join(missing)}; there are {', '.join(reader.fieldnames or [])}")
    for row in reader:
        label = LABELS.get((row[LABEL] or "").strip().lower())
        if label is None:
            raise ValueError(f"line {reader.line_num}: {LABEL} is {row[LABEL]!r}, neither Yes nor No")
        yield " ".join(row[TEXT].split()), label


def refuse_one_kind(examples: Sequence[Example]) -> None:
    kinds = {example.good for example in examples}
    if not kinds:
        raise ValueError("no rows under the header")
    if len(kinds) == 1:
        raise ValueError(f"every row says {'Yes' if kinds.pop() else 'No'}: it takes both to learn a difference")


def _example(number: int, sentence: str, good: bool) -> Example:
    return Example(frozenset(worthiness(sentence).signs), terms_of(sentence), good, f"{number // TOGETHER:06}")


def measured(examples: Sequence[Example]) -> str:
    found = effect(examples)
    return (
        f"Of two sentences held back, one of them worth checking, that one ranks first in {found.after:.1%} of cases; "
        f"by the built-in weights in {found.before:.1%} (chance that this is luck: {found.chance:.4f})."
    )
