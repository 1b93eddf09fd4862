"""The browser of the journeys: whichever is on the machine, from Debian where we may install it."""

import os
import shutil
import subprocess
from pathlib import Path

from factcheck.local.trouble import Trouble

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ELSEWHERE = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/snap/bin/chromium")


def find() -> Path | None:
    if named := os.environ.get("FACTCHECK_CHROMIUM"):
        return Path(named)
    found = [shutil.which(name) for name in (*NAMES, *ELSEWHERE)]
    return next((Path(path) for path in found if path), None)


def ensure() -> Path:
    """The browser, installed if it has to be and can be."""
    found = find() or _install()
    if not found or not os.access(found, os.X_OK):
        raise Trouble(
            "No Chromium or Chrome was found for the browser journeys: install one (Debian: apt-get install chromium), "
            "name one in FACTCHECK_CHROMIUM, or leave the journeys out with --no-browser."
        )
    return found


def _install() -> Path | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "-qq", "-y", "--no-install-recommends", "install", "chromium"]
    print("installing Chromium from Debian for the browser journeys", flush=True)
    for _ in range(2):  # mirrors change under one's feet
        subprocess.run(["apt-get", "-qq", "update"], env=environment, stdout=subprocess.DEVNULL, check=False)
        if subprocess.run(install, env=environment, stdout=subprocess.DEVNULL, check=False).returncode == 0:
            break
    return find()
