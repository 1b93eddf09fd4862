"""What a parsing child may meet: jobs that crash, swell, hang or lie, beside those that work."""

import ctypes
import os
import resource
import signal
import socket
import sys
import time
from typing import Any

from claims.ingest.child import jobs
from claims.ingest.page import Unreadable

Answer = tuple[dict[str, Any], bytes]
kept: list[bytearray] = []


def echo(raw: bytes, **said: Any) -> Answer:
    return {"said": said, "pid": os.getpid()}, raw


def segfault(raw: bytes) -> Answer:
    ctypes.string_at(0)
    return {}, b""


def out_of_memory(raw: bytes) -> Answer:
    return {"size": len(bytearray(2 * 1024**3))}, b""


def swell(raw: bytes) -> Answer:
    """Grows in small steps, far over the limit."""
    grown = []
    while True:
        grown.append(bytearray(1024**2))


def keep(raw: bytes, size: int) -> Answer:
    kept.append(bytearray(b"x") * size)
    return {"pid": os.getpid()}, b""


def leave(raw: bytes) -> Answer:
    os._exit(7)


def finish(raw: bytes) -> Answer:
    sys.exit(0)


def be_killed_once(raw: bytes, child: int) -> Answer:
    """Killed from outside, if it is still the child that it was."""
    if os.getpid() == child:
        os.kill(child, signal.SIGKILL)
    return {"pid": os.getpid()}, b""


def loop(raw: bytes) -> Answer:
    while True:
        pass


def sleep(raw: bytes) -> Answer:
    signal.pause()
    return {}, b""


def work(raw: bytes, so_long: float) -> Answer:
    until = time.process_time() + so_long
    while time.process_time() < until:
        pass
    return {}, b""


def deep(raw: bytes) -> Answer:
    return deep(raw)


def refuse(raw: bytes) -> Answer:
    raise Unreadable("not_today", "Not today.")


def break_down(raw: bytes) -> Answer:
    raise ZeroDivisionError


def lie(raw: bytes, **head: Any) -> Answer:
    """A sound frame around what is no reading."""
    return {"found": {"title": 7, "text": ["no text"]}}, b""


def print_loudly(raw: bytes) -> Answer:
    print("spoils the answer", flush=True)
    os.write(1, b"spoils the answer")
    return {"pid": os.getpid()}, b""


def write(raw: bytes, path: str) -> Answer:
    with open(path, "wb") as file:
        file.write(b"x")
    return {}, b""


def call_out(raw: bytes, port: int) -> Answer:
    with socket.create_connection(("127.0.0.1", port), timeout=5):
        return {"connected": True}, b""


def surroundings(raw: bytes) -> Answer:
    numbers = os.listdir("/proc/self/fd")
    links = [f"/proc/self/fd/{number}" for number in numbers]
    names = ("RLIMIT_CORE", "RLIMIT_FSIZE", "RLIMIT_NOFILE")
    return {
        "environment": dict(os.environ),
        "files": [os.readlink(link) for link in links if os.path.lexists(link)],
        "own_session": os.getsid(0) == os.getpid(),
        "limits": {name: resource.getrlimit(getattr(resource, name))[0] for name in names},
        "django": "django" in sys.modules,
    }, b""


HOSTILE = (
    echo, segfault, out_of_memory, swell, keep, leave, finish, be_killed_once, loop, sleep, work, deep, refuse,
    break_down, print_loudly, write, call_out, surroundings,
)  # fmt: skip
JOBS = jobs.JOBS | {job.__name__: job for job in HOSTILE} | {"lie": lie}
