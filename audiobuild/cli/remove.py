"""``audiobuild remove``: take episodes out of what is published."""

from __future__ import annotations

import sys

import click

from audiobuild.cli import options, prompts, terminal
from audiobuild.cli.completion import Slug
from audiobuild.cli.options import Common
from audiobuild.errors import ConfigError, ContentError, Problem
from audiobuild.messages import msg


@click.command(epilog="Example: audiobuild remove an-old-interview --yes")
@click.argument("slugs", metavar="SLUG…", nargs=-1, required=True, type=Slug())
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@options.jobs
@options.common
def remove(common: Common, slugs: tuple[str, ...], yes: bool, jobs: int) -> None:
    """Take episodes out of dist/, feed and list.

    Their texts are kept in content/removed/: move one back to publish it again. `audiobuild publish` removes them where the
    show is hosted. Podcast apps keep what they have downloaded.
    """
    from audiobuild import pipeline
    from audiobuild.publication import content

    publication = common.publication()
    wanted = {*slugs}
    there = {path.stem: path for path in content.files(publication.root)}
    texts = {slug: path for slug, path in there.items() if slug in wanted}
    online = pipeline.published(publication.root)
    published = online & wanted
    if unknown := sorted(wanted - texts.keys() - published):
        raise ContentError(content.no_such_interview(slug, sorted(there.keys() | online)) for slug in unknown)
    _confirm(sorted(wanted), yes)
    # First what may fail, since another command is at work or another interview is broken.
    pipeline.build(publication, [], jobs=jobs, hooks=common.hooks("none"), prune=wanted)
    for path in texts.values():
        kept = content.set_aside(publication.root, path)
        common.note(msg("kept as {}", kept.relative_to(publication.root).as_posix()))
    for slug in sorted(published):
        terminal.say(msg("removed {}", f"dist/{slug}"), err=False)


def _confirm(slugs: list[str], yes: bool) -> None:
    """Ask, unless that was answered. Raises ConfigError where nobody can be asked."""
    if yes:
        return
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        raise ConfigError(Problem(message=msg("nobody can be asked here whether to remove"), remedy=msg("Give --yes.")))
    if not prompts.confirmed(msg("Remove {} from what is published?", ", ".join(slugs))):
        raise click.Abort
