"""Keys of show.toml that were added at its end, and so belong to the table above them: ``pictures = …`` below ``[voices]``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_origin, get_type_hints

from audiobuild.errors import Problem
from audiobuild.messages import msg


def put_right(table: Mapping[str, Any], kind: type, place: str, problems: list[Problem]) -> dict[str, Any]:
    """The table as it was meant: what only a ``kind`` has, and not the table in which it stands, is taken out of that. Each
    such key adds a problem."""
    hints = get_type_hints(kind)
    flat = {name for name, hint in hints.items() if not (is_dataclass(hint) or get_origin(hint) is Mapping)}
    right: dict[str, Any] = {}
    for name, value in table.items():
        own: set[str] = {field.name for field in fields(hints[name])} if is_dataclass(hints.get(name)) else set()
        strange = frozenset(flat - own if isinstance(value, dict) else ())
        for path, key, moved in _found(value, name, strange) if strange else ():
            message = msg("stands below [{}], and so belongs to that table", path)
            remedy = msg("Move the line up, above the first line in brackets.")
            problems.append(Problem(place=f"{place}: {path}.{key}", message=message, remedy=remedy))
            right[key] = moved
        right[name] = _without(value, strange)
    return {**right, **{key: value for key, value in table.items() if not isinstance(value, dict)}}


def _found(table: Mapping[str, Any], path: str, strange: frozenset[str]) -> Iterator[tuple[str, str, Any]]:
    for key, value in table.items():
        if key in strange:
            yield path, key, value
        elif isinstance(value, dict):
            yield from _found(value, f"{path}.{key}", strange)


def _without(value: Any, strange: frozenset[str]) -> Any:
    if not isinstance(value, dict):
        return value
    return {key: _without(inner, strange) for key, inner in value.items() if key not in strange}
