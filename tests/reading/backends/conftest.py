from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.reading.backends.speaking import KEY, Model, speaking


@pytest.fixture
def model(settings: Settings) -> Iterator[Model]:
    """An endpoint that the operator has set; it answers with one claim until a test says otherwise."""
    with speaking() as found:
        settings.FACTCHECK_BACKEND_URL = found.address
        settings.FACTCHECK_BACKEND_MODEL = "a-model"
        settings.FACTCHECK_BACKEND_KEY = KEY
        settings.FACTCHECK_BACKEND_TIMEOUT = 2
        yield found
