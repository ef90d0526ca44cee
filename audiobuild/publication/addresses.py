"""The names of the published files, and their addresses on the web: the one place that knows them.

``dist/`` is laid out so that whoever links a file, writes it, reads it back or serves it names it the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from audiobuild.model import Show

FEED: Final = "feed.xml"
INDEX: Final = "index.html"
MANIFEST: Final = "audiobuild-manifest.json"
ASSETS: Final = "assets"
STYLE: Final = f"{ASSETS}/style.css"
PLAYER: Final = f"{ASSETS}/player.js"
PAGE: Final = "index.html"
CHAPTERS: Final = "chapters.json"
VTT: Final = "transcript.vtt"
SRT: Final = "transcript.srt"
JSON: Final = "transcript.json"

MEDIA_TYPES: Final = {
    CHAPTERS: "application/json+chapters",
    VTT: "text/vtt",
    SRT: "application/x-subrip",
    JSON: "application/json",
}
"""As the Podcasting 2.0 namespace names them: https://github.com/Podcastindex-org/podcast-namespace."""


@dataclass(frozen=True, slots=True)
class EpisodeFiles:
    """The files that are named after their episode; they lie in dist/<slug>/ like the others."""

    slug: str

    @property
    def mp3(self) -> str:
        return f"{self.slug}.mp3"

    @property
    def epub(self) -> str:
        return f"{self.slug}.epub"

    @property
    def daisy(self) -> str:
        return f"{self.slug}-daisy.zip"

    @property
    def media(self) -> frozenset[str]:
        """Those that are served below ``media_link`` where a show has one: together nearly all bytes of an episode."""
        return frozenset({self.mp3, self.epub, self.daisy})


def page(show: Show, slug: str) -> str:
    """The address of an episode's page, which is that of its folder. ``show.link`` ends in a slash."""
    return f"{show.link}{slug}/"


def media(show: Show, slug: str) -> str:
    """The address below which the large files of an episode are served; they have the same paths at either place."""
    return f"{show.media_link or show.link}{slug}/"


def is_media(name: str) -> bool:
    """Whether a file of dist/, by its path there, is one of an episode's large files."""
    slug, _, file = name.partition("/")
    return file in EpisodeFiles(slug).media
