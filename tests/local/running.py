"""bin/up on a var folder of its own, as a person would call it."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from factcheck.local import places
from factcheck.local.postgres import Postgres
from tests.wait import wait_for

UNSET = ("DATABASE_URL", "DATABASE_OWNER_URL", "BROKER_URL", "SECRET_KEY", "FACTCHECK_DATA")
PARTS = {
    "web": "gunicorn",
    "worker": "celery -A factcheck worker",
    "PostgreSQL": "postgres -D",
    "Valkey": "valkey-server",
}


@dataclass(frozen=True)
class Var:
    path: Path

    def call(self, command: str, *args: str | Path) -> subprocess.CompletedProcess[str]:
        env = {name: value for name, value in os.environ.items() if name not in UNSET}
        env |= {"FACTCHECK_VAR": str(self.path), "PYTHONPATH": str(places.PROJECT)}
        argv = [sys.executable, "-P", "-m", "factcheck.local", command, *args]
        return subprocess.run(argv, env=env, text=True, capture_output=True, timeout=120, check=False)

    def up(self, *args: str | Path) -> subprocess.CompletedProcess[str]:
        return self.call("up", *args)

    @property
    def supervisor(self) -> int:
        return int(json.loads((self.path / "run" / "desk.json").read_text())["pid"])

    def pid(self, part: str) -> int:
        """The process of a part that the supervisor runs now; 0 while there is none."""
        for pid, parent, line in processes():
            if parent == self.supervisor and PARTS[part] in line:
                return pid
        return 0

    def processes(self) -> list[int]:
        """All that belong to this desk, by what they were started with."""
        return [pid for pid, _, line in processes() if str(self.path) in line] + marked(self.path)

    def rows(self, query: str) -> list[Any]:
        """From the running desk's database, as its superuser."""
        folder = self.path / "sockets" / "postgres"
        with psycopg.connect(places.database_url("postgres", folder)) as connection:
            return connection.execute(query).fetchall()

    def serves_rows(self) -> bool:
        with suppress(psycopg.OperationalError):
            return bool(self.rows("SELECT 1"))
        return False

    def digest(self) -> dict[str, str]:
        """Every row of every table of a desk that does not run."""
        server = Postgres(self.path / "postgres", self.path / "sockets" / "postgres")
        server.start()
        try:
            tables = self.rows(
                "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            )
            return {name: self._digest(name) for (name,) in tables}
        finally:
            server.stop()

    def _digest(self, table: str) -> str:
        return str(self.rows(f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t")[0])


def processes() -> list[tuple[int, int, str]]:
    """pid, parent and command line of all."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            found.append((int(folder.name), int(parent), line))
    return found


def marked(var: Path) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"FACTCHECK_DESK={var}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
    return found


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    wait_for(lambda: pid not in [one for one, _, line in processes() if line])
