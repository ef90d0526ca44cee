"""``audiobuild check``: hold dist/ against the standards."""

from __future__ import annotations

from dataclasses import asdict

import click

from audiobuild.cli import options, terminal
from audiobuild.cli.completion import Slug
from audiobuild.cli.options import Common
from audiobuild.errors import CheckError, Problem


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
    checked = (
        f"{_count(len(report.episodes), 'episode', 'episodes')}, "
        f"{_count(report.entries, 'entry', 'entries')} in {_count(report.feeds, 'feed', 'feeds')}"
    )
    if report.findings:
        files = len({finding.file for finding in report.findings})
        found = f"{_count(len(report.findings), 'finding', 'findings')} in {_count(files, 'file', 'files')}"
        raise CheckError(Problem(message=f"{found} ({checked} checked)"))
    if not as_json:
        click.echo(f"nothing wrong found: {checked}")


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
