"""An endpoint and real workers: articles wait for it, nobody else does, and a worker killed while asking loses none."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db.models.functions import Now

from claims.models import Answer, Claim, Mention, Reading
from tests.articles import KILLED, write
from tests.desk import Desk
from tests.faults.test_workers import SWEEP, wait_until
from tests.hostile.listener import Answer as Said
from tests.reading.backends.speaking import KEY, Model, claims_in, refuses, speaking
from tests.wait import wait_for

BY = "http a-model 1"


@pytest.fixture
def model(desk: Desk) -> Iterator[Model]:
    with speaking() as found:
        desk.environment |= {
            "FACTCHECK_BACKEND_URL": found.address,
            "FACTCHECK_BACKEND_MODEL": "a-model",
            "FACTCHECK_BACKEND_KEY": KEY,
            "FACTCHECK_BACKEND_TIMEOUT": "60",
        }
        yield found


def import_files(desk: Desk, folder: Path, number: int) -> None:
    """Of different words, so that each is asked for."""
    folder.mkdir()
    write(folder, [f"{KILLED} It was seen from house number {each}." for each in range(number)])
    desk.manage("import_articles", folder, "--queue")


def all_read() -> bool:
    return Reading.objects.exists() and not Reading.objects.filter(done_at=None).exists()


def test_articles_are_read_by_the_endpoint_through_the_broker(desk: Desk, model: Model, tmp_path: Path) -> None:
    desk.start_worker()
    desk.start_fetcher()
    import_files(desk, tmp_path / "files", 12)
    wait_until(lambda: Reading.objects.count() == 12 and all_read())
    assert set(Reading.objects.values_list("backend", "note")) == {(BY, "")}
    assert len(model.asked) == Answer.objects.count() == 12
    assert Claim.objects.count() == Mention.objects.filter(backend=BY).count() == 12
    for name in ("worker", "fetcher"):
        assert KEY not in (desk.home / f"{name}.log").read_text()


def test_a_worker_killed_while_it_asks_costs_one_more_question_and_doubles_no_claim(
    desk: Desk, model: Model, tmp_path: Path
) -> None:
    model.says(never(), claims_in(KILLED))
    desk.start_worker()
    desk.start_fetcher()
    import_files(desk, tmp_path / "files", 1)
    wait_for(lambda: model.asked)
    desk.kill("fetcher")
    assert Answer.objects.get().held_until is not None
    Answer.objects.update(held_until=Now(), due_at=Now())  # the time in which it would have answered or is dead
    desk.start_fetcher()
    desk.manage("shell", "--verbosity", "0", "-c", SWEEP)
    wait_until(all_read)
    assert (len(model.asked), Reading.objects.get().backend) == (2, BY)
    assert Claim.objects.count() == Mention.objects.count() == 1


def test_with_the_endpoint_away_the_built_in_reads(desk: Desk, model: Model, tmp_path: Path) -> None:
    model.says(refuses("401 Unauthorized"))
    desk.start_worker()
    desk.start_fetcher()
    import_files(desk, tmp_path / "files", 3)
    wait_until(lambda: Reading.objects.count() == 3 and all_read())
    notes = set(Reading.objects.values_list("note", flat=True))
    assert notes == {"Read by the built-in: The endpoint refused the key. (HTTP 401)"}
    assert Claim.objects.count() >= 3


def never() -> Said:
    def wait() -> Iterator[bytes]:

        time.sleep(120)
        yield b""

    return wait
