"""``audiobuild cache``: what the publication keeps to be quick, and how to make it smaller."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from audiobuild.cli import options, terminal
from audiobuild.cli.commands import Group
from audiobuild.cli.numbers import Number
from audiobuild.cli.options import Common
from audiobuild.messages import msg

_KINDS = {
    "clips": msg("spoken sentences"),
    "gains": msg("how loud voices are"),
    "responses": msg("answers of services"),
    "covers": msg("covers"),
    "pictures": msg("pictures"),
}


@click.group(cls=Group, epilog="Example: audiobuild cache size")
@options.shared
def cache() -> None:
    """What the publication keeps so as not to make it twice."""


@cache.command(epilog="Example: audiobuild cache size --json")
@options.as_json
@options.common
def size(common: Common, as_json: bool) -> None:
    """How much is kept, by kind."""
    from audiobuild.speech import cache as kept

    sizes = kept.of(common.publication().root).sizes()
    if as_json:
        click.echo(json.dumps({name: asdict(one) for name, one in sizes.items()}, indent=1))
        return
    for name, one in sizes.items():
        entries = msg("1 entry") if one.entries == 1 else msg("{} entries", one.entries)
        terminal.say(msg("{}: {}, {:.1f} MB", _KINDS.get(name, name), entries, one.bytes / 1e6), err=False)


@cache.command(epilog="Example: audiobuild cache prune --days 30")
@click.option(
    "--days", type=Number(0, fraction=True), metavar="N", help="What was not used for so long (default: 180)."
)
@click.option("--megabytes", type=Number(0, fraction=True), metavar="N", help="How much may be left (default: 4000).")
@options.common
def prune(common: Common, days: float | None, megabytes: float | None) -> None:
    """Delete what was not used for long, but no sentence of an episode that is published.

    Every build does so too, with the defaults. What is deleted is made again when it is needed; services may ask for money.
    """
    from audiobuild import lock
    from audiobuild.publication.config import STATE
    from audiobuild.site import stamps
    from audiobuild.speech import cache as kept

    root = common.publication().root
    with lock.held(root / STATE, "cache prune"):
        freed = kept.of(root).prune(
            days=kept.UNUSED_DAYS if days is None else days,
            megabytes=kept.MOST_MEGABYTES if megabytes is None else megabytes,
            in_use=stamps.load(root / STATE).all_clips,
        )
    terminal.say(msg("{:.1f} MB deleted", freed / 1e6), err=False)
