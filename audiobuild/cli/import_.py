"""``audiobuild import``: make interviews of somebody else's documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from audiobuild.cli import asking, completion, imported, options, prompts, review_pairs, takeover
from audiobuild.cli import sources as from_sources
from audiobuild.cli.options import Common
from audiobuild.errors import AudiobuildError, ConfigError
from audiobuild.messages import msg, template

if TYPE_CHECKING:
    from audiobuild.importers import Import, Wishes
    from audiobuild.publication.config import Publication

Made = TypeVar("Made")


def _tag(_context: click.Context, _option: click.Parameter, code: str) -> str:
    from audiobuild.languages import tags

    for problem in tags.problems(code, "") if code else ():
        raise click.BadParameter(msg("{}. {}", problem.message, problem.remedy))
    return tags.instead(code)


def _title(_context: click.Context, _option: click.Parameter, text: str) -> str:
    return review_pairs.name(text)


def _given_day(_context: click.Context, _option: click.Parameter, text: str | None) -> date | None:
    return None if text is None else review_pairs.day(text)


def about_text(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say where an interview goes, and what goes before what its text says."""
    for option in reversed(_ABOUT_TEXT):
        command = option(command)
    return command


def taken_wishes(given: dict[str, Any]) -> Wishes:
    """What is asked of an import, taken out of what the options say."""
    from audiobuild import importers

    return importers.Wishes(
        article=given.pop("as_article"), **{wish: given.pop(name) for wish, name in _WISHES.items()}
    )


_WISHES = {
    "title": "episode_title",
    **{name: name for name in ("date", "question_speaker", "answer_speaker", "language")},
}
_ABOUT_TEXT = (
    click.option("--slug", help="Name of the new file, content/<slug>.md (default: from the title)."),
    click.option(
        "--force", is_flag=True, help="Replace the text of the interview of that name; what is said about it stays."
    ),
    click.option(
        "--episode-title",
        default="",
        metavar="TITLE",
        callback=_title,
        help="Title of the episode (default: found in the text).",
    ),
    click.option(
        "--date",
        metavar=template("YYYY-MM-DD"),
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
@about_text
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
    out: look them over before you build. Given the feed of a podcast, its episodes stay in the feed of this show.
    """
    sources = tuple(map(from_sources.meant, sources))
    from_sources.check(sources, slug, options["episode_title"])
    if explain and as_json:
        raise click.UsageError(msg("--explain prints text: give it without --json."))
    wishes = taken_wishes(options)
    faults: list[AudiobuildError] = []
    if explain:
        explained = _each(sources, lambda source: from_sources.explained(source, wishes), faults)
        raise_all(faults)
        imported.show_lines(explained)
        return
    publication = _publication(common, needed=not dry_run)
    if former := takeover.show_of(sources):
        takeover.refuse_options(sources)
        begin = partial(takeover.named, publication, former)
        taken = takeover.write(common, former, sources[0], force=force, dry_run=dry_run, begin=begin)
        if as_json:
            takeover.show_json(taken)
        return
    order = imported.Order(
        common=common,
        publication=publication,
        wishes=wishes,
        slug=slug,
        force=force,
        dry_run=dry_run,
        quiet=common.quiet or as_json,
        ask=asking.can_ask() and not (dry_run or as_json or "-" in sources),
    )
    found = take_over(order, sources, faults)
    if as_json:
        imported.show_json(found)


def take_over(
    order: imported.Order,
    sources: Sequence[str],
    faults: list[AudiobuildError],
    begin: Callable[[Mapping[str, Import]], Sequence[Path]] = lambda found: (),
) -> Mapping[str, Import]:
    """Import all sources, show and write what they give. ``begin`` is called before anything is written; the files that it made
    are there only together with what is written then.

    Raises all that is wrong with any of them, and ``faults``, at once.
    """
    found = _each(sources, lambda source: _import(source, order.slug, order.wishes), faults)
    faults += imported.same_slugs(found)
    merged = _each(found, lambda source: order.merged(source, found[source]), faults)
    _each(merged, lambda source: order.planned(source, merged[source]), faults)
    raise_all(faults)
    order.remark(merged)
    order.show(merged)
    if order.dry_run:
        return merged
    with prompts.nothing_is_written():
        settled = order.settled(merged)
        begun = begin(settled)
    try:
        order.write(settled)
    except BaseException:
        from audiobuild.publication import starter

        starter.undo(begun)
        raise
    return settled


def _import(source: str, slug: str | None, wishes: Wishes) -> Import:
    found = from_sources.found(source, wishes)
    return found.called(slug) if slug else found


def _publication(common: Common, *, needed: bool) -> Publication | None:
    """The publication; in a trial it need not be there."""
    try:
        return common.publication()
    except ConfigError:
        if needed:
            raise
    return None


def _each(sources: Iterable[str], make: Callable[[str], Made], faults: list[AudiobuildError]) -> dict[str, Made]:
    """What is made of each; what is wrong with any of them is added to ``faults``."""
    made: dict[str, Made] = {}
    for source in sources:
        try:
            made[source] = make(source)
        except AudiobuildError as error:
            faults.append(error)
    return made


def raise_all(faults: Sequence[AudiobuildError]) -> None:
    """Raises all that is wrong at once, as the first error of it."""
    if faults:
        raise type(faults[0])(problem for error in faults for problem in error.problems)
