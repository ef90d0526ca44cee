"""Script + Clips + pauses → Timeline: when everything is heard, computed once, for every output.

Audio is laid in whole frames of 24 ms; all times are whole milliseconds. Every chapter starts on a whole second, since
players truncate (AntennaPod's JSON chapters, gPodder's psc) and merge lists by comparing them
(docs/standards.md#chapters). A second is no whole number of frames: the mark lies in the silence, and the first word
follows it within 0.3 s.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from audiobuild.model import (
    FRAME_MS,
    Chapter,
    Clip,
    Cue,
    CueWord,
    Inline,
    Part,
    PauseKind,
    Pauses,
    Piece,
    Script,
    TimedBlock,
    TimedChapter,
    Timeline,
    Utterance,
    Word,
)

FORMAT = 1
"""Raised when the same clips and pauses are laid in another way, which gives another sound."""

CHAPTER_LEAD_MS = 200
"""Silence between a chapter's mark and its first word: players that land a little late do not swallow it."""

LEAD_MS = 100
"""How long before its first sound an utterance's tile begins: a decoder that is sent there needs up to two frames of 24 ms
to start, and would swallow a consonant."""

SHORT_MS, LONG_MS = 2000, 10_000
"""A sentence behind which nobody breathes in, and one behind which everybody does. Read aloud, the pause behind a phrase grows
with its length (Krivokapić 2007, Journal of Phonetics 35: 162-179)."""

PART_FRAMES = 30 * 60_000 // FRAME_MS
"""A chapter longer than this is cut at the next sentence: old DAISY players drift in files of more than an hour, and a part
is what is held in memory when it is copied."""


def lay(script: Script, clips: Mapping[str, Clip], pauses: Pauses, sting: Clip | None = None) -> Timeline:
    """The timeline of a script; ``clips`` holds a clip for each utterance, by its id. Those of a recording that could not be
    told apart have none: they are heard with the one before, and are one cue. A ``sting`` lies between chapters."""
    tape = _Tape()
    on_tape: list[tuple[int, list[_Heard]]] = []
    for chapter in script.chapters:
        if sting and on_tape:
            tape.add(sting)
            tape.rest(_silence(sting, pauses.speaker_ms))
        on_tape.append(_lay_chapter(tape, chapter, clips, pauses))
        is_last = chapter is script.chapters[-1]
        last = on_tape[-1][1][-1].clip
        tape.rest(_silence(last, pauses.speaker_ms if sting and not is_last else pauses.chapter_ms))
    ends_ms = [*(start_ms for start_ms, _ in on_tape[1:]), tape.frames * FRAME_MS]
    chapters: list[TimedChapter] = []
    parts: list[Part] = []
    for chapter, (start_ms, heard), end_ms in zip(script.chapters, on_tape, ends_ms, strict=True):
        first_ms = 0 if chapter.opening else start_ms
        cuts, cues = _tiled(heard, first_ms // FRAME_MS, end_ms // FRAME_MS, len(parts))
        chapters.append(_timed(chapter, cues, start_ms, end_ms))
        parts += (Part(start_frame=cut, frames=end - cut) for cut, end in pairwise((*cuts, end_ms // FRAME_MS)))
    return Timeline(
        script=script, chapters=tuple(chapters), joints=tuple(tape.joints), parts=tuple(parts), frames=tape.frames
    )


# --- the audio, clip by clip ----------------------------------------------------------------------------------------


@dataclass(kw_only=True, slots=True)
class _Tape:
    """What has been joined so far."""

    joints: list[str | int] = field(default_factory=list)
    frames: int = 0

    def rest(self, frames: int) -> None:
        if frames:
            self.joints.append(frames)
            self.frames += frames

    def add(self, clip: Clip) -> int:
        """Join a clip; the time at which it begins, in milliseconds."""
        start_ms = self.frames * FRAME_MS
        self.joints.append(clip.key)
        self.frames += clip.frames
        return start_ms


@dataclass(frozen=True, kw_only=True, slots=True)
class _Heard:
    """An utterance and its clip, which begins at ``start_ms``."""

    utterance: Utterance
    clip: Clip
    start_ms: int

    @property
    def speech_start_ms(self) -> int:
        return self.start_ms + self.clip.speech_start_ms

    @property
    def speech_end_ms(self) -> int:
        return self.start_ms + self.clip.speech_end_ms


def _lay_chapter(tape: _Tape, chapter: Chapter, clips: Mapping[str, Clip], pauses: Pauses) -> tuple[int, list[_Heard]]:
    """The chapter's mark, and its utterances as they lie on the tape."""
    mark_ms = 0
    heard: list[_Heard] = []
    for utterance in chapter.utterances:
        before = heard[-1] if heard else None
        clip = clips.get(utterance.id)
        if before and not clip:
            heard[-1] = replace(before, utterance=_joined(before.utterance, utterance))
            continue
        clip = clip or clips[utterance.id]
        if before and clip.within:
            heard.append(_Heard(utterance=utterance, clip=clip, start_ms=before.start_ms))
            continue
        begins = utterance == chapter.heading[0]
        if begins or not utterance.is_said:
            tape.rest(_silence(before.clip, pauses.speaker_ms) if before else 0)
            start_ms, silence = _marked(tape.frames * FRAME_MS)
            mark_ms = start_ms if begins else mark_ms
        elif before:
            silence = _silence(before.clip, _pause_ms(before.utterance.pause, before.clip, pauses), clip)
        tape.rest(silence)
        heard.append(_Heard(utterance=utterance, clip=clip, start_ms=tape.add(clip)))
    return mark_ms, heard


def _marked(from_ms: int) -> tuple[int, int]:
    """The first whole second at or after ``from_ms``, and how many silent frames lead from there to what is marked."""
    mark_ms = -(-from_ms // 1000) * 1000
    return mark_ms, -(-(mark_ms + CHAPTER_LEAD_MS - from_ms) // FRAME_MS)


def _joined(one: Utterance, other: Utterance) -> Utterance:
    """Two sentences of a paragraph as one cue."""
    gap = Piece(text=" ", spoken=" ", language=one.pieces[-1].language)
    pieces = (*one.pieces, gap, *other.pieces)
    return replace(
        one,
        sentence=replace(one.sentence, pieces=pieces),
        inlines=(*one.inlines, Inline(text=" "), *other.inlines),
        source=replace(one.source, end=other.source.end),
        pause=other.pause,
    )


def _silence(before: Clip, pause_ms: int, after: Clip | None = None) -> int:
    """Silent frames between two clips so that ``pause_ms`` lie between their speech; each brings some quiet of its own."""
    own_ms = before.frames * FRAME_MS - before.speech_end_ms + (after.speech_start_ms if after else 0)
    return max(0, round((pause_ms - own_ms) / FRAME_MS))


def _pause_ms(kind: PauseKind, before: Clip, pauses: Pauses) -> int:
    """The pause of a kind behind a clip: longer behind a long sentence, as readers breathe in."""
    long = (before.speech_end_ms - before.speech_start_ms - SHORT_MS) / (LONG_MS - SHORT_MS)
    breath_ms = round(pauses.breath_ms * min(1.0, max(0.0, long)))
    return (
        breath_ms
        + {
            "sentence": pauses.sentence_ms,
            "item": pauses.item_ms,
            "paragraph": pauses.paragraph_ms,
            "speaker": pauses.speaker_ms,
            "chapter": pauses.chapter_ms,
        }[kind]
    )


# --- tiles and parts ------------------------------------------------------------------------------------------------


def _tiled(heard: Sequence[_Heard], first: int, end: int, part: int) -> tuple[list[int], Mapping[str, Cue]]:
    """The frames with which a chapter's parts begin, and its cues by their utterance's id.

    ``first`` is the frame that holds the chapter's mark, ``end`` the next one's, ``part`` the number of its first part.
    """
    begins = [first, *(_begin(before, after) for before, after in pairwise(heard))]
    cuts = _cuts([begin for begin, one in zip(begins, heard, strict=True) if not one.clip.within], end)
    cues = {
        one.utterance.id: Cue(
            utterance=one.utterance,
            start_ms=one.speech_start_ms,
            end_ms=one.speech_end_ms,
            tile_start_ms=begin * FRAME_MS,
            tile_end_ms=until * FRAME_MS,
            part=part + sum(cut <= begin for cut in cuts) - 1,
            words=tuple(_printed(one.utterance, one.clip.words, one.start_ms)),
        )
        for one, (begin, until) in zip(heard, pairwise((*begins, end)), strict=True)
    }
    return cuts, cues


def _begin(before: _Heard, after: _Heard) -> int:
    """The frame with which a tile begins: in the pause, and never in the speech before; and in front of a clip's own frames,
    if it is the first in them."""
    lead_ms = after.speech_start_ms - LEAD_MS
    lead_ms = lead_ms if after.clip.within else min(lead_ms, after.start_ms)
    return -(-max(before.speech_end_ms, lead_ms) // FRAME_MS)


def _cuts(begins: Sequence[int], end: int) -> list[int]:
    """The frames with which a chapter's parts begin, of those at which it may be cut."""
    cuts = [begins[0]]
    if end - begins[0] > 2 * PART_FRAMES:
        for begin in begins:
            if begin - cuts[-1] >= PART_FRAMES:
                cuts.append(begin)
    return cuts


def _timed(chapter: Chapter, cues: Mapping[str, Cue], start_ms: int, end_ms: int) -> TimedChapter:
    return TimedChapter(
        chapter=chapter,
        start_ms=start_ms,
        end_ms=end_ms,
        heading=_of(chapter.heading, cues),
        blocks=tuple(
            TimedBlock(
                block=block,
                paragraphs=tuple(_of(paragraph, cues) for paragraph in block.paragraphs),
            )
            for block in chapter.blocks
        ),
        opening=_of(chapter.opening, cues),
    )


def _of(utterances: Sequence[Utterance], cues: Mapping[str, Cue]) -> tuple[Cue, ...]:
    """The cues of these utterances."""
    return tuple(cues[utterance.id] for utterance in utterances if utterance.id in cues)


# --- words ----------------------------------------------------------------------------------------------------------


def _printed(utterance: Utterance, spoken: Sequence[Word], start_ms: int) -> Iterator[CueWord]:
    """The words as printed. What is spoken in several words for one printed piece ("z. B.") is one, from the first on."""
    held: CueWord | None = None
    for word in spoken:
        start, end = _position(utterance, word.start, first=True), _position(utterance, word.end, first=False)
        if held and start < held.end:
            held = replace(held, end=max(end, held.end))
        elif end > start:
            if held:
                yield held
            held = CueWord(start=start, end=end, time_ms=start_ms + word.time_ms)
    if held:
        yield held


def _position(utterance: Utterance, spoken: int, *, first: bool) -> int:
    """A position in the spoken text as one in the printed text; within a changed piece, that piece's start or end."""
    printed = 0
    for piece in utterance.pieces:
        inside = spoken < len(piece.spoken) if first else spoken <= len(piece.spoken)
        if inside:
            if piece.text == piece.spoken:
                return printed + spoken
            return printed if first else printed + len(piece.text)
        spoken -= len(piece.spoken)
        printed += len(piece.text)
    return printed
