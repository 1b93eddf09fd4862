from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.hostile.listener import listening
from tests.ingest.site import Site


@pytest.fixture
def site(settings: Settings) -> Iterator[Site]:
    """A newsroom's site on this machine, which the operator allows."""
    settings.HOST_PAUSE = 0
    with listening({}) as listener:
        settings.FACTCHECK_ALLOWED_HOSTS = [listener.place]
        yield Site(listener)
