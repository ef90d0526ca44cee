"""What is said: the interview as a tree of chapters, blocks, paragraphs and utterances."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from audiobuild.model.interview import Alignment, Inline, Interview, Picture, Recording, Speaker
from audiobuild.model.show import Sound, Voice

PauseKind = Literal["sentence", "item", "paragraph", "speaker", "chapter"]
ChapterKind = Literal["introduction", "question", "closing"]
ContainerKind = Literal["bullet", "number", "item", "quote", "quotation", "attribution"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Printed text beside what is spoken for it.

    The pieces of a sentence in order give the whole printed text and the whole spoken text. Inside a piece whose ``text``
    equals ``spoken`` characters correspond one to one; any other corresponds as a whole. ``rule`` says what changed it
    (``abbreviation``, ``date``, ``lexicon``, ``say``, …), empty where nothing did. ``ipa`` is its pronunciation in the
    International Phonetic Alphabet where the lexicon has one, for engines that read it.
    """

    text: str
    spoken: str
    language: str
    rule: str = ""
    ipa: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence of a paragraph. ``start`` is where it begins in the paragraph's printed text, in characters."""

    start: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def spoken(self) -> str:
        return "".join(piece.spoken for piece in self.pieces)

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where a text stands in the editor's file: in a paragraph that begins at ``line`` (from 1) and takes ``lines`` lines,
    from ``start`` to ``end`` of its printed text. What the tool says itself is found nowhere: ``start`` equals ``end``."""

    line: int
    lines: int
    start: int = 0
    end: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Utterance:
    """One sentence in one voice: the leaf of the tree, and the unit that is synthesised, levelled, encoded and cached.

    ``id`` names it in its script and in links (``s1``, ``s2`` …). ``sound`` is where it is heard: a voice speaks it, it is a
    part of a recording, which its neighbours may share, or it is one of the show's sounds, which nobody says and its text
    describes.
    ``inlines`` is the sentence as printed, with its marks; they join to the sentence's text. ``pause`` is the kind of silence
    after it. An ``announcement`` is said by the tool ("Frage 3 von 15") and stands in front of a question.
    """

    id: str
    speaker: Speaker
    sound: Voice | Recording | Sound
    sentence: Sentence
    inlines: tuple[Inline, ...]
    source: Source
    pause: PauseKind
    announcement: bool = False

    @property
    def voice(self) -> Voice | None:
        """The voice that speaks it, if one does."""
        return self.sound if isinstance(self.sound, Voice) else None

    @property
    def recording(self) -> Recording | None:
        """The recording in which it is heard, if it is."""
        return self.sound if isinstance(self.sound, Recording) else None

    @property
    def heard_in(self) -> str:
        """The name of its voice, or the file in which it is heard."""
        return self.sound.file if isinstance(self.sound, Sound) else self.sound.name

    @property
    def is_said(self) -> bool:
        """Whether anybody says it: no sound of the show."""
        return not isinstance(self.sound, Sound)

    @property
    def text(self) -> str:
        return self.sentence.text

    @property
    def spoken(self) -> str:
        return self.sentence.spoken

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return self.sentence.pieces


Utterances = tuple[Utterance, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Container:
    """A list, an item of one, or a quotation around paragraphs. ``id`` tells it from its neighbours of the same kind. A
    ``quotation`` holds a ``quote`` and the ``attribution`` that says whose words it is. ``number`` is that of an item which is
    not the next one."""

    kind: ContainerKind
    id: int
    number: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """Plain paragraphs by one speaker, or a whole list or quotation. ``named`` says whether the speaker is named in print above
    it: where it changes, but not where it goes without saying (the narrator reads introduction and closing words). ``places``
    says of each paragraph what stands around it, outermost first; without them nothing does."""

    kind: ClassVar[str] = "text"
    speaker: Speaker
    named: bool
    paragraphs: tuple[Utterances, ...]
    places: tuple[tuple[Container, ...], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class SubheadingBlock:
    """A heading within a chapter: one utterance, whatever it says."""

    kind: ClassVar[str] = "subheading"
    speaker: Speaker
    paragraphs: tuple[Utterances, ...]

    @property
    def utterance(self) -> Utterance:
        return self.paragraphs[0][0]


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureBlock:
    """A picture with what is printed below it. ``described`` says that its description is the first of what is heard, as one
    utterance; ``heard`` is false where the show has pictures printed only."""

    kind: ClassVar[str] = "picture"
    speaker: Speaker
    picture: Picture
    heard: bool
    described: bool
    paragraphs: tuple[Utterances, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TableBlock:
    """A table. Each of its ``rows``, the head first, is one utterance, where it is ``heard``; they hold what is printed in the
    cells, with its marks."""

    kind: ClassVar[str] = "table"
    speaker: Speaker
    named: bool
    heard: bool
    alignments: tuple[Alignment, ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    paragraphs: tuple[Utterances, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FootnoteBlock:
    """A footnote behind the passage that refers to it first. ``inlines`` is all that is printed of it, its number too."""

    kind: ClassVar[str] = "footnote"
    speaker: Speaker
    number: int
    heard: bool
    inlines: tuple[Inline, ...]
    paragraphs: tuple[Utterances, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SoundBlock:
    """One of the show's sounds, which its only utterance describes in print."""

    kind: ClassVar[str] = "sound"
    speaker: Speaker
    paragraphs: tuple[Utterances, ...]


AnyBlock = Block | SubheadingBlock | PictureBlock | TableBlock | FootnoteBlock | SoundBlock


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """A chapter with its heading: the title, the question (behind its announcement), or that of the closing words. What is
    heard before that, an intro, is its ``opening``.

    ``id`` names it in links (``introduction``, ``q1`` …, ``closing``); ``number`` is the question's, 0 for others.
    ``title`` is what lists of chapters call it; ``title_runs`` are its pieces with their languages, where some of it is in
    another one than the interview. ``asked_by`` names who asks a question.
    """

    id: str
    kind: ChapterKind
    number: int
    title: str
    asked_by: str
    heading: tuple[Utterance, ...]
    blocks: tuple[AnyBlock, ...]
    opening: tuple[Utterance, ...] = ()
    title_runs: tuple[tuple[str, str], ...] = ()

    @property
    def utterances(self) -> Iterator[Utterance]:
        yield from self.opening
        yield from self.heading
        for block in self.blocks:
            for paragraph in block.paragraphs:
                yield from paragraph


@dataclass(frozen=True, kw_only=True, slots=True)
class Script:
    """An interview as it will be said, in order."""

    interview: Interview
    chapters: tuple[Chapter, ...]

    @property
    def utterances(self) -> Iterator[Utterance]:
        for chapter in self.chapters:
            yield from chapter.utterances
