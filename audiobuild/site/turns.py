"""Who speaks on a page until somebody else does: turns, their first words, and by what speakers are told apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from audiobuild.model import Block, Cue, Inline, SoundBlock, Speaker, TableBlock, TimedBlock, TimedChapter

COLOURS = 6
"""That the style has for speakers: who comes seventh has the first one again, other initials and another name."""

FIRST_CHARACTERS = 28
"""Of a turn, in the name of its button."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PageTurn:
    """The blocks of a chapter from one name of a speaker to the next, or a sound of the show. A question is of one piece with
    the first answer to it: ``heading``."""

    blocks: tuple[TimedBlock, ...]
    heading: tuple[Cue, ...] = ()

    @property
    def cues(self) -> tuple[Cue, ...]:
        return (*self.heading, *(cue for block in self.blocks for cue in block.cues))


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """By what a speaker is told from others, besides the name: the number of a colour, and initials."""

    number: int
    initials: str


def turns(timed: TimedChapter) -> Iterator[PageTurn]:
    """The turns of a chapter. The title, which is the heading of the introduction, stands elsewhere."""
    groups: list[list[TimedBlock]] = [[]]
    for timed_block in timed.blocks:
        block = timed_block.block
        begins = block.named if isinstance(block, Block | TableBlock) else isinstance(block, SoundBlock)
        if begins and groups != [[]]:
            groups.append([])
        groups[-1].append(timed_block)
    headings = (() if timed.chapter.kind == "introduction" else timed.heading, *([()] * len(groups)))
    yield from (
        PageTurn(blocks=tuple(some), heading=heading)
        for some, heading in zip(groups, headings, strict=False)
        if some or heading
    )


def first_words(cues: Sequence[Cue]) -> tuple[Inline, ...]:
    """How the words of a turn begin, without the announcement in front of them; cut between words, with an ellipsis."""
    spoken = next((cue for cue in cues if not cue.utterance.announcement), cues[0])
    left = FIRST_CHARACTERS
    some: list[Inline] = []
    for inline in spoken.utterance.inlines:
        if len(inline.text) > left:
            whole, _, part = inline.text[: left + 1].rpartition(" ")
            begun = whole if whole or some else part
            return (*some, Inline(text=f"{begun.rstrip(' ,;:–—-')}…", language=inline.language))
        some.append(Inline(text=inline.text, language=inline.language))
        left -= len(inline.text)
    return tuple(some)


def marks(speakers: Iterable[Speaker]) -> Mapping[str, Mark]:
    """How speakers are told apart, by their names, in the order of the front matter."""
    return {
        speaker.name: Mark(number=number % COLOURS + 1, initials=initials(speaker.name))
        for number, speaker in enumerate(speakers)
    }


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name: of ``Dr. Ada M. Beispiel`` AB, of ``Redaktion`` R."""
    words = [word for word in name.split() if unicodedata.category(word[0])[0] in "LN" and not word.endswith(".")]
    return "".join(word[0].upper() for word in dict.fromkeys((*words[:1], *words[-1:]))) or name[:1]
