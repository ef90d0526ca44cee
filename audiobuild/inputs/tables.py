"""YAML and TOML → a table whose depth, size and numbers are bounded, so that whoever takes it need not think of them.

Neither library bounds anything: ten lines of YAML with aliases make gigabytes ("billion laughs"), brackets in brackets end the
interpreter's stack, a number of 5,000 digits cannot be printed, a key of 100,000 parts takes minutes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import yaml

from audiobuild.errors import InputError, Problem
from audiobuild.inputs import toml_mistakes, yaml_mistakes
from audiobuild.inputs.files import hidden
from audiobuild.messages import Message, msg
from audiobuild.text import HIDDEN, shown, visible, without_invisible

MOST_DEPTH = 16
"""Lists and tables within each other; a publication needs three."""

MOST_VALUES = 10_000
"""Of a block of YAML, aliases counted as often as they stand for something."""

MOST_YAML = 200_000
"""Characters: PyYAML reads a few hundred thousand a second."""

_MOST_DIGITS = 40
_LARGEST = 2**63
_NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
_TIMESTAMP = "tag:yaml.org,2002:timestamp"
_ODD = re.compile("tag:yaml.org,2002:(binary|set|omap|pairs)")
"""Kinds of values that TOML and JSON do not have, and no key takes."""


# --- YAML -----------------------------------------------------------------------------------------------------------


def from_yaml(text: str, *, place: str, first_line: int = 1) -> dict[str, Any]:
    """The table that a block of YAML holds, which begins at ``first_line`` of the file ``place``, as people see its texts.

    Raises :class:`audiobuild.errors.InputError`. A key that stands twice is refused: only the last would count.
    """
    if len(text) > MOST_YAML:
        message = msg("the block between the --- lines has {} characters; {} are allowed", len(text), MOST_YAML)
        raise InputError(Problem(place=f"{place}:{first_line}", message=message, remedy=msg("Make it shorter.")))
    try:
        table = yaml.load(text, Loader=_Loader)  # noqa: S506 a SafeLoader with bounds
    except yaml.MarkedYAMLError as error:
        raise InputError(_yaml_problem(text, error, place, first_line)) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        message = msg("is not valid YAML: the character U+{:04X} has no place in it", int(error.character))
        raise InputError(Problem(place=f"{place}:{line}", message=message, remedy=msg("Delete it."))) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        message = msg("is not valid YAML: {}", shown(error))
        raise InputError(Problem(place=f"{place}:{first_line}", message=message, remedy=_KEYS)) from error
    if not isinstance(table, dict) or not all(isinstance(key, str) for key in table):
        message = msg("the front matter is not a list of keys")
        raise InputError(Problem(place=f"{place}:{max(first_line - 1, 1)}", message=message, remedy=_KEYS))
    return {visible(key): _cleaned(value, visible) for key, value in table.items()}


_KEYS = msg("Write lines like title: …, date: 2024-05-01, language: de")


def _yaml_problem(text: str, error: yaml.MarkedYAMLError, place: str, first_line: int) -> Problem:
    """What cannot be read: what we refuse, else the mistake that an editor made, else the line alone."""
    keyless = error.problem == "could not find expected ':'"  # in what began as a key before
    mark = error.context_mark if keyless else error.problem_mark
    line = mark.line if mark else 0
    if isinstance(error.problem, Message):
        return Problem(place=f"{place}:{line + first_line}", message=msg("is not valid YAML: {}", error.problem))
    mistake = yaml_mistakes.found(text, line, _fails_at)
    if mistake:
        at = mistake.line if mistake.drops < 0 else mistake.drops
        return Problem(place=f"{place}:{at + first_line}", message=mistake.message, remedy=mistake.remedy)
    lines = [number for number, one in enumerate(text.split("\n")[: line + 1]) if one.strip()]
    at = lines[-1] if lines else 0
    message = msg("is not valid YAML: {}", shown(text.split("\n")[at].strip(), 120))
    remedy = msg("A line is a key, a colon, a space and a text; a text with a colon or a # in it stands in quotes.")
    return Problem(place=f"{place}:{at + first_line}", message=message, remedy=remedy)


def _fails_at(text: str) -> int | None:
    """The first line of a block that cannot be read, counted from 0; ``None`` if all can."""
    try:
        yaml.load(text, Loader=_Loader)  # noqa: S506 a SafeLoader with bounds
    except yaml.MarkedYAMLError as error:
        return error.problem_mark.line if error.problem_mark else 0
    except (yaml.YAMLError, ValueError, RecursionError):
        return 0
    return None


def yaml_lines(text: str, first_line: int) -> dict[str, int]:
    """The line of each key in a block that :func:`from_yaml` reads, by its path: ``speakers.0.role``; and of each line of a
    text that is set line by line, counted from 0: ``notes#0``."""
    lines: dict[str, int] = {}
    todo: list[tuple[str, yaml.Node | None]] = [("", yaml.compose(text, Loader=_Loader))]
    while todo:
        path, node = todo.pop()
        inner: list[tuple[Any, yaml.Node]] = []
        if isinstance(node, yaml.MappingNode):
            inner = [(key.value, key) for key, _ in node.value]
            todo += ((f"{path}{key.value}.", value) for key, value in node.value)
        elif isinstance(node, yaml.SequenceNode):
            inner = list(enumerate(node.value))
            todo += ((f"{path}{number}.", value) for number, value in inner)
        elif isinstance(node, yaml.ScalarNode) and node.style == "|":
            first = node.start_mark.line + 1 + first_line
            lines |= {
                f"{path[:-1]}#{number}": first + number for number in range(node.end_mark.line - node.start_mark.line)
            }
        lines |= {f"{path}{key}": at.start_mark.line + first_line for key, at in inner}
    return lines


def placed(problems: Iterable[Problem], place: str, lines: Mapping[str, int]) -> Iterator[Problem]:
    """The problems of the file ``place``, each with the line of its key, or of what the key stands in."""
    for problem in problems:
        key = problem.place.removeprefix(f"{place}: ").replace(": ", ".")
        while key and key not in lines:
            key = re.sub(r"[.#]?[^.#]*\Z", "", key)
        line = f"{place}:{lines[key]}" if key else place
        own = problem.place.removeprefix(f"{place}: ")
        told = problem.place.replace(place, line, 1) if own == problem.place else msg("{}: {}", line, _counted(own))
        yield replace(problem, place=told)


def _counted(key: str) -> str:
    """The path of a key as people count: ``speakers.1.role`` is that of the second."""
    key = key.partition("#")[0]
    match = re.fullmatch(r"(?P<list>[\w-]+)\.(?P<number>\d+)(?:(?:\.|: )(?P<rest>.+))?", key)
    if not match:
        return key
    entry = msg("{}, entry {}", match["list"], int(match["number"]) + 1)
    return msg("{}: {}", entry, match["rest"]) if match["rest"] else entry


class _Loader(yaml.SafeLoader):
    """Refuses, at its line, what no editor writes and what would grow; else it is PyYAML's own."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.depth = self.values = 0
        self.sizes: dict[yaml.Node, int] = {}

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        peek: Any = self.peek_event
        event = peek()
        if self.depth > MOST_DEPTH:
            raise _refused(msg("more than {} lists within each other", MOST_DEPTH), event.start_mark)
        self.depth += 1
        self.values += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        if node is None:
            return None
        if isinstance(event, yaml.AliasEvent):
            if node not in self.sizes:
                raise _refused(msg("*{} refers to itself", shown(event.anchor, 60)), event.start_mark)
        else:
            _check(node)
            self.sizes[node] = 1 + sum(self.sizes[inner] for inner in _inside(node))
        if max(self.sizes[node], self.values) > MOST_VALUES:
            raise _refused(msg("more than {} values", MOST_VALUES), event.start_mark)
        return node

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, OverflowError) as error:
            if node.tag == _TIMESTAMP:  # a day that is in no calendar: its key says what is wanted there
                return node.value
            raise _refused(msg("this is no {}", shown(node.tag.rpartition(":")[2], 60)), node.start_mark) from error
        except (LookupError, AttributeError, TypeError) as error:  # a value that is not what its tag says: !!bool x
            raise _refused(msg("this is no {}", shown(node.tag.rpartition(":")[2], 60)), node.start_mark) from error


def _refused(message: Message, mark: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=message, problem_mark=mark)


def _inside(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from (key, value)
    elif isinstance(node, yaml.SequenceNode):
        yield from node.value


def _check(node: yaml.Node) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    raise _refused(msg("the key {} stands twice", shown(repr(key.value), 60)), key.start_mark)
                seen.add(key.value)
    if odd := _ODD.fullmatch(node.tag):
        raise _refused(msg("!!{} has no place in it", odd[1]), node.start_mark)
    if isinstance(node, yaml.ScalarNode):
        if node.tag in _NUMBERS and len(node.value) > _MOST_DIGITS:
            raise _refused(msg("a number of {} digits", len(node.value)), node.start_mark)
        if match := HIDDEN.search(node.value):
            raise _refused(msg("U+{:04X} is a character that nobody sees", ord(match[0])), node.start_mark)


# --- TOML -----------------------------------------------------------------------------------------------------------

_TOML = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"""|\Z)'
    r"|'''.*?(?:'''|\Z)"
    r'|"(?:\\.|[^"\\\n])*+"?'
    r"|'[^'\n]*'?"
    r"|\#[^\n]*"
    r"|[\[\]{}.=,\n]",
    re.DOTALL,
)
"""Texts and comments, in which nothing counts, and what builds depth outside of them."""


_LONG_TEXT = re.compile(r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'', re.DOTALL)
_TOML_LINE = re.compile(r"\s*(?:\[\s*(?P<table>[\w.-]+)\s*\]|[\"']?(?P<key>[\w.-]+)[\"']?\s*=)")


def from_toml(text: str, *, place: str) -> dict[str, Any]:
    """The table in a TOML file, without characters that nobody sees. Raises :class:`audiobuild.errors.InputError`."""
    _measure(text, place)
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(toml_mistakes.problem(text, error, place)) from error
    if problems := tuple(_value_problems(table, place)):
        raise InputError(problems)
    return {without_invisible(key): _cleaned(value, without_invisible) for key, value in table.items()}


def toml_lines(text: str) -> dict[str, int]:
    """The line of each key and table that stands at the beginning of a line, by its path: ``audio.sample_rate_hz``."""
    lines: dict[str, int] = {}
    table = ""
    for number, line in enumerate(_LONG_TEXT.sub(lambda match: "\n" * match[0].count("\n"), text).split("\n"), 1):
        match = _TOML_LINE.match(line)
        if match and match["table"]:
            table = match["table"]
            lines.setdefault(table, number)
        elif match:
            lines.setdefault(f"{table}.{match['key']}".lstrip("."), number)
    return lines


def _cleaned(value: Any, clean: Callable[[str], str]) -> Any:
    """A value with its texts as people see them."""
    match value:
        case str():
            return clean(value)
        case dict():
            return {_cleaned(key, clean): _cleaned(inner, clean) for key, inner in value.items()}
        case list():
            return [_cleaned(inner, clean) for inner in value]
    return value


def _measure(text: str, place: str) -> None:
    """Refuses brackets within brackets and keys of many parts before the parser sees them."""
    depth = dots = 0
    for match in _TOML.finditer(text):
        match match[0]:
            case "[" | "{":
                depth, dots = depth + 1, 0
            case "]" | "}":
                depth = max(depth - 1, 0)
            case ".":
                dots += 1
            case "=" | "," | "\n":
                dots = 0
        if depth > MOST_DEPTH or dots > MOST_DEPTH:
            line = text.count("\n", 0, match.start()) + 1
            message = msg("is not valid TOML: more than {} tables within each other", MOST_DEPTH)
            raise InputError(Problem(place=f"{place}:{line}", message=message, remedy=msg("Write it flat.")))


def _value_problems(table: Mapping[str, Any], place: str) -> Iterator[Problem]:
    """Characters that nobody sees, written as ``\\u202e``, and numbers that cannot be printed."""
    todo: list[tuple[str, Any]] = [("", table)]
    while todo:
        path, value = todo.pop()
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from _named(hidden(key, ""), f"{place}: {shown(key, 60)}")
                todo.append((f"{path}.{shown(key, 60)}".removeprefix("."), inner))
        elif isinstance(value, list):
            todo += ((f"{path}.{number}", inner) for number, inner in enumerate(value))
        elif isinstance(value, str):
            yield from _named(hidden(value, ""), f"{place}: {path}")
        elif isinstance(value, int) and abs(value) >= _LARGEST:
            yield Problem(
                place=f"{place}: {path}", message=msg("is too large a number"), remedy=msg("Write a smaller one.")
            )


def _named(problems: Iterator[Problem], place: str) -> Iterator[Problem]:
    for problem in problems:
        yield Problem(place=place, message=problem.message, remedy=problem.remedy)
        return
