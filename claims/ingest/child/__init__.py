"""Parsing of untrusted bytes, in a child process that may hang, swell or crash without harm to its parent."""

from typing import Any

from claims.ingest.child.client import MESSAGES, Parser
from claims.ingest.child.wire import load
from claims.ingest.page import Reading, Unreadable

__all__ = ["POISON", "Unreadable", "ask", "close", "read", "read_body"]

POISON = frozenset(MESSAGES)  # outcomes of inputs that a reader did not survive
parser = Parser()
close = parser.close


def ask(job: str, raw: bytes, **head: Any) -> dict[str, Any]:
    """The answer to a job of jobs.py; raw bytes that come with it stand under "raw"."""
    answer, found = parser.ask(job, raw, **head)
    return answer | {"raw": found}


def found(kind: Any, job: str, raw: bytes, **head: Any) -> Any:
    """What a job found, as the dataclass (or the list of them) that it is."""
    answer, _ = parser.ask(job, raw, **head)
    try:
        return load(kind, answer["found"])
    except (TypeError, ValueError, KeyError) as problem:
        close()
        raise Unreadable("crashed", "The reader gave no sound answer.") from problem


def read(raw: bytes, name: str, address: str = "", content_type: str = "") -> Reading:
    page: Reading = found(Reading, "read", raw, name=name, address=address, content_type=content_type)
    return page


def read_body(raw: bytes, name: str) -> Reading:
    page: Reading = found(Reading, "read_body", raw, name=name)
    return page
