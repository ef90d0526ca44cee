"""``audiobuild publish``: dist/ goes to where it is served."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audiobuild.cli import options, terminal
from audiobuild.cli.options import Common
from audiobuild.errors import ConfigError, Problem, RemoteError
from audiobuild.messages import Message, msg
from audiobuild.text import shown

if TYPE_CHECKING:
    from audiobuild.publication.config import Publication
    from audiobuild.publication.targets import Target
    from audiobuild.publishing.publish import Delivered, Published


_REASONS = {"new": msg("new"), "changed": msg("changed"), "not as it was sent": msg("not as it was sent")}


@click.command(epilog="Example: audiobuild publish --dry-run")
@click.argument("target", metavar="[TARGET]", required=False)
@click.option("--media", metavar="TARGET", help="Where MP3s and books go, if elsewhere (default: `publish_media`).")
@click.option("--dry-run", is_flag=True, help="Print what would be sent and removed, and change nothing.")
@click.option("--older", is_flag=True, help="Publish though a newer edition is there.")
@click.option("--overwrite", is_flag=True, help="Replace what others put where ours belongs, or another show.")
@click.option(
    "--read-back",
    type=click.Choice(["auto", "web", "place"]),
    default="auto",
    help="How to look at what came of it (auto: over the web if the show's address answers, else at the place).",
)
@options.progress
@options.as_json
@options.common
def publish(
    common: Common,
    target: str | None,
    media: str | None,
    dry_run: bool,
    older: bool,
    overwrite: bool,
    read_back: Any,
    progress: Any,
    as_json: bool,
) -> None:
    """Put dist/ where it is served, and read it back.

    TARGET is s3://bucket/folder, sftp://user@host/folder, or the path of a folder (default: `publish` in content/show.toml).
    Only what changed is sent, the feed last; what is no longer published is removed. Passwords and keys come from the
    environment, ~/.aws or ~/.ssh, never from the address.
    """
    from audiobuild.cli.progress import BYTES, Progress
    from audiobuild.publishing import publish as publishing

    publication = common.publication()
    told = Progress(sys.stderr, "none" if common.quiet else progress, words=BYTES)
    done = publishing.publish(
        publication,
        _target(publication, target),
        _media(publication, target, media),
        options=publishing.Options(dry_run=dry_run, older=older, overwrite=overwrite, read_back=read_back),
        hooks=publishing.Hooks(progress=told, note=common.note),
    )
    if as_json:
        click.echo(terminal.as_json(_table(done, dry_run), indent=1))
    else:
        _tell(common, done, dry_run)
    if done.read_back and done.read_back.problems:
        raise RemoteError(done.read_back.problems)


def _target(publication: Publication, named: str | None) -> Target:
    """Where to, by the command line or the show. Raises ConfigError."""
    from audiobuild.publication import targets
    from audiobuild.publication.config import SHOW_FILE

    place = f"{SHOW_FILE}: publish"
    if named is not None:
        return targets.parse(named, place="TARGET", base=Path())
    if publication.show.publish:
        return targets.parse(publication.show.publish, place=place, base=publication.root)
    remedy = msg(
        'Add it, like publish = "sftp://user@host/var/www/podcast", or name the place: audiobuild publish TARGET'
    )
    raise ConfigError(Problem(place=place, message=msg("is missing: nobody says where to publish to"), remedy=remedy))


def _media(publication: Publication, target: str | None, named: str | None) -> Target | None:
    """Where the large files go, if elsewhere. A place that the command line names gets all of dist/, unless it names another
    for them, too. Raises ConfigError."""
    from audiobuild.publication import targets
    from audiobuild.publication.config import SHOW_FILE

    if named is not None:
        if not publication.show.media_link:
            remedy = msg("Add it to content/show.toml, and build again.")
            raise ConfigError(
                Problem(place="--media", message=msg("needs media_link, where that is served"), remedy=remedy)
            )
        return targets.parse(named, place="--media", base=Path())
    if target is None and publication.show.publish_media:
        address = publication.show.publish_media
        return targets.parse(address, place=f"{SHOW_FILE}: publish_media", base=publication.root)
    return None


def _table(done: Published, dry_run: bool) -> dict[str, Any]:
    """The result as JSON has it."""
    places = [
        {
            "place": one.address,
            "bytes": one.plan.bytes,
            "sent": [
                {"file": step.file.name, "bytes": step.file.bytes, "reason": step.reason} for step in one.plan.steps
            ],
            "removed": list(one.plan.removed),
            "episodes_removed": list(one.plan.episodes_removed),
            "earlier_removed": [{"guid": key, "title": title} for key, title in one.plan.taken_off.items()],
            "unchanged": len(one.plan.kept),
        }
        for one in done.places
    ]
    from audiobuild.publication import addresses

    feed = done.link + addresses.FEED
    table: dict[str, Any] = {
        "edition": done.edition,
        "dry_run": dry_run,
        "link": done.link,
        "feed": feed,
        "places": places,
    }
    if back := done.read_back:
        wrong = [{"place": one.place, "message": one.message, "remedy": one.remedy} for one in back.problems]
        table["read_back"] = {"by": back.by, "address": back.address, "files": back.files, "problems": wrong}
    return table


def _tell(common: Common, done: Published, dry_run: bool) -> None:
    """The result for people: in a dry run file by file, else the sum of it; -v gives both."""
    from audiobuild.publication import addresses

    for one in done.places:
        lines = [
            msg("{}: {} ({})", _REASONS[step.reason], step.file.name, _size(step.file.bytes)) for step in one.plan.steps
        ]
        lines += [msg("removed: {}", name) for name in one.plan.removed]
        for line in lines:
            if dry_run:
                terminal.say(line, err=False)
            else:
                common.tell(line)
        terminal.say(_sum(one, dry_run), err=False)
    if done.read_back and not done.read_back.problems:
        files, address = done.read_back.files, done.read_back.address
        right = msg("the feed and 1 file are right") if files == 1 else msg("the feed and {} files are right", files)
        terminal.say(msg("read back from {}: {}", address, right), err=False)
    if not dry_run:
        terminal.say(msg("the page: {}", done.link), err=False)
        terminal.say(msg("the feed, for podcast apps and directories: {}", done.link + addresses.FEED), err=False)
    names = sorted({slug for one in done.places for slug in one.plan.episodes_removed})
    names += [shown(repr(title), 80) for one in done.places for title in one.plan.taken_off.values()]
    for name in names:
        told = msg("taken offline: the episode {}", name)
        terminal.say(msg("will be taken offline: the episode {}", name) if dry_run else told, err=False)


def _sum(one: Delivered, dry_run: bool) -> Message:
    files, removed, kept, size = len(one.plan.steps), len(one.plan.removed), len(one.plan.kept), _size(one.plan.bytes)
    if dry_run:
        named = msg("1 file") if files == 1 else msg("{} files", files)
        return msg("{}: {} ({}) to send, {} to remove, {} unchanged", one.address, named, size, removed, kept)
    sent = msg("1 file sent") if files == 1 else msg("{} files sent", files)
    return msg("{}: {} ({}), {} removed, {} unchanged", one.address, sent, size, removed, kept)


def _size(count: int) -> Message:
    return msg("{:.1f} MB", count / 1e6) if count >= 100_000 else msg("{:.1f} kB", count / 1e3)
