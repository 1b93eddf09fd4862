"""Whatever an input does to its reader, the parent lives, says why, and the next input is read."""

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from claims.ingest import child
from claims.ingest.child import client, limits, serve
from claims.ingest.child.client import Parser
from claims.ingest.page import Reading, Unreadable

PROJECT = Path(__file__).resolve().parents[2]
ARTICLE = b"Ferry stopped\n\nThe ferry to Harn was stopped on Monday after its hull was found to leak."
MANY_ATTRIBUTES = b"<html><body><p " + b" ".join(b'a%d="x"' % n for n in range(100_000)) + b">text</p></body></html>"
MANY_PARAGRAPHS = b"<html><body>" + b"<p>one two three four five six seven</p>" * 100_000 + b"</body></html>"
PAGES = {
    "H1, nested": b"<html><body>" + b"<div>" * 50_000 + b"text" + b"</div>" * 50_000,
    "H2, attributes": MANY_ATTRIBUTES,
    "H3, paragraphs": MANY_PARAGRAPHS,
    "H4, a table": b"<html><body><table>" + (b"<tr>" + b"<td>1</td>" * 200 + b"</tr>") * 1000 + b"</table>",
    "H5, an open comment": b"<html><body><!-- " + b"x" * 1_000_000,
    "H6, references": b"<html><body><p>" + b"&#65;" * 500_000 + b"</p>",
    "H7, nothing": b"<html><body> </body></html>",
    "H7, no page": b" \n ",
}
FEED = (
    b"<rss version='2.0'%s><channel><title>x</title><item><title>y</title><link>https://coast.example/y</link></item>"
)
FEED += b"</channel></rss>"
NAMED = {"read", "too_complex", "too_deep", "too_much_memory", "no_article", "index", "empty", "no_text"}


@pytest.fixture
def parser() -> Iterator[Parser]:
    parser = Parser("tests.hostile.jobs")
    yield parser
    parser.close()


def pid(parser: Parser) -> int:
    return int(parser.ask("echo", b"")[0]["pid"])


def refusal(parser: Parser, job: str, raw: bytes = b"", **head: Any) -> str:
    with pytest.raises(Unreadable) as caught:
        parser.ask(job, raw, **head)
    assert str(caught.value)
    return caught.value.code


def outcome(parser: Parser, page: bytes) -> str:
    try:
        parser.ask("read", page, name="page.html")
    except Unreadable as problem:
        return problem.code
    return "read"


def served(parser: Parser) -> bool:
    """The next input is read."""
    found = parser.ask("read", ARTICLE, name="ferry.txt")[0]["found"]
    return bool(found["title"] == "Ferry stopped")


@pytest.mark.parametrize(
    ("job", "code"),
    [
        ("segfault", "crashed"),
        ("leave", "crashed"),
        ("finish", "crashed"),
        ("out_of_memory", "too_much_memory"),
        ("swell", "too_much_memory"),
        ("deep", "too_deep"),
        ("break_down", "reader_failed"),
        ("refuse", "not_today"),
    ],
)
def test_a_reader_that_falls_over_is_named_and_the_next_input_is_read(parser: Parser, job: str, code: str) -> None:
    assert refusal(parser, job) == code
    assert served(parser)


def test_how_a_reader_crashed_is_said(parser: Parser) -> None:
    with pytest.raises(Unreadable, match=r"crashed on it \(SIGSEGV\)"):
        parser.ask("segfault", b"")
    with pytest.raises(Unreadable, match=r"crashed on it \(exit status 7\)"):
        parser.ask("leave", b"")


def test_a_fault_of_the_reader_is_logged_with_its_trace(parser: Parser, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert refusal(parser, "break_down") == "reader_failed"
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("job", ["loop", "sleep"])
def test_a_reader_without_end_is_stopped_in_time(parser: Parser, monkeypatch: pytest.MonkeyPatch, job: str) -> None:
    monkeypatch.setattr(client, "SECONDS", 1)
    monkeypatch.setattr(client, "WALL", 4)
    pid(parser)
    began = time.monotonic()
    assert refusal(parser, job) == "too_complex"
    assert time.monotonic() - began < 8
    assert served(parser)


def test_the_kernel_stops_a_loop_where_nobody_watches(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "SECONDS", 1)
    monkeypatch.setattr(client, "WALL", 60)
    with pytest.raises(Unreadable):
        parser.ask("loop", b"")


def test_each_input_has_processor_time_of_its_own(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "SECONDS", 1)
    first = pid(parser)
    for _ in range(4):
        parser.ask("work", b"", so_long=0.7)
    assert pid(parser) == first


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_a_hostile_page_is_read_or_refused_by_name_in_bounded_time(parser: Parser, page: bytes) -> None:
    """What a reader can not do in ten seconds of work is stopped; a reader that can may."""
    began = time.monotonic()
    assert outcome(parser, page) in NAMED
    assert time.monotonic() - began < client.WALL + 3
    assert served(parser)


def test_f5_a_feed_with_a_hundred_thousand_attributes_is_named_and_the_next_feed_is_read(parser: Parser) -> None:
    began = time.monotonic()
    attributes = b"".join(b" a%d='x'" % n for n in range(100_000))
    assert refusal(parser, "feed", FEED % attributes, address="https://coast.example/feed") == "too_complex"
    assert time.monotonic() - began < client.WALL + 3
    found = parser.ask("feed", FEED % b"", address="https://coast.example/feed")[0]["found"]
    assert [item["title"] for item in found["items"]] == ["y"]


def test_one_child_serves_many_inputs(parser: Parser) -> None:
    assert len({pid(parser) for _ in range(50)}) == 1


def test_a_refused_input_does_not_cost_the_child(parser: Parser) -> None:
    before = pid(parser)
    for job in ("refuse", "deep", "break_down"):
        refusal(parser, job)
    assert pid(parser) == before


def test_a_child_that_is_worn_out_is_replaced(parser: Parser) -> None:
    before = pid(parser)
    for _ in range(serve.MOST_INPUTS):
        last = pid(parser)
    assert before != last


def test_a_child_that_kept_too_much_memory_is_replaced(parser: Parser) -> None:
    before = parser.ask("keep", b"", size=serve.MOST_GROWTH + 50_000_000)[0]["pid"]
    assert pid(parser) != before


def test_what_a_library_prints_spoils_no_answer(parser: Parser) -> None:
    assert parser.ask("print_loudly", b"")[0]["pid"] == pid(parser)


def test_bytes_of_any_kind_and_size_go_there_and_back(parser: Parser) -> None:
    raw = bytes(range(256)) * 100_000
    assert parser.ask("echo", raw, said="“ü”\0")[1] == raw
    assert parser.ask("echo", b"", words="“ü”\0")[0]["said"] == {"words": "“ü”\0"}


def test_an_input_whose_child_somebody_else_killed_is_asked_again(parser: Parser) -> None:
    """The thread that started it may have ended, or the machine ran out of memory: no word on the input."""
    before = pid(parser)
    assert parser.ask("be_killed_once", b"", child=before)[0]["pid"] == pid(parser) != before


def test_an_answer_that_is_no_reading_is_not_believed(monkeypatch: pytest.MonkeyPatch, parser: Parser) -> None:
    monkeypatch.setattr(child, "parser", parser)
    with pytest.raises(Unreadable, match="no sound answer"):
        child.found(Reading, "lie", b"")


def test_a_child_killed_while_it_waits_is_replaced(parser: Parser) -> None:
    before = pid(parser)
    os.kill(before, signal.SIGKILL)
    assert pid(parser) != before


def test_the_child_knows_nothing_of_its_parent(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "not for the child")
    told = parser.ask("surroundings", b"")[0]
    assert set(told["environment"]) <= {"LC_CTYPE"}
    assert {name.partition(":")[0] for name in told["files"]} == {"/dev/null", "pipe"}
    assert told["limits"] == {"RLIMIT_CORE": 0, "RLIMIT_FSIZE": 0, "RLIMIT_NOFILE": limits.OPEN_FILES}
    assert (told["own_session"], told["django"]) == (True, False)


def test_the_child_writes_nothing(parser: Parser, tmp_path: Path) -> None:
    assert refusal(parser, "write", path=str(tmp_path / "file")) == "reader_failed"
    assert not (tmp_path / "file").exists() or not (tmp_path / "file").read_bytes()


def test_the_child_reaches_no_network(parser: Parser) -> None:
    if not may_have_networks():
        pytest.skip("the kernel lets no process have a network of its own here")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.5)
        assert refusal(parser, "call_out", port=listener.getsockname()[1]) == "reader_failed"
        with pytest.raises(TimeoutError):
            listener.accept()


def may_have_networks() -> bool:
    program = "from claims.ingest.child import limits; import os, sys; before = os.readlink('/proc/self/ns/net');"
    program += "limits.leave_network(); print(before != os.readlink('/proc/self/ns/net'))"
    return "True" in run(program, "").stdout


def test_threads_share_one_child_and_get_their_own_answers(parser: Parser) -> None:
    said: dict[int, Any] = {}

    def ask(number: int) -> None:
        for turn in range(20):
            said[number] = parser.ask("echo", b"%d" % number, number=number, turn=turn)

    threads = [threading.Thread(target=ask, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {number: (told["said"], raw) for number, (told, raw) in said.items()} == {
        number: ({"number": number, "turn": 19}, b"%d" % number) for number in range(8)
    }
    assert parser.ask("echo", b"")[0]["pid"] > 0


def test_a_forked_worker_has_a_child_of_its_own(parser: Parser) -> None:
    mine = pid(parser)
    reader, writer = os.pipe()
    worker = os.fork()
    if worker == 0:
        try:
            os.write(writer, b"%d" % pid(parser))
            parser.close()
        finally:
            os._exit(0)
    os.waitpid(worker, 0)
    assert 0 < int(os.read(reader, 20)) != mine
    assert pid(parser) == mine


WITHOUT_CHILD = """
import sys
from tests.hostile import jobs
jobs.JOBS[sys.argv[1]](b"")
"""
WITH_CHILD = """
import sys
from claims.ingest.child.client import Parser
from claims.ingest.page import Unreadable
try:
    Parser("tests.hostile.jobs").ask(sys.argv[1], b"")
except Unreadable as problem:
    print(problem.code)
"""


def run(program: str, job: str, seconds: float = 60) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program, job]
    return subprocess.run(command, capture_output=True, text=True, timeout=seconds, cwd=PROJECT)


@pytest.mark.parametrize(("job", "ended"), [("segfault", -signal.SIGSEGV), ("leave", 7), ("out_of_memory", 1)])
def test_without_the_child_the_same_input_takes_the_parent_along(job: str, ended: int) -> None:
    limited = "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))\n"
    assert run(limited + WITHOUT_CHILD, job).returncode == ended
    survived = run(WITH_CHILD, job)
    assert (survived.returncode, survived.stdout.strip()) in {(0, "crashed"), (0, "too_much_memory")}


def test_without_the_child_a_loop_has_no_end() -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        run(WITHOUT_CHILD, "loop", seconds=3)


def test_the_child_ends_with_its_parent() -> None:
    program = (
        "from tests.hostile.test_child import *; p = Parser('tests.hostile.jobs');"
        "print(pid(p), flush=True); os._exit(9)"
    )
    assert ends_within(10, int(run(program, "").stdout))


def test_the_child_ends_with_a_parent_killed_in_the_middle_of_an_input() -> None:
    program = (
        "from tests.hostile.test_child import *; p = Parser('tests.hostile.jobs'); print(pid(p), flush=True);"
        "threading.Timer(0.5, lambda: os.kill(os.getpid(), 9)).start(); p.ask('loop', b'')"
    )
    assert ends_within(3, int(run(program, "").stdout))


def ends_within(seconds: float, process: int) -> bool:
    deadline = time.monotonic() + seconds
    while alive(process) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not alive(process)


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split(") ")[1][0] != "Z"
    except FileNotFoundError:
        return False
