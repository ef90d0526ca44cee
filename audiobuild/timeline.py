"""Clips + pauses → cues and chapters: when everything is heard, computed once, for every output.

Audio is laid in whole frames of 24 ms; all times are whole milliseconds. Every chapter starts on a whole second, since
players truncate (AntennaPod's JSON chapters, gPodder's psc) and merge lists by comparing them (STANDARDS.md, 2). A second
is no whole number of frames: the mark lies in the silence, and the first word follows it within 0.3 s.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from audiobuild.languages.words import words
from audiobuild.model import (
    FRAME_MS,
    Chapter,
    Clip,
    Cue,
    CueWord,
    Interview,
    PauseKind,
    Pauses,
    Segment,
    Timeline,
    Word,
)

CHAPTER_LEAD_MS = 200
"""Silence between a chapter's mark and its first word: players that land a little late do not swallow it."""


def lay(interview: Interview, segments: Sequence[Segment], clips: Sequence[Clip], pauses: Pauses) -> Timeline:
    """The timeline of an episode from its segments and their clips, one for one."""
    cues: list[Cue] = []
    joints: list[str | int] = []
    marks: dict[int, int] = {}
    frames = 0
    for index, (segment, clip) in enumerate(zip(segments, clips, strict=True)):
        if segment.chapter not in marks:
            marks[segment.chapter], silence = _chapter_start(frames * FRAME_MS)
        else:
            silence = _silence(clips[index - 1], _pause_ms(segments[index - 1].pause, pauses), clip)
        joints += [silence, clip.key] if silence else [clip.key]
        frames += silence
        cues.append(_cue(segment, clip, frames * FRAME_MS))
        frames += clip.frames
        if segment.pause == "chapter":
            rest = _silence(clip, pauses.chapter_ms)
            joints.append(rest)
            frames += rest
    return Timeline(
        cues=tuple(cues),
        chapters=tuple(_chapters(interview, marks, frames * FRAME_MS)),
        joints=tuple(joints),
        frames=frames,
    )


def _chapter_start(from_ms: int) -> tuple[int, int]:
    """The first whole second at or after ``from_ms``, and how many silent frames lead from there to the chapter's clip."""
    mark = -(-from_ms // 1000) * 1000
    return mark, -(-(mark + CHAPTER_LEAD_MS - from_ms) // FRAME_MS)


def _silence(before: Clip, pause_ms: int, after: Clip | None = None) -> int:
    """Silent frames between two clips so that ``pause_ms`` lie between their speech; each brings some quiet of its own."""
    own_ms = before.frames * FRAME_MS - before.speech_end_ms + (after.speech_start_ms if after else 0)
    return max(0, round((pause_ms - own_ms) / FRAME_MS))


def _pause_ms(kind: PauseKind, pauses: Pauses) -> int:
    return {
        "sentence": pauses.sentence_ms,
        "paragraph": pauses.paragraph_ms,
        "speaker": pauses.speaker_ms,
        "chapter": pauses.chapter_ms,
    }[kind]


def _cue(segment: Segment, clip: Clip, start_ms: int) -> Cue:
    return Cue(
        segment=segment,
        start_ms=start_ms + clip.speech_start_ms,
        end_ms=start_ms + clip.speech_end_ms,
        words=tuple(_printed(segment, clip.words, start_ms)),
    )


def _printed(segment: Segment, spoken: Sequence[Word], start_ms: int) -> Iterator[CueWord]:
    """The words as printed. What is spoken in several words for one printed piece ("z. B.") is one, from the first on."""
    held: CueWord | None = None
    for word in spoken:
        start, end = _position(segment, word.start, first=True), _position(segment, word.end, first=False)
        if held and start < held.end:
            held = replace(held, end=max(end, held.end))
        elif end > start:
            if held:
                yield held
            held = CueWord(start=start, end=end, time_ms=start_ms + word.time_ms)
    if held:
        yield held


def _position(segment: Segment, spoken: int, *, first: bool) -> int:
    """A position in the spoken text as one in the printed text; within a changed piece, that piece's start or end."""
    printed = 0
    for piece in segment.pieces:
        inside = spoken < len(piece.spoken) if first else spoken <= len(piece.spoken)
        if inside:
            if piece.text == piece.spoken:
                return printed + spoken
            return printed if first else printed + len(piece.text)
        spoken -= len(piece.spoken)
        printed += len(piece.text)
    return printed


def _chapters(interview: Interview, marks: Mapping[int, int], end_ms: int) -> Iterator[Chapter]:
    said = words(interview.language)
    ends = [*list(marks.values())[1:], end_ms]
    last = len(interview.exchanges) + 1
    for (index, start_ms), until_ms in zip(marks.items(), ends, strict=True):
        if index == 0:
            yield Chapter(
                id="introduction",
                kind="introduction",
                number=0,
                title=said.introduction,
                start_ms=start_ms,
                end_ms=until_ms,
            )
        elif index == last:
            yield Chapter(
                id="closing", kind="closing", number=0, title=said.closing, start_ms=start_ms, end_ms=until_ms
            )
        else:
            title = interview.exchanges[index - 1].question.paragraphs[0].text
            yield Chapter(
                id=f"q{index}", kind="question", number=index, title=title, start_ms=start_ms, end_ms=until_ms
            )
