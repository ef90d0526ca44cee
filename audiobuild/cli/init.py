"""``audiobuild init``: start a publication."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import click

from audiobuild.cli import asking, neural, options, prompts
from audiobuild.cli.options import Common
from audiobuild.errors import ConfigError
from audiobuild.messages import msg


@click.command(epilog="Example: audiobuild init my-show --language de")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option("--language", metavar="CODE", default="", help="Of the show (default: that of your system).")
@click.option("--sample", is_flag=True, help="With a sample interview that builds at once, and is never published.")
@click.option(
    "--github-pages",
    "pages",
    is_flag=True,
    help="With a workflow that publishes on GitHub; also into one that is there.",
)
@asking.options
@neural.option
@options.common
def init(common: Common, folder: Path, language: str, sample: bool, pages: bool, sound: str, **given: Any) -> None:
    """Start a publication without an interview: `audiobuild new ARTICLE` starts one with it."""
    from audiobuild.inputs import files
    from audiobuild.languages import registry, system
    from audiobuild.publication import config, github_pages, starter

    target = common.project / folder
    if pages and files.there(target / config.SHOW_FILE):
        _write_workflow(common, target)
        return
    language = language or system.language()
    problems = [*config.language_problems(language, "--language"), *starter.problems(target)]
    problems += github_pages.problems(target) if pages else ()
    if problems:
        raise ConfigError(problems)
    neural.check(sound)
    if sample:
        code = registry.base(language) if registry.base(language) in registry.CODES else registry.FALLBACK
        written = starter.create_sample(target, code, neural.voices(common, sound, code)[0])
    else:
        with prompts.nothing_is_written():
            facts = asking.facts(given, language, ask=asking.can_ask())
            voices, credit = neural.voices(common, sound, language)
        written = starter.create(target, neural.named(facts, credit), voices)
    for path in written:
        common.note(msg("wrote {}", path))
    if pages:
        _write_workflow(common, target)
    command = "build" if sample else "import ARTICLE"
    common.note(msg("Next: audiobuild {} -C {}", command, shlex.quote(str(target))))


def _write_workflow(common: Common, folder: Path) -> None:
    from audiobuild.publication import github_pages

    common.note(msg("wrote {}", github_pages.create(folder)))
    common.note(msg("On GitHub, once: Settings, Pages, Source: GitHub Actions"))
