from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from claims.models import Pulse
from tests.services import TEST, Services, connected_to


def ready() -> tuple[int, dict[str, object]]:
    answer = Client().get("/readyz")
    return answer.status_code, answer.json()


@pytest.fixture
def pulses(db: None) -> None:
    for name in ("beat", "sweep"):
        Pulse.objects.create(name=name)


def test_the_process_answers_without_asking_the_database() -> None:
    """This test has no database: a query in it is an error."""
    answer = Client(headers={"Cookie": "sessionid=whatever"}).get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"process": "up"})


def test_a_desk_that_can_work_is_ready(pulses: None) -> None:
    status, found = ready()
    assert status == 200
    assert found["ready"] is True
    assert (found["database"], found["migrations"]) == ("writable", "applied")
    assert set(found) == {"ready", "database", "migrations", "beat", "sweep"}


def test_asking_leaves_nothing_behind(pulses: None) -> None:
    ready()
    assert set(Pulse.objects.values_list("name", flat=True)) == {"beat", "sweep"}


@pytest.mark.parametrize("name", ["beat", "sweep"])
def test_a_standing_job_that_is_late_or_never_ran_is_not_ready(name: str, pulses: None) -> None:
    Pulse.objects.filter(name=name).update(at=timezone.now() - timedelta(seconds=121))
    status, found = ready()
    assert status == 503
    assert found[name] == {"seconds_ago": 121}
    Pulse.objects.filter(name=name).delete()
    status, found = ready()
    assert status == 503
    assert found[name] == {"seconds_ago": None}


@pytest.mark.django_db(transaction=True)
def test_a_database_that_can_only_be_read_is_not_ready(services: Services) -> None:
    for name in ("beat", "sweep"):
        Pulse.objects.create(name=name)
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
        try:
            status, found = ready()
        finally:
            cursor.execute("SET default_transaction_read_only = off")
    assert status == 503
    assert found["database"] == "not writable"
    assert found["migrations"] == "applied"
    assert ready()[0] == 200


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_not_ready_and_tells_no_secrets(services: Services) -> None:
    with connected_to("postgresql://factcheck_app:secret@127.0.0.1:1/nowhere"):
        answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert "secret" not in answer.content.decode()
    assert "127.0.0.1" not in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_is_not_applied_is_not_ready(services: Services) -> None:
    (_, newest), *_ = MigrationExecutor(connection).loader.graph.leaf_nodes("claims")
    with services.superuser(TEST) as owner:
        owner.execute("DELETE FROM django_migrations WHERE app = 'claims' AND name = %s", [newest])
    assert MigrationRecorder(connection).applied_migrations()
    status, found = ready()
    assert status == 503
    assert found["migrations"] == "1 missing"


def test_anybody_may_ask_and_nobody_may_post(pulses: None) -> None:
    for path in ("/healthz", "/readyz"):
        assert Client().head(path).status_code == 200
        assert Client().post(path).status_code == 405
