"""What the parsing child may use. It sets these limits on itself before it sees a byte of an input."""

import ctypes
import os
import resource
import signal
import sys
from pathlib import Path

MEMORY = 1024**3  # over what the readers' own code takes
OPEN_FILES = 32
PR_SET_PDEATHSIG = 1
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


def end_with(parent: int) -> None:
    """Be killed when the parent is gone, however it went; elsewhere than on Linux the closed pipe has to do."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def leave_network() -> None:
    """Into a network of its own, which has no way out, where the kernel lets a process do that."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        if libc.unshare(CLONE_NEWNET):
            libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)


def settle() -> None:
    """The limits that stand for all inputs: no core file, nothing written, little memory, few files."""
    size, _ = _memory()
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_NOFILE, OPEN_FILES)
    _lower(resource.RLIMIT_AS, size + MEMORY)


def allow_seconds(seconds: int) -> None:
    """So much processor time from now on; then the kernel ends the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, hard))


def resident() -> int:
    return _memory()[1]


def _lower(limit: int, value: int) -> None:
    _, hard = resource.getrlimit(limit)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(limit, (value, value))


def _memory() -> tuple[int, int]:
    """Bytes of address space and of memory in use."""
    try:
        pages = Path("/proc/self/statm").read_text().split()
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most, most
    page = resource.getpagesize()
    return int(pages[0]) * page, int(pages[1]) * page
