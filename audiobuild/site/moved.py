"""What stays at the former address of a show, where no server can lead on: the feed, which says where it is now, and for each
page one that leads to the new."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from audiobuild.errors import ConfigError, OutputError, Problem
from audiobuild.files import write_atomically
from audiobuild.inputs import files
from audiobuild.languages.words import words
from audiobuild.messages import msg
from audiobuild.model import Show
from audiobuild.publication import addresses, links
from audiobuild.publication.config import DIST, SHOW_FILE
from audiobuild.site.published import Published
from audiobuild.site.templates import render


def write(published: Published, show: Show, folder: Path, *, force: bool) -> tuple[str, ...]:
    """Write what stays there into ``folder``, and say which files. With ``force`` also into one that holds others: those of the
    same names are replaced, and no other is touched.

    Raises ConfigError where the show has not moved, or only to a name with or without www., and OutputError where dist/ does
    not say so yet, or the folder is taken.
    """
    if not show.former_links:
        remedy = msg('Say where it was before, and build again: moved_from = "https://old.example.org/podcast/"')
        raise ConfigError(Problem(place=f"{SHOW_FILE}: moved_from", message=msg("is missing"), remedy=remedy))
    if not places(show):
        message = msg(
            "{} and link differ by www. alone, and are the same files nearly everywhere", show.former_links[0]
        )
        remedy = msg(
            "The pages would lead to themselves. Let the server lead on from it (301): docs/hosting.md says how."
        )
        raise ConfigError(Problem(place=f"{SHOW_FILE}: moved_from", message=message, remedy=remedy))
    feed = addresses.FEED
    if published.manifest.feed.moved_to != addresses.new_feed(show) or not published.intact(feed):
        message, remedy = msg("does not say yet that the show has moved"), msg("Build again: audiobuild build")
        raise OutputError(Problem(place=f"{DIST}/{feed}", message=message, remedy=remedy))
    if not force and files.there(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        remedy = msg("Name a new folder; or --force, to replace what has the same names in it.")
        raise OutputError(Problem(place=str(folder), message=msg("is there already"), remedy=remedy))
    kept = {feed: (published.dist / feed).read_bytes(), **dict(_pages(published, show))}
    for name, data in kept.items():
        write_atomically(folder / name, data)
    return tuple(kept)


def places(show: Show) -> tuple[str, ...]:
    """The former addresses that have files of their own: a name with www. and one without share theirs."""
    now = _without_www(show.link)
    return tuple(one for one in show.former_links if _without_www(one) != now)


def _without_www(address: str) -> str:
    return links.place(address).removeprefix("www.")


def _pages(published: Published, show: Show) -> Iterator[tuple[str, bytes]]:
    yield addresses.INDEX, _page(show.link, show.title, show.language)
    for slug, item in sorted(published.manifest.items.items()):
        page = _page(addresses.page(show, slug), item.about.title, item.about.language)
        yield f"{slug}/{addresses.PAGE}", page


def _page(address: str, title: str, language: str) -> bytes:
    return render("moved.html", address=address, title=title, language=language, words=words(language))
