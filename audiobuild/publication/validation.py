"""A table that an editor wrote → a dataclass, or a problem for each key that does not fit.

The fields of the dataclasses and their annotations are the only place where names and bounds stand.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, get_type_hints

from pydantic import TypeAdapter, ValidationError

from audiobuild.errors import Problem
from audiobuild.text import shown

_T = TypeVar("_T")


def validate(kind: type[_T], table: Mapping[str, Any], place: str, problems: list[Problem]) -> _T | None:
    """``table`` as a ``kind``, or ``None`` with a problem added for every key that is missing, unknown or out of bounds.

    ``place`` is put before each key.
    """
    value: _T | None = None
    try:
        value = adapter(kind).validate_python(table)
    except ValidationError as error:
        problems += _problems(error.errors(include_url=False), table, place)
    problems += _unknown_keys(kind, table, place)
    return value


adapter: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)
"""pydantic's validator of a dataclass. Made once: engines ask for a voice's options with every sentence."""


def _problems(errors: Iterable[Any], table: Mapping[str, Any], place: str) -> Iterator[Problem]:
    """One problem a key. pydantic reports each branch of a union by itself, with the branch's name behind the key."""
    by_key: dict[str, list[Any]] = {}
    for error in errors:
        by_key.setdefault(_key(error["loc"], table), []).append(error)
    for key, of_key in by_key.items():
        if of_key[0]["type"] == "missing":
            yield Problem(place=f"{place}: {key}", message="is missing", remedy="Add it.")
        else:
            message = "; or ".join(str(error["msg"])[:1].lower() + str(error["msg"])[1:] for error in of_key)
            yield Problem(place=f"{place}: {key}", message=f"{message} (it is {shown(repr(of_key[0]['input']))})")


def _key(location: Sequence[str | int], value: Any) -> str:
    """The part of a pydantic location that stands in the editor's own table."""
    path = []
    for part in location:
        path.append(shown(part, 60))
        try:
            value = value[part]
        except (LookupError, TypeError):
            if len(path) > 1 and not isinstance(value, dict | list):
                path.pop()
            break
    return ".".join(path)


def _unknown_keys(kind: Any, table: Mapping[str, Any], place: str) -> Iterator[Problem]:
    """A misspelt key must not be passed over: it would silently keep the default. Tables within the table count, too."""
    names = [field.name for field in fields(kind)]
    for key in table:
        if key not in names:
            near = difflib.get_close_matches(key[:60], names, n=1)
            remedy = f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(names)}."
            yield Problem(place=f"{place}: {shown(key, 60)}", message="is not a known key", remedy=remedy)
    for name, hint in get_type_hints(kind).items():
        if is_dataclass(hint) and isinstance(table.get(name), dict):
            yield from _unknown_keys(hint, table[name], f"{place}: {name}")
