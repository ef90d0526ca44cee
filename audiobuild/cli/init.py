"""``audiobuild init``: start a publication."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import click

from audiobuild.cli import asking, options
from audiobuild.cli.options import Common
from audiobuild.errors import ConfigError


@click.command()
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option("--language", metavar="CODE", default="", help="Of the show (default: that of your system).")
@click.option("--sample", is_flag=True, help="With a sample interview that builds at once, and is never published.")
@asking.options
@options.common
def init(common: Common, folder: Path, language: str, sample: bool, **given: Any) -> None:
    """Start a publication without an interview: `audiobuild new ARTICLE` starts one with it."""
    from audiobuild.languages import registry, system
    from audiobuild.publication import config, starter

    language = language or system.language()
    problems = [*config.language_problems(language, "--language"), *starter.problems(common.project / folder)]
    if problems:
        raise ConfigError(problems)
    target = common.project / folder
    if sample:
        code = registry.base(language)
        written = starter.create_sample(target, code if code in registry.CODES else registry.FALLBACK)
    else:
        written = starter.create(target, asking.facts(given, language, ask=asking.can_ask()))
    for path in written:
        common.note(f"wrote {path}")
    command = "build" if sample else "import ARTICLE"
    common.note(f"Next: audiobuild {command} -C {shlex.quote(str(target))}")
