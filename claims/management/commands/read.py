"""What reading makes of files: one JSON object a line. Needs no database and no service."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from claims.ingest.kinds import MB
from claims.ingest.read import Reading, Unreadable, read, read_body
from claims.text.candidates import candidates


class Command(BaseCommand):
    help = "Read files as an import would and print what was found, one JSON object a line."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument("--json", action="store_true", help="one JSON object a line (the only form there is)")
        parser.add_argument("--plain", action="store_true", help="the files are body text already: change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        lines = (described(path, plain=options["plain"]) for path in options["paths"])
        failed = [self._print(line) for line in lines]
        if any(failed):
            sys.exit(1)

    def _print(self, line: dict[str, Any]) -> bool:
        self.stdout.write(json.dumps(line, ensure_ascii=False))
        return "error" in line


def described(path: str, *, plain: bool) -> dict[str, Any]:
    try:
        with Path(path).open("rb") as file:
            raw = file.read(25 * MB + 1)
        return {"path": path} | _fields((read_body if plain else read)(raw, path))
    except Unreadable as problem:
        if problem.code == "no_article":
            return {"path": path, "text": "", "note": str(problem), "sentences": [], "candidates": []}
        return {"path": path, "error": str(problem), "code": problem.code}
    except OSError as problem:
        return {"path": path, "error": problem.strerror or "The file cannot be read."}


def _fields(page: Reading) -> dict[str, Any]:
    fields = asdict(page) | {"sentences": page.sentences, "candidates": _candidates(page)}
    fields["published"] = published = fields.pop("published_on")
    fields["published"] = str(published) if published else None
    fields["dates"] = [date | {"value": str(date["value"])} for date in fields["dates"]]
    return fields


def _candidates(page: Reading) -> list[dict[str, Any]]:
    return [
        {key: getattr(each, key) for key in ("start", "end", "score", "kind", "claimant", "reasons")}
        for each in candidates(page.text, page.sentences)
    ]
