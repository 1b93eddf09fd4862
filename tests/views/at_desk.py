"""Somebody signed in who looks at a page, and what pages are asked about."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Person

HTMX = {"HX-Request": "true"}
HOSTILE = """<script>alert(1)</script><img src=x onerror=alert(1)>"'{{ 7|add:7 }}"""


def signed_in(person: Person, *, careful: bool = True) -> Client:
    """Not `careful`: a view's failure is answered with its error page instead of being raised."""
    client = Client(raise_request_exception=careful)
    client.force_login(person)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def part(page: str, heading: str) -> str:
    """From one heading to the end of its section; "" where it is not on the page."""
    return page[page.index(heading) :].partition("</section>")[0] if heading in page else ""


def queries(client: Client, address: str) -> int:
    client.get(address)  # the first one also writes down the session
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def assert_inert(page: str) -> None:
    """What was typed or imported is on the page as words and as nothing else."""
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "{{ 7|add:7 }}" in page.replace("&#x27;", "'")


NOBODYS_IDS = ("0", "-1", str(2**63), "9" * 40, "1;", "1%00", "１")

each_id = pytest.mark.parametrize("wrong", NOBODYS_IDS)
