"""The accessible pages: an episode's (text and audio side by side) and the show's (all episodes).

The page prints what the audio says, in the same order, and works without its script: real headings, the browser's own
player, a link at each question and paragraph that plays from there (a media fragment of the MP3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import BinaryIO

from audiobuild.languages.words import words
from audiobuild.model import Item, Show, Timeline
from audiobuild.publication import addresses
from audiobuild.site.illustrations import Illustration
from audiobuild.site.templates import asset, render, write

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
"""Nothing but what lies beside the page: https://www.w3.org/TR/CSP3/."""


def episode(
    sink: BinaryIO,
    show: Show,
    timeline: Timeline,
    *,
    cover: str,
    pictures: Mapping[str, Illustration] = MappingProxyType({}),
) -> None:
    """Write dist/<slug>/index.html to ``sink``. ``cover`` is the picture's file name in dist/, ``pictures`` are those in the
    text by their files in content/."""
    interview = timeline.interview
    about = interview.about
    own = words(about.language)
    files = addresses.EpisodeFiles(interview.slug)
    snippet = {
        "address": addresses.page(show, interview.slug),
        "label": own.player.format(title=about.title),
        "language": about.language,
        "mp3": files.mp3,
    }
    write(
        sink,
        "episode.html",
        show=show,
        interview=interview,
        timeline=timeline,
        address=snippet["address"],
        files=files,
        names=addresses,
        hours=timeline.duration_ms >= 3_600_000,
        cover=cover,
        pictures=pictures,
        embed_frame=render("embed_frame.html", **snippet).decode().strip(),
        embed_audio=render("embed_audio.html", **snippet).decode().strip(),
        policy=POLICY,
        words=own,
    )


def index(show: Show, items: Sequence[Item], *, cover: str) -> bytes:
    """dist/index.html: the show and its episodes, newest first."""
    items = sorted(items, key=lambda item: (str(item.about.date), item.slug), reverse=True)
    return render(
        "index.html", names=addresses, show=show, items=items, cover=cover, policy=POLICY, words=words(show.language)
    )


def style() -> bytes:
    """dist/assets/style.css."""
    return asset("style.css")


def script() -> bytes:
    """dist/assets/player.js."""
    return asset("player.js")
