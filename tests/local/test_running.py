"""The whole desk as processes: started, killed, started again, stopped."""

import os
import re
from pathlib import Path
from urllib.request import urlopen

import pytest

from factcheck.local.listening import listen
from tests.local.running import PARTS, Var, kill
from tests.wait import wait_for

IMPORTED = "SELECT name, outcome FROM claims_importitem ORDER BY id"
SAMPLES = 10


def address(output: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:\d+", output)
    assert found, output
    return found[0]


def answers(url: str) -> bool:
    with urlopen(f"{url}/healthz", timeout=10) as answer:
        return bool(answer.status == 200)


def test_the_first_start_ends_with_the_address_the_logins_and_how_to_stop(var: Var) -> None:
    var.up("--stop")
    told = var.up("--detach", "--port", "0")
    assert (told.returncode, told.stderr) == (0, "")
    assert re.search(r"^ready: http://127\.0\.0\.1:\d+$", told.stdout, re.MULTILINE)
    assert "bin/up --stop" in told.stdout
    assert re.search(r"^  \w+ / \S+", told.stdout, re.MULTILINE)
    assert answers(address(told.stdout))


def test_the_samples_were_imported_by_the_worker(running: Var) -> None:
    assert [outcome for _, outcome in running.rows(IMPORTED)][:SAMPLES] == ["new"] * SAMPLES


def test_a_second_start_says_where_the_desk_runs_and_leaves_it(running: Var) -> None:
    before = running.supervisor
    told = running.up()
    assert (told.returncode, told.stderr) == (0, "")
    assert "already running at http://127.0.0.1:" in told.stdout
    assert running.supervisor == before


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_is_killed_is_started_again_and_nothing_is_lost(running: Var, part: str) -> None:
    rows, killed = running.rows(IMPORTED), running.pid(part)
    kill(killed)
    wait_for(lambda: running.pid(part) not in (0, killed))
    url = address(running.up().stdout)
    wait_for(lambda: answers(url))
    wait_for(running.serves_rows)
    assert running.rows(IMPORTED) == rows
    assert f"{part} ended by SIGKILL" in (running.path / "log" / "desk.log").read_text()


def test_import_into_a_running_desk_leaves_it_running(running: Var, tmp_path: Path) -> None:
    before = running.supervisor
    (tmp_path / "new.txt").write_text("Fire at the mill\n\nThe mayor said seven people were hurt on Monday.\n")
    told = running.up("--import", tmp_path)
    assert (told.returncode, told.stderr) == (0, "")
    assert re.fullmatch(r"new +new\.txt\n", told.stdout)
    assert re.fullmatch(
        r"unchanged +new\.txt: It is here already\.\n", running.up("--import", tmp_path / "new.txt").stdout
    )
    assert running.supervisor == before


def test_after_the_supervisor_is_killed_the_next_start_finds_everything_and_no_leftovers(running: Var) -> None:
    rows, left = running.rows(IMPORTED), set(running.processes())
    kill(running.supervisor)
    assert running.up("--detach", "--port", "0").returncode == 0
    assert running.rows(IMPORTED) == rows
    assert left.isdisjoint(running.processes())


def test_stop_ends_every_process(running: Var) -> None:
    assert len(running.processes()) > len(PARTS)
    told = running.up("--stop")
    assert (told.returncode, told.stdout) == (0, "stopped\n")
    assert running.processes() == []
    assert running.up("--stop").stdout == "no desk is running\n"


def test_import_without_a_desk_starts_one_for_as_long_as_it_takes(stopped: Var, tmp_path: Path) -> None:
    (tmp_path / "alone.txt").write_text("Bridge closed\n\nThe council said on Friday that 40 lorries cross it a day.\n")
    (tmp_path / "empty.txt").write_text("")
    told = stopped.up("--import", tmp_path)
    assert told.returncode == 1
    assert re.search(r"^new +alone\.txt$", told.stdout, re.MULTILINE)
    assert re.search(r"^failed +empty\.txt: .+$", told.stdout, re.MULTILINE)
    assert stopped.processes() == []


def test_a_taken_port_is_one_sentence(stopped: Var) -> None:
    with listen(0) as taken:
        port = taken.getsockname()[1]
        told = stopped.up("--port", str(port))
    assert told.returncode == 1
    assert told.stderr == f"bin/up: Port {port} is taken by another program: choose another with bin/up --port N.\n"
    assert stopped.processes() == []


def test_a_file_that_is_not_there_is_one_sentence(stopped: Var, tmp_path: Path) -> None:
    told = stopped.up("--import", tmp_path / "none.txt")
    assert (told.returncode, told.stderr) == (1, f"bin/up: There is no file or folder {tmp_path / 'none.txt'}.\n")


def test_a_later_start_keeps_what_is_there_and_imports_the_samples_no_more(stopped: Var) -> None:
    told = stopped.up("--detach", "--port", "0")
    assert told.returncode == 0, told.stderr
    assert len(stopped.rows("SELECT FROM claims_import WHERE label = 'articles'")) == 1


def test_a_var_that_can_not_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    told = Var(tmp_path / "file" / "var").up()
    assert told.returncode == 1
    assert re.fullmatch(r"bin/up: .*/var can't be made \(.+\); FACTCHECK_VAR names another folder\.\n", told.stderr)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_missing_right_is_one_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    told = Var(tmp_path).up()
    assert told.returncode == 1
    assert re.fullmatch(
        r"bin/up: .* can't be written by this user; FACTCHECK_VAR names another folder\.\n", told.stderr
    )


@pytest.mark.parametrize("damage", ["no data folder", "another version", "lost its files"])
def test_a_broken_data_folder_is_one_sentence(tmp_path: Path, damage: str) -> None:
    data = tmp_path / "postgres"
    data.mkdir(mode=0o700)
    if damage != "no data folder":
        (data / "PG_VERSION").write_text("9\n" if damage == "another version" else "18\n")
    told = Var(tmp_path).up("--port", "0")
    assert told.returncode == 1
    assert re.fullmatch(r"bin/up: .*postgres.*\.\n", told.stderr, re.IGNORECASE)
