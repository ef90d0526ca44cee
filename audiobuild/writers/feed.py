"""feed.xml: RSS 2.0 with the iTunes, Podcasting 2.0 and Podlove namespaces, by literal prefixes (STANDARDS.md, 3)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from audiobuild import __version__
from audiobuild.languages.words import words
from audiobuild.model import Item, Show
from audiobuild.templates import render
from audiobuild.text import short_title

PODCAST_NAMESPACE = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/tags/guid.md"""


def write(show: Show, items: Sequence[Item], *, cover: str) -> bytes:
    """The feed of all episodes, newest first. ``cover`` is the picture's file name in dist/."""
    items = sorted(items, key=lambda item: (str(item.date), item.slug), reverse=True)
    feed_url = f"{show.link}feed.xml"
    return render(
        "feed.xml",
        show=show,
        items=items,
        feed_url=feed_url,
        cover_url=f"{show.link}{cover}",
        guid=guid(feed_url),
        built=items[0].date if items else date(1970, 1, 1),
        version=__version__,
        category=[part.strip() for part in show.category.split(">")],
        item_guid=lambda item: uuid.uuid5(guid(feed_url), item.slug),
        short_title=short_title,
        notes=_notes,
    )


def _notes(item: Item, page: str) -> str:
    """The show notes as HTML. Spotify and Apple make chapters of a list of times, the first 00:00:00, one a line."""
    return render("notes.html", item=item, page=page, words=words(item.language)).decode()


def guid(feed_url: str) -> uuid.UUID:
    """The podcast:guid of a feed: UUIDv5 over its address without scheme and trailing slashes."""
    return uuid.uuid5(PODCAST_NAMESPACE, feed_url.split("://", 1)[-1].rstrip("/"))
