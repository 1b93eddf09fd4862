"""Calls as programs make them."""

import json
from typing import Any

from django.test import Client

from claims.ingest import tokens
from claims.models import ApiToken, Import
from tests import factories
from tests.articles import KILLED

ADDRESS = "/api/imports/"
TEXT = {"title": "A dam", "text": KILLED}


def token(purpose: str = "check") -> tuple[ApiToken, str]:
    made = ApiToken(name="Wire reader", purpose=purpose)
    return made, tokens.make(made, factories.curator())


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def send(body: Any, secret: str, *, client: Client | None = None, **headers: str) -> Any:
    """`body` as it is where it is bytes, else as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = bearer(secret) | {name.replace("_", "-"): value for name, value in headers.items()}
    return (client or Client(enforce_csrf_checks=True)).post(
        ADDRESS, content, content_type="application/json", headers=named
    )


def refused(answer: Any) -> tuple[int, str, str]:
    error = answer.json()["error"]
    assert not Import.objects.exists()
    return answer.status_code, error["code"], error.get("field", "")
