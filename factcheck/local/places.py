"""Where the local desk keeps its things. All follows from the folder var, so any terminal finds the running desk."""

import hashlib
import json
import os
import re
import secrets
import stat
from pathlib import Path
from urllib.parse import quote

from factcheck.local.trouble import Trouble

PROJECT = Path(__file__).resolve().parents[2]
DATABASE = "factcheck"
OWNER = "factcheck_owner"
APP = "factcheck_app"
DESK = "http://127.0.0.1:8000"

# A unix socket's whole path may have about 100 characters, its own name included.
LONGEST = 70


def var() -> Path:
    return Path(os.environ.get("FACTCHECK_VAR") or PROJECT / "var").expanduser().resolve()


def make_var() -> Path:
    """The folder, made if missing. Others may pass through it (the database may run as another account), not look."""
    try:
        var().mkdir(mode=0o711, parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(f"{var()} can't be made ({error.strerror}); FACTCHECK_VAR names another folder.") from error
    if not os.access(var(), os.R_OK | os.W_OK | os.X_OK):
        raise Trouble(f"{var()} can't be written by this user; FACTCHECK_VAR names another folder.")
    return var()


def sockets() -> Path:
    """The folder of the servers' sockets: in var, or where that path is too long, in /tmp by a name of its own."""
    inside = var() / "sockets"
    if len(str(inside)) <= LONGEST and re.fullmatch(r"[\w./-]+", str(inside), re.ASCII):
        return inside
    owner = var().stat().st_uid if var().exists() else os.geteuid()
    return Path(f"/tmp/factcheck-{owner}-{hashlib.sha256(os.fsencode(var())).hexdigest()[:12]}")


def make_sockets() -> Path:
    folder = sockets()
    folder.mkdir(mode=0o711, exist_ok=True)
    refuse_strangers(folder)
    return folder


def refuse_strangers(folder: Path) -> None:
    """Anyone may make a folder in /tmp under the name that is ours: trust only one that var's owner alone can write."""
    if not folder.exists():
        return
    found = folder.lstat()
    theirs = found.st_uid != (var().stat().st_uid if var().exists() else os.geteuid())
    if theirs or not stat.S_ISDIR(found.st_mode) or found.st_mode & 0o022:
        raise Trouble(f"{folder} belongs to someone else or is open to others: remove it, or set FACTCHECK_VAR.")


def postgres_sockets() -> Path:
    return sockets() / "postgres"


def valkey_socket() -> Path:
    return sockets() / "valkey" / "valkey.sock"


def database_url(user: str, folder: Path, database: str = DATABASE) -> str:
    return f"postgresql://{user}@/{database}?host={quote(str(folder), safe='')}"


def app_url() -> str:
    refuse_strangers(sockets())
    return database_url(APP, postgres_sockets())


def owner_url() -> str:
    refuse_strangers(sockets())
    return database_url(OWNER, postgres_sockets())


def broker_url() -> str:
    refuse_strangers(sockets())
    return f"redis+socket://{valkey_socket()}"


def desk_url() -> str:
    """Where the desk of var serves, or would by default."""
    try:
        return str(json.loads((var() / "run" / "desk.json").read_text())["url"]) or DESK
    except (OSError, ValueError, LookupError):
        return DESK


def secret_key() -> str:
    """The key of this desk, made once; of two that make one at the same time the first wins."""
    path = make_var() / "secret_key"
    if not path.exists():
        write_once(path, secrets.token_urlsafe(64))
    return path.read_text()


def write_once(path: Path, content: str) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
