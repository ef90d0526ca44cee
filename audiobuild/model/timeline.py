"""What is heard: the script's tree, every node with its times. All times are whole milliseconds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from audiobuild.model.catalogue import ChapterMark
from audiobuild.model.interview import Interview
from audiobuild.model.script import AnyBlock, Chapter, Script, Utterance
from audiobuild.model.show import FRAME_MS, Voice


@dataclass(frozen=True, kw_only=True, slots=True)
class CueWord:
    """A printed word with the time at which it begins to be spoken; ``start`` and ``end`` count in the sentence's text."""

    start: int
    end: int
    time_ms: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Cue:
    """An utterance on the timeline: speech from ``start_ms`` to ``end_ms``.

    Its tile is the stretch of audio that is its own on the page and in books: tiles leave no gap, since players that find
    one between two clips seek, which is heard, or leave out the second clip (thorium-reader#2752). ``part`` is the number
    of the timeline's part that its tile lies in, from 0.
    """

    utterance: Utterance
    start_ms: int
    end_ms: int
    tile_start_ms: int
    tile_end_ms: int
    part: int
    words: tuple[CueWord, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class TimedBlock:
    """A block with the times of its utterances; it has none where it is printed only."""

    block: AnyBlock
    paragraphs: tuple[tuple[Cue, ...], ...]

    @property
    def cues(self) -> Iterator[Cue]:
        for paragraph in self.paragraphs:
            yield from paragraph


@dataclass(frozen=True, kw_only=True, slots=True)
class TimedChapter:
    """A chapter with its times: ``start_ms`` is a whole second in silence, ``end_ms`` the next chapter's start, or the end
    of the audio. Its tiles begin with the frame that holds the mark, or with what is heard before that."""

    chapter: Chapter
    start_ms: int
    end_ms: int
    heading: tuple[Cue, ...]
    blocks: tuple[TimedBlock, ...]
    opening: tuple[Cue, ...] = ()

    @property
    def cues(self) -> Iterator[Cue]:
        yield from self.opening
        yield from self.heading
        for block in self.blocks:
            yield from block.cues

    @property
    def outro(self) -> tuple[Cue, ...]:
        """A sound of the show at its end."""
        return tuple(cue for block in self.blocks if block.block.kind == "sound" for cue in block.cues)

    @property
    def subheadings(self) -> tuple[Cue, ...]:
        """The headings within it."""
        return tuple(cue for block in self.blocks if block.block.kind == "subheading" for cue in block.cues)

    @property
    def named(self) -> tuple[Cue, ...]:
        """Its heading without the announcement in front of it: what a table of contents calls it."""
        return tuple(cue for cue in self.heading if not cue.utterance.announcement)

    @property
    def heading_text(self) -> str:
        """The whole heading: players of DAISY books look in the text for what the table of contents names."""
        return " ".join(cue.utterance.text for cue in self.heading)

    @property
    def tile_start_ms(self) -> int:
        return next(self.cues).tile_start_ms

    @property
    def tile_duration_ms(self) -> int:
        *_, last = self.cues
        return last.tile_end_ms - self.tile_start_ms


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A piece of the episode's audio that becomes a file of its own in books: a chapter, or a piece of a very long one."""

    start_frame: int
    frames: int

    @property
    def start_ms(self) -> int:
        return self.start_frame * FRAME_MS

    @property
    def duration_ms(self) -> int:
        return self.frames * FRAME_MS


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeline:
    """When everything is heard. ``joints`` is the audio itself as a list: a clip's key, or a number of silent frames.
    ``parts`` in order give all of it, too. ``stings`` say from when to when a sound between chapters is heard."""

    script: Script
    chapters: tuple[TimedChapter, ...]
    joints: tuple[str | int, ...]
    parts: tuple[Part, ...]
    frames: int
    stings: tuple[tuple[int, int], ...] = ()

    @property
    def interview(self) -> Interview:
        return self.script.interview

    @property
    def duration_ms(self) -> int:
        return self.frames * FRAME_MS

    @property
    def cues(self) -> Iterator[Cue]:
        for chapter in self.chapters:
            yield from chapter.cues

    @property
    def marks(self) -> tuple[ChapterMark, ...]:
        """What lists of chapters name: the chapters, and an intro and an outro, which begin on whole seconds as well. They
        leave no gap."""
        marks = [mark for timed in self.chapters for mark in _marks(timed)]
        ends = [*(mark.start_ms for mark in marks[1:]), *(timed.end_ms for timed in self.chapters[-1:])]
        return tuple(replace(mark, end_ms=end_ms) for mark, end_ms in zip(marks, ends, strict=True))

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Who is heard, in the order in which they begin."""
        voices = (voice for cue in self.cues if (voice := cue.utterance.voice))
        return tuple({voice.name: voice for voice in voices}.values())


def _marks(timed: TimedChapter) -> Iterator[ChapterMark]:
    """A chapter and what is heard before and behind it, each to the chapter's end."""
    chapter = timed.chapter
    yield from (_sound(cue, 0, timed.end_ms) for cue in timed.opening)
    yield ChapterMark(
        id=chapter.id, title=chapter.title, start_ms=timed.start_ms, end_ms=timed.end_ms, runs=chapter.title_runs
    )
    yield from (_sound(cue, -(-cue.tile_start_ms // 1000) * 1000, timed.end_ms) for cue in timed.outro)


def _sound(cue: Cue, start_ms: int, end_ms: int) -> ChapterMark:
    """A list of chapters calls a sound by its description, as a heading."""
    text = cue.utterance.text[1:-1]
    return ChapterMark(id=cue.utterance.id, title=text[:1].upper() + text[1:], start_ms=start_ms, end_ms=end_ms)
