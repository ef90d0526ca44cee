"""feed.xml: RSS 2.0 with the iTunes, Podcasting 2.0 and Podlove namespaces, by literal prefixes.

docs/standards.md#feed says what it must be. Older episodes stand in archives beside it (RFC 5005). They are counted from
the oldest episode, so that a new one changes feed.xml alone: players and caches keep what they have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial

from audiobuild import __version__
from audiobuild.languages.words import words
from audiobuild.model import EarlierEpisode, Item, Show, Speaker
from audiobuild.publication import addresses, disclosure, guids, release, show_notes
from audiobuild.publication.addresses import FEED
from audiobuild.publication.former_settings import FREQUENCIES
from audiobuild.site.templates import inert, render
from audiobuild.text import short_title


def write(
    show: Show,
    items: Sequence[Item],
    earlier: Sequence[EarlierEpisode] = (),
    *,
    cover: str,
    built: datetime,
    digest: Callable[[str], str],
) -> Iterator[tuple[str, bytes]]:
    """The names and bytes of feed.xml and its archives, archives first. ``earlier`` episodes stand in it as they were.

    ``cover`` is the picture's address below the show's link; ``built`` is when the show last changed. ``digest`` gives that
    of a file by its path below dist/. ``show.guid`` is assigned.
    """
    every: tuple[Item | EarlierEpisode, ...] = (*items, *earlier)
    oldest_first = sorted(every, key=partial(_order, timezone=show.timezone))
    size = show.feed_episodes
    archives = max(0, -(-len(oldest_first) // size) - 1)
    common = {
        "show": show,
        "built": built,
        "cover_url": f"{show.link}{cover}",
        "version": __version__,
        "category": [part.strip() for part in show.category.split(">")],
        "regulars": _regulars(items),
        "rules": FREQUENCIES,
        "words": words(show.language),
        "guid": lambda item: guids.episode(show, item),
        "address": lambda item, name: addresses.of_file(show, item.slug, name, digest(f"{item.slug}/{name}")),
        "short_title": short_title,
        "notes": _notes,
        "description": _description,
        "names": addresses,
        "moved_to": addresses.new_feed(show),
    }
    for number in range(1, archives + 1):
        page = oldest_first[(number - 1) * size : number * size]
        links = _archive_links(number, archives)
        yield _archive(number), render("feed.xml", **common, items=page[::-1], links=links, archive=True)
    links = {"self": FEED} | _older(archives)
    yield FEED, render("feed.xml", **common, items=oldest_first[-size:][::-1], links=links, archive=False)


def _order(episode: Item | EarlierEpisode, timezone: str) -> tuple[datetime, str]:
    if isinstance(episode, EarlierEpisode):
        return episode.published, ""
    return release.order(episode, timezone)


def _archive(number: int) -> str:
    return f"feed-{number}.xml"


def _older(number: int) -> dict[str, str]:
    """Links to an archive, for those who read paged feeds and for those who read archived feeds (RFC 5005, 3 and 4)."""
    return {"next": _archive(number), "prev-archive": _archive(number)} if number else {}


def _archive_links(number: int, archives: int) -> dict[str, str]:
    newer = {"next-archive": _archive(number + 1)} if number < archives else {}
    previous = _archive(number + 1) if number < archives else FEED
    return {"self": _archive(number), "current": FEED, "previous": previous} | newer | _older(number - 1)


def _regulars(items: Sequence[Item]) -> tuple[Speaker, ...]:
    """Who asks in every episode: the hosts of the show, as far as what the editor wrote can tell."""
    hosts = [[speaker for speaker in item.about.speakers if speaker.role == "question"] for item in items]
    everywhere = set.intersection(*({host.name for host in some} for some in hosts)) if hosts else set()
    return tuple({host.name: host for some in hosts for host in some if host.name in everywhere}.values())


def _description(item: Item) -> str:
    """What there is to tell of an episode: its summary as text, or HTML with all that is more than that."""
    about = item.about
    told = show_notes.html(about) if show_notes.is_marked_up(about) or item.credits else inert(about.summary)
    told = told or show_notes.contents(chapter.title for chapter in item.chapters)
    return show_notes.with_credits(told, about.language, item.credits)


def _notes(item: Item, page: str) -> str:
    """The show notes as HTML. Spotify and Apple make chapters of a list of times, the first 00:00:00, one a line."""
    own, marked_up = words(item.about.language), show_notes.is_marked_up(item.about)
    notice = disclosure.notice(own, disclosure.of_item(item))
    return render("notes.html", item=item, page=page, words=own, marked_up=marked_up, notice=notice).decode()
