"""Frozen values as JSON and back: dataclasses, codes, days and counts, by their declared types."""

import types
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def written(value: Any) -> Any:
    """A value as JSON can hold it."""
    if is_dataclass(value):
        return {field.name: written(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return [[written(key), written(one)] for key, one in value.items()]
    if isinstance(value, list | tuple):
        return [written(one) for one in value]
    return value


def read(kind: type[T], told: Any) -> T:
    """The value of a type that was written."""
    found: T = _read(kind, told)
    return found


def _read(kind: Any, told: Any) -> Any:
    origin, of = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        return _one_of(of, told)
    if origin is tuple:
        return tuple(_items(of, told))
    if origin is not None and issubclass(origin, Mapping):
        key, value = (of[0], int) if origin is Counter else of
        pairs = {_read(key, one): _read(value, held) for one, held in told}
        return Counter(pairs) if origin is Counter else pairs
    if is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        return kind(**{name: _read(hints[name], held) for name, held in told.items()})  # type: ignore[operator]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(told)
    if kind in {date, time}:
        return kind.fromisoformat(told)
    return told


def _one_of(of: Sequence[Any], told: Any) -> Any:
    """Of several types the only one that is more than a plain value; none holds two of those."""
    if told is None:
        return None
    rich = [kind for kind in of if kind not in {str, int, float, bool, type(None)}]
    return _read(rich[0], told) if rich else told


def _items(of: Sequence[Any], told: Sequence[Any]) -> list[Any]:
    kinds = [of[0]] * len(told) if of and of[-1] is Ellipsis else list(of)
    return [_read(kind, one) for kind, one in zip(kinds, told, strict=True)]


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
