"""The accessible pages: an episode's (text and audio side by side) and the show's (all episodes).

The page prints what the audio says, in the same order, and works without its script: real headings, the browser's own
player, a link at each question and paragraph that plays from there (a media fragment of the MP3).
"""

from __future__ import annotations

from collections.abc import Sequence

from audiobuild.languages.words import words
from audiobuild.model import Episode, Item, Show
from audiobuild.outline import Outline
from audiobuild.site.templates import asset, render

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
"""Nothing but what lies beside the page: https://www.w3.org/TR/CSP3/."""


def episode(show: Show, episode: Episode, outline: Outline, *, cover: str) -> bytes:
    """dist/<slug>/index.html. ``cover`` is the picture's file name in dist/."""
    interview = episode.interview
    said = words(interview.language)
    snippet = {
        "address": f"{show.link}{interview.slug}/",
        "label": said.player.format(title=interview.title.text),
        "language": interview.language,
        "slug": interview.slug,
    }
    return render(
        "episode.html",
        show=show,
        interview=interview,
        outline=outline,
        participants=[speaker.name for speaker in interview.speakers if speaker.role != "narrator"],
        duration_ms=episode.timeline.duration_ms,
        hours=episode.timeline.duration_ms >= 3_600_000,
        cover=cover,
        embed_frame=render("embed_frame.html", **snippet).decode().strip(),
        embed_audio=render("embed_audio.html", **snippet).decode().strip(),
        policy=POLICY,
        words=said,
    )


def index(show: Show, items: Sequence[Item], *, cover: str) -> bytes:
    """dist/index.html: the show and its episodes, newest first."""
    items = sorted(items, key=lambda item: (str(item.date), item.slug), reverse=True)
    return render("index.html", show=show, items=items, cover=cover, policy=POLICY, words=words(show.language))


def style() -> bytes:
    """dist/assets/style.css."""
    return asset("style.css")


def script() -> bytes:
    """dist/assets/player.js."""
    return asset("player.js")
