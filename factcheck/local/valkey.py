"""A real Valkey (or Redis) server as a child of whoever starts it. It keeps nothing: the database is the record."""

import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from factcheck.local.binaries import valkey_server
from factcheck.local.children import end, spawn
from factcheck.local.logs import open_log
from factcheck.local.trouble import Trouble

PATIENCE = 15


class Valkey:
    def __init__(self, path: Path, log: Path, port: int = 0) -> None:
        self.path = path
        self.log = log
        self.port = port  # 0: no TCP at all
        self.process: subprocess.Popen[bytes] | None = None

    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0" if self.port else f"redis+socket://{self.path}"

    def start(self) -> None:
        self._make_folder()
        self._say(b"SHUTDOWN NOSAVE")  # one that outlived who started it
        command: list[str | Path] = [
            valkey_server(),
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--unixsocket",
            self.path,
        ]
        command += ["--unixsocketperm", "700", "--dir", self.path.parent, "--save", "", "--appendonly", "no"]
        with open_log(self.log) as log:
            self.process = spawn(command, log, cwd=self.path.parent)
        deadline = time.monotonic() + PATIENCE
        while self._say(b"PING") != b"+PONG":
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise Trouble(f"The broker doesn't start; the whole story is in {self.log}.")
            time.sleep(0.02)

    def stop(self) -> None:
        if self.process:
            end(self.process, signal.SIGTERM, 10, signal.SIGKILL)
            self.process = None

    def _make_folder(self) -> None:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise Trouble(f"{error.filename} can't be made: {error.strerror}.") from error

    def _say(self, words: bytes) -> bytes:
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(2)
            line.connect(str(self.path))
            line.sendall(words + b"\r\n")
            return line.recv(100).strip()
        return b""
