"""What is timed of an import, one page at a time; imported once Django stands."""

from contextlib import suppress

import trafilatura
from django.conf import settings

from claims.ingest import child, intake, store
from claims.models import Article

Page = tuple[str, bytes]
settings.WAKE_WORKERS = False  # finding claims is measured apart
run = intake.start("bench")


def bare(page: Page) -> None:
    trafilatura.bare_extraction(page[1])


def read(page: Page) -> None:
    with suppress(child.Unreadable):  # a page without an article is read too
        child.read(page[1], page[0])


def imported(page: Page) -> None:
    store.import_item(intake.take_in(run, page[0], f"file:/bench/{page[0]}", page[1]).pk)


def stored() -> int:
    return Article.objects.count()
