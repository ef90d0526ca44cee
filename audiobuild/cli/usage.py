"""What click finds wrong with a command line, as one of our problems: with what was meant, or where to look it up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import click

from audiobuild.cli import suggestions
from audiobuild.cli.commands import NoCommand, UnknownCommand
from audiobuild.errors import Problem
from audiobuild.messages import NOTHING, msg, verbatim
from audiobuild.text import shown


def problem(error: click.ClickException, words: Sequence[str]) -> Problem:
    """What is wrong with the ``words`` of a command line, and what to do about it."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    remedy = msg("How it is called: {} --help", context.command_path) if context else NOTHING
    match error:
        case UnknownCommand():
            return Problem(message=verbatim(error.message), remedy=verbatim(error.remedy))
        case click.NoSuchOption():
            typed = next((word for word in words if word.startswith(error.option_name)), error.option_name)
            message = msg("there is no option {}", shown(typed.partition("=")[0], 80))
            meant = _meant(typed, context, words) if context else NOTHING
            return Problem(message=message, remedy=verbatim(meant or remedy))
        case click.BadParameter() if error.message:
            return Problem(place=_name(error), message=verbatim(error.message), remedy=remedy)
    return Problem(message=verbatim(error.format_message()), remedy=remedy)


def shown_above(error: click.ClickException) -> str:
    """What stands above the problem: how the command is called, or all its help where nothing was typed."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return ""
    return context.get_help() if isinstance(error, NoCommand) else context.get_usage()


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return ""
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.human_readable_name


def _meant(typed: str, context: click.Context, words: Sequence[str]) -> str:
    root = context.find_root()
    elsewhere = dict(_options(root.command, root.info_name or ""))
    here = elsewhere.pop(context.command_path, ())
    behind = (f"{context.command_path} {word}" for word in words)
    return suggestions.for_option(typed, here, elsewhere, next((one for one in behind if one in elsewhere), ""))


def _options(command: click.Command, path: str) -> Iterator[tuple[str, Collection[str]]]:
    """The options of a command and of those below it, by the command as it is typed."""
    own = [name for parameter in command.params if isinstance(parameter, click.Option) for name in parameter.opts]
    yield path, [*own, "-h", "--help"]
    below: Mapping[str, click.Command] = command.commands if isinstance(command, click.Group) else {}
    for name, one in below.items():
        yield from _options(one, f"{path} {name}")
