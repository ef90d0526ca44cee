"""The standard streams, whatever they are: closed, full, in an encoding of letters only.

What is published goes to files; these only tell of it. So a message that nobody can read ends no build, and a result that
cannot be written ends it with a reason.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, BinaryIO, cast

import click

from audiobuild.cli import layout
from audiobuild.cli.translation import local
from audiobuild.errors import ConfigError, OutputError, Problem
from audiobuild.messages import msg
from audiobuild.system_errors import reason
from audiobuild.text import printable

MOST_PROBLEMS = 100
"""That are printed. Who has more looks at the first."""


def prepare() -> None:
    """Make the standard streams safe to write to, once at the start.

    One that is closed is opened on nothing, else the next file that is opened would get its number, and with it whatever is
    printed. A character that the terminal has not is printed as Python writes it.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # the lowest number that is free; for workers, too
    if sys.platform != "win32":
        sys.stdout = _checked(sys.stdout, _Results(1, "w", closefd=False))
        sys.stderr = _checked(sys.stderr, _Messages(2, "w", closefd=False))


def results_are_over() -> None:
    """Write nothing more to standard output; Python would try again, and complain, when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def has_results() -> bool:
    """Whether anything was printed to standard output."""
    if sys.stdout is None:
        return False
    sys.stdout.flush()
    raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    return isinstance(raw, _Results) and raw.written


class _Results(io.FileIO):
    """Standard output: what cannot be written is an error of the output."""

    written = False

    def write(self, data: Any) -> int:
        try:
            self.written = True
            return super().write(data) or 0
        except BrokenPipeError:
            raise
        except OSError as error:
            results_are_over()
            raise OutputError(
                Problem(place=msg("standard output"), message=msg("cannot be written: {}", reason(error)))
            ) from error


class _Messages(io.FileIO):
    """Standard error: who does not listen is not told."""

    def write(self, data: Any) -> int:
        try:
            return super().write(data) or 0
        except OSError:
            return len(data)


def _checked(stream: Any, raw: io.FileIO) -> Any:
    """A stream that writes to ``raw`` in the encoding of ``stream``, which is ``None`` where it was closed."""
    if stream is not None and not isinstance(stream, io.TextIOWrapper):
        return stream  # somebody's own
    if stream is not None:
        stream.flush()
    return io.TextIOWrapper(
        cast("BinaryIO", io.BufferedWriter(raw)),
        encoding=stream.encoding if stream is not None else "utf-8",
        errors="backslashreplace",
        line_buffering=raw.fileno() == 2 or (stream is not None and stream.line_buffering),
    )


def standard_input(most_bytes: int, command: str) -> bytes:
    """All that comes in, and of more than ``most_bytes`` one byte more; ``command`` is what reads it. Raises ConfigError."""
    remedy = msg("Give the text to it, as in: {} - < article.txt", command)
    if sys.stdin is None:
        raise ConfigError(Problem(place=msg("standard input"), message=msg("is closed"), remedy=remedy))
    try:
        return sys.stdin.buffer.read(most_bytes + 1)
    except (OSError, ValueError) as error:
        message = msg("cannot be read: {}", reason(error))
        raise ConfigError(Problem(place=msg("standard input"), message=message, remedy=remedy)) from error


def say(text: str, *, err: bool = True) -> None:
    """Print a message: in the lines of the terminal that it goes to, else as it is, so that grep finds it whole."""
    stream = sys.stderr if err else sys.stdout
    columns = _columns(stream)
    text = printable(local(text))
    click.echo(layout.message(text, columns) if columns else text, err=err)


def _columns(stream: Any) -> int:
    """How many columns a stream has; 0 where it is no terminal, or one of which nothing is known (``TERM=dumb``): programs
    that read aloud call themselves so, and a sentence in one line is read without a break."""
    if stream is None or os.environ.get("TERM") == "dumb" or not stream.isatty():
        return 0
    wanted = os.environ.get("COLUMNS", "")
    found = int(wanted) if wanted.isdecimal() else 0
    with suppress(ValueError, OSError):
        found = found or os.get_terminal_size(stream.fileno()).columns
    return layout.bounded(found)


def tell(problems: Iterable[Problem]) -> None:
    """Print what is wrong, each with its place and its remedy."""
    told = tuple(problems)
    for problem in told[:MOST_PROBLEMS]:
        say(str(problem))
    if len(told) > MOST_PROBLEMS:
        say(msg("and {} more like these", len(told) - MOST_PROBLEMS))


def as_json(value: Any, indent: int | None = None) -> str:
    """A result as JSON, in letters that standard output has."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode(encoding)
    except (UnicodeError, LookupError):
        return json.dumps(value, indent=indent)
    return text
