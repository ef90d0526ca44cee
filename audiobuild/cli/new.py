"""``audiobuild new``: from an article to a publication."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audiobuild.cli import asking, completion, import_, imported, neural, options, takeover, terminal
from audiobuild.cli import sources as from_sources
from audiobuild.cli.options import Common
from audiobuild.errors import AudiobuildError, ConfigError, ContentError, Problem
from audiobuild.messages import msg

if TYPE_CHECKING:
    from audiobuild.importers import Import
    from audiobuild.publication.config import Publication
    from audiobuild.publication.earlier import FormerShow
    from audiobuild.publication.former_settings import FormerSettings


@click.command(epilog="Example: audiobuild new interview.docx -C my-show")
@click.argument("sources", metavar="ARTICLE…", nargs=-1, required=True, shell_complete=completion.files)
@import_.about_text
@asking.options
@neural.option
@options.common
def new(common: Common, sources: tuple[str, ...], slug: str | None, force: bool, sound: str, **given: Any) -> None:
    """Make an episode of an article, and the publication around it where there is none yet.

    An ARTICLE is a file (text, HTML, PDF, Word and others), a web address, or - for standard input. What only you know is
    asked for; without a terminal the options say it. Given the feed of a podcast, the show goes on with audiobuild, and its
    episodes stay in the feed.
    """
    from audiobuild.inputs import files
    from audiobuild.publication import config, starter

    sources = tuple(map(from_sources.meant, sources))
    from_sources.check(sources, slug, given["episode_title"])
    wishes = import_.taken_wishes(given)
    ask = asking.can_ask() and "-" not in sources
    begins = not files.there(common.project / config.SHOW_FILE)
    neural.check(sound if begins else "built-in")
    publication = None if begins else common.publication()
    former = takeover.show_of(sources)
    if former:
        takeover.refuse_options(sources)
    settings = takeover.settings(sources, wishes.language) if former and begins else None
    given = takeover.given(former, given) if former and begins else given
    order = imported.Order(
        common=common,
        publication=publication,
        wishes=wishes,
        slug=slug,
        force=force,
        dry_run=False,
        quiet=common.quiet,
        ask=ask,
    )
    wrong = _joins(given, sound, publication) if publication else starter.problems(common.project)
    if problems := [*wrong]:
        raise ConfigError(problems)
    faults: list[AudiobuildError] = []
    if begins and not ask and (missing := asking.missing(given)):
        faults.append(ContentError(missing))

    def begin(found: Mapping[str, Import]) -> Sequence[Path]:
        language = next(iter(found.values())).interview.about.language
        return _begin(common, given, sound, language, ask=ask) if begins else ()

    if former:
        import_.raise_all(faults)
        makes = (lambda: _goes_on(common, given, sound, former, settings, ask=ask)) if settings else tuple
        takeover.write(common, former, sources[0], force=force, dry_run=False, begin=makes)
    else:
        import_.take_over(order, sources, faults, begin)
    common.note(msg("Next: audiobuild build{}", common.where))


def _joins(given: Mapping[str, str], sound: str, publication: Publication) -> Iterator[Problem]:
    """Options that say something else than the show that there is already."""
    yield from asking.others(given, publication.show)
    if sound == "neural":
        remedy = msg("Write one voice after another: audiobuild voices add NAME --engine piper")
        yield Problem(
            place="--voices", message=msg("there is a show here, and its voices stand in voices/"), remedy=remedy
        )


def _goes_on(
    common: Common, given: Mapping[str, str], sound: str, former: FormerShow, settings: FormerSettings, *, ask: bool
) -> Sequence[Path]:
    """Write the settings of a show that there is already elsewhere, and say in which files, and what they lack."""
    from audiobuild.publication import starter

    facts = asking.facts(given, settings.language, ask=ask)
    voices, credit = neural.voices(common, sound, settings.language)
    shown = neural.named(starter.going_on(facts, former, settings), credit)
    written = starter.create(common.project, shown, voices)
    for path in written:
        common.note(msg("wrote {}", path))
    terminal.tell((*settings.untaken, *takeover.unknown(former)))
    return written


def _begin(common: Common, given: Mapping[str, str], sound: str, language: str, *, ask: bool) -> Sequence[Path]:
    """Write the settings of a show in the language of its first article, and say in which files."""
    from audiobuild.publication import starter

    if ask:
        common.note(msg("\nThis is the first episode of a show. What only you know of it:"))
    facts = asking.facts(given, language, ask=ask)
    voices, credit = neural.voices(common, sound, language)
    written = starter.create(common.project, neural.named(facts, credit), voices)
    for path in written:
        common.note(msg("wrote {}", path))
    return written
