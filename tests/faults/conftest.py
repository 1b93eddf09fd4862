from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests.desk import Desk
from tests.services import Services


@pytest.fixture
def desk(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    services: Services,
    django_db_blocker: DjangoDbBlocker,
    tmp_path: Path,
) -> Iterator[Desk]:
    """Processes of their own on a database of their own; nothing runs yet. With the parameter "tcp", over TCP."""
    home = tmp_path / "desk"
    home.mkdir()
    with django_db_blocker.unblock():
        running = Desk(services, home, tcp=getattr(request, "param", "") == "tcp")
        with running.inside():
            yield running
        running.stop()
