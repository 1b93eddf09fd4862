"""Where passages of an old text stand in a new one: a line of JSON in, a line of JSON out. Needs no database."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.text.reanchor import reanchor
from claims.text.spans import Span


class Command(BaseCommand):
    help = 'Read one object a line, {"old", "new", "spans": [[start, end]]}, and print where each span stands in "new".'
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", metavar="PAIRS.jsonl")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with Path(options["path"]).open("rb") as lines:
                failed = [self._print(placed(line)) for line in lines]
        except OSError as problem:
            raise CommandError(f"{options['path']}: {problem.strerror}") from problem
        if any(failed):
            sys.exit(1)

    def _print(self, line: dict[str, Any]) -> bool:
        self.stdout.write(json.dumps(line, ensure_ascii=False))
        return "error" in line


def placed(line: bytes) -> dict[str, Any]:
    try:
        old, new, spans = _asked(json.loads(line))
        found = reanchor(old, new, spans)
    except (ValueError, RecursionError) as problem:
        return {"error": str(problem)}
    return {"spans": [each.span for each in found], "status": [each.status for each in found]}


def _asked(pair: Any) -> tuple[str, str, list[Span]]:
    if not isinstance(pair, dict) or not all(isinstance(pair.get(key), str) for key in ("old", "new")):
        raise ValueError('Not an object with the texts "old" and "new".')
    spans = pair.get("spans")
    if not isinstance(spans, list) or not all(_is_span(span) for span in spans):
        raise ValueError('"spans" is not a list of [start, end].')
    return pair["old"], pair["new"], [Span(*span) for span in spans]


def _is_span(span: Any) -> bool:
    return isinstance(span, list) and len(span) == 2 and all(type(edge) is int for edge in span)
