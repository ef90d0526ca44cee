"""The accessible pages: an episode's (text and audio side by side) and the show's (all episodes).

The page prints what the audio says, in the same order: real headings per question, and every link to a moment works
without JavaScript (a media fragment of the MP3).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from audiobuild.languages.words import words
from audiobuild.model import Chapter, Cue, Episode, Item, Show, Speaker
from audiobuild.templates import render


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A paragraph of the page: its cues, and the speaker where another one begins to speak."""

    kind: str
    style: str
    cues: tuple[Cue, ...]
    speaker: Speaker | None


def episode(show: Show, episode: Episode, *, cover: str) -> bytes:
    """dist/<slug>/index.html. ``cover`` is the picture's file name in dist/."""
    cues = {index: tuple(found) for index, found in groupby(episode.timeline.cues, key=lambda cue: cue.segment.chapter)}
    sections = [
        (chapter, tuple(_blocks(cues[index]))) for index, chapter in zip(cues, episode.timeline.chapters, strict=True)
    ]
    return render(
        "episode.html",
        show=show,
        interview=episode.interview,
        timeline=episode.timeline,
        sections=sections,
        cover=cover,
        words=words(episode.interview.language),
    )


def index(show: Show, items: Sequence[Item], *, cover: str) -> bytes:
    """dist/index.html: the show and its episodes, newest first."""
    items = sorted(items, key=lambda item: (str(item.date), item.slug), reverse=True)
    return render("index.html", show=show, items=items, cover=cover, words=words(show.language))


def style() -> bytes:
    """dist/assets/style.css."""
    return render("style.css")


def _blocks(cues: Iterable[Cue]) -> Iterable[Block]:
    speaker = None
    for (kind, _, _), found in groupby(
        cues, key=lambda cue: (cue.segment.kind, cue.segment.turn, cue.segment.paragraph)
    ):
        sentences = tuple(found)
        segment = sentences[0].segment
        named = segment.speaker if segment.speaker != speaker and segment.kind == "text" else None
        speaker = segment.speaker
        yield Block(kind=kind, style=segment.style, cues=sentences, speaker=named)


def _fragment(chapter: Chapter) -> str:
    return f"#t={chapter.start_ms // 1000}"
