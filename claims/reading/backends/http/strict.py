"""From what the endpoint wrote to plain data of the form that was asked for, or the reason why not."""

import json
import re
from typing import Any, NoReturn

DEEPEST = 12
MOST_ITEMS = 200  # of a list
LONGEST = 4_000  # characters of a string
UNFIT = re.compile("[\0\ud800-\udfff]")  # no database can hold it
FENCE = re.compile(r"\s*```[a-zA-Z]*\s*\n(.*)\n\s*```\s*", re.DOTALL)
THOUGHT = re.compile(r"\s*<think>.*?</think>", re.DOTALL)
BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


class Malformed(ValueError):
    """The text says what is wrong, in the desk's words alone."""


def parsed(content: str, form: dict[str, Any]) -> Any:
    """Many models put their JSON into a fence of Markdown, or think aloud before it, which does no harm."""
    thought = THOUGHT.match(content)
    content = content[thought.end() :] if thought else content
    fence = FENCE.fullmatch(content)
    found = loads(fence[1] if fence else content)
    check(found, form)
    return found


def loads(text: str) -> Any:
    """JSON with nothing to guess about: no key twice, no NaN, no deep nesting."""
    _refuse_deep(text)
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except Malformed:
        raise
    except (ValueError, RecursionError):
        raise Malformed("it is not JSON") from None


def _refuse_deep(text: str) -> None:
    depth = 0
    for found in BRACKET.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        if depth > DEEPEST:
            raise Malformed("it is nested too deeply")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Malformed("a key stands twice in one object")
    return found


def _constant(name: str) -> NoReturn:
    raise Malformed(f"{name} is not JSON")


def check(value: Any, form: dict[str, Any], where: str = "the answer") -> None:
    """Raises Malformed unless `value` has the form. Every number is a share from 0 to 1."""
    kinds = form["type"] if isinstance(form["type"], list) else [form["type"]]
    if not any(_is(value, kind) for kind in kinds):
        raise Malformed(f"{where} has to be of type {' or '.join(kinds)}")
    if value not in form.get("enum", [value]):
        raise Malformed(f"{where} has to be one of {', '.join(form['enum'])}")
    if isinstance(value, dict):
        _check_object(value, form, where)
    elif isinstance(value, list):
        _check_list(value, form, where)
    elif isinstance(value, str):
        _check_text(value, where)
    elif _is(value, "number") and not 0 <= value <= 1:
        raise Malformed(f"{where} has to be from 0 to 1")


def _is(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, TYPES[kind])


def _check_object(value: dict[str, Any], form: dict[str, Any], where: str) -> None:
    for name, inner in form["properties"].items():
        if name not in value:
            raise Malformed(f"{where} lacks {name}")
        check(value[name], inner, f"{name} in {where}" if where == "the answer" else f"{where}: {name}")
    if len(value) > len(form["properties"]):
        raise Malformed(f"{where} has more than {', '.join(form['properties'])}")


def _check_list(value: list[Any], form: dict[str, Any], where: str) -> None:
    if len(value) > MOST_ITEMS:
        raise Malformed(f"{where} has more than {MOST_ITEMS} items")
    for number, item in enumerate(value, 1):
        check(item, form["items"], f"{where}, item {number}")


def _check_text(value: str, where: str) -> None:
    if len(value) > LONGEST:
        raise Malformed(f"{where} is longer than {LONGEST} characters")
    if UNFIT.search(value):
        raise Malformed(f"{where} holds what is no text")
