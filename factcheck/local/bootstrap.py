"""Makes the environment in .venv and goes on in it. Runs before anything is installed: the standard library only."""

import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "factcheck.json"  # written last: what is in .venv is whole
UNFINISHED = VENV / "factcheck.unfinished"

Stamp = dict[str, str]


class Failure(Exception):
    """Why there is no environment, in one sentence."""


def main() -> int:
    """The exit code of a failure; otherwise this process becomes the command itself."""
    command, *arguments = sys.argv[1:]
    group = "dev" if command == "test" else "main"
    try:
        if not ("--stop" in arguments and os.access(PYTHON, os.X_OK)) and not fresh(group):
            with alone():
                prepare(group)
    except Failure as failure:
        print(f"bin/{command}: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    os.environ["PYTHONPATH"] = str(PROJECT)
    os.environ.pop("PYTHONHOME", None)
    return os.execv(PYTHON, [str(PYTHON), "-P", "-m", "factcheck.local", command, *arguments])


def fresh(group: str) -> bool:
    """Whether .venv was made here, by a Python that is still the same, and holds what the lock file says."""
    stamp = read_stamp()
    return os.access(PYTHON, os.X_OK) and here(stamp) and stamp.get(group) == wanted()


def here(stamp: Stamp) -> bool:
    return (stamp.get("path"), stamp.get("python")) == (str(VENV), os.path.realpath(PYTHON))


def wanted() -> str:
    parts = [(PROJECT / name).read_bytes() for name in ("pyproject.toml", "uv.lock")]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def read_stamp() -> Stamp:
    try:
        stamp: Stamp = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return stamp


@contextmanager
def alone() -> Iterator[None]:
    """Two that start at once make one environment, one after the other; what a killed one left running counts too."""
    handle = os.open(PROJECT, os.O_RDONLY)
    os.set_inheritable(handle, True)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def prepare(group: str) -> None:
    if fresh(group):
        return
    if not os.access(PROJECT, os.W_OK):
        raise Failure(f"{PROJECT} can't be written by this user, and the environment in .venv has to be made.")
    print("preparing the environment in .venv (the first time takes a minute or two)", flush=True)
    stamp = read_stamp()
    if not usable(stamp):
        stamp = {}
        make()
    repair = ["--reinstall"] if UNFINISHED.exists() else []
    UNFINISHED.touch()
    STAMP.unlink(missing_ok=True)
    install(group, repair)
    stamp |= {"path": str(VENV), "python": os.path.realpath(PYTHON), "main": wanted(), group: wanted()}
    draft = STAMP.with_suffix(".new")
    draft.write_text(json.dumps(stamp))
    draft.replace(STAMP)
    UNFINISHED.unlink()


def usable(stamp: Stamp) -> bool:
    """Whether .venv can be kept: one copied from elsewhere, half made, or of a Python that is gone or too old can't."""
    if stamp and not here(stamp):
        return False
    ask = "import sys, sysconfig; print(sys.version_info >= (3, 11), sysconfig.get_path('purelib'))"
    try:
        told = subprocess.run([PYTHON, "-I", "-c", ask], capture_output=True, text=True, check=True).stdout.split(
            " ", 1
        )
        made_for = (VENV / "bin" / "activate").read_text()
    except (OSError, subprocess.CalledProcessError):
        return False
    return told[0] == "True" and Path(told[1].strip()).is_dir() and str(VENV) in made_for


def make() -> None:
    remove(VENV)
    if uv := uv_on_path():
        run([uv, "venv", "--quiet", "--python", sys.executable, VENV], "The environment can't be made")
        return
    if not importlib.util.find_spec("ensurepip"):
        install_venv()
    run([sys.executable, "-m", "venv", VENV], "The environment can't be made")


def remove(folder: Path) -> None:
    try:
        if folder.is_symlink():
            folder.unlink()
        elif folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        raise Failure(f"{folder} can't be made anew ({error.strerror}): remove it.") from error


def install_venv() -> None:
    """Debian's Python comes without; its package has the version in its name."""
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Failure(f"This Python ({sys.executable}) came without venv and pip: install {package}, then start again.")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", "update"], env=environment, check=False)
    run(["apt-get", "-qq", "install", "-y", "--no-install-recommends", package], f"{package} can't be installed")


def uv_on_path() -> str | None:
    """uv, if it is new enough to be told which certificates to trust."""
    uv = shutil.which("uv")
    if not uv:
        return None
    told = subprocess.run([uv, "sync", "--help"], capture_output=True, text=True, check=False)
    return uv if "--system-certs" in told.stdout else None


def install(group: str, repair: list[str]) -> None:
    wanted_group = ["--group", "dev"] if group == "dev" else ["--no-dev"]
    uv = uv_on_path() or own_uv()
    command = [uv, "sync", "--quiet", "--frozen", "--inexact", "--system-certs", *wanted_group, *repair]
    try:
        run(command, "The packages can't be installed")
    except Failure:
        if not has_pip():
            raise
        install_with_pip(uv, wanted_group)


def install_with_pip(uv: str | Path, group: list[str]) -> None:
    """The same packages by the same hashes, from wherever this machine's pip gets its packages."""
    listed = VENV / "requirements.txt"
    run([uv, "export", "--quiet", "--frozen", *group, "--output-file", listed], "The packages can't be listed")
    run([PYTHON, "-m", "pip", "install", "--quiet", "-r", listed], "The packages can't be installed")


def own_uv() -> Path:
    uv = VENV / "bin" / "uv"
    if not os.access(uv, os.X_OK):
        if not has_pip():
            make()
        run([PYTHON, "-m", "pip", "install", "--quiet", "uv"], "uv can't be installed")
    return uv


def has_pip() -> bool:
    return subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


def run(command: list[str | Path], trouble: str) -> None:
    told = subprocess.run(
        command, cwd=PROJECT, env=environment(), stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, close_fds=False
    )
    if told.returncode:
        lines = told.stderr.decode(errors="replace").strip().splitlines() or [f"code {told.returncode}"]
        print("\n".join(lines), file=sys.stderr)
        raise Failure(f"{trouble}: {command[0]} failed, as above.")


def environment() -> dict[str, str]:
    """uv works on .venv and nothing else, with the Python that made it."""
    ours = {"UV_PROJECT_ENVIRONMENT": str(VENV), "UV_PYTHON": str(PYTHON), "UV_PYTHON_DOWNLOADS": "never"}
    left_out = ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "CONDA_PREFIX")
    return {name: value for name, value in os.environ.items() if name not in left_out} | ours


if __name__ == "__main__":
    sys.exit(main())
