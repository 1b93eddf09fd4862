"""One desk from nothing to ready, and back: servers, migrations, scales and demo people, web, worker and beat."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

from factcheck.local import desk, leftovers, places, programs
from factcheck.local.children import Command
from factcheck.local.errand import Errand
from factcheck.local.listening import listen, serves
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
            port = listener.getsockname()[1]
            self.env.setdefault("FACTCHECK_URL", f"http://127.0.0.1:{port}")
            static = self._collect_static()
            self.start_servers()
            self.migrate()
            if static:
                static.finish("The static files can't be collected")
            self._keep("web", programs.web(listener), pass_fds=(listener.fileno(),))
            self.seed()
            self.start_workers()
            self.wait_for_web(port)
            self.import_samples()
            self.tell(f"http://127.0.0.1:{port}")
            self.supervisor.watch(until=lambda: False)
        return 0

    def import_only(self, path: Path) -> int:
        """No web: servers and a worker, for as long as the import takes."""
        leftovers.end(self.var)
        self.start_servers()
        self.migrate()
        self.seed()
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

    def migrate(self) -> None:
        self._launch("migrate", "--noinput", "--skip-checks").finish("The database can't be migrated")

    def seed(self) -> None:
        people = ["--people"] if embedded() else []
        self.logins = self._launch("seed", "--skip-checks", *people).finish("The rating scales can't be loaded")

    def _collect_static(self) -> Errand | None:
        """Beside the migrations, with which it has nothing to do; not at all while nothing changed."""
        collected = places.PROJECT / "staticfiles" / "staticfiles.json"
        sources = [places.PROJECT / "uv.lock", *(places.PROJECT / "claims" / "static").rglob("*")]
        if collected.exists() and collected.stat().st_mtime > max(path.stat().st_mtime for path in sources):
            return None
        return self._launch("collectstatic", "--noinput", "--skip-checks", "--verbosity", "0")

    def _launch(self, *command: str) -> Errand:
        return Errand(programs.manage(*command), self.logs / f"{command[0]}.log", self.env)

    def start_workers(self) -> None:
        self._keep("worker", programs.worker(), patience=20)
        self._keep("fetcher", programs.fetcher(), patience=40)
        self._keep("beat", programs.beat(self.var / "run" / "beat"))

    def _keep(self, name: str, command: Command, patience: float = 10, pass_fds: tuple[int, ...] = ()) -> None:
        program = Program(command, self.logs / f"{name}.log", self.env, patience, pass_fds)
        self.supervisor.add(name, program)

    def wait_for_web(self, port: int, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds

        def answers() -> bool:
            if time.monotonic() > deadline:
                raise Trouble(f"The web doesn't answer; the whole story is in {self.logs / 'web.log'}.")
            return serves(port)

        self.supervisor.watch(until=answers)

    def import_samples(self) -> None:
        """Once in a database's life, and never into one that is somebody's own."""
        if not embedded() or _known({path.name for path in SAMPLES.iterdir()}):
            return
        errand = self._launch("import_articles", str(SAMPLES), "--wait", "--patience", "120")
        self.supervisor.watch(until=errand.ended)
        if errand.process.returncode:
            say(f"Not all sample articles were imported; {errand.log} says why.")

    def run_import(self, path: Path) -> int:
        with importing(path) as process:
            self.supervisor.watch(until=lambda: process.poll() is not None)
            return process.returncode

    def tell(self, url: str) -> None:
        if embedded():
            say("Sign in as one of the demo people, name / password:")
            say("\n".join(f"  {line}" for line in self.logins))
        else:
            say("The first administrator: .venv/bin/python manage.py invite EMAIL --role administrator")
        say(f"ready: {url}\n{STOP_HINT}")
        desk.announce(desk.Desk(os.getpid(), url, ready=True))
        self.supervisor.started = True


@contextmanager
def importing(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The import that prints a line for each file. Ctrl-C is heard by us, who end it."""
    process = subprocess.Popen(
        programs.manage("import_articles", path, "--wait"), env=environment(), process_group=0, stdin=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def _known(names: set[str]) -> bool:
    with psycopg.connect(places.owner_url()) as database:
        found = database.execute("SELECT DISTINCT name FROM claims_importitem WHERE name = ANY(%s)", [list(names)])
        return names == {name for (name,) in found}


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
