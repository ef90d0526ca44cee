"""A table that an editor wrote → a dataclass, or a problem for each key that does not fit.

The fields of the dataclasses and their annotations are the only place where names and bounds stand.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, time
from functools import cache, partial, reduce
from typing import Any, TypeVar, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError

from audiobuild.errors import Problem
from audiobuild.messages import NOTHING, Message, alternatives, msg, template, verbatim
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
    """One problem a key. pydantic reports each branch of a union by itself, with the branch's name behind the key: where one of
    them is wrong further inside only, that is what was meant."""
    by_key: dict[str, list[Any]] = {}
    for error in errors:
        by_key.setdefault(_key(error["loc"], table), []).append(error)
    for key, of_key in by_key.items():
        inside = any(other.startswith(f"{key}.") for other in by_key)
        of_key = [error for error in of_key if not (_follows(error) or (inside and _of_branch(error["loc"], key)))]
        if not of_key:
            continue
        if of_key[0]["type"] == "missing":
            yield Problem(place=f"{place}: {key}", message=msg("is missing"), remedy=msg("Add it."))
        elif of_key[0]["input"] in (None, "", [], (), {}):
            yield Problem(
                place=f"{place}: {key}", message=msg("is empty"), remedy=msg("Write something, or remove the key.")
            )
        else:
            yield Problem(place=f"{place}: {key}", message=_message(of_key), remedy=_remedy(of_key[0]))


def _follows(error: Mapping[str, Any]) -> bool:
    """Whether a list is said to be too short only because what is in it is wrong, of which each is told by itself."""
    return bool(error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"])


def _of_branch(location: Sequence[str | int], key: str) -> bool:
    """Whether a location has the name of a branch behind the ``key``."""
    return len(location) > key.count(".") + 1


def _message(errors: Sequence[Mapping[str, Any]]) -> Message:
    """What a value is, and what it should be; ``errors`` are those of the branches of a union."""
    first = errors[0]
    if first["type"] in _LENGTHS:
        length, key = _LENGTHS[first["type"]]
        return msg(length, len(first["input"]), first["ctx"][key])
    value = _written(first["input"])
    kinds = list(dict.fromkeys(_kind(error) for error in errors))
    if len(kinds) == 1 and kinds[0] in _IS_NOT:
        return msg(_IS_NOT[kinds[0]], value)
    wanted = list(dict.fromkeys(filter(None, map(_wanted, errors))))
    if not wanted:
        return msg("is {}, which cannot stand here", value)
    return msg("is {}, not {}", value, reduce(partial(msg, "{} or {}"), wanted))


def _written(value: object) -> Message:
    """A value as an editor wrote it."""
    if isinstance(value, bool):
        return verbatim("true" if value else "false")
    if isinstance(value, Mapping):
        return msg("a table of keys")
    if isinstance(value, list | tuple):
        return msg("a list")
    if isinstance(value, date | time):
        return verbatim(str(value))
    return verbatim(shown(repr(value), 80))


_WANTED: Mapping[str, Message] = {
    "bool": msg("true or false"),
    "dataclass": msg("a table of keys"),
    "date": msg("a date"),
    "dict": msg("a table of keys"),
    "float": msg("a number"),
    "int": msg("a whole number"),
    "list": msg("a list"),
    "mapping": msg("a table of keys"),
    "string": msg("a text"),
    "tuple": msg("a list"),
}
"""What a value should be, by the first word of pydantic's name for its fault (``float_parsing``); where it should be in
bounds, by all of it."""
_BOUNDS: Mapping[str, tuple[str, str]] = {
    "greater_than_equal": (template("{} or more"), "ge"),
    "less_than_equal": (template("{} or less"), "le"),
    "string_pattern_mismatch": (template("of the form {}"), "pattern"),
    "string_too_long": (template("a text of at most {} characters"), "max_length"),
    "string_too_short": (template("a text of at least {} characters"), "min_length"),
    "greater_than": (template("more than {}"), "gt"),
    "less_than": (template("less than {}"), "lt"),
}
_LENGTHS: Mapping[str, tuple[str, str]] = {
    "too_long": (template("has {} entries; {} are allowed"), "max_length"),
    "too_short": (template("has {} entries; it needs {}"), "min_length"),
}
_CHOICES = ("literal_error", "enum")
_CHOICE = re.compile(r"'[^']*'|[^\s',]+(?=,| or |$)")
"""One of what may stand there, in pydantic's enumeration: 'a', 'b' or 'c'; 1 or 2."""


_IS_NOT: Mapping[str, str] = {
    "bool": template("is {}, not true or false"),
    "dataclass": template("is {}, not a table of keys"),
    "date": template("is {}, not a date"),
    "dict": template("is {}, not a table of keys"),
    "float": template("is {}, not a number"),
    "int": template("is {}, not a whole number"),
    "list": template("is {}, not a list"),
    "mapping": template("is {}, not a table of keys"),
    "string": template("is {}, not a text"),
    "tuple": template("is {}, not a list"),
}
"""The same as a whole clause, since "not a" is one word in other languages."""


def _kind(error: Mapping[str, Any]) -> str:
    """The first word of pydantic's name for a fault; all of it where a bound is meant."""
    name = str(error["type"])
    if name in _BOUNDS or name in _CHOICES:
        return name
    return name.partition("_")[0].removesuffix("time")


def _wanted(error: Mapping[str, Any]) -> Message | None:
    """What stands in place of pydantic's message, which is in the words of programmers."""
    kind = _kind(error)
    if kind in _CHOICES:
        return alternatives(_CHOICE.findall(error["ctx"]["expected"]))
    if kind in _BOUNDS:
        template, key = _BOUNDS[kind]
        bound = error["ctx"][key]
        return msg(template, f"{bound:g}" if isinstance(bound, float) else bound)  # as it is typed
    return _WANTED.get(kind)


def _remedy(error: Mapping[str, Any]) -> Message:
    value = error["input"]
    if error["type"] == "string_type" and isinstance(value, int | float):
        return msg('Put it in quotes: "{}"', _written(value))
    return msg("Write true or false, without quotes.") if error["type"].startswith("bool") else NOTHING


def _key(location: Sequence[str | int], value: Any) -> str:
    """The part of a pydantic location that stands in the editor's own table."""
    path = []
    for part in location:
        if isinstance(value, list) and isinstance(part, str):  # the name of a branch
            continue
        path.append(shown(part, 60))
        try:
            value = value[part]
        except (LookupError, TypeError):
            if len(path) > 1 and not isinstance(value, dict | list):
                path.pop()
            break
    return ".".join(path)


def _meant(kind: Any, key: str, value: object) -> Message:
    """What to do about a key that nobody knows: it is another's, or lacks a blank, or a letter is wrong."""
    names = [field.name for field in fields(kind)]
    begin, colon, rest = key.partition(":")
    if value is None and colon and rest and begin in names:
        return msg("A space stands behind the colon: {}", shown(f"{begin}: {rest}", 80))
    for name, hint in get_type_hints(kind).items():
        entry = next(filter(is_dataclass, get_args(hint)), None)
        if entry and key in {field.name for field in fields(entry)}:
            return msg("It belongs to an entry of {}, within its braces: - {{…, {}: …}}", name, key)
    near = difflib.get_close_matches(key[:60], names, n=1)
    return msg("Did you mean {!r}?", near[0]) if near else msg("Known: {}.", ", ".join(names))


def _unknown_keys(kind: Any, table: Mapping[str, Any], place: str) -> Iterator[Problem]:
    """A misspelt key must not be passed over: it would silently keep the default. Tables within the table count, too, and
    those in its lists."""
    names = [field.name for field in fields(kind)]
    for key in table:
        if key not in names:
            remedy = _meant(kind, str(key), table[key])
            yield Problem(place=f"{place}: {shown(key, 60)}", message=msg("is not a known key"), remedy=remedy)
    for name, hint in get_type_hints(kind).items():
        if is_dataclass(hint) and isinstance(table.get(name), dict):
            yield from _unknown_keys(hint, table[name], f"{place}: {name}")
        entry = next(filter(is_dataclass, get_args(hint)), None)
        for number, inner in enumerate(table[name]) if entry and isinstance(table.get(name), list) else ():
            if isinstance(inner, dict):
                yield from _unknown_keys(entry, inner, f"{place}: {name}.{number}")
