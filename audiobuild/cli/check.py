"""``audiobuild check``: hold dist/, or what is online, against the standards."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from audiobuild.cli import options, terminal
from audiobuild.cli.completion import Slug
from audiobuild.cli.options import Common
from audiobuild.errors import CheckError, ConfigError, Problem
from audiobuild.messages import Message, msg

if TYPE_CHECKING:
    from audiobuild.checking.finding import Finding

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@click.command(epilog="Example: audiobuild check https://podcast.example.org/feed.xml")
@click.argument("slugs", metavar="[SLUG…|URL]", nargs=-1, type=Slug())
@click.option(
    "--progress",
    type=click.Choice(["auto", "bar", "plain", "none"]),
    default="auto",
    help="With URL: how to show progress (auto: a bar on a terminal, else plain lines).",
)
@options.jobs
@options.as_json
@options.common
def check(common: Common, slugs: tuple[str, ...], progress: Any, jobs: int, as_json: bool) -> None:
    """Read dist/ back and hold it against the standards; or, with URL, what is online.

    The feed is always checked, and all episodes or those named. Each finding says the file, the place, the rule with its
    source, and what to do about it.

    URL is the address of any podcast's feed, or of the folder where feed.xml lies: the feed is read, and what it names of the
    newest 20 episodes is asked for as apps do, at most four at a time.
    """
    words = tuple(map(_meant, slugs))
    if any(_ADDRESS.match(word) for word in words):
        _check_online(common, words, progress, as_json)
    else:
        _check_built(common, slugs, jobs, as_json)


def _meant(word: str) -> str:
    """A word as it is meant: no slug has a point before a slash, and most addresses do."""
    from audiobuild.publication import links

    return links.typed(word) if re.match(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?/", word) else links.meant(word)


def _check_built(common: Common, slugs: tuple[str, ...], jobs: int, as_json: bool) -> None:
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
    _end(report.findings, checked, as_json)


def _check_online(common: Common, words: tuple[str, ...], progress: Any, as_json: bool) -> None:
    from audiobuild.cli.progress import ADDRESSES, Progress
    from audiobuild.online import check as online

    if len(words) > 1:
        remedy = msg("Check one address at a time, and dist/ without one.")
        raise ConfigError(Problem(message=msg("an address stands alone behind check"), remedy=remedy))
    told = Progress(sys.stderr, "none" if common.quiet else progress, words=ADDRESSES)
    report = online.check(words[0], progress=told)
    if as_json:
        click.echo(terminal.as_json(asdict(report), indent=1))
    else:
        for finding in report.findings:
            terminal.say(str(finding), err=False)
        for hint in report.hints:
            terminal.say(msg("hint: {}", str(hint)), err=False)
    episodes = msg("1 episode") if report.episodes == 1 else msg("{} episodes", report.episodes)
    addresses = msg("1 address") if report.addresses == 1 else msg("{} addresses", report.addresses)
    newest = msg("{} in the feed {}, {} of the newest {}", episodes, report.feed, addresses, report.newest)
    _end(report.findings, newest, as_json)


def _end(findings: Sequence[Finding], checked: Message, as_json: bool) -> None:
    """The sum of it. Raises CheckError where something was found."""
    if findings:
        files = len({finding.file for finding in findings})
        count = len(findings)
        found = msg("1 finding") if count == 1 else msg("{} findings", count)
        where = msg("1 file") if files == 1 else msg("{} files", files)
        raise CheckError(Problem(message=msg("{} in {} ({} checked)", found, where, checked)))
    if not as_json:
        terminal.say(msg("nothing wrong found: {}", checked), err=False)
