"""How the text of an EPUB is laid into documents: one, or few of about the same size where the talk is long.

A reader wants a talk in one flow, and not a page for each question. But reading systems lay out a document whole before they
show it, so that one of some hundred kilobytes opens late and turns slowly. So a long talk is cut, between questions.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, groupby

from audiobuild.model import TimedChapter, Timeline

MOST_CHARACTERS = 50_000
"""Of the printed text in a document: with its elements that is some 80 kB of XHTML, about an hour of speech."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A document of the text, and what is in it. Its overlay has the same ``name``."""

    name: str
    chapters: tuple[TimedChapter, ...]

    @property
    def title(self) -> str:
        """Its first heading."""
        return " ".join(cue.utterance.text for cue in self.chapters[0].named)

    @property
    def duration_ms(self) -> int:
        return sum(timed.tile_duration_ms for timed in self.chapters)


def of(timeline: Timeline) -> tuple[Document, ...]:
    """The documents of a text. A chapter is in the one in which its middle lies, so that they are of about the same size."""
    sizes = [sum(len(cue.utterance.text) for cue in timed.cues) for timed in timeline.chapters]
    share = sum(sizes) / max(1, -(-sum(sizes) // MOST_CHARACTERS))
    middles = [end - size / 2 for size, end in zip(sizes, accumulate(sizes), strict=True)]
    placed = zip((int(middle / share) for middle in middles), timeline.chapters, strict=True)
    parts = [tuple(timed for _, timed in some) for _, some in groupby(placed, key=lambda one: one[0])]
    return tuple(Document(name=f"text{number}", chapters=chapters) for number, chapters in enumerate(parts, 1))
