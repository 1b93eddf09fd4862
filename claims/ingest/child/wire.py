"""Dataclasses to plain JSON and back; checked, as it was written by a process that read hostile bytes."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")


def plain(value: Any) -> Any:
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def load(kind: type[Kind], value: Any) -> Kind:
    """The value as what its type says it is; TypeError, ValueError or KeyError where it is something else."""
    return _load(kind, value)  # type: ignore[no-any-return]


def _load(kind: Any, value: Any) -> Any:
    if kind is Any:
        return value
    if get_origin(kind) is not None:
        return _generic(get_origin(kind), get_args(kind), value)
    if is_dataclass(kind):
        return _dataclass(kind, value)
    if issubclass(kind, date):
        return (datetime if issubclass(kind, datetime) else date).fromisoformat(value)
    if issubclass(kind, tuple):
        return kind(*(_load(hint, each) for hint, each in zip(_hints(kind).values(), value, strict=True)))
    return _primitive(kind, value)


def _generic(origin: Any, inner: tuple[Any, ...], value: Any) -> Any:
    if origin is list:
        return [_load(inner[0], each) for each in _primitive(list, value)]
    if origin is dict:
        return {_load(inner[0], key): _load(inner[1], each) for key, each in _primitive(dict, value).items()}
    if origin is tuple:
        return tuple(_load(hint, each) for hint, each in zip(inner, value, strict=True))
    if origin is Literal and value in inner:
        return value
    if origin in (Union, UnionType):
        return None if value is None and NoneType in inner else _load(_but_none(inner), value)
    raise TypeError(f"{value!r:.80} is none of {inner}")


def _but_none(kinds: tuple[Any, ...]) -> Any:
    return next(kind for kind in kinds if kind is not NoneType)


def _dataclass(kind: Any, value: Any) -> Any:
    hints, given = _hints(kind), _primitive(dict, value)
    return kind(**{name: _load(hints[name], each) for name, each in given.items()})


def _primitive(kind: Any, value: Any) -> Any:
    if not isinstance(value, kind) and not (kind is float and isinstance(value, int)):
        raise TypeError(f"{value!r:.80} is no {kind.__name__}")
    return value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
