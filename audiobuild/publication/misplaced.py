"""Keys of show.toml that were added at its end, and so belong to the table above them: ``pictures = …`` below ``[voices]``."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import is_dataclass
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
        right[name], moved = _without(value, hints.get(name), flat, name)
        for path, key, meant in moved:
            message = msg("stands below [{}], and so belongs to that table", path)
            remedy = msg("Move the line up, above the first line in brackets.")
            problems.append(Problem(place=f"{place}: {path}.{key}", message=message, remedy=remedy))
            right[key] = meant
    return {**right, **{key: value for key, value in table.items() if not isinstance(value, dict)}}


def _without(value: Any, hint: Any, flat: Collection[str], path: str) -> tuple[Any, list[tuple[str, str, Any]]]:
    """A table without the keys that are ``flat`` and none of its own, which its type says; and those, each with the table in
    which it stands."""
    if not isinstance(value, dict):
        return value, []
    hints = get_type_hints(hint) if is_dataclass(hint) else {}
    right, moved = dict[str, Any](), list[tuple[str, str, Any]]()
    for key, inner in value.items():
        if key in flat and key not in hints:
            moved.append((path, key, inner))
        else:
            right[key], deeper = _without(inner, hints.get(key), flat, f"{path}.{key}")
            moved += deeper
    return right, moved
