"""The queue and "take next" at 10,000 claims, beside a bare Django site on the same machine at the same time."""

import argparse
import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import psycopg

from factcheck.local import places, programs
from factcheck.local.children import end, spawn
from factcheck.local.postgres import Postgres
from factcheck.local.valkey import Valkey

FLOOR = """
CREATE TABLE item (id serial PRIMARY KEY, text text, claimant text, source text, state smallint NOT NULL DEFAULT 0,
  leased_by int, leased_until timestamptz);
INSERT INTO item (text, claimant, source)
  SELECT 'Twelve people were killed when the dam above Harrow burst on Tuesday night (' || i || ')',
    'the mayor of Harrow', 'https://outlet.example/articles/' || i FROM generate_series(1, {n}) i;
CREATE INDEX ON item (id) WHERE state = 0;
ANALYZE;
"""


ADDRESSES = (
    "?view=mine",
    "?view=unassigned",
    "?view=disputed",
    "?view=one",
    "?view=bare",
    "?view=overdue",
    "?view=snoozed",
    "?sort=newest",
    "?sort=oldest",
    "?sort=deadline",
    "?view=published&sort=oldest",
    "?story=7",
    "?topic=3",
    "?kind=quantity&state=queued",
    "?outlet=1003",
    "?view=all&q=harrow",
)


class Client:
    """One person with one connection that is kept."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, dict[str, str]()
        self.connection = http.client.HTTPConnection("127.0.0.1", port)

    def ask(self, method: str, path: str, expected: int = 200, **fields: str) -> bytes:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if method == "POST":
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
            fields["csrfmiddlewaretoken"] = self.cookies.get("csrftoken", "")
        self.connection.request(method, path, urllib.parse.urlencode(fields), headers)
        answer = self.connection.getresponse()
        body = answer.read()
        assert answer.status == expected, (method, path, answer.status, body[:500])
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return body

    def sign_in(self) -> None:
        self.ask("GET", "/accounts/login/")
        self.ask("POST", "/accounts/login/", 302, login="asha", password="demo-desk-only")


def served(stack: ExitStack, application: str, environment: dict[str, str]) -> int:
    """Under the desk's own gunicorn settings; returns the port."""
    listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
    os.set_inheritable(listener.fileno(), True)
    command = [application if part == "factcheck.wsgi:application" else part for part in programs.web(listener)]
    log = stack.enter_context((places.var() / "web.log").open("ab"))
    process = spawn(command, log, env=environment, pass_fds=[listener.fileno()])
    stack.callback(end, process, 15, 10, 9)  # type: ignore[arg-type]
    return int(listener.getsockname()[1])


def begun(stack: ExitStack) -> tuple[Postgres, dict[str, str]]:
    """A durable database and a broker with the desk's tables, and the environment of what runs on them."""
    home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="factcheck-bench-", dir="/tmp")))
    home.chmod(0o711)
    os.environ["FACTCHECK_VAR"] = str(home)
    postgres = Postgres(home / "postgres", places.make_sockets() / "postgres", durable=True)
    valkey = Valkey(places.valkey_socket(), home / "valkey.log")
    for server in (valkey, postgres):
        server.start()
        stack.callback(server.stop)
    postgres.prepare()
    postgres.prepare("floor")
    environment = os.environ | {"SECRET_KEY": "x" * 50, "PYTHONPATH": str(places.PROJECT)}
    for step in (["migrate", "--verbosity", "0"], ["seed", "--people"], ["collectstatic", "--no-input", "-v", "0"]):
        subprocess.run(programs.manage(*step), env=environment, check=True, stdout=subprocess.DEVNULL)
    return postgres, environment


def prepared(stack: ExitStack, number: int) -> tuple[int, int]:
    """The ports of the desk and of the floor, each on its own database of one durable server."""
    postgres, environment = begun(stack)
    with psycopg.connect(postgres.superuser_url(places.DATABASE)) as database:
        database.execute("SET session_replication_role = replica")
        database.execute(Path(__file__).with_name("rows.sql").read_text().format(n=number).encode())
    floor = os.environ["FLOOR_URL"] = postgres.superuser_url("floor")
    with psycopg.connect(floor) as database:
        database.execute(FLOOR.format(n=number).encode())
    desk = served(stack, "factcheck.wsgi:application", environment)
    return desk, served(stack, "bench.floor_site:application", environment | {"FLOOR_URL": floor})


def measure(steps: dict[str, tuple[Callable[[], object], Callable[[], object]]], rounds: int) -> None:
    """Turn by turn, so that whatever else the machine does meets both alike."""
    times = {name: ([], []) for name in steps}  # type: dict[str, tuple[list[float], list[float]]]
    for turn in range(rounds + 20):
        for name, pair in steps.items():
            for kept, do in zip(times[name], pair, strict=True):
                started = time.perf_counter()
                do()
                if turn >= 20:
                    kept.append(1000 * (time.perf_counter() - started))
    print(f"{'step':<36}{'desk p50':>10}{'p95':>8}{'bare p50':>10}{'p95':>8}{'ratio':>8}   (milliseconds)")
    for name, (ours, bare) in times.items():
        (a, b), (c, d) = ((statistics.median(kept), statistics.quantiles(kept, n=20)[18]) for kept in (ours, bare))
        print(f"{name:<36}{a:>10.2f}{b:>8.2f}{c:>10.2f}{d:>8.2f}{a / c:>8.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=400)
    options = parser.parse_args()
    with ExitStack() as stack:
        ports = prepared(stack, options.claims)
        desk, floor = (Client(port) for port in ports)
        desk.sign_in()
        assert desk.ask("GET", "/queue/").count(b"<tr") > 50
        deep = options.claims // 2
        lists = {address: partial(desk.ask, "GET", f"/queue/{address}") for address in ADDRESSES}
        measure(
            {
                "queue, first page": (lambda: desk.ask("GET", "/queue/"), lambda: floor.ask("GET", "/list/0/")),
                "queue, deep page": (
                    lambda: desk.ask("GET", "/queue/?after=500-5000"),
                    lambda: floor.ask("GET", f"/list/{deep}/"),
                ),
                **{f"queue {address}": (ask, lambda: floor.ask("GET", "/list/0/")) for address, ask in lists.items()},
                "what an open queue asks": (
                    lambda: desk.ask("GET", "/live/?view=&newest=1"),
                    lambda: floor.ask("GET", "/list/0/"),
                ),
                "take next": (
                    lambda: desk.ask("POST", "/queue/next/", 302),
                    lambda: floor.ask("GET", "/next/"),
                ),
            },
            options.rounds,
        )


if __name__ == "__main__":
    main()
