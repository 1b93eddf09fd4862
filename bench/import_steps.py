"""What is timed of an import, one page at a time; imported once Django stands."""

import os
from contextlib import suppress

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


def processes() -> list[int]:
    """All that work for an import: this one, the parsing child, the database's server for this one."""
    child.read(b"One sentence that starts the child.", "a.txt")
    connection.ensure_connection()
    served = child.parser.child
    return [os.getpid(), served.process.pid if served else 0, connection.connection.info.backend_pid]


def stored() -> int:
    return Article.objects.count()
