"""``audiobuild import``: make an interview of somebody else's document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from audiobuild.cli import options, terminal
from audiobuild.cli.options import Common
from audiobuild.errors import ConfigError, InputError


def _tag(_context: click.Context, _option: click.Parameter, code: str) -> str:
    from audiobuild.languages.lexicon import LANGUAGE_TAG

    if code and not LANGUAGE_TAG.fullmatch(code):
        raise click.BadParameter(f"{code!r} is not a language code, such as de, en or pt-BR.")
    return code


@click.command("import")
@click.argument("source")
@click.option("--slug", help="Name of the new file, content/<slug>.md (default: from the source's).")
@click.option("--question-speaker", default="", metavar="NAME", help="Who asks (default: found in the text).")
@click.option("--answer-speaker", default="", metavar="NAME", help="Who answers (default: found in the text).")
@click.option("--language", default="", metavar="CODE", callback=_tag, help="The text's language (default: found out).")
@click.option("--as-article", is_flag=True, help="Take a text without questions: one chapter a heading.")
@click.option("--force", is_flag=True, help="Replace the interview of that name.")
@click.option("--dry-run", is_flag=True, help="Show what was found and write nothing.")
@options.as_json
@options.common
def import_(
    common: Common, source: str, slug: str | None, force: bool, dry_run: bool, as_json: bool, **options: Any
) -> None:
    """Make an interview of a text, HTML, PDF, Word or other document, a message, a transcript, or a web page.

    SOURCE is a file, an address, or - for standard input. Prints the questions and answers found and the lines left out:
    look them over before you build.
    """
    from audiobuild import clock, importers
    from audiobuild.importers import review
    from audiobuild.inputs import files
    from audiobuild.publication import config, content

    if not dry_run:
        common.publication()
    wishes = importers.Wishes(today=clock.today(), article=options.pop("as_article"), **options)
    if importers.address(source):
        found = importers.open_address(source, wishes)
    else:
        found = importers.read(_source(source), wishes, name=source)
    if not dry_run:
        there = common.project / config.CONTENT / f"{slug or found.interview.slug}.md"
        if files.is_file(there):
            incoming = content.render(found.interview, found.comments)
            before = files.data(there, place=str(there)).decode("utf-8", "replace")
            for line in review.changes(before, incoming):
                common.note(line)
        path = content.save(common.project, found.interview, slug=slug, force=force, comments=found.comments)
        common.note(f"wrote {path}")
    if as_json:
        click.echo(terminal.as_json(review.as_json(found), indent=1))
    elif not common.quiet:
        click.echo("\n".join(review.lines(found)))


def _source(name: str) -> bytes:
    from audiobuild.importers.readers import LIMIT_BYTES
    from audiobuild.inputs import files

    if name == "-":
        return terminal.standard_input(LIMIT_BYTES)
    try:
        return files.data(Path(name), place=name, most_bytes=LIMIT_BYTES)
    except InputError as error:
        remedy = "Name a file, a web address, or - for standard input."
        raise ConfigError(replace(problem, remedy=remedy) for problem in error.problems) from error
