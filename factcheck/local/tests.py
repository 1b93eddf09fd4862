"""bin/test: what the tests need beyond packages, then pytest with everything that is left."""

import os
import sys
from argparse import ArgumentParser

from factcheck.local import browser, places


def main(arguments: list[str]) -> int:
    parser = ArgumentParser(prog="bin/test", description="Run the tests. What is not named here goes to pytest.")
    parser.add_argument("--setup", action="store_true", help="make the environment and run nothing")
    parser.add_argument("--no-browser", action="store_true", help="leave the browser journeys out")
    options, rest = parser.parse_known_args(arguments)
    if not options.no_browser:
        os.environ["FACTCHECK_CHROMIUM"] = str(browser.ensure())
    if options.setup:
        return 0
    os.chdir(places.PROJECT)
    os.environ.pop("PYTHONPATH", None)
    without = ["--no-browser"] if options.no_browser else []
    return os.execv(sys.executable, [sys.executable, "-m", "pytest", *without, *rest])
