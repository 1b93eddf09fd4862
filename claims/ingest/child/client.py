"""The parent's side: a child that parses, killed when it takes too long, replaced when it is gone or worn out."""

import atexit
import logging
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from claims.ingest.child import frames
from claims.ingest.page import Unreadable
from claims.ingest.refusals import refused

PROJECT = Path(__file__).resolve().parents[3]
START = "import sys; sys.path[:0] = [{!r}]; from claims.ingest.child import serve; serve.main({}, {!r})"
SECONDS = 10  # of processor time for one input
WALL = 12  # seconds after which an answer is no longer waited for
STARTING = 60
log = logging.getLogger(__name__)


class Gone(Exception):
    """The child ended instead of answering."""


class Child:
    def __init__(self, jobs: str) -> None:
        start = START.format(str(PROJECT), os.getpid(), jobs)
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", "-c", start],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            start_new_session=True,
        )
        assert self.process.stdin
        assert self.process.stdout
        self.inbox, self.outbox = self.process.stdin, self.process.stdout
        self.worn = self.late = False
        try:
            self._answer(STARTING)
        except Gone:
            raise ChildProcessError(f"the parsing child did not start ({self.process.returncode})") from None

    def ask(self, head: dict[str, Any], raw: bytes) -> tuple[dict[str, Any], bytes]:
        answer, found = self._answer(WALL, head | {"seconds": SECONDS}, raw)
        self.worn = bool(answer.pop("last", True))
        return answer, found

    def _answer(self, wall: float, *message: Any) -> tuple[dict[str, Any], bytes]:
        watch = threading.Timer(wall, self._too_late)
        watch.daemon = True
        watch.start()
        try:
            if message:
                frames.send(self.inbox, *message)
            return frames.receive(self.outbox)
        except (EOFError, OSError):
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.5)  # so that it is known what ended it, where it ended by itself
            self.kill()
            raise Gone from None
        finally:
            watch.cancel()

    def _too_late(self) -> None:
        self.late = True
        self._end()

    def _end(self) -> None:
        """The whole session; the process is not reaped yet, so the number is still its own."""
        if self.process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def kill(self) -> None:
        self._end()
        self.process.wait()
        self.drop()

    def drop(self) -> None:
        for pipe in (self.inbox, self.outbox):
            with suppress(OSError):
                pipe.close()

    def why(self) -> Unreadable:
        """What its end says of the input."""
        ended = self.process.returncode or 0
        if self.late or ended == -signal.SIGXCPU:
            return refused("too_complex", seconds=SECONDS)
        return refused("crashed", how=signal.Signals(-ended).name if ended < 0 else f"exit status {ended}")

    @property
    def killed_by_others(self) -> bool:
        return not self.late and self.process.returncode == -signal.SIGKILL


class Parser:
    """One child for one process, started when it is first needed; threads wait for one another."""

    def __init__(self, jobs: str = "claims.ingest.child.jobs") -> None:
        self.jobs, self.lock, self.child = jobs, threading.Lock(), None  # type: str, threading.Lock, Child | None
        os.register_at_fork(after_in_child=self._forget)
        atexit.register(self.close)

    def ask(self, job: str, raw: bytes, **head: Any) -> tuple[dict[str, Any], bytes]:
        """The child's answer; Unreadable where the reader refused the input or did not survive it."""
        with self.lock:
            answer, found = self._ask({"job": job} | head, raw)
        if code := answer.get("error"):
            if "trace" in answer:
                log.error("Reading %s failed: %s", head.get("name") or head.get("address") or job, answer["trace"])
            raise Unreadable(str(code), str(answer["message"]))
        return answer, found

    def _ask(self, head: dict[str, Any], raw: bytes, tries: int = 2) -> tuple[dict[str, Any], bytes]:
        child = self._served()
        try:
            return child.ask(head, raw)
        except Gone:
            self.child = None
            # Somebody else's SIGKILL says nothing of the input: the thread that started the child may have ended.
            if child.killed_by_others and tries > 1:
                return self._ask(head, raw, tries - 1)
            problem = child.why()
            log.warning("A parsing child ended on %s: %s", head.get("name") or head["job"], problem.code)
            raise problem from None

    def _served(self) -> Child:
        if self.child and (self.child.worn or self.child.process.poll() is not None):
            self._drop()
        self.child = self.child or Child(self.jobs)
        return self.child

    def _drop(self) -> None:
        if self.child:
            self.child.kill()
        self.child = None

    def close(self) -> None:
        with self.lock:
            self._drop()

    def _forget(self) -> None:
        """After a fork the child is still the other process's: let go of its pipes and start one of one's own."""
        if self.child:
            self.child.process.returncode = 0
            self.child.drop()
        self.lock, self.child = threading.Lock(), None
