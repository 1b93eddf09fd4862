"""Raw bytes in and out of the database, as bytes: as text in a statement they cost three times as much."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection

from claims.models import Raw

KEEP = "INSERT INTO claims_raw (sha256, content, size) VALUES (%s, %b, %s) ON CONFLICT DO NOTHING"


def keep(content: bytes) -> Raw:
    """Kept once, however often they come."""
    raw = Raw(sha256=hashlib.sha256(content).hexdigest(), content=content, size=len(content))
    with _cursor() as cursor:
        cursor.execute(KEEP, [raw.sha256, content, raw.size])
    return raw


def content_of(sha256: str) -> bytes:
    with _cursor() as cursor:
        found = cursor.execute("SELECT content FROM claims_raw WHERE sha256 = %s", [sha256], binary=True).fetchone()
    if found is None:
        raise Raw.DoesNotExist(sha256)
    return bytes(found[0])


@contextmanager
def _cursor() -> Iterator[psycopg.Cursor[Any]]:
    """Within Django's transaction and with its errors, but with parameters apart from the statement."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        yield cursor
