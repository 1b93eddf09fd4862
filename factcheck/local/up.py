"""bin/up: start the desk, find the one that runs, stop it, or give it files."""

import subprocess
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from factcheck.local import desk, logs, places, serve
from factcheck.local.serve import say
from factcheck.local.trouble import Trouble

PORT = 8000


def parser() -> ArgumentParser:
    found = ArgumentParser(prog="bin/up", description="Start the fact-check desk on this machine.")
    found.add_argument(
        "--port", type=port_number, default=PORT, help=f"where it listens on 127.0.0.1 (default {PORT}, 0: any)"
    )
    found.add_argument("--detach", action="store_true", help="return once it is ready, and leave it running")
    found.add_argument("--stop", action="store_true", help="stop the desk that runs")
    found.add_argument(
        "--import", dest="path", type=Path, metavar="PATH", help="import a file or folder, wait, and exit"
    )
    return found


def port_number(text: str) -> int:
    if not text.isdigit() or int(text) > 65535:
        raise ArgumentTypeError(f"{text} is no port: 1 to 65535, or 0 for any that is free")
    return int(text)


def main(arguments: list[str]) -> int:
    options = parser().parse_args(arguments)
    if options.stop:
        return stop()
    if options.path:
        return take_in(options)
    if found := desk.wait_until_ready():
        return already(found)
    if options.detach:
        detach(options.port)
        return 0
    return start(options.port)


def start(port: int) -> int:
    code = serve.run(lambda local: local.serve(port))
    if code != serve.HELD_BY_ANOTHER:
        return code
    found = desk.wait_until_ready()
    return already(found) if found else main(["--port", str(port)])


def already(found: desk.Desk) -> int:
    say(f"already running at {found.url}; bin/up --stop stops it")
    return 0


def stop() -> int:
    say("stopped" if desk.stop() else "no desk is running")
    return 0


def take_in(options: Namespace) -> int:
    """Into the desk that runs, which stays; else into one that runs as long as this takes, unless it is to stay."""
    path = options.path.absolute()
    if not path.exists():
        raise Trouble(f"There is no file or folder {path}.")
    if desk.wait_until_ready() is None:
        if not options.detach:
            return serve.run(lambda local: local.import_only(path), when_stopped=130)
        detach(options.port)
    with serve.importing(path) as process:
        return process.wait()


def detach(port: int) -> None:
    """Start a desk of its own session; its words go to a log, and from there to whoever waits for it."""
    log = places.make_var() / "log" / "desk.log"
    told = logs.size(log)
    command = [sys.executable, "-P", "-m", "factcheck.local", "up", "--port", str(port)]
    with logs.open_log(log) as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            env=serve.environment(),
            cwd=places.PROJECT,
        )
    try:
        while process.poll() is None and not _serves(process.pid):
            time.sleep(0.1)
    except KeyboardInterrupt:
        process.terminate()
        raise
    words = "\n".join(logs.since(log, told))
    if process.returncode:
        raise Trouble(words.removeprefix("bin/up: "))
    say(words)


def _serves(pid: int) -> bool:
    found = desk.running()
    return found is not None and found.pid == pid and found.ready
