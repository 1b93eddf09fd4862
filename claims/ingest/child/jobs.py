"""What the child can be asked. Readers of rare kinds are imported when the first such input comes."""

import importlib
from typing import Any

from claims.ingest.child.wire import plain
from claims.ingest.read import read, read_body

Answer = tuple[dict[str, Any], bytes]


def _read(raw: bytes, name: str, address: str = "", content_type: str = "") -> Answer:
    return {"found": plain(read(raw, name, address=address, content_type=content_type))}, b""


def _read_body(raw: bytes, name: str) -> Answer:
    return {"found": plain(read_body(raw, name))}, b""


def _feed(raw: bytes, **said: Any) -> Answer:
    return {"found": plain(importlib.import_module("claims.ingest.feeds").parse(raw, **said))}, b""


def _discover(raw: bytes, **said: Any) -> Answer:
    return {"found": plain(importlib.import_module("claims.ingest.feeds").discover(raw, **said))}, b""


def _opml(raw: bytes) -> Answer:
    return {"found": plain(importlib.import_module("claims.ingest.opml").read_opml(raw))}, b""


def _archive(raw: bytes) -> Answer:
    entries = importlib.import_module("claims.ingest.archive").unpacked(raw)
    return {"found": [plain(entry.told()) for entry in entries]}, b"".join(entry.content for entry in entries)


JOBS = {
    "read": _read,
    "read_body": _read_body,
    "feed": _feed,
    "discover": _discover,
    "opml": _opml,
    "archive": _archive,
}
