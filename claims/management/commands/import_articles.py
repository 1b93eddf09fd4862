import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.ingest import intake
from claims.models import Import, ImportItem

Outcome = ImportItem.Outcome


class Command(BaseCommand):
    help = "Import files and folders of articles; a worker reads them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path)
        parser.add_argument("--wait", action="store_true", help="wait for the worker and print a line for each file")
        parser.add_argument("--patience", type=int, default=600, help="seconds to wait, at most")

    def handle(self, *args: Any, **options: Any) -> None:
        run = self._start(options["paths"])
        if not options["wait"]:
            self.stdout.write(f"{run.items.count()} files are queued in {run}.")
            return
        if self._follow(run, time.monotonic() + options["patience"]):
            raise CommandError("Some files were not imported; the lines above say why.", returncode=1)

    def _start(self, paths: list[Path]) -> Import:
        run = intake.start(", ".join(path.name or str(path) for path in paths))
        for path in paths:
            if not path.exists():
                intake.refuse(run, str(path), intake.address_of(path), "There is no such file.")
                continue
            for file in intake.files_under(path):
                intake.take_file(run, file, file.name if file == path else str(file.relative_to(path)))
        return run

    def _follow(self, run: Import, until: float) -> int:
        """Print each item once it is finished; returns how many were not imported."""
        failed, told = 0, set[int]()
        while True:
            for item in run.items.exclude(outcome=Outcome.WAITING).exclude(pk__in=told):
                told.add(item.pk)
                failed += item.outcome in (Outcome.FAILED, Outcome.QUARANTINED)
                self.stdout.write(f"{item.outcome:<11} {item.name}" + (f": {item.reason}" if item.reason else ""))
            waiting = run.items.filter(outcome=Outcome.WAITING)
            if not waiting.exists():
                return failed
            if time.monotonic() > until:
                raise CommandError(f"{waiting.count()} files still wait for a worker; the desk goes on with them.")
            time.sleep(0.2)
