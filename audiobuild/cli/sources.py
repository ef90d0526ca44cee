"""What ``new`` and ``import`` are given to read: files, addresses, standard input; and what was meant where it is none."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from audiobuild.cli import suggestions, terminal
from audiobuild.errors import ConfigError, ContentError, InputError, Problem
from audiobuild.inputs import files, near
from audiobuild.messages import Message, msg
from audiobuild.text import printable, shown

if TYPE_CHECKING:
    from audiobuild.importers import Import, Wishes
    from audiobuild.importers.fetch import FetchedPage

NO_SOURCE = msg("is no file and no address that can be imported")
REMEDY = msg("Name files, addresses that begin with https:// or http://, or - for standard input.")


def check(sources: Sequence[str], slug: str | None, title: str) -> None:
    """Raises UsageError for sources that cannot be meant, and ConfigError for a name that stands there in several words."""
    if parted := suggestions.in_pieces(sources):
        remedy = msg("Put the name in quotes: {} {}", command(), suggestions.in_quotes(parted))
        raise ConfigError(Problem(place=shown(parted), message=msg("is a name with spaces"), remedy=remedy))
    if slug is not None and len(sources) > 1:
        raise click.UsageError(msg("--slug names one file: give it with one source."))
    if title and len(sources) > 1:
        raise click.UsageError(msg("--episode-title is that of one episode: give it with one source."))
    twice = [source for source in dict.fromkeys(sources) if sources.count(source) > 1]
    if "-" in twice:
        raise click.UsageError(msg("Standard input (-) can be read once only."))
    if twice:
        raise click.UsageError(msg("Named twice: {}", ", ".join(map(printable, twice))))


def command() -> str:
    """The command that was typed, as a remedy tells it to type again."""
    context = click.get_current_context(silent=True)
    return f"audiobuild {context.info_name if context else 'import'}"


@lru_cache(maxsize=1)
def loaded(source: str) -> FetchedPage:
    """A source as it is; one that is asked for again is not read again. Raises ConfigError, RemoteError."""
    from audiobuild.importers import fetch

    if _is_address(source):
        return fetch.page(source)
    return fetch.FetchedPage(content=_bytes(source), media_type="", charset="", address=source)


def found(source: str, wishes: Wishes) -> Import:
    """The interview in a source. Raises ConfigError, ContentError, RemoteError."""
    from audiobuild import importers
    from audiobuild.publication import other_feeds

    page = no_feed(source)
    try:
        return importers.read(page.content, wishes, name=page.address, media_type=page.media_type, charset=page.charset)
    except ContentError as error:
        if not (feed := other_feeds.named(page.content, page.address)):
            raise
        remedy = msg("If the show is meant: {} {}", command(), shlex.quote(shown(feed, 200)))
        raise ContentError(
            [*error.problems, Problem(place=page.address, message=msg("the page names a feed"), remedy=remedy)]
        ) from error


def explained(source: str, wishes: Wishes) -> Sequence[str]:
    """Why each line of a source is taken for what it is. Raises as :func:`found`."""
    from audiobuild import importers

    page = no_feed(source)
    return importers.explained(
        page.content, wishes, name=page.address, media_type=page.media_type, charset=page.charset
    )


def no_feed(source: str) -> FetchedPage:
    """A source that is to be an interview. Raises as :func:`loaded`, and ContentError for a feed, whatever kind it is of."""
    from audiobuild.publication import earlier, other_feeds

    page = loaded(source)
    if earlier.is_feed(page.content):
        message, remedy = msg("is the feed of a show"), msg("Give it alone: {} {}", command(), shlex.quote(source))
        raise ContentError(Problem(place=page.address, message=message, remedy=remedy))
    if other := other_feeds.of(page.content):
        raise ContentError(Problem(place=page.address, message=other.message, remedy=other.remedy))
    return page


def meant(source: str) -> str:
    """A source as it is meant: an address that was typed as people say it, unless a file is called so."""
    from audiobuild.publication import links

    address = links.meant(source)
    return source if address == source or files.there(Path(source)) else address


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


def _bytes(name: str) -> bytes:
    from audiobuild.importers.readers import LIMIT_BYTES

    if name == "-":
        return terminal.standard_input(LIMIT_BYTES, command())
    try:
        return files.data(Path(name), place=name, most_bytes=LIMIT_BYTES)
    except InputError as error:
        raise ConfigError(replace(problem, remedy=_remedy(name)) for problem in error.problems) from error


def _remedy(name: str) -> Message:
    """What to do about a name under which nothing can be read."""
    path = Path(name)
    if files.is_folder(path):
        return msg("Name the files in it, as in: {} {}/*", command(), shlex.quote(name.rstrip("/")))
    if not files.there(path) and (meant := near.remedy(map(suggestions.in_quotes, near.paths(path)))):
        return meant
    if re.match(r"www\.|[\w-]+(?:\.[\w-]+)+/", name) and not files.there(path):
        return msg("{} Is it an address? Then: https://{}", REMEDY, name)
    return REMEDY
