"""Workers killed, messages lost, the broker away: everything arrives, once."""

import time
from collections.abc import Callable
from pathlib import Path

import redis
from django.db.models import Count
from django.db.models.functions import Now

from claims.models import Article, Claim, Event, ImportItem, Mention, Reading, Revision
from tests.articles import KILLED, write
from tests.desk import Desk
from tests.services import Services

Outcome = ImportItem.Outcome
PATIENCE = 60
SWEEP = "from claims import tasks; tasks.sweep()"


def wait_until(reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < deadline, f"{waiting()} files wait, {readings()} readings"
        time.sleep(0.05)


def waiting() -> int:
    return ImportItem.objects.filter(outcome=Outcome.WAITING).count()


def readings() -> int:
    return Reading.objects.filter(done_at=None).count()


def import_files(desk: Desk, folder: Path, number: int) -> None:
    folder.mkdir()
    write(folder, [KILLED] * number)
    desk.manage("import_articles", folder, "--queue")


def begin(desk: Desk, number: int) -> None:
    """The import is under way: some are there, some are not."""
    wait_until(lambda: number // 8 < number - waiting())
    assert waiting() > number // 8


def go_on(desk: Desk) -> None:
    """What beat does in a while, at once."""
    for model in (ImportItem, Reading):
        model._default_manager.update(due_at=Now())
    desk.manage("shell", "--verbosity", "0", "-c", SWEEP)
    wait_until(lambda: not waiting())
    desk.manage("shell", "--verbosity", "0", "-c", SWEEP)
    wait_until(lambda: not readings())


def all_there_once(number: int) -> None:
    assert set(ImportItem.objects.values_list("outcome", flat=True)) == {Outcome.NEW}
    counts = {model.__name__: model._default_manager.count() for model in (Article, Revision, Claim, Mention)}
    assert counts == dict.fromkeys(("Article", "Revision", "Claim", "Mention"), number)
    assert Event.objects.filter(action="find").count() == number
    assert not Article.objects.annotate(n=Count("revisions")).exclude(n=1).exists()


def test_a_worker_killed_in_the_middle_of_an_import_of_two_hundred_files_loses_and_doubles_none(
    desk: Desk, tmp_path: Path
) -> None:
    import_files(desk, tmp_path / "files", 200)
    desk.start_worker(processes=2)
    begin(desk, 200)
    desk.kill("worker")
    left = waiting()
    assert left > 0
    desk.start_worker("another", processes=2)
    go_on(desk)
    all_there_once(200)


def test_a_broker_that_forgets_everything_in_the_middle_of_an_import_loses_and_doubles_none(
    desk: Desk, services: Services, tmp_path: Path
) -> None:
    desk.start_worker()
    import_files(desk, tmp_path / "files", 80)
    begin(desk, 80)
    redis.Redis(port=services.valkey.port).flushall()
    go_on(desk)
    all_there_once(80)


def test_with_the_broker_away_files_are_taken_in_at_once_and_read_when_it_is_back(
    desk: Desk, services: Services, tmp_path: Path
) -> None:
    desk.start_worker()
    wait_until(lambda: "ready" in (desk.home / "worker.log").read_text())
    services.valkey.stop()
    try:
        started = time.monotonic()
        import_files(desk, tmp_path / "files", 30)
        assert time.monotonic() - started < 20
    finally:
        services.valkey.start()
    assert waiting() == 30
    go_on(desk)
    all_there_once(30)
