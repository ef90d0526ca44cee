"""Groups of commands: each tells whoever mistypes one what was probably meant, and none does it."""

from __future__ import annotations

from typing import Any

import click

from audiobuild.cli import suggestions
from audiobuild.cli.help_page import Context
from audiobuild.cli.prompts import WORDS
from audiobuild.cli.translation import local
from audiobuild.messages import Message, msg, verbatim


class UnknownCommand(click.UsageError):
    """A word where a command should stand. ``remedy`` says which may be meant."""

    def __init__(self, word: str, context: click.Context, remedy: Message) -> None:
        super().__init__(msg("there is no command {!r}", word), context)
        self.remedy = remedy


class NoCommand(click.UsageError):
    """Nothing stands where a command should: help is what is missing, but a script that ends so has done nothing."""


class Group(click.Group):
    """A group that lists its commands in the order in which they were added: that in which they are used."""

    context_class = Context
    group_class = type

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        cmd.context_class = Context
        super().add_command(cmd, name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each with the whole first sentence of its help: click cuts it where the line ends."""
        with formatter.section(local("Commands")):
            formatter.write_dl([(name, one.get_short_help_str(limit=1000)) for name, one in self.commands.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta.setdefault(WORDS, tuple(args))
        if not args and self.no_args_is_help and not ctx.resilient_parsing:
            raise NoCommand("no command is given", ctx)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[Any, Any, list[str]]:
        word = args[0]
        if not (word in self.commands or word.startswith("-") or ctx.resilient_parsing):
            raise UnknownCommand(
                word, ctx, verbatim(suggestions.for_command(args, ctx.command_path, list(self.commands)))
            )
        return super().resolve_command(ctx, args)
