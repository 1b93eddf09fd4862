"""Starts every part of the desk, keeps each running, and stops all of them in order."""

import os
import signal
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen
from types import FrameType
from typing import Protocol

from factcheck.local import logs
from factcheck.local.children import Command, end, spawn
from factcheck.local.places import PROJECT
from factcheck.local.trouble import Trouble

SETTLED = 10  # seconds after which a part counts as running well
LONGEST_PAUSE = 30


class Stopping(BaseException):
    """Somebody asked the desk to stop."""


class Part(Protocol):
    process: Popen[bytes] | None

    def start(self) -> None: ...
    def stop(self) -> None: ...


@dataclass
class Program:
    """One of the desk's own processes, with all the processes it starts."""

    command: Command
    log: Path
    env: Mapping[str, str]
    patience: float = 10
    pass_fds: tuple[int, ...] = ()
    process: Popen[bytes] | None = None

    def start(self) -> None:
        self._end_group()
        with logs.open_log(self.log) as log:
            self.process = spawn(
                self.command, log, death=signal.SIGQUIT, env=self.env, cwd=PROJECT, pass_fds=self.pass_fds
            )

    def stop(self) -> None:
        if self.process:
            end(self.process, signal.SIGTERM, self.patience, signal.SIGKILL)
            self._end_group()
            self.process = None

    def _end_group(self) -> None:
        """What a killed process left of its children."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


@dataclass
class Kept:
    """A part and how it has fared."""

    name: str
    part: Part
    since: float = field(default_factory=time.monotonic)
    failures: int = 0
    due: float = 0

    @property
    def alive(self) -> bool:
        return self.part.process is not None and self.part.process.poll() is None

    def note_end(self) -> None:
        ran = time.monotonic() - self.since
        self.failures = 0 if ran > SETTLED else self.failures + 1
        self._pause()

    def note_failure(self) -> None:
        self.failures += 1
        self._pause()

    def _pause(self) -> None:
        self.due = time.monotonic() + min(LONGEST_PAUSE, 2.0**self.failures - 1)


class Supervisor:
    def __init__(self, say: Callable[[str], None], log_folder: Path) -> None:
        self.say = say
        self.log_folder = log_folder
        self.parts: list[Kept] = []
        self.started = False  # until then a part that can't run ends the start; afterwards it is tried for ever
        self._logs_due = 0.0

    def add(self, name: str, part: Part) -> None:
        part.start()
        self.parts.append(Kept(name, part))

    def watch(self, until: Callable[[], bool]) -> None:
        """Keep every part running until it is time to go on."""
        while not until():
            for kept in self.parts:
                self._look_after(kept)
            self._cut_logs()
            time.sleep(0.2)

    def stop(self) -> None:
        for kept in reversed(self.parts):
            kept.part.stop()
        self.parts.clear()

    def _look_after(self, kept: Kept) -> None:
        if kept.alive:
            return
        if not kept.due:
            kept.note_end()
            if not self.started and kept.failures > 2:
                raise Trouble(f"{kept.name} doesn't start; the whole story is in {self.log_folder}.")
            self.say(f"{kept.name} ended {_how(kept.part.process)}; it is started again.")
        if time.monotonic() >= kept.due:
            self._revive(kept)

    def _revive(self, kept: Kept) -> None:
        try:
            kept.part.start()
        except (Trouble, OSError) as trouble:
            if not self.started:
                raise
            self.say(f"{kept.name} can't be started again: {trouble}")
            kept.note_failure()
            return
        kept.since, kept.due = time.monotonic(), 0

    def _cut_logs(self) -> None:
        if time.monotonic() > self._logs_due:
            logs.cut(self.log_folder)
            self._logs_due = time.monotonic() + 60


def _how(process: Popen[bytes] | None) -> str:
    code = process.returncode if process else None
    if code is None:
        return "without a word"
    return f"with code {code}" if code >= 0 else f"by {signal.Signals(-code).name}"


def stop_on_signals() -> None:
    """The first request to stop interrupts whatever goes on; the others are heard no more, as stopping is under way."""

    def handle(number: int, frame: FrameType | None) -> None:
        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(one, signal.SIG_IGN)
        raise Stopping

    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(one) is not signal.SIG_IGN:  # nohup's wish is kept
            signal.signal(one, handle)
