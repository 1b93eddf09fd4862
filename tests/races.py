"""Several people, each in a thread with a database connection of its own, doing something at the same moment."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connection

from claims import undo, workflow
from claims.models import Claim
from claims.review import claims, drafts, leases, verdicts
from claims.workflow import Refused

PATIENCE = 30


def at_once(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each call returned or raised, in order."""
    found: list[Any] = [None] * len(calls)
    start = threading.Barrier(len(calls), timeout=PATIENCE)

    def run(number: int) -> None:
        try:
            connection.ensure_connection()
            start.wait()
            found[number] = calls[number]()
        except Exception as error:  # noqa: BLE001  (whatever it is, the test looks at it)
            found[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    return found


def refused(results: Sequence[Any]) -> list[Refused]:
    return [result for result in results if isinstance(result, Refused)]


def won(results: Sequence[Any]) -> list[Any]:
    return [result for result in results if not isinstance(result, Exception)]


def unlock(patch: pytest.MonkeyPatch, parties: int) -> None:
    """The desk without its row lock and version check: everybody has read the claim before anybody writes."""
    everybody_has_read = threading.Barrier(parties, timeout=PATIENCE)
    waited = threading.local()

    def look(pk: int) -> Claim:
        if hasattr(waited, "done"):
            return Claim.objects.get(pk=pk)
        waited.done = True
        found = Claim.objects.get(pk=pk)
        everybody_has_read.wait()
        return found

    for module in (workflow, claims, drafts, leases, undo, verdicts):
        patch.setattr(module, "lock", look)
    patch.setattr(undo, "change", write_blindly)
    patch.setattr(workflow, "change", write_blindly)


def write_blindly(claim: Claim, version: int, **fields: Any) -> None:
    Claim.objects.filter(pk=claim.pk).update(version=version + 1, **fields)
    for name, value in fields.items():
        setattr(claim, name, value)
