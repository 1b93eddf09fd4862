import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_django import DjangoDbBlocker

from factcheck.local import browser as browsers
from tests.desk import Desk
from tests.services import Services

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright runs a loop in the thread whose tests ask the database

expect.set_options(timeout=15_000)  # a busy machine is no failure

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = browsers.ensure()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(found), args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture
def desk(
    django_db_setup: None, services: Services, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> Iterator[Desk]:
    """A real web and a real worker with the demo people, on a database of their own."""
    with django_db_blocker.unblock():
        running = Desk(services, tmp_path)
        running.manage("seed", "--people")
        running.start_worker()
        running.start_web()
        yield running
        running.stop()
