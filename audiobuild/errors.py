"""What can go wrong, and the exit code it ends with.

Every error that an editor can cause or mend is an :class:`AudiobuildError`: a list of problems, each with its place and
its remedy, raised once with all of them. Anything else that escapes is a defect of the program: one line, and a log file
(:mod:`audiobuild.cli.defects`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from audiobuild.messages import NOTHING, Message, msg


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing that is wrong: where, what, and what to do about it.

    ``place`` is what an editor can open: ``content/x.md:12``, ``content/show.toml: link``, or empty for the command line.
    """

    message: Message
    place: str = ""
    remedy: Message = NOTHING

    def __str__(self) -> str:
        """A :class:`Message`, too: whoever prints it can translate it."""
        text = msg("{}: {}", self.place, self.message) if self.place else self.message
        return msg("{}\n    {}", text, self.remedy) if self.remedy else text


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing(Problem):
    """Something that is right and not there yet: a model, a key, a package. Nothing has to be corrected, only got."""


class AudiobuildError(Exception):
    """All problems of one step. ``exit_code`` is part of the contract."""

    exit_code = 1

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[AudiobuildError], tuple[tuple[Problem, ...]]]:
        """Errors cross from worker processes, which pickles them."""
        return type(self), (self.problems,)


class InputError(AudiobuildError):
    """A file that an editor names cannot be read, or is not what it should be (:mod:`audiobuild.inputs`)."""

    exit_code = 2


class ConfigError(AudiobuildError):
    """show.toml, a voice file, or the command's own words are wrong."""

    exit_code = 2


class ContentError(AudiobuildError):
    """An interview cannot be read, or holds nothing to read out."""

    exit_code = 3


class EngineError(AudiobuildError):
    """An engine is not there, refused, crashed, or gave no usable sound."""

    exit_code = 4


class OutputError(AudiobuildError):
    """What was made could not be written."""

    exit_code = 5


class CheckError(AudiobuildError):
    """``check`` found that dist/, or what is online, breaks a rule."""

    exit_code = 6


class RemoteError(AudiobuildError):
    """A place on the web that was asked for (a page to import, a model, a feed) cannot be reached, or gives nothing."""

    exit_code = 7
