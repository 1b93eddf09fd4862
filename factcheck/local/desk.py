"""The one desk of a var folder: who holds it, where it serves, and how to ask it to stop."""

import fcntl
import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from factcheck.local import places
from factcheck.local.trouble import Trouble


@dataclass(frozen=True)
class Desk:
    pid: int
    url: str = ""  # empty: it only imports
    ready: bool = False


def folder() -> Path:
    path = places.make_var() / "run"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


@contextmanager
def held() -> Iterator[bool]:
    """Whether this process is the desk of var while the block runs. The lock ends with the process, however it ends."""
    with (folder() / "desk.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        announce(Desk(os.getpid()))
        try:
            yield True
        finally:
            _note().unlink(missing_ok=True)


def announce(desk: Desk) -> None:
    draft = _note().with_suffix(".new")
    draft.write_text(json.dumps(asdict(desk)))
    draft.replace(_note())


def running() -> Desk | None:
    with (folder() / "desk.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _read()
    return None


def wait_until_ready(seconds: float = 180) -> Desk | None:
    """The desk that runs, once it serves; None if it ended instead."""
    deadline = time.monotonic() + seconds
    while (desk := running()) and not desk.ready:
        if time.monotonic() > deadline:
            raise Trouble(f"A desk is starting (process {desk.pid}) and isn't ready after {seconds:.0f} seconds.")
        time.sleep(0.1)
    return desk


def stop(seconds: float = 60) -> bool:
    """Whether there was one to stop."""
    desk = running()
    if not desk:
        return False
    try:
        os.kill(desk.pid, signal.SIGTERM)
    except PermissionError as error:
        raise Trouble(f"The desk belongs to another user (process {desk.pid}): stop it as that user.") from error
    deadline = time.monotonic() + seconds
    while (now := running()) and now.pid == desk.pid:
        if time.monotonic() > deadline:
            raise Trouble(
                f"The desk didn't stop in {seconds:.0f} seconds: kill -9 {desk.pid} ends it, nothing is lost."
            )
        time.sleep(0.1)
    return True


def _note() -> Path:
    return folder() / "desk.json"


def _read() -> Desk:
    """What the holder announced; just after it took the lock, that may still be missing or its predecessor's."""
    for _ in range(50):
        with suppress(OSError, ValueError, TypeError):
            desk = Desk(**json.loads(_note().read_text()))
            os.kill(desk.pid, 0)
            return desk
        time.sleep(0.1)
    raise Trouble(f"{folder() / 'desk.lock'} is held by a process that doesn't say who it is.")
