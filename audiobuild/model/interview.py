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
    """Who says something."""

    name: Text
    """As it is printed, and as it stands before a turn: `**Name:**`."""
    role: Role
    """What they do: ask, answer, or read what is between (`narrator`)."""
    voice: str = ""
    """The name of a voice: [built in](voices.md), or a file in `voices/`. Without it the show's for the role."""


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
class Recording:
    """A person's own voice: a sound file in content/, or what lies in it between two times."""

    file: str
    start_ms: int = 0
    end_ms: int | None = None

    @property
    def name(self) -> str:
        """The file, with a media fragment if only a piece of it is meant (https://www.w3.org/TR/media-frags/#naming-time)."""
        end = "" if self.end_ms is None else f",{self.end_ms / 1000:g}"
        return f"{self.file}#t={self.start_ms / 1000:g}{end}" if self.start_ms or end else self.file


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """``line`` is where it begins in the source file, counted from 1; it takes ``lines`` lines there. ``style`` is that of the
    innermost list or quotation around it, ``within`` are those of the others, outermost first. An ``attribution`` says behind a
    quotation whose words these are.

    ``shared`` counts the lists, their items and the quotations around it, from the outermost, that are also around the passage
    before it; None says: all of the same kind, but a new item. ``number`` is that of its item where it is not the next one.

    With a ``recording`` it is heard in that, and so are the paragraphs behind it: until another one begins, the turn ends, or
    something stands there that is no paragraph.
    """

    inlines: tuple[Inline, ...]
    line: int
    lines: Count = 1
    style: Style = "plain"
    within: tuple[Style, ...] = ()
    shared: int | None = None
    number: int | None = None
    recording: Recording | None = None

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
    """When."""
    note: Text
    """What was put right, in a sentence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """An address that goes with an episode, and what it is called."""

    title: Text
    """What it is called: says where the link leads."""
    url: Text
    """The address, with `https://`, `http://`, `mailto:` or `tel:`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FrontMatter:
    """The block between ``---`` lines at the top of an interview: what is said *about* it."""

    title: Text
    """What the episode is called."""
    date: Date
    """The day when it was or will be published, `2026-03-01`, or a time, `2026-03-01T09:00:00+01:00`; without its zone, and at
    midnight for a day, it is one in the show's `timezone`. Nothing of an interview is published before."""
    language: str
    """The interview's language, as a BCP 47 tag: `de`, `pt-BR`."""
    speakers: Annotated[tuple[Speaker, ...], Len(1, 500)]
    """Who speaks: at least one who asks and one who answers, or a narrator alone."""
    summary: str = ""
    """What it is about, for feed, page and books. At most 4000 bytes."""
    id: str = ""
    """The episode's guid, by which podcast apps know it: that of the feed where it was published before, or under another file
    name. Keep it."""
    season: Count | None = None
    """Which season (`itunes:season`)."""
    episode: Count | None = None
    """Its number in the season, or in the show (`itunes:episode`)."""
    type: EpisodeType = "full"
    """`trailer` or `bonus`, if it is no whole episode (`itunes:episodeType`)."""
    draft: bool = False
    """Nothing of a draft is published."""
    recordings: str = ""
    """A folder in `content/` with [recordings](recordings.md), a file for each turn that somebody recorded: `q3.wav` for the
    third question, `q3-1.wav` for its first answer."""
    corrected: tuple[Correction, ...] = ()
    """What was put right, when: told in show notes and page. It stays the same episode, with new sound."""
    notes: str = ""
    """Show notes: paragraphs, lists, `**bold**`, `*italics*` and `[links](https://…)` in Markdown. Printed, never heard."""
    links: Annotated[tuple[Link, ...], Len(0, 50)] = ()
    """What else there is to read or to see. Printed, never heard."""
    image: str = ""
    """The episode's picture: a file in `content/`, of any shape. Its cover is made of it."""
    image_alt: str = ""
    """What the picture shows, for those who do not see it. Needed where there is one."""
    image_credit: str = ""
    """Whose picture it is."""

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
