import socket
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django import Settings

from claims.ingest.fetch.operator import Operator
from tests.hostile.listener import PAGE, Listener, listening

Place = tuple[str, int]
PUBLIC = "93.184.215.14"


class Resolver:
    """Stands in for the network's: names lead where a test says, to one place after the other on each look-up."""

    def __init__(self) -> None:
        self.names: dict[str, list[list[Place]]] = {}
        self.asked: list[str] = []

    def name(self, name: str, *answers: list[Place]) -> None:
        self.names[name] = list(answers)

    def __call__(self, host: str, port: int, **how: Any) -> list[Any]:
        self.asked.append(host)
        answers = self.names.get(host)
        if answers is None:
            return socket.getaddrinfo(host, port, flags=socket.AI_NUMERICHOST, **how)
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", place) for place in found]


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> Resolver:
    stands_in = Resolver()
    monkeypatch.setattr("claims.ingest.fetch.connect.getaddrinfo", stands_in)
    return stands_in


@pytest.fixture
def inner() -> Iterator[Listener]:
    """What no page may make the desk reach; it counts."""
    with listening({"/": PAGE, "/secret": PAGE}, ip="127.0.0.2") as listener:
        yield listener


@pytest.fixture
def site(settings: Settings) -> Iterator[Listener]:
    """A site that the operator allows, with answers that a test sets."""
    with listening({}) as listener:
        settings.FACTCHECK_ALLOWED_HOSTS = [listener.place]
        yield listener


@pytest.fixture
def as_if_public(monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    """A site at 127.0.0.3 that counts as public, the one number that does."""
    judge = Operator.objection_to
    monkeypatch.setattr(
        Operator, "objection_to", lambda operator, ip: "" if str(ip) == "127.0.0.3" else judge(operator, ip)
    )
    with listening({}, ip="127.0.0.3") as listener:
        yield listener
