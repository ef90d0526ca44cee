"""``audiobuild import``: make interviews of somebody else's documents."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import click

from audiobuild.cli import options, terminal
from audiobuild.cli.options import Common
from audiobuild.errors import AudiobuildError, ConfigError, ContentError, InputError, Problem
from audiobuild.text import printable

if TYPE_CHECKING:
    from audiobuild.importers import Import, Wishes
    from audiobuild.publication.content import PlannedFile

Made = TypeVar("Made")
NO_SOURCE = "is no file and no address that can be imported"
REMEDY = "Name files, addresses that begin with https:// or http://, or - for standard input."


def _tag(_context: click.Context, _option: click.Parameter, code: str) -> str:
    from audiobuild.languages.lexicon import LANGUAGE_TAG

    if code and not LANGUAGE_TAG.fullmatch(code):
        raise click.BadParameter(f"{code!r} is not a language code, such as de, en or pt-BR.")
    return code


def _given_day(_context: click.Context, _option: click.Parameter, text: str | None) -> date | None:
    return None if text is None else _day(text)


def _day(text: str) -> date:
    """A date as an editor types it: in one form, as 05/04/2024 is two days."""
    from audiobuild.publication import bounds
    from audiobuild.text import shown

    try:
        day = date.fromisoformat(text.strip()) if re.fullmatch(r"\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*", text) else None
    except ValueError:
        day = None
    if day is None:
        raise click.BadParameter(f"{shown(repr(text), 80)} is not a date, such as 2024-05-01 (year, month, day).")
    for problem in bounds.day(day, ""):
        raise click.BadParameter(f"{problem.message}. {problem.remedy}")
    return day


@click.command("import")
@click.argument("sources", metavar="SOURCE…", nargs=-1, required=True)
@click.option("--slug", help="Name of the new file, content/<slug>.md (default: from the title).")
@click.option(
    "--date", metavar="YYYY-MM-DD", callback=_given_day, help="When it was published (default: found in the source)."
)
@click.option("--question-speaker", default="", metavar="NAME", help="Who asks (default: found in the text).")
@click.option("--answer-speaker", default="", metavar="NAME", help="Who answers (default: found in the text).")
@click.option("--language", default="", metavar="CODE", callback=_tag, help="The text's language (default: found out).")
@click.option("--as-article", is_flag=True, help="Take a text without questions: one chapter a heading.")
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

    _check(sources, slug)
    if explain and as_json:
        raise click.UsageError("--explain prints text: give it without --json.")
    if not (dry_run or explain):
        common.publication()
    wishes = importers.Wishes(article=options.pop("as_article"), **options)
    if explain:
        _show_lines(_each(sources, lambda source: _explained(source, wishes)))
        return
    found = _each(sources, lambda source: _import(source, wishes))
    if dry_run:
        _check_as_written(found, slug)
    else:
        found = _write(common, found, slug, wishes, force=force, ask=not as_json and "-" not in sources)
    _show(common, found, wishes, as_json=as_json)


def _check(sources: Sequence[str], slug: str | None) -> None:
    if slug is not None and len(sources) > 1:
        raise click.UsageError("--slug names one file: give it with one source.")
    twice = [source for source in dict.fromkeys(sources) if sources.count(source) > 1]
    if "-" in twice:
        raise click.UsageError("Standard input (-) can be read once only.")
    if twice:
        raise click.UsageError(f"Named twice: {', '.join(map(printable, twice))}")


def _each(sources: Iterable[str], make: Callable[[str], Made]) -> dict[str, Made]:
    """What is made of each. Raises all that is wrong with any of them at once, as the first error of them."""
    made: dict[str, Made] = {}
    errors: list[AudiobuildError] = []
    for source in sources:
        try:
            made[source] = make(source)
        except AudiobuildError as error:
            errors.append(error)
    if errors:
        raise type(errors[0])(problem for error in errors for problem in error.problems)
    return made


def _explained(source: str, wishes: Wishes) -> Sequence[str]:
    from audiobuild import importers

    if _is_address(source):
        return importers.explained_address(source, wishes)
    return importers.explained(_bytes(source), wishes, name=source)


def _import(source: str, wishes: Wishes) -> Import:
    from audiobuild import importers

    if _is_address(source):
        return importers.open_address(source, wishes)
    return importers.read(_bytes(source), wishes, name=source)


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
        remedy = f"{REMEDY} Is it an address? Then: https://{name}" if _like_an_address(name) else REMEDY
        if files.is_folder(Path(name)):
            remedy = f"Name the files in it, as in: audiobuild import {name.rstrip('/')}/*"
        raise ConfigError(replace(problem, remedy=remedy) for problem in error.problems) from error


def _write(
    common: Common, found: Mapping[str, Import], slug: str | None, wishes: Wishes, *, force: bool, ask: bool
) -> dict[str, Import]:
    """Write all, or none if one cannot be written; what was found, with what the editor's files and answers add to it."""
    from audiobuild.importers import review
    from audiobuild.publication import content

    _refuse_same(found, slug)
    ask = ask and all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))
    merged = _each(found, lambda source: _with_what_is_there(common, found[source], slug, wishes))

    def planned(source: str) -> PlannedFile | None:
        if not merged[source].date_found:
            if ask:
                return None
            raise ContentError(review.no_date(source))
        return _planned(common, merged[source], slug or found[source].interview.slug, force=force)

    files = _each(merged, planned)
    for source in [source for source, file in files.items() if file is None]:
        merged[source] = merged[source].dated(_asked(source))
        files[source] = planned(source)
    for file in filter(None, files.values()):
        content.write(file)
        common.note(f"wrote {file.path}")
    return merged


def _check_as_written(found: Mapping[str, Import], slug: str | None) -> None:
    """Refuse in a trial what no file could be made of."""
    from audiobuild.publication import content

    _refuse_same(found, slug)
    _each(found, lambda source: content.check(found[source].interview, slug=slug, dated=False))


def _planned(common: Common, found: Import, slug: str, *, force: bool) -> PlannedFile:
    """The file to write, and shown what it would change. Raises ContentError where it may not be replaced."""
    from audiobuild.importers import review
    from audiobuild.publication import content

    file = content.planned(common.project, found.interview, slug=slug, notes=found.notes)
    if file.before is not None:
        for line in review.changes(file.before, file.text, file.place):
            common.note(line)
    if file.replaces and not force:
        raise ContentError(content.is_there(file))
    return file


def _refuse_same(found: Mapping[str, Import], slug: str | None) -> None:
    from audiobuild.importers import review

    by_slug: dict[str, list[str]] = {}
    for source, one in found.items():
        by_slug.setdefault(slug or one.interview.slug, []).append(source)
    problems = [
        review.same_slug(f"content/{name}.md", sources) for name, sources in by_slug.items() if len(sources) > 1
    ]
    if problems:
        raise ContentError(problems)


def _with_what_is_there(common: Common, found: Import, slug: str | None, wishes: Wishes) -> Import:
    """The import with what the editor wrote in the file of that name."""
    from audiobuild.importers import again, review
    from audiobuild.publication import content

    path, place = content.location(common.project, slug or found.interview.slug)
    text = content.there(path)
    if text is None:
        return found
    there = content.draft(text, path=place)
    if there.about.title != found.interview.about.title:
        common.note(f"{place}: {review.title_kept(there.about.title, found.interview.about.title)}")
    return again.merged(found, there, wishes)


def _asked(source: str) -> date:
    from audiobuild.text import shown

    question = f"{shown(source)} gives no date. When was it published (YYYY-MM-DD)"
    answer: date = click.prompt(question, value_proc=_day, err=True)
    return answer


def _show(common: Common, found: Mapping[str, Import], wishes: Wishes, *, as_json: bool) -> None:
    from audiobuild.importers import review

    several = len(found) > 1
    for source, one in found.items():
        for remark in review.remarks(one, wishes):
            common.note(f"{source}: {remark}")
    if as_json:
        shown = [review.as_json(one) for one in found.values()]
        click.echo(terminal.as_json(shown if several else shown[0], indent=1))
        return
    if not common.quiet:
        _show_lines({source: tuple(review.lines(one)) for source, one in found.items()})


def _show_lines(found: Mapping[str, Sequence[str]]) -> None:
    """The lines of each source, below its name if there are several."""
    for source, lines in found.items():
        click.echo("\n".join([f"{source}:", *lines, ""] if len(found) > 1 else lines))
