from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Person
from tests import factories


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def curator() -> Client:
    return signed_in(factories.curator())


@pytest.fixture
def ruben() -> Person:
    return factories.administrator()


@pytest.fixture
def administrator(ruben: Person) -> Client:
    return signed_in(ruben)


def act(client: Client, model: str, action: str, *rows: Any) -> Any:
    place = reverse(f"admin:claims_{model}_changelist")
    return client.post(place, {"action": action, "_selected_action": [row.pk for row in rows]}, follow=True)
