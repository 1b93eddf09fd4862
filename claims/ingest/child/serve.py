"""The child's side: one input after the other, until the pipe closes or it is worn out. No Django here."""

import gc
import importlib
import os
import sys
import traceback
from collections.abc import Callable
from itertools import count
from typing import IO, Any

from claims.ingest.child import frames, limits
from claims.ingest.page import Unreadable
from claims.ingest.refusals import refused

MOST_INPUTS = 500
MOST_GROWTH = 300 * 1024 * 1024
Job = Callable[..., tuple[dict[str, Any], bytes]]


def main(parent: int, jobs: str) -> None:
    inbox, outbox = _own_pipes()
    limits.leave_network()
    limits.end_with(parent)
    table: dict[str, Job] = importlib.import_module(jobs).JOBS
    gc.freeze()
    limits.settle()
    start = limits.resident()
    frames.send(outbox, {"ready": os.getpid()})
    for served in count(1):
        try:
            head, raw = frames.receive(inbox)
        except EOFError:
            return
        limits.allow_seconds(head.pop("seconds"))
        answer, found = _answer(table, head, raw)
        answer["last"] = served >= MOST_INPUTS or limits.resident() - start > MOST_GROWTH
        frames.send(outbox, answer, found)


def _own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes under other numbers, so that nothing a library prints can get into an answer."""
    pipes = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    os.close(nowhere)
    return pipes


def _answer(table: dict[str, Job], head: dict[str, Any], raw: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        return table[head.pop("job")](raw, **head)
    except Unreadable as problem:
        return _refusal(problem), b""
    except MemoryError:
        return _refusal(refused("too_much_memory")), b""
    except RecursionError:
        return _refusal(refused("too_deep")), b""
    except Exception:
        return _refusal(refused("reader_failed")) | {"trace": traceback.format_exc(limit=-8)}, b""


def _refusal(problem: Unreadable) -> dict[str, Any]:
    return {"error": problem.code, "message": str(problem)}


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
