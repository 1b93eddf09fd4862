"""What is due at one host, one request after another. Two workers are never at one host at once."""

import time
from collections.abc import Callable, Iterator
from functools import partial

from claims.ingest import hosts, pages, polling, previews, watching
from claims.ingest.asking import Asker

LONGEST = 20.0  # seconds that a worker stays with one host before others get their turn

Work = Callable[[Asker], None]


def visit(host: str) -> None:
    turn = hosts.take(host)
    if turn is None:
        return
    asker = Asker(turn)
    until = time.monotonic() + LONGEST
    try:
        while time.monotonic() < until and not asker.slow and (work := next(_due(host), None)):
            work(asker)
    finally:
        asker.leave()


def _due(host: str) -> Iterator[Work]:
    """What somebody waits for first."""
    for find, do in (
        (previews.due_at, previews.look),
        (polling.due_at, polling.poll),
        (pages.due_at, pages.fetch_item),
        (watching.due_at, watching.look),
    ):
        if pk := find(host):
            yield partial(do, pk)
