"""Work that the database remembers: rows that are due, counted before they are tried, given up after five tries."""

from datetime import timedelta
from typing import TypeVar

from django.db import models, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

TRIES = 5
Row = TypeVar("Row", bound=models.Model)


def count_try(row: QuerySet[Row]) -> bool:
    """Count a try at the one open row of `row`, committed before the work begins: a try that kills its worker counts.

    False when the row is done, or somebody is at it now.
    """
    with transaction.atomic():
        found = row.select_for_update(skip_locked=True).values_list("attempts", flat=True).first()
        if found is None:
            return False
        later = Now() + timedelta(seconds=10 * (found + 1))
        row.update(attempts=F("attempts") + 1, due_at=later)
    return True


def hold(row: QuerySet[Row]) -> Row | None:
    """The open row, ours until the transaction ends. A worker that dies lets go of it at once."""
    return row.select_for_update(skip_locked=True, of=("self",)).first()
