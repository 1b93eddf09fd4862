"""Forms that were sent: the same one sent again finds what it was answered with."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models.functions import Now

from claims.models import Person, SentForm

KEPT = timedelta(days=1)
# Waits for a sender of the same form who is not done yet, and then finds the row or makes it.
INSERT = """INSERT INTO claims_sentform (person_id, key, path, answer) VALUES (%s, %s, %s, '{}')
ON CONFLICT DO NOTHING"""


def key_of(once: str, path: str, fields: Iterable[tuple[str, list[str]]]) -> str:
    """Of this rendering of the form with these words in it: a form with other words is another one."""
    said = json.dumps([once, path, sorted(fields)])
    return hashlib.sha256(said.encode()).hexdigest()


def is_first(person: Person, key: str, path: str) -> bool:
    """Whether it was not sent before; the caller does the work in the same transaction."""
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [person.pk, key, path[:300]])
        return bool(cursor.rowcount)


def answered(person: Person, key: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = SentForm.objects.values_list("answer", flat=True).get(person=person, key=key)
    return found


def keep(person: Person, key: str, answer: Mapping[str, Any]) -> None:
    SentForm.objects.filter(person=person, key=key).update(answer=answer)


def forget(person: Person, key: str) -> None:
    """It did nothing: put right, or at another time, it may be sent again."""
    SentForm.objects.filter(person=person, key=key).delete()


def sweep() -> None:
    SentForm.objects.filter(at__lt=Now() - KEPT).delete()
