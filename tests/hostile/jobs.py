"""What a parsing child may meet: jobs that crash, swell, hang or lie, beside one that works."""

import ctypes
import os
import resource
import signal
import sys
from typing import Any

from claims.ingest.child import jobs
from claims.ingest.page import Unreadable

Answer = tuple[dict[str, Any], bytes]


def echo(raw: bytes, **said: Any) -> Answer:
    return {"said": said, "pid": os.getpid()}, raw


def segfault(raw: bytes) -> Answer:
    ctypes.string_at(0)
    return {}, b""


def out_of_memory(raw: bytes) -> Answer:
    return {"size": len(bytearray(2 * 1024**3))}, b""


def swell(raw: bytes) -> Answer:
    """Grows in small steps, far over the limit."""
    kept = []
    while True:
        kept.append(bytearray(1024**2))


def leave(raw: bytes) -> Answer:
    os._exit(7)


def finish(raw: bytes) -> Answer:
    sys.exit(0)


def be_killed(raw: bytes, tally: str) -> Answer:
    """Killed by somebody else, but the second time it works."""
    if os.path.exists(tally):
        os.kill(os.getpid(), signal.SIGKILL)
    return {"pid": os.getpid()}, b""


def loop(raw: bytes) -> Answer:
    while True:
        pass


def sleep(raw: bytes) -> Answer:
    signal.pause()
    return {}, b""


def deep(raw: bytes) -> Answer:
    return deep(raw)


def refuse(raw: bytes) -> Answer:
    raise Unreadable("not_today", "Not today.")


def break_down(raw: bytes) -> Answer:
    raise ZeroDivisionError


def print_loudly(raw: bytes) -> Answer:
    print("spoils the answer", flush=True)
    os.write(1, b"spoils the answer")
    return {"pid": os.getpid()}, b""


def write(raw: bytes, path: str) -> Answer:
    with open(path, "wb") as file:
        file.write(b"x")
    return {}, b""


def surroundings(raw: bytes) -> Answer:
    opened = [int(name) for name in os.listdir("/proc/self/fd")]
    limits = {name: resource.getrlimit(getattr(resource, name))[0] for name in ("RLIMIT_CORE", "RLIMIT_FSIZE")}
    return {
        "environment": dict(os.environ),
        "files": [
            os.readlink(f"/proc/self/fd/{number}") for number in opened if os.path.exists(f"/proc/self/fd/{number}")
        ],
        "own_session": os.getsid(0) == os.getpid(),
        "limits": limits,
        "django": "django" in sys.modules,
    }, b""


JOBS = jobs.JOBS | {
    job.__name__: job
    for job in (
        echo,
        segfault,
        out_of_memory,
        swell,
        leave,
        finish,
        be_killed,
        loop,
        sleep,
        deep,
        refuse,
        break_down,
        print_loudly,
        write,
        surroundings,
    )
}
