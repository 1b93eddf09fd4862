"""Reading and storing pages, beside bare trafilatura on the same pages in the same run."""

import argparse
import gzip
import importlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import django

from factcheck.local import places, programs
from factcheck.local.postgres import Postgres

Page = tuple[str, bytes]
STEPS = ("bare", "text_only", "read", "imported")
WARM, CHUNK = 10, 10
BARE = """
import sys, trafilatura
for name in sys.argv[1:]:
    with open(name, "rb") as file:
        trafilatura.bare_extraction(file.read(), with_metadata=True)
"""


def pages(most: int) -> list[Page]:
    """Labelled pages of the shared data, or else the project's own samples under many names."""
    data = os.environ.get("FACTCHECK_DATA", "")
    found = sorted(Path(data, "data", "pages").glob("ae?/html/*.html.gz")) if data else []
    if found:
        return [(path.name.removesuffix(".gz"), gzip.decompress(path.read_bytes())) for path in found[:most]]
    own = sorted((places.PROJECT / "seeds" / "articles").glob("*.html"))
    return [(f"{number}-{path.name}", path.read_bytes()) for number, path in enumerate(own * most)][:most]


def prepared(stack: ExitStack) -> None:
    """Django on a durable database of its own."""
    home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="factcheck-bench-", dir="/tmp")))
    home.chmod(0o711)
    os.environ |= {"FACTCHECK_VAR": str(home), "DJANGO_SETTINGS_MODULE": "factcheck.settings"}
    postgres = Postgres(home / "postgres", places.make_sockets() / "postgres", durable=True)
    postgres.start()
    stack.callback(postgres.stop)
    postgres.prepare()
    subprocess.run(programs.manage("migrate", "--verbosity", "0", "--skip-checks"), check=True)
    django.setup()


def measured(steps: ModuleType, found: Sequence[Page]) -> dict[str, tuple[float, float]]:
    """Seconds of the clock and of processors, turn by turn, so that whatever else the machine does meets all alike."""
    times = dict.fromkeys(STEPS, (0.0, 0.0))
    for start in range(0, len(found), CHUNK):
        for name in STEPS:
            began, used = time.perf_counter(), steps.worked()
            for page in found[start : start + CHUNK]:
                getattr(steps, name)(page)
            if start >= WARM:
                clock, processors = times[name]
                times[name] = clock + time.perf_counter() - began, processors + steps.worked() - used
    return times


def whole_commands(found: Sequence[Page], folder: Path) -> tuple[float, float]:
    """From a shell, starting included: bare trafilatura and `read`."""
    paths = [folder / name for name, _ in found]
    for path, (_, content) in zip(paths, found, strict=True):
        path.write_bytes(content)
    return timed([sys.executable, "-c", BARE, *paths]), timed([*programs.manage("read", "--json"), *paths])


def timed(command: Sequence[str | Path]) -> float:
    began = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=400)
    options = parser.parse_args()
    found = pages(options.pages)
    with ExitStack() as stack:
        prepared(stack)
        steps = importlib.import_module("bench.import_steps")
        times = measured(steps, found)
        number = len(found) - WARM
        print(f"{number} pages, {steps.stored()} articles stored")
        print(
            f"{'':<10}{'ms of the clock':>16}{'of bare':>9}{'rate':>7}{'ms of processors':>18}{'of bare':>9}{'rate':>7}"
        )
        for name, pair in times.items():
            columns = ((1000 * taken / number, taken / bare) for taken, bare in zip(pair, times["bare"], strict=True))
            print(f"{name:<10}" + "".join(f"{ms:>16.1f}{ratio:>9.2f}{1 / ratio:>7.2f}" for ms, ratio in columns))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="factcheck-bench-")))
        alone, command = whole_commands(found, folder)
        print(f"from a shell: bare {alone:.1f} s, read {command:.1f} s, {command / alone:.2f} of it")


if __name__ == "__main__":
    main()
