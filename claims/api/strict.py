"""JSON with nothing to guess about: no key twice, no NaN, no deep nesting, no text that a database can't hold."""

import json
import re
from typing import Any, NoReturn

from claims.api.problems import Problem

DEEPEST = 16
TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
UNFIT = re.compile("[\0\ud800-\udfff]")


def parse(body: bytes) -> Any:
    _refuse_deep(body)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, "bad_encoding", "The body is not UTF-8.") from error
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except (ValueError, RecursionError) as error:
        raise Problem(400, "json_invalid", f"The body is not JSON: {error}"[:200]) from error


def _refuse_deep(body: bytes) -> None:
    depth = 0
    for found in TOKEN.finditer(body):
        depth += {b"[": 1, b"{": 1, b"]": -1, b"}": -1}.get(found[0], 0)
        if depth > DEEPEST:
            raise Problem(400, "too_deep", f"The body is nested deeper than {DEEPEST} levels.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Problem(400, "duplicate_key", "A key stands twice in one object.", printable(key))
        found[key] = value
    return found


def _constant(name: str) -> NoReturn:
    raise Problem(400, "json_invalid", f"{name} is not JSON.")


def text(value: Any, field: str, longest: int) -> str:
    """A string that the database can hold, else a problem that names the field."""
    if not isinstance(value, str):
        raise Problem(400, "bad_type", f"{field} has to be a string.", field)
    if UNFIT.search(value):
        raise Problem(400, "bad_unicode", f"{field} holds a NUL or half a character.", field)
    if len(value) > longest:
        raise Problem(400, "too_long", f"{field} is longer than {longest} characters.", field)
    return value


def printable(name: str) -> str:
    """The name of an unknown key, to be told back."""
    return name.encode("ascii", "backslashreplace").decode()[:60]
