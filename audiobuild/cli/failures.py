"""What a command failed of, as JSON: for programs that run it with ``--json``.

One object on standard output, and the messages for people on standard error as ever::

    {"error": {"exit_code": 3, "problems": [
      {"place": "content/a.md:4: date", "file": "content/a.md", "line": 4, "message": "…", "remedy": "…"}]}}
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from audiobuild.cli.translation import local
from audiobuild.errors import Problem

_FILE = re.compile(
    r"(?P<file>(?!-)(?:[A-Za-z]:[\\/])?[^:]*[/.\\][^:]*?)(?::(?P<line>[1-9][0-9]*))?(?:: .*)?", re.DOTALL
)
"""A file, perhaps with a line, perhaps with a key or what else is found in it: ``content/show.toml:3: link``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """All that is wrong, and the exit code that tells of what kind it is."""

    exit_code: int
    problems: tuple[Problem, ...]

    def as_json(self) -> dict[str, Any]:
        """The one object that a failing command prints."""
        return {"error": {"exit_code": self.exit_code, "problems": [_problem(one) for one in self.problems]}}


def _problem(problem: Problem) -> dict[str, Any]:
    file, line = _split(problem.place)
    return {
        "place": problem.place,
        "file": file,
        "line": line,
        "message": local(problem.message),
        "remedy": local(problem.remedy),
    }


def _split(place: str) -> tuple[str | None, int | None]:
    """The file that a place is in, and the line; neither where it is none: an option, an address, a stream."""
    match = None if "://" in place else _FILE.fullmatch(place)
    return (match["file"], int(match["line"]) if match["line"] else None) if match else (None, None)


def is_wanted(words: Sequence[str]) -> bool:
    """Whether a command line asks for JSON; what stands behind ``--`` is no option."""
    options = words[: words.index("--")] if "--" in words else words
    return "--json" in options
