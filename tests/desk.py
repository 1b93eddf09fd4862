"""A desk of separate processes, as it runs for real, on the test run's database server and broker."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from factcheck.local import places, programs
from factcheck.local.children import Command, end, spawn
from tests.services import PASSWORD, Services, connected_to, free_port, new_name

PATIENCE = 60


class Desk:
    def __init__(self, services: Services, home: Path, *, tcp: bool = False) -> None:
        self.services, self.home = services, home
        self.database = new_name("desk")
        self.url = f"http://127.0.0.1:{free_port()}"
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        services.make_database(self.database)
        self.environment = os.environ | self._places(tcp) | {
            "SECRET_KEY": "only-for-tests-" + "x" * 50,
            "PYTHONPATH": str(places.PROJECT),
            "PYTHONWARNINGS": "",
        }  # fmt: skip
        self.manage("collectstatic", "--no-input", "--verbosity", "0")

    def _places(self, tcp: bool) -> dict[str, str]:
        server = self.services.postgres
        if tcp:
            return {
                "DATABASE_URL": server.tcp_url(places.APP, self.database, PASSWORD),
                "DATABASE_OWNER_URL": server.tcp_url(places.OWNER, self.database, PASSWORD),
                "BROKER_URL": f"redis://127.0.0.1:{self.services.valkey.port}/{self._broker_number()}",
            }
        return {
            "DATABASE_URL": server.url(places.APP, self.database),
            "DATABASE_OWNER_URL": server.url(places.OWNER, self.database),
            "BROKER_URL": self.services.broker_url(self._broker_number()),
        }

    def _broker_number(self) -> int:
        return 1 + sum(map(ord, self.database)) % 14  # not the one the other tests talk to

    def manage(self, *args: str | Path, check: bool = True) -> str:
        command = [str(part) for part in programs.manage(*args)]
        done = subprocess.run(command, env=self.environment, cwd=places.PROJECT, capture_output=True, text=True)
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, name: str, command: Command, pass_fds: Sequence[int] = ()) -> None:
        with (self.home / f"{name}.log").open("ab") as log:
            self.processes[name] = spawn(command, log, env=self.environment, cwd=self.home, pass_fds=pass_fds)

    def start_web(self) -> None:
        with socket.create_server(("127.0.0.1", int(self.url.rpartition(":")[2]))) as listener:
            os.set_inheritable(listener.fileno(), True)
            self.start("web", programs.web(listener), [listener.fileno()])
        self._wait_for_web()

    def _wait_for_web(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=5):
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError((self.home / "web.log").read_text())

    def start_worker(self, name: str = "worker", processes: int = 1) -> None:
        self.start(name, programs.worker(name, processes))

    def start_fetcher(self) -> None:
        self.start("fetcher", programs.fetcher())

    def start_beat(self) -> None:
        self.start("beat", programs.beat(self.home / "schedule"))

    def kill(self, name: str) -> None:
        """kill -9 of the process and all its children."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        for process in self.processes.values():
            end(process, signal.SIGTERM, 20, signal.SIGKILL)
        self.processes.clear()
        self.services.drop_database(self.database)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Django's own connection points at this desk's database while the block runs."""
        with connected_to(self.services.app_url(self.database)):
            yield
