"""What is timed of an import, one page at a time; imported once Django stands."""

import resource
import time
from contextlib import suppress
from pathlib import Path

import trafilatura
from django.conf import settings
from django.db import connection

from claims.ingest import child, intake, store
from claims.models import Article

Page = tuple[str, bytes]
settings.WAKE_WORKERS = False  # finding claims is measured apart
run = intake.start("bench")


def bare(page: Page) -> None:
    """With what it can say of title, author and date, as reading does."""
    trafilatura.bare_extraction(page[1], with_metadata=True)


def text_only(page: Page) -> None:
    trafilatura.bare_extraction(page[1])


def read(page: Page) -> None:
    with suppress(child.Unreadable):  # a page without an article is read too
        child.read(page[1], page[0])


def imported(page: Page) -> None:
    store.import_item(intake.take_in(run, page[0], f"file:/bench/{page[0]}", page[1]).pk)


def worked() -> float:
    """Processor seconds so far of all that work for an import: this process, parsing children, the database."""
    connection.ensure_connection()
    ended, served = resource.getrusage(resource.RUSAGE_CHILDREN), child.parser.child
    living = [connection.connection.info.backend_pid] + ([served.process.pid] if served else [])
    return time.process_time() + ended.ru_utime + ended.ru_stime + sum(map(_used, living))


def _used(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except FileNotFoundError:
        return 0  # it has ended meanwhile and counts as such


def stored() -> int:
    return Article.objects.count()
