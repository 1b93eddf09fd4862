"""Typed readers of the environment that fail loudly."""

import os
import re
from decimal import Decimal
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "") or default


def flag(name: str, default: bool = False) -> bool:
    value = text(name).lower()
    if value in ("", "1", "true", "yes", "on", "0", "false", "no", "off"):
        return value in ("1", "true", "yes", "on") if value else default
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def whole(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def amount(name: str) -> Decimal | None:
    """Of money; None where nothing is set."""
    value = text(name)
    if not re.fullmatch(r"(?:\d{1,9}(?:\.\d{1,9})?)?", value, re.ASCII):
        raise ImproperlyConfigured(f"{name} must be a number such as 2.50, not {value!r}.")
    return Decimal(value) if value else None


def words(name: str) -> list[str]:
    return [word.strip() for word in text(name).split(",") if word.strip()]


def database(url: str) -> dict[str, Any]:
    """Django's settings for a libpq URL; its host may be a socket's folder."""
    try:
        parts: dict[str, Any] = dict(conninfo_to_dict(url))
    except ProgrammingError as error:
        raise ImproperlyConfigured(f"The database's URL can't be read: {error}") from error
    known = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    found = {key: str(parts.pop(part, "")) for key, part in known.items()}
    return {"ENGINE": "django.db.backends.postgresql", **found, "OPTIONS": parts}
