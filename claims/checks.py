"""What `manage.py check` says of a desk's own rules; with --database default it asks the database too."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.hashers import check_password
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError

from claims import guards


@register(Tags.database)
def record_is_guarded(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    if not databases or "default" not in databases:
        return []
    try:
        owned = guards.owned_tables()
    except DatabaseError:
        return []  # no database to ask; Django says so by itself
    if not owned:
        return []
    return [
        Warning(
            "The record of revisions and events is not guarded from the role the desk works as: it may change "
            + ", ".join(sorted(owned)) + ".",
            hint="Give the desk a role of its own in DATABASE_URL and the owner's in DATABASE_OWNER_URL, then migrate.",
            id="claims.W001",
        )
    ]
