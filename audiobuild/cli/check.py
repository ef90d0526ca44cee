"""``audiobuild check``: hold dist/ against the standards."""

from __future__ import annotations

from dataclasses import asdict

import click

from audiobuild.cli import options, terminal
from audiobuild.cli.completion import Slug
from audiobuild.cli.options import Common
from audiobuild.errors import CheckError, Problem
from audiobuild.messages import msg


@click.command(epilog="Example: audiobuild check --json")
@click.argument("slugs", metavar="[SLUG…]", nargs=-1, type=Slug())
@options.jobs
@options.as_json
@options.common
def check(common: Common, slugs: tuple[str, ...], jobs: int, as_json: bool) -> None:
    """Read dist/ back and hold it against the standards.

    The feed is always checked, and all episodes or those named. Each finding says the file, the place, the rule with its
    source, and what to do about it.
    """
    from audiobuild import checking

    report = checking.check(common.project, slugs, jobs=jobs)
    if as_json:
        click.echo(terminal.as_json(asdict(report), indent=1))
    else:
        for finding in report.findings:
            terminal.say(str(finding), err=False)
    episodes = msg("1 episode") if len(report.episodes) == 1 else msg("{} episodes", len(report.episodes))
    entries = msg("1 entry") if report.entries == 1 else msg("{} entries", report.entries)
    feeds = msg("1 feed") if report.feeds == 1 else msg("{} feeds", report.feeds)
    checked = msg("{}, {} in {}", episodes, entries, feeds)
    if report.findings:
        files = len({finding.file for finding in report.findings})
        count = len(report.findings)
        found = msg("1 finding") if count == 1 else msg("{} findings", count)
        where = msg("1 file") if files == 1 else msg("{} files", files)
        raise CheckError(Problem(message=msg("{} in {} ({} checked)", found, where, checked)))
    if not as_json:
        terminal.say(msg("nothing wrong found: {}", checked), err=False)
