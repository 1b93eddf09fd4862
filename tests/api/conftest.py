import pytest

from tests.api.calls import token


@pytest.fixture
def secret() -> str:
    return token()[1]
