"""Parsing of untrusted bytes, in a child process that may hang, swell or crash without harm to its parent."""

from itertools import accumulate
from typing import Any, TypeVar

from claims.ingest.archive import Entry, Told, from_told
from claims.ingest.child.client import Parser
from claims.ingest.child.wire import load
from claims.ingest.page import Reading, Unreadable
from claims.ingest.refusals import refused

__all__ = ["POISON", "Unreadable", "ask", "close", "entries", "read", "read_body"]

Kind = TypeVar("Kind")
POISON = {"too_complex", "too_deep", "too_much_memory", "crashed", "reader_failed"}  # what no reader survives
parser = Parser()
close = parser.close


def ask(job: str, raw: bytes, **head: Any) -> dict[str, Any]:
    """The answer to a job of jobs.py; raw bytes that come with it stand under "raw"."""
    answer, found = parser.ask(job, raw, **head)
    return answer | {"raw": found}


def found(kind: type[Kind], job: str, raw: bytes, /, **head: Any) -> Kind:
    """What a job found, as the dataclass (or the list of them) that it is."""
    return _found(kind, job, raw, **head)[0]


def _found(kind: type[Kind], job: str, raw: bytes, /, **head: Any) -> tuple[Kind, bytes]:
    answer, beside = parser.ask(job, raw, **head)
    try:
        return load(kind, answer["found"]), beside
    except (TypeError, ValueError, KeyError) as problem:
        close()
        raise refused("crashed", how="no sound answer") from problem


def read(raw: bytes, name: str, address: str = "", content_type: str = "") -> Reading:
    return found(Reading, "read", raw, name=name, address=address, content_type=content_type)


def read_body(raw: bytes, name: str) -> Reading:
    return found(Reading, "read_body", raw, name=name)


def entries(raw: bytes) -> list[Entry]:
    """The files in a zip; Unreadable where it is refused as a whole."""
    told, content = _found(list[Told], "archive", raw)
    ends = list(accumulate((each.size for each in told), initial=0))
    return [from_told(each, content[start:end]) for each, start, end in zip(told, ends, ends[1:], strict=False)]
