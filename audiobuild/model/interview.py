"""What the editor wrote of one interview: ``content/<slug>.md``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from annotated_types import Len

from audiobuild.model.show import Count, Role, Text

EpisodeType = Literal["full", "trailer", "bonus"]
Style = Literal["plain", "bullet", "number", "quote"]
Date = date | datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Speaker:
    """Who says something. ``voice`` is the name of a voice, built in or a file in ``voices/``; empty means the default for the
    role."""

    name: Text
    role: Role
    voice: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Inline:
    """A run of printed text with one set of marks. ``language`` is empty where it is the interview's own.

    ``say`` is the spoken form that the editor gave for this place, empty where there is none.
    """

    text: str
    language: str = ""
    say: str = ""
    href: str = ""
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """``line`` is where it begins in the source file, counted from 1; it takes ``lines`` lines there."""

    inlines: tuple[Inline, ...]
    line: int
    lines: Count = 1
    style: Style = "plain"

    @property
    def text(self) -> str:
        return "".join(inline.text for inline in self.inlines)


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """What one speaker says before another does."""

    speaker: Speaker
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """A question with all that is said until the next: one ``##`` heading, one chapter."""

    question: Turn
    answers: tuple[Turn, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """What was put right after an interview had been published, and when."""

    date: Date
    note: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """An address that goes with an episode, and what it is called."""

    title: Text
    url: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class FrontMatter:
    """The block between ``---`` lines at the top of an interview: what is said *about* it.

    ``id`` is the episode's guid where the editor gives one, such as that of the feed it comes from; ``season``,
    ``episode`` and ``type`` are the feed's itunes:season, itunes:episode and itunes:episodeType. A ``draft`` is not
    published (:mod:`audiobuild.publication.release`).

    ``notes`` are Markdown (:mod:`audiobuild.publication.show_notes`), ``image`` is a file in content/. Notes, links and
    picture are printed and never heard.
    """

    title: Text
    date: Date
    language: str
    speakers: Annotated[tuple[Speaker, ...], Len(1, 500)]
    summary: str = ""
    id: str = ""
    season: Count | None = None
    episode: Count | None = None
    type: EpisodeType = "full"
    draft: bool = False
    corrected: tuple[Correction, ...] = ()
    notes: str = ""
    links: Annotated[tuple[Link, ...], Len(0, 50)] = ()
    image: str = ""
    image_alt: str = ""
    image_credit: str = ""

    @property
    def participants(self) -> tuple[Speaker, ...]:
        """Who talks: the narrator only reads."""
        return tuple(speaker for speaker in self.speakers if speaker.role != "narrator")

    @property
    def dates(self) -> tuple[Date, ...]:
        """When it was published, and when it was corrected."""
        return (self.date, *(correction.date for correction in self.corrected))


@dataclass(frozen=True, kw_only=True, slots=True)
class Interview:
    """``content/<slug>.md``. ``path`` is the file as errors name it, relative to the publication.

    ``title_line`` is where the title stands in it, counted from 1.
    """

    slug: str
    path: str
    about: FrontMatter
    title_line: int
    introduction: tuple[Turn, ...]
    exchanges: tuple[Exchange, ...]
    closing: tuple[Turn, ...]

    @property
    def title(self) -> Paragraph:
        return Paragraph(inlines=(Inline(text=self.about.title),), line=self.title_line)
