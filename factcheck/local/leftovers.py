"""Processes of a desk whose supervisor was killed: recognised by a mark in their environment, then ended."""

import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

MARK = "FACTCHECK_DESK"


def marked(var: Path) -> list[int]:
    if sys.platform != "linux":
        return []  # there is nowhere to look; the programs themselves notice that their parent is gone
    mark = f"{MARK}={var}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
    return found


def end(var: Path, patience: float = 5) -> None:
    """They were told when their supervisor died and may be ending already: wait, then insist."""
    deadline = time.monotonic() + patience
    while found := marked(var):
        if time.monotonic() > deadline:
            for pid in found:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        time.sleep(0.1)
