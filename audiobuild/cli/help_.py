"""``audiobuild help``: what ``--help`` prints, for who looks for a command of that name."""

from __future__ import annotations

import click

from audiobuild.cli import completion, options
from audiobuild.cli.commands import Group
from audiobuild.cli.options import Common
from audiobuild.messages import msg


@click.command("help", epilog="Example: audiobuild help build")
@click.argument("names", metavar="[COMMAND…]", nargs=-1, shell_complete=completion.commands)
@options.common
def help_(common: Common, names: tuple[str, ...]) -> None:
    """Print the help of a command, or of all together."""
    context = click.get_current_context().find_root()
    for name in names:
        if not isinstance(context.command, Group):
            raise click.UsageError(msg("{} has no commands", context.command_path), context)
        _, command, _ = context.command.resolve_command(context, [name])
        context = command.context_class(command, parent=context, info_name=name)
    click.echo(context.get_help())
