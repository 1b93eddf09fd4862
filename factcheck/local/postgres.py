"""A real PostgreSQL server as a child of whoever starts it: no account, nothing to configure, no TCP unless asked."""

import os
import re
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from factcheck.local import logs, places
from factcheck.local.binaries import postgres_bin
from factcheck.local.children import Command, Runner, end, runners, spawn
from factcheck.local.trouble import Trouble

SUPERUSER = "postgres"
EXTENSIONS = ("pg_trgm", "unaccent")
PATIENCE = 60  # seconds for a start, counted anew while a crashed server is being recovered
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
STILL_ENDING = ("pre-existing shared memory block", 'lock file "postmaster.pid" already exists')


class Postgres:
    def __init__(self, data: Path, sockets: Path, durable: bool = True, port: int = 0) -> None:
        self.data = data
        self.sockets = sockets
        self.durable = durable
        self.port = port  # 0: no TCP at all
        self.log = data.with_name(f"{data.name}.log")
        self.log_start = 0
        self.process: subprocess.Popen[bytes] | None = None

    @cached_property
    def bin(self) -> Path:
        return postgres_bin()

    @cached_property
    def runner(self) -> Runner:
        for runner in runners():
            if self._version(runner):
                return runner
        raise Trouble(
            f"PostgreSQL doesn't run as root, and no other account can reach {self.bin}: "
            "start the desk as an ordinary user, or set DATABASE_URL."
        )

    @cached_property
    def major(self) -> int:
        return self._version(self.runner)

    def _version(self, runner: Runner) -> int:
        """The server's version if `runner` can run it, else 0."""
        with suppress(OSError, subprocess.SubprocessError):
            told = subprocess.run([self.bin / "postgres", "--version"], preexec_fn=runner.enter, capture_output=True)
            found = re.search(rb"\d+", told.stdout)
            return int(found[0]) if found and not told.returncode else 0
        return 0

    def start(self) -> None:
        self._make_folders()
        if not self.data.exists():
            self._initialise()
        self._check_data()
        self._end_leftover()
        deadline = time.monotonic() + PATIENCE
        while not self._launch():
            if not any(reason in self.complaint() for reason in STILL_ENDING) or time.monotonic() > deadline:
                raise Trouble(f"PostgreSQL doesn't start: {self.complaint()}; the whole story is in {self.log}.")
            time.sleep(0.2)

    def stop(self) -> None:
        if self.process:
            end(self.process, signal.SIGINT, 30, signal.SIGQUIT)
            self.process = None

    def superuser_url(self, dbname: str = SUPERUSER) -> str:
        return self.url(SUPERUSER, dbname)

    def url(self, user: str, dbname: str) -> str:
        return places.database_url(user, self.sockets, dbname) + (f"&port={self.port}" if self.port else "")

    def tcp_url(self, user: str, dbname: str, password: str) -> str:
        return f"postgresql://{user}:{quote(password, safe='')}@127.0.0.1:{self.port}/{dbname}"

    def prepare(self, dbname: str = places.DATABASE, template: str = "template0") -> None:
        """The two roles and a database that belongs to the owner; what is there already stays as it is."""
        with psycopg.connect(self.superuser_url(), autocommit=True) as server:
            for role in (places.OWNER, places.APP):
                if not server.execute("SELECT FROM pg_roles WHERE rolname = %s", [role]).rowcount:
                    server.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
            names = {
                "db": sql.Identifier(dbname),
                "owner": sql.Identifier(places.OWNER),
                "app": sql.Identifier(places.APP),
            }
            if not server.execute("SELECT FROM pg_database WHERE datname = %s", [dbname]).rowcount:
                create = sql.SQL("CREATE DATABASE {db} OWNER {owner} TEMPLATE {template}")
                server.execute(create.format(**names, template=sql.Identifier(template)))
            server.execute(sql.SQL("REVOKE ALL ON DATABASE {db} FROM PUBLIC").format(**names))
            server.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {db} TO {app}").format(**names))
        with psycopg.connect(self.superuser_url(dbname)) as database:
            database.execute(sql.SQL("ALTER SCHEMA public OWNER TO {owner}").format(**names))
            database.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
            database.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {app}").format(**names))
            for extension in EXTENSIONS:
                database.execute(f"CREATE EXTENSION IF NOT EXISTS {extension} SCHEMA public")

    def complaint(self) -> str:
        """What the server said last about why it can't go on."""
        lines = logs.since(self.log, self.log_start)
        told = [
            line for line in lines if re.search("FATAL|PANIC|error:", line) and "the database system is" not in line
        ]
        told = told or lines or ["it said nothing"]
        return re.sub(r"^.*?(FATAL|PANIC|error): +", "", told[-1]).rstrip(".")

    def _make_folders(self) -> None:
        try:
            self.data.parent.mkdir(parents=True, exist_ok=True)
            self.sockets.mkdir(mode=0o700, exist_ok=True)
            self.runner.own(self.sockets)
        except OSError as error:
            raise Trouble(f"{error.filename} can't be made: {error.strerror}.") from error

    def _initialise(self) -> None:
        """Into a folder beside it, renamed when it is whole: an interrupted start leaves no half a cluster."""
        draft = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self.runner.own(draft)
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if self.major >= 17 else ["--locale=C.UTF-8"]
        command: list[str | Path] = [
            self.bin / "initdb",
            "-D",
            draft,
            "-U",
            SUPERUSER,
            "-E",
            "UTF8",
            *locale,
            "--data-checksums",
        ]
        command += ["--auth-local=trust", "--auth-host=scram-sha-256"] + ([] if self.durable else ["--no-sync"])
        self.log_start = logs.size(self.log)
        with logs.open_log(self.log) as log:
            if spawn(command, log, death=signal.SIGKILL, enter=self.runner.enter).wait():
                raise Trouble(f"PostgreSQL can't make its data folder: {self.complaint()}.")
        draft.rename(self.data)

    def _check_data(self) -> None:
        try:
            made_by = (self.data / "PG_VERSION").read_text().strip()
        except OSError as error:
            raise Trouble(
                f"{self.data} is no PostgreSQL data folder ({error.strerror}): move it away and restore a backup."
            ) from error
        if made_by != str(self.major):
            raise Trouble(
                f"{self.data} was made by PostgreSQL {made_by}, this server is {self.major}: "
                f"set FACTCHECK_PG_BIN to a server of version {made_by}, back up, and restore into a new desk."
            )

    def _end_leftover(self) -> None:
        """A server that outlived who started it: asked to stop, and waited for. Its pid file is its own affair."""
        for request in (signal.SIGINT, signal.SIGQUIT):
            if pid := self._running():
                with suppress(ProcessLookupError):
                    os.kill(pid, request)
            deadline = time.monotonic() + 10
            while self._running() and time.monotonic() < deadline:
                time.sleep(0.1)

    def _running(self) -> int:
        """The pid of a server on this data folder, 0 if none: a pid alone may have gone to another process since."""
        with suppress(OSError, ValueError, IndexError):
            pid = int((self.data / "postmaster.pid").read_text().splitlines()[0])
            if Path(f"/proc/{pid}/cwd").resolve(strict=True) == self.data.resolve():
                return pid
        return 0

    def _launch(self) -> bool:
        """Whether a server was started and answers; False if it ended instead."""
        settings = [f"listen_addresses={'127.0.0.1' if self.port else ''}", f"unix_socket_directories={self.sockets}"]
        settings += [f"port={self.port or 5432}", "unix_socket_permissions=0700", "log_line_prefix=%m [%p] "]
        settings += [] if self.durable else list(FORGETFUL)
        command: Command = [
            self.bin / "postgres",
            "-D",
            self.data,
            *(part for setting in settings for part in ("-c", setting)),
        ]
        self.log_start = logs.size(self.log)
        with logs.open_log(self.log) as log:
            self.process = spawn(command, log, death=signal.SIGINT, enter=self.runner.enter)
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            answer = self._answer()
            if answer == "ready":
                return True
            if time.monotonic() > deadline and "starting up" not in answer:
                self.stop()
                raise Trouble(f"PostgreSQL runs and doesn't answer: {answer}; the whole story is in {self.log}.")
            time.sleep(0.05)
        self.process = None
        return False

    def _answer(self) -> str:
        try:
            psycopg.connect(self.superuser_url(), connect_timeout=5).close()
        except psycopg.OperationalError as error:
            return str(error)
        return "ready"
