from collections.abc import Mapping
from pathlib import Path

from factcheck.local import logs, places
from factcheck.local.children import Command, spawn
from factcheck.local.trouble import Trouble


class Errand:
    """A command that runs beside the desk and ends by itself."""

    def __init__(self, command: Command, log: Path, env: Mapping[str, str]) -> None:
        self.log = log
        self.log_start = logs.size(log)
        with logs.open_log(log) as output:
            self.process = spawn(command, output, env=env, cwd=places.PROJECT)

    def ended(self) -> bool:
        return self.process.poll() is not None

    def finish(self, trouble: str) -> list[str]:
        """What it said; in trouble the line that names the error becomes part of ours."""
        if self.process.wait():
            told = logs.error(self.log, self.log_start)
            raise Trouble(f"{trouble}: {told}; the whole story is in {self.log}.")
        return logs.since(self.log, self.log_start)
