from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from tests.reading.backends import marked
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


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return marked.folder(tmp_path_factory.mktemp("marked") / "corpus")


@pytest.fixture(scope="session")
def trained_file(corpus: Path) -> Path:
    """A model of a few invented texts."""
    path = corpus.parent / "small.model"
    call_command("train_attribution", str(corpus), "--out", str(path), stderr=StringIO())
    return path
