"""An episode as it is read: sections, paragraphs and sentences with their times, and the parts that its audio is cut into.

Page, EPUB and DAISY book are serialisations of this one view, so that they cannot disagree. The sentences tile the audio:
each ends where the next begins, since players that find a gap between two clips seek, which is heard, or leave out the
second clip (thorium-reader#2752).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from audiobuild.model import FRAME_MS, Chapter, Cue, CueWord, Episode, Inline, Segment, Voice

LEAD_MS = 100
"""How long before its first sound a sentence begins: a decoder that is sent there needs up to two frames of 24 ms to start,
and would swallow a consonant."""

PART_FRAMES = 30 * 60_000 // FRAME_MS
"""A chapter longer than this is cut at the next sentence: old DAISY players drift in files of more than an hour, and a part
is what is held in memory when it is copied."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence as printed, and when it is heard. ``id`` is unique in the episode; ``part`` counts in the outline's."""

    id: str
    announcement: bool
    inlines: tuple[Inline, ...]
    words: tuple[CueWord, ...]
    start_ms: int
    end_ms: int
    part: int

    @property
    def text(self) -> str:
        return "".join(inline.text for inline in self.inlines)


Paragraph = tuple[Sentence, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """Paragraphs of one style by one speaker. ``speaker`` is empty where the one before goes on."""

    style: str
    speaker: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A chapter with its heading: the title, the question (behind its announcement), or that of the closing words.

    ``asked_by`` names who asks where more than one does, else it is empty.
    """

    chapter: Chapter
    asked_by: str
    heading: Paragraph
    blocks: tuple[Block, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        spoken = (sentence for block in self.blocks for paragraph in block.paragraphs for sentence in paragraph)
        return (*self.heading, *spoken)

    @property
    def title(self) -> str:
        """The whole heading: tables of contents name what is found in the text."""
        return " ".join(sentence.text for sentence in self.heading)

    @property
    def start_ms(self) -> int:
        return self.heading[0].start_ms

    @property
    def duration_ms(self) -> int:
        return self.sentences[-1].end_ms - self.start_ms


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A piece of the episode's audio that becomes a file of its own: a chapter, or a piece of a very long one."""

    start_frame: int
    frames: int

    @property
    def start_ms(self) -> int:
        return self.start_frame * FRAME_MS

    @property
    def duration_ms(self) -> int:
        return self.frames * FRAME_MS


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """The whole episode: ``parts`` in order give all its audio, the sections' sentences in order all that is said in it, in
    these ``voices``."""

    sections: tuple[Section, ...]
    parts: tuple[Part, ...]
    voices: tuple[Voice, ...]


def outline(episode: Episode) -> Outline:
    """The episode as it is read."""
    timeline = episode.timeline
    askers = {speaker.name for speaker in episode.interview.speakers if speaker.role == "question"}
    chapters = [tuple(cues) for _, cues in groupby(timeline.cues, key=lambda cue: cue.segment.chapter)]
    # A chapter's mark is a whole second in silence; its part begins with the frame in which the mark lies.
    marks = [chapter.start_ms // FRAME_MS for chapter in timeline.chapters]
    sections: list[Section] = []
    parts: list[Part] = []
    said = 0
    for chapter, cues, first, end in zip(
        timeline.chapters, chapters, marks, (*marks[1:], timeline.frames), strict=True
    ):
        begins = [first, *(_begin(before, cue) for before, cue in pairwise(cues))]
        cuts = _cuts(begins, end)
        sentences = tuple(_sentences(cues, begins, end, cuts, said, len(parts)))
        sections.append(_section(chapter, cues, sentences, several=len(askers) > 1))
        parts += (Part(start_frame=cut, frames=until - cut) for cut, until in zip(cuts, (*cuts[1:], end), strict=True))
        said += len(cues)
    voices = {cue.segment.voice.name: cue.segment.voice for cue in timeline.cues}
    return Outline(sections=tuple(sections), parts=tuple(parts), voices=tuple(voices.values()))


def _begin(before: Cue, cue: Cue) -> int:
    """The frame with which a sentence begins: in the pause, and never in the sentence before."""
    return -(-max(before.end_ms, cue.start_ms - LEAD_MS) // FRAME_MS)


def _cuts(begins: Sequence[int], end: int) -> list[int]:
    """The frames with which a chapter's parts begin."""
    cuts = [begins[0]]
    if end - begins[0] > 2 * PART_FRAMES:
        for begin in begins:
            if begin - cuts[-1] >= PART_FRAMES:
                cuts.append(begin)
    return cuts


def _sentences(
    cues: Sequence[Cue], begins: Sequence[int], end: int, cuts: Sequence[int], said: int, part: int
) -> Iterator[Sentence]:
    for number, (cue, begin, until) in enumerate(zip(cues, begins, (*begins[1:], end), strict=True), said + 1):
        yield Sentence(
            id=f"s{number}",
            announcement=cue.segment.kind == "announcement",
            inlines=cue.segment.inlines,
            words=cue.words,
            start_ms=begin * FRAME_MS,
            end_ms=until * FRAME_MS,
            part=part + sum(cut <= begin for cut in cuts) - 1,
        )


def _section(chapter: Chapter, cues: Sequence[Cue], sentences: Sequence[Sentence], *, several: bool) -> Section:
    pairs = [(cue.segment, sentence) for cue, sentence in zip(cues, sentences, strict=True)]
    asks = next((segment.speaker.name for segment, _ in pairs if segment.kind == "question"), "")
    return Section(
        chapter=chapter,
        asked_by=asks if several else "",
        heading=tuple(sentence for segment, sentence in pairs if segment.kind != "text"),
        blocks=tuple(_blocks([pair for pair in pairs if pair[0].kind == "text"], chapter)),
    )


def _blocks(pairs: Iterable[tuple[Segment, Sentence]], chapter: Chapter) -> Iterator[Block]:
    """Who speaks is named where it changes. That the narrator reads introduction and closing words goes without saying."""
    narrated = chapter.kind != "question"
    speaker = None
    for (_, style), found in groupby(pairs, key=lambda pair: (pair[0].turn, pair[0].style)):
        block = list(found)
        speaks = block[0][0].speaker
        unsaid = speaks == speaker or (speaker is None and narrated and speaks.role == "narrator")
        speaker = speaks
        paragraphs = groupby(block, key=lambda pair: pair[0].paragraph)
        yield Block(
            style=style,
            speaker="" if unsaid else speaks.name,
            paragraphs=tuple(tuple(sentence for _, sentence in paragraph) for _, paragraph in paragraphs),
        )
