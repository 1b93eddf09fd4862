from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from factcheck.celery import app as celery
from tests.services import TEST, Services, connect_to

NEEDS_DATA = "FACTCHECK_DATA is not set"
services_key = pytest.StashKey[Services]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-browser", action="store_true", help="leave the browser journeys out")


def pytest_configure(config: pytest.Config) -> None:
    """Nothing in a test run may reach a real desk, so its places are set before anything can connect."""
    services = config.stash[services_key] = Services()
    connect_to(services.app_url(TEST))
    settings.CELERY_BROKER_URL = services.broker_url()
    celery.conf.update(broker_url=services.broker_url())
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[services_key].stop()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--no-browser"):
        return
    journeys = [item for item in items if item.get_closest_marker("journey")]
    config.hook.pytest_deselected(items=journeys)
    items[:] = [item for item in items if item not in journeys]


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if NEEDS_DATA in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} tests left out: {NEEDS_DATA}.")
    if config.getoption("--no-browser"):
        left = len(terminalreporter.stats.get("deselected", []))
        terminalreporter.write_line(f"{left} browser journeys left out: --no-browser.")


@pytest.fixture(scope="session")
def services(request: pytest.FixtureRequest) -> Services:
    found = request.config.stash[services_key]
    assert found.started
    return found


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """In place of pytest-django's: the owner migrates, the tests run as the app's role."""
    with django_db_blocker.unblock():
        services: Services = request.getfixturevalue("services")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: services.empty(TEST))
            yield


@pytest.fixture
def shared_data() -> Path:
    """The folder of real articles and what is known about them, which is no part of the project."""
    if not settings.FACTCHECK_DATA:
        pytest.skip(NEEDS_DATA)
    return Path(settings.FACTCHECK_DATA)
