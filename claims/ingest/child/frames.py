"""One message over a pipe: the lengths of a JSON head and of raw bytes, then both."""

import json
import struct
from typing import IO, Any

LENGTHS = struct.Struct("!II")
LONGEST_HEAD = 64 * 1024 * 1024
MOST_RAW = 256 * 1024 * 1024


def send(pipe: IO[bytes], head: dict[str, Any], raw: bytes = b"") -> None:
    said = json.dumps(head).encode()
    if len(said) > LONGEST_HEAD or len(raw) > MOST_RAW:
        raise OverflowError("too much for one message")
    pipe.write(LENGTHS.pack(len(said), len(raw)) + said)
    pipe.write(raw)
    pipe.flush()


def receive(pipe: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """The next message; EOFError where there is none, or only a part of one, or something else."""
    said, size = LENGTHS.unpack(_exactly(pipe, LENGTHS.size))
    if said > LONGEST_HEAD or size > MOST_RAW:
        raise EOFError("too much for one message")
    try:
        head = json.loads(_exactly(pipe, said))
    except (ValueError, RecursionError) as problem:
        raise EOFError("no message") from problem
    if not isinstance(head, dict):
        raise EOFError("no message")
    return head, _exactly(pipe, size)


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    found = pipe.read(size)
    if len(found) < size:
        raise EOFError("the other side is gone")
    return found
