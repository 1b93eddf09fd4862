from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import ProgrammingError, connection

from factcheck.celery import app as celery
from factcheck.local import places
from tests.services import TEST, Services


def roles() -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, (SELECT tableowner FROM pg_tables WHERE tablename = 'claims_event')")
        return cursor.fetchone()


@pytest.mark.django_db
def test_tests_run_as_the_apps_role_which_owns_nothing() -> None:
    assert roles() == (places.APP, places.OWNER)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement", ["CREATE TABLE extra (id int)", "DELETE FROM claims_event", "TRUNCATE claims_event"]
)
def test_the_apps_role_is_refused(statement: str) -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_what_a_transactional_test_leaves_is_gone_and_what_migrations_made_is_back(services: Services) -> None:
    made = ContentType.objects.count()
    ContentType.objects.create(app_label="claims", model="passing")
    services.empty(TEST)
    assert ContentType.objects.count() == made
    assert ContentType.objects.create(app_label="claims", model="passing").pk > made


def test_the_broker_is_the_runs_own(services: Services) -> None:
    with celery.connection() as broker:
        broker.ensure_connection(max_retries=1)
        assert str(services.home) in broker.as_uri()
