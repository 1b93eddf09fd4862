"""A tagger of who says what, learned from marked texts, as a model file. Needs no database."""

import hashlib
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.reading.backends import NoModel
from claims.reading.backends.crf import model
from claims.reading.backends.crf.brat import BadLine, Marked, NotMarked, marked
from claims.reading.backends.crf.training import train

SHOWN = 20  # bad lines that are told one by one


class Command(BaseCommand):
    help = "Learn who says what from marked texts, and write it as a model that --attribution-model can name."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        help = "with text/*.txt and, as brat writes it, attributions/*.ann: events of a Source, a Cue and a Content"
        parser.add_argument("folder", type=Path, metavar="FOLDER", help=help)
        parser.add_argument("--out", type=Path, metavar="FILE", help="else FOLDER's name with .attribution.model, here")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        out: Path = options["out"] or Path(f"{folder.resolve().name}.attribution.model")
        if not out.resolve().parent.is_dir():
            raise CommandError(f"{out.parent} is no folder.")
        bad: list[BadLine] = []
        try:
            texts = list(marked(folder, bad))
            self._tell(bad)
            self._write(out, texts)
        except (NotMarked, NoModel) as problem:
            raise CommandError(str(problem)) from problem
        except OSError as problem:
            raise CommandError(f"{problem.filename or out}: {problem.strerror}") from problem

    def _tell(self, bad: Sequence[BadLine]) -> None:
        for line in bad[:SHOWN]:
            self.stderr.write(f"{line}; left out")
        if bad:
            self.stderr.write(f"Lines left out: {len(bad):,}.")

    def _write(self, out: Path, texts: Sequence[Marked]) -> None:
        began, events = time.monotonic(), sum(len(each.events) for each in texts)
        if not events:
            raise NotMarked("No event with a cue or a content is marked in any of these texts.")
        head = {"of": digest(texts), "texts": len(texts), "attributions": events}
        made = model.save(out, *train(texts), head | {"made_at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"})
        took = f"{time.monotonic() - began:.0f} s"
        self.stderr.write(f"{len(texts):,} texts, {events:,} attributions; version {made.version}; {took}.")
        self.stderr.write(f"Wrote {out}. It is used where --attribution-model or FACTCHECK_ATTRIBUTION_MODEL names it.")


def digest(texts: Sequence[Marked]) -> str:
    """SHA-256 of what was learned from."""
    found = hashlib.sha256()
    for each in texts:
        found.update(repr(each).encode("utf-8", "surrogatepass"))
    return found.hexdigest()
