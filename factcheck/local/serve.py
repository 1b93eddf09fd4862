"""One desk from nothing to ready, and back: servers, migrations, scales and demo people, web, worker and beat."""

import errno
import http.client
import os
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import psycopg

from factcheck.local import desk, leftovers, logs, places, programs
from factcheck.local.children import Command, spawn
from factcheck.local.postgres import Postgres
from factcheck.local.supervisor import Program, Stopping, Supervisor, stop_on_signals
from factcheck.local.trouble import Trouble
from factcheck.local.valkey import Valkey

SAMPLES = places.PROJECT / "seeds" / "articles"
STOP_HINT = "stop it with Ctrl-C here, or with bin/up --stop anywhere"


HELD_BY_ANOTHER = 3


def say(line: str) -> None:
    print(line, flush=True)


def environment() -> Mapping[str, str]:
    """For the desk's own processes, wherever bin/up was called from."""
    return dict(os.environ) | {
        "FACTCHECK_VAR": str(places.var()),
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        "PYTHONPATH": str(places.PROJECT),
        "PYTHONUNBUFFERED": "1",
    }


def embedded() -> bool:
    return not os.environ.get("DATABASE_URL")


class Local:
    """The desk of this var folder, held by this process."""

    def __init__(self) -> None:
        self.var = places.make_var()
        self.logs = self.var / "log"
        self.logins: list[str] = []
        self.env = dict(environment(), **{leftovers.MARK: str(self.var)})
        self.supervisor = Supervisor(say, self.logs)

    def serve(self, port: int) -> int:
        """Until somebody stops it."""
        leftovers.end(self.var)
        with listen(port) as listener:
            self.start_servers()
            self.prepare()
            self.start_web(listener)
            self.start_workers()
            url = f"http://127.0.0.1:{listener.getsockname()[1]}"
            self.wait_for(listener.getsockname()[1])
            self.import_samples()
            self.tell_how_to_sign_in()
            say(f"ready: {url}\n{STOP_HINT}")
            desk.announce(desk.Desk(os.getpid(), url, ready=True))
            self.supervisor.watch(until=lambda: False)
        return 0

    def import_only(self, path: Path) -> int:
        """No web: servers and a worker, for as long as the import takes."""
        leftovers.end(self.var)
        self.start_servers()
        self.prepare()
        self.start_workers()
        self.import_samples()
        return self.run_import(path)

    def start_servers(self) -> None:
        if embedded():
            places.make_sockets()
            postgres = Postgres(self.var / "postgres", places.postgres_sockets())
            postgres.log = self.logs / "postgres.log"
            self.supervisor.add("PostgreSQL", postgres)
            postgres.prepare()
        if not os.environ.get("BROKER_URL"):
            places.make_sockets()
            self.supervisor.add("Valkey", Valkey(places.valkey_socket(), self.logs / "valkey.log"))

    def prepare(self) -> None:
        """Static files beside the migrations: the two have nothing to do with each other."""
        static = self._launch("collectstatic", "--noinput", "--verbosity", "0")
        self._launch("migrate", "--noinput").finish("The database can't be migrated")
        seed = self._launch("seed", *(["--people"] if embedded() else []))
        self.logins = seed.finish("The rating scales can't be loaded")
        static.finish("The static files can't be collected")

    def _launch(self, *command: str) -> "Errand":
        return Errand(programs.manage(*command), self.logs / f"{command[0]}.log", self.env)

    def start_web(self, listener: socket.socket) -> None:
        self._keep("web", programs.web(listener), pass_fds=(listener.fileno(),))

    def start_workers(self) -> None:
        self._keep("worker", programs.worker(), patience=20)
        self._keep("beat", programs.beat(self.var / "run" / "beat"))

    def _keep(self, name: str, command: Command, patience: float = 10, pass_fds: tuple[int, ...] = ()) -> None:
        program = Program(command, self.logs / f"{name}.log", self.env, patience, pass_fds)
        self.supervisor.add(name, program)

    def wait_for(self, port: int, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds

        def answers() -> bool:
            if time.monotonic() > deadline:
                raise Trouble(f"The web doesn't answer; the whole story is in {self.logs / 'web.log'}.")
            return healthy(port)

        self.supervisor.watch(until=answers)

    def import_samples(self) -> None:
        """Once in a database's life, and never into one that is somebody's own."""
        if not embedded():
            return
        with psycopg.connect(places.owner_url()) as database:
            row = database.execute("SELECT EXISTS (SELECT FROM claims_import)").fetchone()
        if row and row[0]:
            return
        errand = self._launch("import_articles", str(SAMPLES), "--wait")
        self.supervisor.watch(until=errand.ended)
        if errand.process.returncode:
            say(f"Not all sample articles were imported; {errand.log} says why.")

    def run_import(self, path: Path) -> int:
        process = subprocess.Popen(programs.manage("import_articles", path, "--wait"), env=self.env)
        self.supervisor.watch(until=lambda: process.poll() is not None)
        return process.returncode

    def tell_how_to_sign_in(self) -> None:
        if embedded():
            say("Sign in as one of the demo people, name / password:")
            say("\n".join(f"  {line}" for line in self.logins))
        else:
            say("The first administrator: .venv/bin/python manage.py invite EMAIL --role administrator")


class Errand:
    """A command that runs beside the desk and ends by itself."""

    def __init__(self, command: Command, log: Path, env: Mapping[str, str]) -> None:
        self.log = log
        self.start = logs.size(log)
        with logs.open_log(log) as output:
            self.process = spawn(command, output, env=env, cwd=places.PROJECT)

    def ended(self) -> bool:
        return self.process.poll() is not None

    def finish(self, trouble: str) -> list[str]:
        """What it said; in trouble its last line, which names the error, becomes part of ours."""
        if self.process.wait():
            told = logs.last_line(self.log, self.start)
            raise Trouble(f"{trouble}: {told}; the whole story is in {self.log}.")
        return logs.since(self.log, self.start)


def healthy(port: int) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/healthz")
        return line.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def listen(port: int) -> socket.socket:
    try:
        return programs.listen(port)
    except OSError as error:
        raise Trouble(_why_not(port, error)) from error


def _why_not(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program: choose another with bin/up --port N."
    if error.errno == errno.EACCES:
        return f"This user may not listen on port {port}: choose one above 1023 with bin/up --port N."
    return f"Port {port} can't be listened on: {error.strerror}."


def run(work: Callable[[Local], int], when_stopped: int = 0) -> int:
    """Hold the desk of this var folder for as long as the work takes."""
    with desk.held() as ours:
        if not ours:
            return HELD_BY_ANOTHER
        local = Local()
        stop_on_signals()
        try:
            return work(local)
        except Stopping:
            say("stopping")
            return when_stopped
        finally:
            local.supervisor.stop()
