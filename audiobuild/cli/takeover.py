"""``new FEED`` and ``import FEED``: a show that there is already goes on with audiobuild, and its episodes stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from audiobuild.cli import sources as from_sources
from audiobuild.cli.options import Common
from audiobuild.errors import AudiobuildError, ConfigError, ContentError, Problem
from audiobuild.messages import msg, template

if TYPE_CHECKING:
    from audiobuild.publication.config import Publication
    from audiobuild.publication.earlier import FormerShow


def show_of(sources: Sequence[str]) -> FormerShow | None:
    """The show whose feed is named, and nothing else; ``None`` where it is no feed. Raises as :func:`.sources.loaded`, and
    ContentError for a feed that cannot be taken over."""
    from audiobuild.network import addresses
    from audiobuild.publication import earlier

    if len(sources) != 1 or not earlier.is_feed((page := from_sources.loaded(sources[0])).content):
        return None
    first = earlier.former(page.content, place=page.address)
    inside = "://" in page.address and addresses.private(page.address)
    return earlier.whole(first, partial(_page, public_only=not inside))


def _page(address: str, *, public_only: bool) -> FormerShow:
    """The show as a further page of its feed has it; who wrote the first says where that is, so it is no way into the editor's
    own network. Raises RemoteError, ContentError."""
    from audiobuild.importers import fetch
    from audiobuild.publication import earlier

    try:
        if not fetch.ADDRESS.match(address):
            raise ContentError(Problem(place=address, message=msg("is no address on the web")))
        page = fetch.page(address, public_only=public_only)
        return earlier.former(page.content, place=page.address)
    except AudiobuildError as error:
        raise type(error)(earlier.unread(address, problem) for problem in error.problems) from error


def given(former: FormerShow, options: Mapping[str, str]) -> dict[str, str]:
    """What only the editor knows, as far as the feed says it; what the options say goes before."""
    said = {"title": former.title, "author": former.author, "email": former.email, "description": former.description}
    return {key: value or said.get(key, "") for key, value in options.items()}


def write(
    common: Common, former: FormerShow, *, force: bool, dry_run: bool, begin: Callable[[], Sequence[Path]]
) -> FormerShow:
    """Keep the episodes, tell what was taken over, and return it. ``begin`` writes the show's settings where there are none.

    Raises ContentError where other episodes are kept already, unless ``force``, and OutputError.
    """
    from audiobuild.files import write_atomically
    from audiobuild.inputs import files
    from audiobuild.publication import earlier, starter
    from audiobuild.site import own

    path = common.project / earlier.FILE
    before = earlier.load(common.project)
    all_told = len(former.episodes)
    former, more = earlier.kept(former, before, own.episodes(common.project))
    if not former.episodes:
        message = msg("holds no other episodes than this show makes itself")
        raise ContentError(Problem(place=former.feed or former.title, message=message))
    whole = former.kept
    if len(whole) > earlier.MOST_BYTES:
        message = msg("would be larger than {} MB", earlier.MOST_BYTES // 1_000_000)
        raise ContentError(Problem(place=earlier.FILE, message=message))
    if files.there(path) and not force and files.data(path, place=earlier.FILE, most_bytes=earlier.MOST_BYTES) != whole:
        remedy = msg("To replace it: --force. What it holds and the feed does not, stays.")
        raise ContentError(Problem(place=earlier.FILE, message=msg("is there already"), remedy=remedy))
    _tell(common, former)
    _tell_of_others(common, ours=all_told + more - len(former.episodes), more=more)
    if dry_run:
        return former
    begun = begin()
    try:
        write_atomically(path, whole)
    except BaseException:
        starter.undo(begun)
        raise
    common.note(msg("wrote {}", path))
    return former


def named(publication: Publication | None, former: FormerShow) -> Sequence[Path]:
    """Nothing is written: the show is another file's. Raises ConfigError where its guid is not the former show's."""
    from audiobuild.publication.config import SHOW_FILE

    if publication and former.known_as not in ("", publication.show.guid):
        message = msg("names another podcast: directories and apps know the former one as {}", former.known_as)
        remedy = msg('Write at its top: guid = "{}"', former.known_as)
        raise ConfigError(Problem(place=f"{SHOW_FILE}: guid", message=message, remedy=remedy))
    return ()


def show_json(former: FormerShow) -> None:
    """What was taken over, for programs."""
    import click

    from audiobuild.cli import terminal

    episodes = [{"title": one.title, "guid": one.guid, "date": one.published.isoformat()} for one in former.episodes]
    left_out = [str(problem) for problem in former.left_out]
    click.echo(
        terminal.as_json({"title": former.title, "guid": former.known_as, "earlier": episodes, "left_out": left_out})
    )


def _tell(common: Common, former: FormerShow) -> None:
    from audiobuild.cli import terminal

    days = sorted(episode.published for episode in former.episodes)
    count = msg("1 episode") if len(days) == 1 else msg("{} episodes", len(days))
    first, last = (f"{day:%Y-%m-%d}" for day in (days[0], days[-1]))
    common.note(msg("{}: {} from {} to {} stay in the feed as they are", former.title, count, first, last))
    terminal.tell((*former.left_out, *former.remarks))
    common.note(msg("Their sound stays where it is: it must be served there as long as they are in the feed."))
    if former.image:
        common.note(
            msg("The cover is at {}. To keep it, save it in content/ and name it in show.toml as image.", former.image)
        )
    if former.feed:
        common.note(
            msg("When the new feed is online, let {} lead to it (301): docs/producers.md says how.", former.feed)
        )


def _tell_of_others(common: Common, *, ours: int, more: int) -> None:
    """What the feed holds and is not taken over, and what was taken over before and it does not hold."""
    from audiobuild.publication import earlier

    if ours:
        count = msg("1 episode") if ours == 1 else msg("{} episodes", ours)
        common.note(msg("this show's own, and not taken over: {}", count))
    if more:
        count = msg("1 episode") if more == 1 else msg("{} episodes", more)
        told = template("not in the feed, and kept since {} holds them: {}. To leave them out, delete them there.")
        common.note(msg(told, earlier.FILE, count))
