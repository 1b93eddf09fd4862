"""The desk's own processes, as command lines: the same under the supervisor, in tests and on other machines."""

import socket
import sys
from pathlib import Path

from factcheck.local.children import Command
from factcheck.local.places import PROJECT

PYTHON = sys.executable


def manage(*args: str | Path) -> Command:
    return [PYTHON, PROJECT / "manage.py", *args]


def web(listener: socket.socket) -> Command:
    """The web on a socket that its parent holds: while it restarts, callers wait instead of being refused."""
    if listener.family != socket.AF_UNIX:
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else a page's body waits 40 ms for its head
    return [
        *(PYTHON, "-m", "gunicorn", "factcheck.wsgi:application", "--bind", f"fd://{listener.fileno()}"),
        *("--workers", "2", "--worker-class", "gthread", "--threads", "4", "--preload"),
        "--no-control-socket",
        *("--timeout", "60", "--graceful-timeout", "10", "--max-requests", "20000", "--max-requests-jitter", "2000"),
    ]


def worker(name: str = "worker", processes: int = 2) -> Command:
    return [*_celery_worker(name, "clock,celery"), "--concurrency", str(processes)]


def fetcher(name: str = "fetcher", threads: int = 16) -> Command:
    """A worker that mostly waits for other people's sites."""
    return [*_celery_worker(name, "network"), "--pool", "threads", "--concurrency", str(threads)]


def _celery_worker(name: str, queues: str) -> Command:
    return [
        *(PYTHON, "-m", "celery", "-A", "factcheck", "worker", "--hostname", f"{name}@%h", "--queues", queues),
        *("--loglevel", "INFO", "--without-mingle", "--without-gossip"),
    ]


def beat(schedule: Path) -> Command:
    return [PYTHON, "-m", "celery", "-A", "factcheck", "beat", "--loglevel", "INFO", "--schedule", schedule]
