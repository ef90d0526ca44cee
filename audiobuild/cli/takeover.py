"""``new FEED`` and ``import FEED``: a show that there is already goes on with audiobuild, and its episodes stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from audiobuild.cli import sources as from_sources
from audiobuild.cli.options import Common
from audiobuild.errors import AudiobuildError, ConfigError, ContentError, Problem
from audiobuild.messages import enumeration, msg, template
from audiobuild.network.foreign import without_password

if TYPE_CHECKING:
    from audiobuild.publication.config import Publication
    from audiobuild.publication.earlier import FormerShow
    from audiobuild.publication.former_settings import FormerSettings


def show_of(sources: Sequence[str]) -> FormerShow | None:
    """The show whose feed is named, and nothing else; ``None`` where it is no feed. Raises as :func:`.sources.loaded`, and
    ContentError for a feed that cannot be taken over."""
    from audiobuild.network import addresses
    from audiobuild.publication import earlier

    if len(sources) != 1:
        return None
    page = from_sources.loaded(sources[0])
    if not earlier.is_feed(page.content):
        from_sources.no_feed(sources[0])
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


def refuse_options(sources: Sequence[str]) -> None:
    """Raises UsageError for options that are about an interview. Those that are about the show may stand there."""
    import click
    from click.core import ParameterSource

    context = click.get_current_context()
    given = [
        option.opts[-1]
        for option in context.command.params
        if option.name in _OF_AN_INTERVIEW and context.get_parameter_source(option.name) is ParameterSource.COMMANDLINE
    ]
    if given:
        raise click.UsageError(msg("{} is about an interview, and {} is the feed of a show", given[0], sources[0]))


_OF_AN_INTERVIEW = ("slug", "episode_title", "date", "question_speaker", "answer_speaker", "as_article")


def settings(sources: Sequence[str], language: str) -> FormerSettings:
    """What the feed says of the show's settings; ``language`` is what the editor says, and goes before.

    Raises ContentError where nobody can tell the language, and where the show is hidden: what is made here is for all.
    """
    from audiobuild.publication import former_settings

    page = from_sources.loaded(sources[0])
    found = former_settings.of(page.content, place=page.address)
    found = replace(found, language=language or found.language)
    problems = []
    if found.blocked:
        message = msg(
            "asks directories not to list the show (itunes:block), and a feed that is made here would be for all"
        )
        remedy = msg("If it may be listed now, save the feed, delete that line in it, and name the file.")
        problems.append(Problem(place=page.address, message=message, remedy=remedy))
    if not found.language:
        message = msg("does not say in which language the show is, or not by a code")
        problems.append(Problem(place=page.address, message=message, remedy=msg("Say it, as in: --language de")))
    if problems:
        raise ContentError(problems)
    return found


def given(former: FormerShow, options: Mapping[str, str]) -> dict[str, str]:
    """What only the editor knows, as far as the feed says it; what the options say goes before.

    Raises ContentError for a description of the feed that is too long, as the feed's.
    """
    from audiobuild.publication import config, former_settings

    said = {"title": former.title, "author": former.author, "email": former.email, "description": former.description}
    said = {key: former_settings.plain(text) for key, text in said.items()}
    if not options["description"] and said["description"]:
        place = f"{former.feed or said['title']}: description"
        wrong = [*config.key_problems("description", said["description"], place)]
        if wrong:
            remedy = msg("Say what there is to hear in fewer words: --description 'TEXT'")
            raise ContentError(replace(problem, remedy=remedy) for problem in wrong)
    return {key: value or said.get(key, "") for key, value in options.items()}


def write(
    common: Common, former: FormerShow, source: str, *, force: bool, dry_run: bool, begin: Callable[[], Sequence[Path]]
) -> FormerShow:
    """Keep the episodes of the feed ``source``, tell what was taken over, and return it. ``begin`` writes the show's settings
    where there are none.

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
    ours = all_told + more - len(former.episodes)
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
    if dry_run:
        _tell(common, former, source, ours=ours, more=more)
        return former
    begun = begin()
    try:
        write_atomically(path, whole)
    except BaseException:
        starter.undo(begun)
        raise
    common.note(msg("wrote {}", path))
    _tell(common, former, source, ours=ours, more=more)
    return former


def named(publication: Publication | None, former: FormerShow) -> Sequence[Path]:
    """Nothing is written: the show is another file's. Raises ConfigError where its guid is not the former show's."""
    from audiobuild.publication.config import SHOW_FILE

    if publication and former.known_as not in ("", publication.show.guid):
        message = msg("names another podcast: directories and apps know the former one as {}", former.known_as)
        remedy = msg('Write at its top: guid = "{}"', former.known_as)
        raise ConfigError(Problem(place=f"{SHOW_FILE}: guid", message=message, remedy=remedy))
    return ()


def unknown(former: FormerShow) -> Iterator[Problem]:
    """What is to be said where nobody knows the name by which directories know the show."""
    from audiobuild.publication.config import SHOW_FILE

    if not former.known_as:
        message = msg("the feed says neither its podcast:guid nor its own address, from which directories reckon that")
        remedy = msg(
            "The guid was reckoned from the new address. If the show was online elsewhere, delete {} and give the address "
            "of the old feed instead of the file.",
            SHOW_FILE,
        )
        yield Problem(place=f"{SHOW_FILE}: guid", message=message, remedy=remedy)


def show_json(former: FormerShow) -> None:
    """What was taken over, for programs."""
    import click

    from audiobuild.cli import terminal

    episodes = [{"title": one.title, "guid": one.guid, "date": one.published.isoformat()} for one in former.episodes]
    left_out = [str(problem) for problem in former.left_out]
    click.echo(
        terminal.as_json({"title": former.title, "guid": former.known_as, "earlier": episodes, "left_out": left_out})
    )


def _tell(common: Common, former: FormerShow, source: str, *, ours: int, more: int) -> None:
    from audiobuild.cli import terminal
    from audiobuild.publication import former_settings

    days = sorted(episode.published for episode in former.episodes)
    title = former_settings.plain(former.title)
    first, last = (f"{day:%Y-%m-%d}" for day in (days[0], days[-1]))
    if len(days) == 1:
        common.note(msg("{}: 1 episode of {} stays in the feed as it is", title, first))
    else:
        common.note(msg("{}: {} episodes from {} to {} stay in the feed as they are", title, len(days), first, last))
    terminal.tell((*former.left_out, *former.remarks))
    _tell_of_others(common, ours=ours, more=more)
    common.note(msg("Their sound stays where it is: it must be served there as long as they are in the feed."))
    if former.image:
        common.note(
            msg("The cover is at {}. To keep it, save it in content/ and name it in show.toml as image.", former.image)
        )
    if "://" in source and without_password(source) != source:
        common.note(
            msg(
                "The name and the password in the address are neither sent nor written: the feed that is made here is for all "
                "to read. If listeners need a password, let the web server ask for it at the new address."
            )
        )
    typed = without_password(source) if "://" in source else ""
    if known := [*dict.fromkeys(filter(None, (typed, former.feed)))]:
        told = msg(
            "When the new feed is online, let {} lead to it (301): docs/producers.md says how.", enumeration(known)
        )
        common.note(told)


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
