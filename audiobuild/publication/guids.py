"""The names by which players know a podcast and its episodes: given once, and never changed.

A podcast's is written into content/show.toml by the first build for its real address, so that it stays when the feed moves.
It follows from the first address that the feed had.
An episode's follows from the podcast's and the slug, or is the ``id`` that the editor gives.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import count
from typing import Protocol
from uuid import UUID, uuid5

from audiobuild.errors import OutputError, Problem
from audiobuild.files import write_atomically
from audiobuild.messages import msg
from audiobuild.model import FrontMatter, Interview, Show
from audiobuild.publication import addresses, marks, placeholders
from audiobuild.publication.config import SHOW_FILE, Publication

PODCAST_NAMESPACE = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/tags/guid.md"""


class Identified(Protocol):
    """An interview, or what is kept of it."""

    @property
    def slug(self) -> str: ...

    @property
    def about(self) -> FrontMatter: ...


def podcast(feed_url: str) -> UUID:
    """The podcast:guid of a feed: UUIDv5 over its address without scheme and trailing slashes."""
    return uuid5(PODCAST_NAMESPACE, feed_url.split("://", 1)[-1].rstrip("/"))


def episode(show: Show, item: Identified) -> str:
    """The guid of an episode. ``show.guid`` is assigned."""
    return of(show.guid, item)


def of(podcast_guid: str, item: Identified) -> str:
    """The same by the show's guid. Raises ValueError where that is none."""
    return item.about.id or by_name(podcast_guid, item.slug)


def by_name(podcast_guid: str, slug: str) -> str:
    """The guid of an episode whose interview gives no id. Raises ValueError as :func:`of`."""
    return str(uuid5(UUID(podcast_guid), slug))


def given(show: Show, interview: Interview, taken: Collection[str] = ()) -> Interview:
    """A new interview with an id of its own, so that it stays the same episode under another name.

    The id follows from what the interview is now, also from its date and title: a name that has become free may be another
    one's. It is none that is ``taken``: a file that was renamed keeps its id, and a copy of it brings that along. An example's
    show has yet to get its guid, and gives none.
    """
    about = interview.about
    if about.id and about.id not in taken:
        return interview
    if placeholders.is_reserved(show.link):
        return replace(interview, about=replace(about, id=""))
    name = f"{interview.slug} {about.date.isoformat()} {about.title}"
    podcast_guid = UUID(show.guid) if show.guid else podcast(f"{show.link}{addresses.FEED}")
    ids = (str(uuid5(podcast_guid, f"{name} {number}" if number > 1 else name)) for number in count(1))
    return replace(interview, about=replace(about, id=next(one for one in ids if one not in taken)))


def assigned(publication: Publication) -> Publication:
    """The publication with its podcast:guid, which is written into content/show.toml the first time.

    For an example's address it is not written: the podcast has yet to get its own. Raises OutputError.
    """
    show = publication.show
    if show.guid:
        return publication
    guid = str(podcast(f"{(show.former_links or (show.link,))[0]}{addresses.FEED}"))
    if not placeholders.is_reserved(show.link):
        _write(publication, guid)
    return replace(publication, show=replace(show, guid=guid))


def duplicates(show: Show, items: Iterable[Identified]) -> Iterator[Problem]:
    """A problem for every episode whose guid another has: players would show only one of them."""
    seen: dict[str, str] = {}
    for item in items:
        guid = episode(show, item)
        if guid in seen:
            yield Problem(
                place=f"content/{item.slug}.md: id",
                message=msg("{!r} is also the id of content/{}.md", guid, seen[guid]),
                remedy=msg("Give each interview an id of its own, or none."),
            )
        seen.setdefault(guid, item.slug)


def _write(publication: Publication, guid: str) -> None:
    """The first line of a TOML file is always outside of its tables, and nothing else in it needs to be understood."""
    path = publication.root / SHOW_FILE
    line = f'guid = "{guid}" # {marks.guid(publication.show.language)}\n'
    try:
        write_atomically(path, line.encode() + path.read_bytes().removeprefix(BOM_UTF8))
    except OutputError as error:
        remedy = msg("Write this line at its top yourself: {}", line.strip())
        raise OutputError(replace(problem, remedy=remedy) for problem in error.problems) from error
