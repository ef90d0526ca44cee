"""How a listener's app is handed a feed: links whose schemes belong to single apps.

AntennaPod takes ``antennapod-subscribe://`` and Pocket Casts ``pktc://subscribe/`` without the feed's own scheme: a browser
reads ``https`` behind a scheme as a host, and drops its colon. Overcast takes the whole address, escaped
(https://overcast.fm/podcasterinfo), and Apple's app is opened by ``podcast://``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from audiobuild.model import Show
from audiobuild.publication import addresses

SCHEMES = frozenset({"antennapod-subscribe", "overcast", "pktc", "podcast"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """An app or a directory, and the link that leads to the show there."""

    name: str
    href: str


def ways(show: Show) -> Iterator[Way]:
    """Where a listener can follow the show: apps that open with its feed, and directories that the editor named. Where Apple's
    page is known, it stands for Apple's app, which opens it, too."""
    feed = f"{show.link}{addresses.FEED}"
    bare = feed.partition("://")[2]
    yield Way(name="AntennaPod", href=f"antennapod-subscribe://{bare}")
    yield Way(name="Apple Podcasts", href=show.directories.apple or f"podcast://{bare}")
    yield Way(name="Overcast", href=f"overcast://x-callback-url/add?url={quote(feed, safe='')}")
    yield Way(name="Pocket Casts", href=f"pktc://subscribe/{bare}")
    if show.directories.spotify:
        yield Way(name="Spotify", href=show.directories.spotify)
