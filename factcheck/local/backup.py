"""The whole desk in one file, its database with the raw bytes and its key, and back again."""

import os
import shutil
import subprocess
import tarfile
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from factcheck.local import desk, places
from factcheck.local.binaries import postgres_folders
from factcheck.local.postgres import Postgres
from factcheck.local.programs import manage
from factcheck.local.serve import embedded, environment, say
from factcheck.local.trouble import Trouble

DUMP, KEY = "database.dump", "secret_key"
DRAFT = "factcheck_restored"
# Made by `prepare`, or by whoever made the database, before anything is restored into it.
THERE_ALREADY = (" EXTENSION ", " SCHEMA - public ", " SCHEMA public ")


def backup(arguments: list[str]) -> int:
    parser = ArgumentParser(prog="bin/backup", description="Write the whole desk into one file; it may go on running.")
    parser.add_argument("file", type=Path)
    file = parser.parse_args(arguments).file.absolute()
    if file.exists():
        raise Trouble(f"{file} is there already: name another file, or move it away.")
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as name, server():
        folder = Path(name)
        run("pg_dump", "--format=custom", "--file", folder / DUMP, "--dbname", owner_url())
        (folder / KEY).write_text(os.environ.get("SECRET_KEY") or places.secret_key())
        pack(folder, file)
    say(f"the desk is in {file}; it holds the desk's key, so keep it as safe as the desk")
    return 0


def restore(arguments: list[str]) -> int:
    parser = ArgumentParser(prog="bin/restore", description="Make the desk what it was when the file was written.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--force", action="store_true", help="replace a desk that holds something")
    options = parser.parse_args(arguments)
    if desk.running():
        raise Trouble("The desk is running: stop it first with bin/up --stop.")
    with tempfile.TemporaryDirectory(dir=places.make_var(), prefix="restore-") as name, server() as ours:
        folder = unpack(options.file, Path(name))
        fill(folder, ours, options.force)
        keep_key((folder / KEY).read_text())
        if subprocess.run(manage("migrate", "--noinput", "--verbosity", "0"), env=environment()).returncode:
            raise Trouble("The backup is restored, but its database can't be migrated, as above.")
    say(f"the desk is as it was when {options.file} was written")
    return 0


def owner_url() -> str:
    if embedded():
        return places.owner_url()
    return os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]


@contextmanager
def server() -> Iterator[Postgres | None]:
    """The local server, started if no desk runs it; None where the server is somebody's own, or a running desk's."""
    if not embedded():
        yield None
        return
    with desk.held() as ours:
        if not ours:
            desk.wait_until_ready()
            yield None
            return
        places.make_sockets()
        postgres = Postgres(places.var() / "postgres", places.postgres_sockets())
        postgres.log = places.var() / "log" / "postgres.log"
        try:
            postgres.start()
            postgres.prepare()
            yield postgres
        finally:
            postgres.stop()


def fill(folder: Path, postgres: Postgres | None, force: bool) -> None:
    if postgres is None:
        if holds_something(owner_url()):
            raise Trouble("The database of DATABASE_URL holds something: make an empty one for the restored desk.")
        load(folder, owner_url())
        return
    if holds_something(owner_url()) and not force:
        raise Trouble("This desk holds something already: --force replaces it with what is in the file.")
    replace(folder, postgres)


def replace(folder: Path, postgres: Postgres) -> None:
    """Beside the database that is there, which gives way only when the other is whole."""
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    with psycopg.connect(postgres.superuser_url(), autocommit=True) as connection:
        connection.execute(drop.format(sql.Identifier(DRAFT)))
        postgres.prepare(DRAFT)
        load(folder, postgres.url(places.OWNER, DRAFT))
        connection.execute(drop.format(sql.Identifier(places.DATABASE)))
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        connection.execute(rename.format(sql.Identifier(DRAFT), sql.Identifier(places.DATABASE)))


def holds_something(url: str) -> bool:
    with psycopg.connect(url) as connection:
        return bool(connection.execute("SELECT FROM pg_tables WHERE schemaname = 'public'").rowcount)


def load(folder: Path, url: str) -> None:
    """As its owner, all or nothing. The rights of the app's role come with the migration that follows."""
    contents = run("pg_restore", "--list", folder / DUMP).splitlines(keepends=True)
    wanted = folder / "contents"
    wanted.write_text("".join(line for line in contents if not any(part in line for part in THERE_ALREADY)))
    options = ("--single-transaction", "--no-owner", "--no-acl", "--use-list", wanted)
    run("pg_restore", *options, "--dbname", url, folder / DUMP)


def keep_key(key: str) -> None:
    if os.environ.get("SECRET_KEY", key) != key:
        say("SECRET_KEY is another than the backup's: people sign in anew, and links sent before no longer work")
    path = places.make_var() / "secret_key"
    path.unlink(missing_ok=True)
    places.write_once(path, key)


def pack(folder: Path, file: Path) -> None:
    """Whole or not at all, and for nobody else to read."""
    draft = folder / "packed"
    draft.touch(mode=0o600)
    with draft.open("wb") as target:
        with tarfile.open(fileobj=target, mode="w") as archive:
            for part in (DUMP, KEY):
                archive.add(folder / part, part)
        target.flush()
        os.fsync(target.fileno())
    draft.replace(file)


def unpack(file: Path, folder: Path) -> Path:
    try:
        with tarfile.open(file) as archive:
            for part in (DUMP, KEY):
                member = archive.extractfile(part)
                (folder / part).write_bytes(member.read() if member else b"")
    except (OSError, KeyError, tarfile.TarError) as error:
        raise Trouble(f"{file} is no backup of a desk: {error}.") from error
    return folder


def run(program: str, *arguments: str | Path) -> str:
    folders = [str(folder) for folder in postgres_folders()]
    found = shutil.which(program, path=os.pathsep.join(folders)) or shutil.which(program)
    if not found:
        raise Trouble(f"{program} was not found: install PostgreSQL's client programs.")
    told = subprocess.run([found, *arguments], capture_output=True, text=True)
    if told.returncode:
        raise Trouble(f"{program} failed: {told.stderr.strip() or told.returncode}")
    return told.stdout
