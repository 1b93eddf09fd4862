"""How much each sentence on standard input is worth checking, and why: one JSON object a line. Needs no database."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.reading.weights import base
from claims.text.weightfile import NotAModel, read_model
from claims.text.worthiness import worthiness


class Command(BaseCommand):
    help = "Read sentences, one a line, and print how much each is worth checking."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object a line (the only form there is)")
        parser.add_argument("--model", type=Path, help="a file of train_worthiness; else FACTCHECK_WORTHINESS_MODEL")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            weights = read_model(options["model"]) if options["model"] else base()
        except NotAModel as problem:
            raise CommandError(str(problem)) from problem
        for line in _lines():
            worth = worthiness(line, weights)
            self.stdout.write(json.dumps({"score": worth.score, "reasons": worth.reasons}))


def _lines() -> Iterator[str]:
    """A line for every line, an empty one too; bytes that are no UTF-8 lose only themselves."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").strip()
