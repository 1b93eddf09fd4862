"""Processes that end with whoever started them, and the one way a server that refuses root is run by root."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

Command = Sequence[str | Path]
PR_SET_PDEATHSIG = 1
CLONE_NEWUSER = 0x10000000


@dataclass(frozen=True)
class Runner:
    """How a server is run: what happens between fork and exec, and the account that must own its files, if another."""

    enter: Callable[[], None]
    account: pwd.struct_passwd | None = None

    def own(self, path: Path) -> None:
        if self.account:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)


def stay() -> None:
    """Remain the user one is."""


@cache
def libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def enter_namespace() -> None:
    """Become user 1000 of a user namespace of its own: root's files stay reachable, and no account is needed."""
    uid, gid = os.geteuid(), os.getegid()
    if libc().unshare(CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "no user namespaces")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"1000 {uid} 1")
    Path("/proc/self/gid_map").write_text(f"1000 {gid} 1")


def become(account: pwd.struct_passwd) -> Callable[[], None]:
    def enter() -> None:
        os.setgroups([])
        os.setgid(account.pw_gid)
        os.setuid(account.pw_uid)

    return enter


def runners() -> list[Runner]:
    """The ways to run a server that refuses root, best first."""
    if os.geteuid() != 0:
        return [Runner(stay)]
    found = [Runner(enter_namespace)] if sys.platform == "linux" else []
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        found.append(Runner(become(account), account))
    return found


def die_with_parent(death: signal.Signals) -> None:
    if sys.platform == "linux":
        libc().prctl(PR_SET_PDEATHSIG, death)


def spawn(
    argv: Command,
    log: IO[bytes] | int,
    *,
    death: signal.Signals = signal.SIGTERM,
    enter: Callable[[], None] = stay,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    pass_fds: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """A child in its own process group: Ctrl-C reaches only its parent, and `death` comes when that one is gone."""
    parent = os.getpid()
    libc()

    def before_exec() -> None:
        enter()
        die_with_parent(death)
        if os.getppid() != parent:
            os._exit(1)

    return subprocess.Popen(
        argv,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        process_group=0,
        preexec_fn=before_exec,
        env=env,
        cwd=cwd,
        pass_fds=pass_fds,
    )


def end(child: subprocess.Popen[bytes], first: signal.Signals, seconds: float, then: signal.Signals) -> None:
    """Ask, wait, insist on the whole group, and reap."""
    if child.poll() is None:
        child.send_signal(first)
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, then)
    child.wait()
