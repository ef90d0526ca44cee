"""``audiobuild import``: make interviews of somebody else's documents."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import click

from audiobuild.cli import asking, completion, imported, options, review_pairs, terminal
from audiobuild.cli.options import Common
from audiobuild.errors import AudiobuildError, ConfigError, InputError, Problem
from audiobuild.messages import msg
from audiobuild.text import printable

if TYPE_CHECKING:
    from audiobuild.importers import Import, Wishes
    from audiobuild.publication.config import Publication

Made = TypeVar("Made")
NO_SOURCE = msg("is no file and no address that can be imported")
REMEDY = msg("Name files, addresses that begin with https:// or http://, or - for standard input.")


def _tag(_context: click.Context, _option: click.Parameter, code: str) -> str:
    from audiobuild.languages import tags

    for problem in tags.problems(code, "") if code else ():
        raise click.BadParameter(msg("{}. {}", problem.message, problem.remedy))
    return code


def _given_day(_context: click.Context, _option: click.Parameter, text: str | None) -> date | None:
    return None if text is None else review_pairs.day(text)


def about_text(command: Callable[..., None]) -> Callable[..., None]:
    """The options that go before what a text says."""
    for option in reversed(_ABOUT_TEXT):
        command = option(command)
    return command


_ABOUT_TEXT = (
    click.option(
        "--date",
        metavar="YYYY-MM-DD",
        callback=_given_day,
        help="When it was published (default: found in the source).",
    ),
    click.option("--question-speaker", default="", metavar="NAME", help="Who asks (default: found in the text)."),
    click.option("--answer-speaker", default="", metavar="NAME", help="Who answers (default: found in the text)."),
    click.option(
        "--language", default="", metavar="CODE", callback=_tag, help="The text's language (default: found out)."
    ),
    click.option("--as-article", is_flag=True, help="Take a text without questions: one chapter a heading."),
)


@click.command("import", epilog="Example: audiobuild import interview.docx --date 2024-05-01")
@click.argument("sources", metavar="SOURCE…", nargs=-1, required=True, shell_complete=completion.files)
@click.option("--slug", help="Name of the new file, content/<slug>.md (default: from the title).")
@about_text
@click.option(
    "--force", is_flag=True, help="Replace the text of the interview of that name; what is said about it stays."
)
@click.option("--dry-run", is_flag=True, help="Show what was found and write nothing.")
@click.option("--explain", is_flag=True, help="Show why each line is taken for what it is, and write nothing.")
@options.as_json
@options.common
def import_(
    common: Common,
    sources: tuple[str, ...],
    slug: str | None,
    force: bool,
    dry_run: bool,
    explain: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Make an interview of a text, HTML, PDF, Word or other document, a message, a transcript, a web page; of several, one
    each, or none if one cannot be made.

    A SOURCE is a file, a web address, or - for standard input. Prints the questions and answers found and the lines left
    out: look them over before you build.
    """
    from audiobuild import importers

    check_sources(sources, slug)
    if explain and as_json:
        raise click.UsageError(msg("--explain prints text: give it without --json."))
    wishes = importers.Wishes(article=options.pop("as_article"), **options)
    faults: list[AudiobuildError] = []
    if explain:
        explained = _each(sources, lambda source: _explained(source, wishes), faults)
        _raise(faults)
        imported.show_lines(explained)
        return
    order = imported.Order(
        common=common,
        publication=_publication(common, needed=not dry_run),
        wishes=wishes,
        force=force,
        dry_run=dry_run,
        quiet=common.quiet or as_json,
        ask=asking.can_ask() and not (dry_run or as_json or "-" in sources),
    )
    found = take_over(order, sources, slug, faults)
    if as_json:
        imported.show_json(found)


def take_over(
    order: imported.Order,
    sources: Sequence[str],
    slug: str | None,
    faults: list[AudiobuildError],
    begin: Callable[[Mapping[str, Import]], None] = lambda found: None,
) -> Mapping[str, Import]:
    """Import all sources, show and write what they give. ``begin`` is called before anything is written.

    Raises all that is wrong with any of them, and ``faults``, at once.
    """
    found = _each(sources, lambda source: _import(source, slug, order.wishes), faults)
    faults += imported.same_slugs(found)
    merged = _each(found, lambda source: order.merged(found[source]), faults)
    _each(merged, lambda source: order.planned(source, merged[source]), faults)
    _raise(faults)
    order.remark(merged)
    order.show(merged)
    if order.dry_run:
        return merged
    with imported.nothing_is_written():
        settled = order.settled(merged)
        begin(settled)
    order.write(settled)
    return settled


def _publication(common: Common, *, needed: bool) -> Publication | None:
    """The publication; in a trial it need not be there."""
    try:
        return common.publication()
    except ConfigError:
        if needed:
            raise
    return None


def check_sources(sources: Sequence[str], slug: str | None) -> None:
    """Raises UsageError for sources that cannot be meant."""
    if slug is not None and len(sources) > 1:
        raise click.UsageError(msg("--slug names one file: give it with one source."))
    twice = [source for source in dict.fromkeys(sources) if sources.count(source) > 1]
    if "-" in twice:
        raise click.UsageError(msg("Standard input (-) can be read once only."))
    if twice:
        raise click.UsageError(msg("Named twice: {}", ", ".join(map(printable, twice))))


def _each(sources: Iterable[str], make: Callable[[str], Made], faults: list[AudiobuildError]) -> dict[str, Made]:
    """What is made of each; what is wrong with any of them is added to ``faults``."""
    made: dict[str, Made] = {}
    for source in sources:
        try:
            made[source] = make(source)
        except AudiobuildError as error:
            faults.append(error)
    return made


def _raise(faults: Sequence[AudiobuildError]) -> None:
    """Raises all that is wrong at once, as the first error of it."""
    if faults:
        raise type(faults[0])(problem for error in faults for problem in error.problems)


def _explained(source: str, wishes: Wishes) -> Sequence[str]:
    from audiobuild import importers

    if _is_address(source):
        return importers.explained_address(source, wishes)
    return importers.explained(_bytes(source), wishes, name=source)


def _import(source: str, slug: str | None, wishes: Wishes) -> Import:
    from audiobuild import importers

    if _is_address(source):
        found = importers.open_address(source, wishes)
    else:
        found = importers.read(_bytes(source), wishes, name=source)
    return found.called(slug) if slug else found


def _is_address(source: str) -> bool:
    """Whether a source is on the web. Raises ConfigError for what is no source at all."""
    from audiobuild import importers

    if _is_nothing(source):
        raise ConfigError(Problem(place=source.strip() or "''", message=NO_SOURCE, remedy=REMEDY))
    return importers.address(source)


def _is_nothing(source: str) -> bool:
    """Whether a source is neither a file's name nor an address of the web: nothing at all, ftp://…, https:// and no more."""
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", source):
        return not source.strip()
    try:
        parts = urlsplit(source)
        return parts.scheme not in ("http", "https") or not parts.hostname
    except ValueError:
        return True


def _like_an_address(name: str) -> bool:
    return bool(re.match(r"www\.|[\w-]+(?:\.[\w-]+)+/", name)) and not Path(name).exists()


def _bytes(name: str) -> bytes:
    from audiobuild.importers.readers import LIMIT_BYTES
    from audiobuild.inputs import files

    if name == "-":
        return terminal.standard_input(LIMIT_BYTES)
    try:
        return files.data(Path(name), place=name, most_bytes=LIMIT_BYTES)
    except InputError as error:
        remedy = msg("{} Is it an address? Then: https://{}", REMEDY, name) if _like_an_address(name) else REMEDY
        if files.is_folder(Path(name)):
            remedy = msg("Name the files in it, as in: audiobuild import {}/*", shlex.quote(name.rstrip("/")))
        raise ConfigError(replace(problem, remedy=remedy) for problem in error.problems) from error
