"""The names of the published files, and their addresses on the web: the one place that knows them.

``dist/`` is laid out so that whoever links a file, writes it, reads it back or serves it names it the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from audiobuild.model import Show

FEED: Final = "feed.xml"
INDEX: Final = "index.html"
MANIFEST: Final = "audiobuild-manifest.json"
ASSETS: Final = "assets"
STYLE: Final = f"{ASSETS}/style.css"
PLAYER: Final = f"{ASSETS}/player.js"
FONTS: Final = ("literata-400.woff2", "literata-400-italic.woff2", "literata-700.woff2")
"""In the folder of the assets, where the style finds them."""
LIST: Final = f"{ASSETS}/list.js"
EMBED: Final = "embed.html"
EMBED_STYLE: Final = f"{ASSETS}/embed.css"
EMBED_PLAYER: Final = f"{ASSETS}/embed.js"
GROW: Final = f"{ASSETS}/grow.js"
"""For the pages of others: their frame grows with what is in it."""
PAGE: Final = "index.html"
COVER: Final = "cover.jpg"
COVERS: Final = (COVER, "cover.png")
SMALL_COVERS: Final = {150: "cover-150.jpg", 300: "cover-300.jpg", 600: "cover-600.jpg"}
"""The cover beside a text, by its pixels on each side: a page names all, and a browser takes the one that it shows sharp."""
ICON: Final = "icon.png"
PICTURE: Final = "picture.jpg"
CHAPTERS: Final = "chapters.json"
VTT: Final = "transcript.vtt"
SRT: Final = "transcript.srt"
JSON: Final = "transcript.json"
HTML: Final = "transcript.html"
TIMELINE: Final = "timeline.json"
"""For builds to come, which write the others of it: no page and no feed names it."""
TRANSCRIPTS: Final = (JSON, VTT, SRT, HTML)
"""In the order of the feed. Some clients take the first type that they know, and JSON keeps every speaker in all of them
(docs/standards.md#transcripts)."""

MEDIA_TYPES: Final = {
    CHAPTERS: "application/json+chapters",
    VTT: "text/vtt",
    SRT: "application/x-subrip",
    JSON: "application/json",
    HTML: "text/html",
}
"""As the Podcasting 2.0 namespace names them: https://github.com/Podcastindex-org/podcast-namespace."""

DIGEST_BYTES: Final = 8
"""Of the digests in the addresses of files that may change."""


def versioned(name: str, digest: str) -> str:
    """The address of a file that may change, so that it changes with it, and the file is fetched again: the same address has
    the same bytes, which caches count on, and AntennaPod, which keeps chapters and transcripts for ever.

    The file keeps its name: a player that holds on to the first address it saw (Podcast Addict: u2vpodcast#19) gets the
    new file too, and none has to be kept twice. Path and address both end in the file's extension, since some look at the
    one and some at the other. Megaphone and Audioboom do it this way (``.mp3?updated=…``).
    """
    return f"{name}?v={digest}.{name.rpartition('.')[2]}"


TYPES: Final = {
    ".mp3": "audio/mpeg",
    ".vtt": "text/vtt",
    ".srt": "application/x-subrip",
    ".json": "application/json",
    ".xml": "application/rss+xml",
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".epub": "application/epub+zip",
    ".zip": "application/zip",
    ".pef": "application/x-pef+xml",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""Not left to the machine's own table, which differs (a bare Debian knows neither .vtt nor .srt)."""

UNKNOWN_TYPE: Final = "application/octet-stream"


def media_type(name: str) -> str:
    """What a published file is, by its name or path."""
    path = PurePosixPath(name.lower())
    return MEDIA_TYPES[CHAPTERS] if path.name == CHAPTERS else TYPES.get(path.suffix, UNKNOWN_TYPE)


MOST_OF_A_NAME, MOST_OF_A_PATH = 255, 1024
"""In bytes: what file systems take of a name (POSIX NAME_MAX), and S3 of a key."""


def is_below(name: str) -> bool:
    """Whether a name is that of a file below a folder, and one that every place can have. Manifests and records hold names, and
    whoever writes at a place can write them."""
    if "\\" in name or "\0" in name:
        return False
    parts = [part.encode("utf-8", "backslashreplace") for part in name.split("/")]
    if any(part in (b"", b".", b"..") or len(part) > MOST_OF_A_NAME for part in parts):
        return False
    return sum(len(part) + 1 for part in parts) <= MOST_OF_A_PATH


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
    def brf(self) -> str:
        return f"{self.slug}.brf"

    @property
    def pef(self) -> str:
        return f"{self.slug}.pef"

    @property
    def docx(self) -> str:
        return f"{self.slug}.docx"

    @property
    def read(self) -> tuple[str, ...]:
        """What is made to be read elsewhere, without sound; it stays beside the page."""
        return (self.brf, self.pef, self.docx)

    @property
    def media(self) -> frozenset[str]:
        """Those that are served below ``media_link`` where a show has one: together nearly all bytes of an episode."""
        return frozenset({self.mp3, self.epub, self.daisy})


def new_feed(show: Show) -> str:
    """The address at which those find the feed who still read it at a former one; empty where there is none."""
    return f"{show.link}{FEED}" if show.former_links else ""


def page(show: Show, slug: str) -> str:
    """The address of an episode's page, which is that of its folder. ``show.link`` ends in a slash."""
    return f"{show.link}{slug}/"


def media(show: Show, slug: str) -> str:
    """The address below which the large files of an episode are served; they have the same paths at either place."""
    return f"{show.media_link or show.link}{slug}/"


def of_file(show: Show, slug: str, name: str, digest: str) -> str:
    """The address of a file of an episode that changes with it; ``digest`` is that of its bytes."""
    below = media if name in EpisodeFiles(slug).media else page
    return below(show, slug) + versioned(name, digest[: 2 * DIGEST_BYTES])


def is_sound(folder: str, address: str) -> bool:
    """Whether an address is that of an episode's MP3 below ``folder``, where builds put it."""
    slug, _, file = address.partition("?")[0].removeprefix(folder).partition("/")
    return address.startswith(folder) and file == EpisodeFiles(slug).mp3


def is_media(name: str) -> bool:
    """Whether a file of dist/, by its path there, is one of an episode's large files."""
    slug, _, file = name.partition("/")
    return file in EpisodeFiles(slug).media
