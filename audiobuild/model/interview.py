"""What the editor wrote of one interview: ``content/<slug>.md``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from annotated_types import Len

from audiobuild.model.show import Count, Role, Text

EpisodeType = Literal["full", "trailer", "bonus"]
Style = Literal["plain", "bullet", "number", "quote", "attribution"]
Alignment = Literal["", "left", "center", "right"]
Date = date | datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Speaker:
    """Who says something. ``voice`` is the name of a voice, built in or a file in ``voices/``; empty means the default for the
    role."""

    name: Text
    role: Role
    voice: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class FootnoteReference:
    """The mark of a footnote in a text. ``label`` is what the editor calls it. A script knows its ``number`` in the episode,
    and counts the references to it: ``occurrence``, from 1."""

    label: str
    number: int = 0
    occurrence: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Inline:
    """A run of printed text with one set of marks. ``language`` is empty where it is the interview's own.

    ``say`` is the spoken form that the editor gave for this place, empty where there is none. ``footnotes`` are the marks
    that stand behind it: they are printed and never spoken.
    """

    text: str
    language: str = ""
    say: str = ""
    href: str = ""
    strong: bool = False
    emphasis: bool = False
    footnotes: tuple[FootnoteReference, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """``line`` is where it begins in the source file, counted from 1; it takes ``lines`` lines there. ``quoted`` are items of
    a list that stands in a quotation. An ``attribution`` says behind a quotation whose words these are."""

    inlines: tuple[Inline, ...]
    line: int
    lines: Count = 1
    style: Style = "plain"
    quoted: bool = False

    @property
    def text(self) -> str:
        return printed(self.inlines)


@dataclass(frozen=True, kw_only=True, slots=True)
class Subheading:
    """A heading within what is said below a question, or in introduction and closing words."""

    inlines: tuple[Inline, ...]
    line: int
    lines: Count = 1

    @property
    def text(self) -> str:
        return printed(self.inlines)


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A picture in the text. ``source`` is its file below content/; one without ``alt`` shows nothing that the text does not
    say."""

    source: str
    alt: str
    caption: str
    line: int
    lines: Count = 1

    @property
    def text(self) -> str:
        return " ".join(part for part in (self.alt, self.caption) if part)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row of a table; an empty cell has no inlines. ``line`` is where it stands in the source file."""

    cells: tuple[tuple[Inline, ...], ...]
    line: int

    @property
    def text(self) -> str:
        return "; ".join(printed(cell) for cell in self.cells if cell)


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Data in rows. ``head`` names the columns, the first cell of a row names it; all rows have as many cells."""

    head: Row
    rows: tuple[Row, ...]
    alignments: tuple[Alignment, ...]
    line: int
    lines: Count = 1

    @property
    def text(self) -> str:
        return " ".join(row.text for row in (self.head, *self.rows))


Passage = Paragraph | Subheading | Picture | Table


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """What one speaker says before another does, and what stands between."""

    speaker: Speaker
    passages: tuple[Passage, ...]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """What the speaker says in running text."""
        return tuple(passage for passage in self.passages if isinstance(passage, Paragraph))


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """A question with all that is said until the next: one ``##`` heading, one chapter."""

    question: Turn
    answers: tuple[Turn, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Footnote:
    """A remark at the foot of the text, to which a reference with the same ``label`` leads."""

    label: str
    inlines: tuple[Inline, ...]
    line: int
    lines: Count = 1


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
    footnotes: tuple[Footnote, ...] = ()

    @property
    def turns(self) -> tuple[Turn, ...]:
        """All turns in the order of reading."""
        talk = (turn for exchange in self.exchanges for turn in (exchange.question, *exchange.answers))
        return (*self.introduction, *talk, *self.closing)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures in the order of reading."""
        return tuple(passage for turn in self.turns for passage in turn.passages if isinstance(passage, Picture))

    @property
    def title(self) -> Paragraph:
        return Paragraph(inlines=(Inline(text=self.about.title),), line=self.title_line)


def printed(inlines: tuple[Inline, ...]) -> str:
    """The text of runs, without their marks."""
    return "".join(inline.text for inline in inlines)
