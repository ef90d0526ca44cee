"""The options that commands share, and what they say to the editor."""

from __future__ import annotations

import functools
import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from audiobuild import __version__, clock, cores
from audiobuild.cli import terminal
from audiobuild.cli.numbers import Number
from audiobuild.errors import AudiobuildError, Problem
from audiobuild.messages import msg

if TYPE_CHECKING:
    from audiobuild.cli.progress import Style
    from audiobuild.pipeline import Hooks
    from audiobuild.publication.config import Publication
    from audiobuild.speech.outgoing import Outgoing


@dataclass(frozen=True, kw_only=True, slots=True)
class Common:
    """The options that every command takes."""

    project: Path
    quiet: bool
    verbose: bool

    @property
    def where(self) -> str:
        """What a command that the editor types next has behind its name: the project, where it is not this folder."""
        return f" -C {shlex.quote(str(self.project))}" if self.project != Path() else ""

    def note(self, text: str) -> None:
        """Say something that is no result."""
        if not self.quiet:
            terminal.say(text)

    def tell(self, text: str) -> None:
        """Say what only somebody wants to know who looks for a fault."""
        if self.verbose:
            terminal.say(text)

    def show(self, error: AudiobuildError) -> None:
        """Every problem, with its place and its remedy."""
        terminal.tell(error.problems)

    def note_outgoing(self, sent: Outgoing) -> None:
        """Say that text leaves the machine, and how much."""
        if sent.sentences == 1:
            self.note(msg("1 new sentence ({:,} characters) is sent to {}", sent.characters, sent.service))
        elif sent.sentences:
            self.note(
                msg(
                    "{:,} new sentences ({:,} characters) are sent to {}", sent.sentences, sent.characters, sent.service
                )
            )
        if sent.voice_characters:
            length = msg("{:,} characters", sent.voice_characters)
            self.note(
                msg("a test text ({}) that makes new voices as loud as others is sent to {}", length, sent.service)
            )

    def hooks(self, progress: Style, taken_off: Callable[[Problem], None] | None = None) -> Hooks:
        """How a build tells the editor where it is. What it takes off is told even to who wants to hear little, at once unless
        ``taken_off`` keeps it for later."""
        from audiobuild.cli.progress import Progress
        from audiobuild.pipeline import Hooks

        told = Progress(sys.stderr, "none" if self.quiet else progress)
        tell = taken_off or (lambda problem: terminal.tell([problem]))
        return Hooks(progress=told, notify=self.note_outgoing, ahead=self.note, note=self.note, taken_off=tell)

    def publication(self, max_characters: int | None = None) -> Publication:
        """The publication that the command works on. ``max_characters`` counts more than what its show says."""
        from audiobuild.publication import config

        loaded = config.load(self.project)
        if max_characters is None:
            return loaded
        return replace(loaded, show=replace(loaded.show, max_characters=max_characters))


def _remember(context: click.Context, option: click.Parameter, value: Any) -> None:
    """Keep what was given, before the command or behind it; what stands nearer to its end counts."""
    if context.get_parameter_source(option.name or "") is not ParameterSource.DEFAULT:
        context.meta[f"{__name__}.{option.name}"] = value


_SHARED = (
    click.option(
        "-C",
        "--project",
        type=click.Path(path_type=Path, file_okay=False),
        default=".",
        metavar="DIR",
        expose_value=False,
        callback=_remember,
        help="The publication's folder (default: this one).",
    ),
    click.option(
        "-q", "--quiet", is_flag=True, expose_value=False, callback=_remember, help="Only results and errors."
    ),
    click.option(
        "-v",
        "--verbose",
        is_flag=True,
        expose_value=False,
        callback=_remember,
        help="Tell more, for a report of a fault.",
    ),
)


def shared(command: Callable[..., None]) -> Callable[..., None]:
    """The options that stand before a command, too: every group takes them, and keeps them for the command."""
    for option in reversed(_SHARED):
        command = option(command)
    return command


def given(context: click.Context) -> Common:
    """What was given of the shared options anywhere on the command line, as far as it is read."""
    project, quiet, verbose = (context.meta.get(f"{__name__}.{name}") for name in ("project", "quiet", "verbose"))
    return Common(project=project or Path(), quiet=bool(quiet), verbose=bool(verbose))


def common(command: Callable[..., None]) -> Callable[..., None]:
    """The options that every command takes, handed over as one :class:`Common`."""

    @shared
    @functools.wraps(command)
    def wrapped(**arguments: Any) -> None:
        context = click.get_current_context()
        common = given(context)
        context.find_root().ensure_object(list).append(common)
        clock.given()  # a time that is none is told before the work, not behind it
        if context.invoked_subcommand is None:
            where = _whole(common.project)
            common.tell(
                msg("audiobuild {}, Python {}, {}, in {}", __version__, sys.version.split()[0], sys.platform, where)
            )
        command(common, **arguments)

    return wrapped


def _whole(project: Path) -> Path:
    """The folder as a whole path, as far as the current folder is still there."""
    try:
        return project.resolve()
    except (OSError, RuntimeError):
        return project


def jobs(command: Callable[..., None]) -> Callable[..., None]:
    """How many work at once, :func:`audiobuild.cores.usable` if nobody says."""
    return click.option(
        "-j",
        "--jobs",
        type=Number(1, 256),
        default=cores.usable,
        metavar="N",
        help="How many workers (default: one a core).",
    )(command)


max_characters = click.option(
    "--max-characters",
    type=Number(0),
    metavar="N",
    help="Stop, with nothing sent, if a build would send more to speech services (0: send nothing).",
)

progress = click.option(
    "--progress",
    type=click.Choice(["auto", "bar", "plain", "none"]),
    default="auto",
    help="How to show progress (auto: a bar on a terminal, else plain lines).",
)

as_json = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
