"""Log files that children append to, cut while they are written."""

import os
import re
import shutil
from pathlib import Path
from typing import BinaryIO

LIMIT = 20_000_000


def open_log(path: Path) -> BinaryIO:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path.open("ab")


def size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def since(path: Path, start: int) -> list[str]:
    if not path.exists():
        return []
    with path.open("rb") as file:
        file.seek(start)
        return file.read().decode(errors="replace").splitlines()


def error(path: Path, start: int = 0) -> str:
    """The line that names the error, else the last one: drivers add advice below."""
    lines = [line.strip() for line in since(path, start) if line.strip()] or ["it said nothing"]
    named = [line for line in lines if re.match(r"[\w.]*(Error|Configured|Timeout|Exception): ", line)]
    return (named or lines)[-1].rstrip(".")


def cut(folder: Path) -> None:
    """Keep one older part of what grew too long. The writers append, so the file can be emptied under them."""
    for path in folder.glob("*.log"):
        if size(path) > LIMIT:
            shutil.copyfile(path, path.with_suffix(".log.1"))
            os.truncate(path, 0)
