"""``audiobuild init``: start a publication."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from audiobuild.cli import options
from audiobuild.cli.options import Common
from audiobuild.languages.registry import CODES, FALLBACK


@click.command()
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option("--language", type=click.Choice(CODES), default=FALLBACK, show_default=True, help="Of the sample.")
@options.common
def init(common: Common, folder: Path, language: str) -> None:
    """Start a publication with a sample interview that builds at once."""
    from audiobuild.publication import starter

    target = common.project / folder
    for path in starter.create(target, language):
        common.note(f"wrote {path}")
    common.note(f"Next: audiobuild build -C {shlex.quote(str(target))}")
