import logging
import time
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.db.models.functions import Now

from claims.ingest import intake, store
from claims.ingest.visit import visit
from claims.models import Import, ImportItem, Purpose

Outcome = ImportItem.Outcome
BAD = (Outcome.FAILED, Outcome.QUARANTINED)
SOON = timedelta(seconds=60)
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Import files, folders and pages: a line for each, with its outcome. A worker finds the claims in them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("places", nargs="+", metavar="PATH|URL")
        parser.add_argument("--reference", action="store_true", help="searchable as evidence; no claims are queued")
        parser.add_argument("--wait", action="store_true", help="leave the work to workers and wait for them")
        parser.add_argument("--queue", action="store_true", help="leave the work to workers and do not wait")
        parser.add_argument("--patience", type=int, default=600, help="seconds to wait, at most")

    def handle(self, *args: Any, **options: Any) -> None:
        run = start(options["places"], Purpose.REFERENCE if options["reference"] else Purpose.CHECK)
        if options["queue"]:
            self._tell(run.items.all())
        elif self._follow(run, time.monotonic() + options["patience"], work=not options["wait"]):
            raise CommandError("Some were not imported; the lines above say why.", returncode=1)

    def _follow(self, run: Import, until: float, *, work: bool) -> int:
        """Print each item once it is finished; returns how many were not imported."""
        failed, told = 0, set[int]()
        while True:
            if work:
                work_on(run)
            finished = run.items.exclude(outcome=Outcome.WAITING).exclude(pk__in=told)
            failed += sum(outcome in BAD for outcome in self._tell(finished, told))
            waiting = run.items.filter(outcome=Outcome.WAITING)
            put_off = waiting.exclude(reason="").filter(due_at__gt=Now() + SOON)
            if waiting.count() == put_off.count():
                return failed + len(self._tell(put_off))
            if time.monotonic() > until:
                raise CommandError(f"{waiting.count()} still wait for a worker; the desk goes on with them.")
            time.sleep(0.2)

    def _tell(self, items: Iterable[ImportItem], told: set[int] | None = None) -> list[str]:
        outcomes = []
        for item in items:
            self.stdout.write(f"{item.outcome:<11} {item.name}" + (f": {item.reason}" if item.reason else ""))
            outcomes.append(item.outcome)
            if told is not None:
                told.add(item.pk)
        return outcomes


def start(places: Sequence[str], purpose: str) -> Import:
    names = (place if is_address(place) else Path(place).name or place for place in places)
    run = intake.start(", ".join(names), way=Import.Way.COMMAND, purpose=purpose)
    for place in places:
        if is_address(place):
            take_page(run, place)
        else:
            take_path(run, Path(place))
    return run


def is_address(place: str) -> bool:
    return place.startswith(("http://", "https://"))


def take_page(run: Import, address: str) -> None:
    try:
        intake.take_address(run, address)
    except intake.BadAddress as problem:
        intake.refuse(run, address, address[:2000], str(problem), problem.code)


def take_path(run: Import, path: Path) -> None:
    if not path.exists():
        intake.refuse(run, str(path), intake.address_of(path), "There is no such file.", "not_opened")
        return
    for file in intake.files_under(path):
        intake.take_file(run, file, file.name if file == path else str(file.relative_to(path)))


def work_on(run: Import) -> None:
    """What a worker would do; one that is there may do a part of it."""
    due: QuerySet[ImportItem] = run.items.filter(outcome=Outcome.WAITING, due_at__lte=Now())
    for pk in due.filter(raw__isnull=False).values_list("pk", flat=True):
        try:
            store.import_item(pk)
        except Exception:  # the try is counted, and the others go on
            log.exception("Importing item %s failed", pk)
    for host in due.filter(raw=None).order_by().values_list("host", flat=True).distinct():
        visit(host)
