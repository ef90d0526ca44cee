"""dist/<slug>/timeline.json: when everything of an episode is heard, so that its page, transcripts, tag and books can be
written anew around sound that is published and stays, whatever has become of the rules by which it was cut and spoken.

It is read by other versions than the one that wrote it. So what it holds is named, what has its default is left out, what is
not known is passed over, and a field that is added to the model needs a default. It lies there for all to read: nothing is in
it that the page does not say, but the names, engines and languages of voices; files of the editor's are numbers in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Annotated, Any, TypeVar, get_args

from annotated_types import Interval, Len
from pydantic import TypeAdapter, ValidationError

from audiobuild.model import (
    AnyBlock,
    Chapter,
    Cue,
    CueWord,
    FootnoteBlock,
    Interview,
    Part,
    Picture,
    Piece,
    Recording,
    Script,
    Sentence,
    Sound,
    Source,
    Speaker,
    Table,
    TableBlock,
    TimedBlock,
    TimedChapter,
    Timeline,
    Utterance,
    Voice,
)

_T = TypeVar("_T")
_Number = Annotated[int, Interval(ge=0)]
_Fields = Mapping[str, Any]

FORMAT = 1
"""Raised when what was written so far cannot be read any more: published sound is then made anew, so it hardly ever is."""

_NOWHERE = Source(line=0, lines=0)
"""What is written of it anew says nothing of the editor's file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Cue:
    """A cue, with its speaker and what it is heard in by their numbers. ``heard`` are the begin and end of the speech and of
    the tile, in ms, and the number of the part; of a word ``words`` have begin, end and time."""

    said: _Fields
    speaker: _Number
    sound: _Number
    heard: tuple[_Number, _Number, _Number, _Number, _Number]
    words: tuple[tuple[_Number, _Number, _Number], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Block:
    kind: str
    speaker: _Number
    of: _Fields
    paragraphs: tuple[tuple[_Cue, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Chapter:
    of: _Fields
    start_ms: _Number
    end_ms: _Number
    heading: Annotated[tuple[_Cue, ...], Len(1)]
    blocks: tuple[_Block, ...]
    opening: tuple[_Cue, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sound:
    """What utterances are heard in: a voice, a recording, a sound of the show."""

    kind: str
    of: _Fields


@dataclass(frozen=True, kw_only=True, slots=True)
class _Record:
    format: int
    frames: Annotated[int, Interval(ge=1)]
    parts: Annotated[tuple[tuple[_Number, _Number], ...], Len(1)]
    speakers: tuple[Speaker, ...]
    sounds: tuple[_Sound, ...]
    chapters: Annotated[tuple[_Chapter, ...], Len(1)]


_RECORD = TypeAdapter(_Record)
_UTTERANCE, _CHAPTER = TypeAdapter(Utterance), TypeAdapter(Chapter)
_BLOCKS: Mapping[str, TypeAdapter[Any]] = {kind.kind: TypeAdapter(kind) for kind in get_args(AnyBlock)}

_SOUNDS: Mapping[str, TypeAdapter[Any]] = {kind.__name__: TypeAdapter(kind) for kind in (Voice, Recording, Sound)}

_ELSEWHERE = {"speaker", "sound", "sentence", "source", "picture", "heading", "opening", "blocks", "paragraphs"}
"""Fields of the model that stand elsewhere in the file, or are found again: a picture in the interview, since its file's name
is the editor's own matter."""


# --- written --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class _Writer:
    speakers: Sequence[Speaker]
    sounds: Sequence[Voice | Recording | Sound]

    def chapter(self, timed: TimedChapter) -> _Chapter:
        return _Chapter(
            of=_dumped(_CHAPTER, timed.chapter),
            start_ms=timed.start_ms,
            end_ms=timed.end_ms,
            heading=tuple(map(self._cue, timed.heading)),
            blocks=tuple(map(self._block, timed.blocks)),
            opening=tuple(map(self._cue, timed.opening)),
        )

    def _block(self, timed: TimedBlock) -> _Block:
        return _Block(
            kind=timed.block.kind,
            speaker=self.speakers.index(timed.block.speaker),
            of=_dumped(_BLOCKS[timed.block.kind], timed.block),
            paragraphs=tuple(tuple(map(self._cue, paragraph)) for paragraph in timed.paragraphs),
        )

    def _cue(self, cue: Cue) -> _Cue:
        return _Cue(
            said=_dumped(_UTTERANCE, cue.utterance),
            speaker=self.speakers.index(cue.utterance.speaker),
            sound=self.sounds.index(cue.utterance.sound),
            heard=(cue.start_ms, cue.end_ms, cue.tile_start_ms, cue.tile_end_ms, cue.part),
            words=tuple((word.start, word.end, word.time_ms) for word in cue.words),
        )


def dumped(timeline: Timeline) -> bytes:
    """The timeline as the bytes of its file."""
    spoken = (cue.utterance.speaker for cue in timeline.cues)
    printed = (timed.block.speaker for chapter in timeline.chapters for timed in chapter.blocks)
    speakers = tuple(dict.fromkeys((*spoken, *printed)))
    sounds: list[Voice | Recording | Sound] = []
    for cue in timeline.cues:
        if cue.utterance.sound not in sounds:
            sounds.append(cue.utterance.sound)
    writer = _Writer(speakers=speakers, sounds=sounds)
    record = _Record(
        format=FORMAT,
        frames=timeline.frames,
        parts=tuple((part.start_frame, part.frames) for part in timeline.parts),
        speakers=speakers,
        sounds=tuple(_told(sound, number) for number, sound in enumerate(sounds, 1)),
        chapters=tuple(map(writer.chapter, timeline.chapters)),
    )
    return _RECORD.dump_json(record, exclude_defaults=True) + b"\n"


def _told(sound: Voice | Recording | Sound, number: int) -> _Sound:
    """What may be said of it: the settings of a voice are the editor's, and may name files, as recordings do."""
    kind = type(sound).__name__
    if isinstance(sound, Voice):
        told: Any = Voice(name=sound.name, engine=sound.engine, language=sound.language, label=sound.label)
    else:
        told = replace(sound, file=str(number))
    return _Sound(kind=kind, of=_dumped(_SOUNDS[kind], told))


def _dumped(adapter: TypeAdapter[_T], value: _T) -> _Fields:
    exclude = _ELSEWHERE & {field.name for field in fields(value)}  # type: ignore[arg-type]
    dump: dict[str, Any] = adapter.dump_python(value, mode="json", exclude=exclude, exclude_defaults=True)
    return dump


# --- read -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reader:
    record: _Record
    language: str
    pictures: Iterator[Picture]
    sounds: Sequence[Voice | Recording | Sound]

    def chapter(self, read: _Chapter) -> TimedChapter:
        heading, opening = tuple(map(self._cue, read.heading)), tuple(map(self._cue, read.opening))
        blocks = tuple(map(self._block, read.blocks))
        chapter = _CHAPTER.validate_python(
            {
                **read.of,
                "heading": tuple(cue.utterance for cue in heading),
                "opening": tuple(cue.utterance for cue in opening),
                "blocks": tuple(timed.block for timed in blocks),
            }
        )
        return TimedChapter(
            chapter=chapter,
            start_ms=read.start_ms,
            end_ms=read.end_ms,
            heading=heading,
            blocks=blocks,
            opening=opening,
        )

    def _block(self, read: _Block) -> TimedBlock:
        paragraphs = tuple(tuple(map(self._cue, paragraph)) for paragraph in read.paragraphs)
        said = tuple(tuple(cue.utterance for cue in paragraph) for paragraph in paragraphs)
        found = {"picture": next(self.pictures, None)} if read.kind == "picture" else {}
        speaker = self.record.speakers[read.speaker]
        block = _BLOCKS[read.kind].validate_python({**read.of, **found, "speaker": speaker, "paragraphs": said})
        return TimedBlock(block=block, paragraphs=paragraphs)

    def _cue(self, read: _Cue) -> Cue:
        # What was spoken for the text is over and done with: only the text is printed.
        text = "".join(inline["text"] for inline in read.said["inlines"])
        sentence = Sentence(start=0, pieces=(Piece(text=text, spoken=text, language=self.language),))
        utterance = _UTTERANCE.validate_python(
            {
                **read.said,
                "speaker": self.record.speakers[read.speaker],
                "sound": self.sounds[read.sound],
                "sentence": sentence,
                "source": _NOWHERE,
            }
        )
        start_ms, end_ms, tile_start_ms, tile_end_ms, part = read.heard
        _ = self.record.parts[part]
        return Cue(
            utterance=utterance,
            start_ms=start_ms,
            end_ms=end_ms,
            tile_start_ms=tile_start_ms,
            tile_end_ms=tile_end_ms,
            part=part,
            words=tuple(CueWord(start=start, end=end, time_ms=time_ms) for start, end, time_ms in read.words),
        )


def parsed(data: bytes, interview: Interview) -> Timeline | None:
    """The timeline in ``data``, of an interview whose text is still the same; ``None`` where that is none, or no whole one."""
    try:
        record = _RECORD.validate_json(data)
        if record.format != FORMAT:
            return None
        sounds = tuple(_SOUNDS[sound.kind].validate_python(sound.of) for sound in record.sounds)
        language, pictures = interview.about.language, iter(interview.pictures)
        reader = _Reader(record=record, language=language, pictures=pictures, sounds=sounds)
        chapters = tuple(map(reader.chapter, record.chapters))
    except (ValidationError, RecursionError, LookupError, TypeError):
        return None
    if not {*_links(chapters)} <= {*_links_of(interview)}:  # it may come from a server, and nobody else's link gets in
        return None
    return Timeline(
        script=Script(interview=interview, chapters=tuple(timed.chapter for timed in chapters)),
        chapters=chapters,
        joints=(),
        parts=tuple(Part(start_frame=start, frames=frames) for start, frames in record.parts),
        frames=record.frames,
    )


def _links(chapters: Iterable[TimedChapter]) -> Iterator[str]:
    yield from (inline.href for chapter in chapters for cue in chapter.cues for inline in cue.utterance.inlines)
    for block in (timed.block for chapter in chapters for timed in chapter.blocks):
        if isinstance(block, TableBlock):
            yield from (inline.href for row in block.rows for cell in row for inline in cell)
        elif isinstance(block, FootnoteBlock):
            yield from (inline.href for inline in block.inlines)


def _links_of(interview: Interview) -> Iterator[str]:
    yield ""
    yield from (inline.href for footnote in interview.footnotes for inline in footnote.inlines)
    for passage in (passage for turn in interview.turns for passage in turn.passages):
        if isinstance(passage, Table):
            cells = (cell for row in (passage.head, *passage.rows) for cell in row.cells)
            yield from (inline.href for cell in cells for inline in cell)
        elif not isinstance(passage, Picture):
            yield from (inline.href for inline in passage.inlines)


# --- and printed as it is now ---------------------------------------------------------------------------------------


def printed_anew(timeline: Timeline, script: Script) -> Timeline:
    """The timeline with what is printed as ``script`` has it now, where that still consists of the very sentences that are
    heard: a better page needs no new speech. Else it stays as it is."""
    cues = {cue.utterance.id: cue for cue in timeline.cues}
    now = [(chapter.id, [(one.id, one.text) for one in chapter.utterances]) for chapter in script.chapters]
    heard = [
        (one.chapter.id, [(cue.utterance.id, cue.utterance.text) for cue in one.cues]) for one in timeline.chapters
    ]
    if now != heard:
        return timeline

    def anew(utterance: Utterance) -> Cue:
        return replace(cues[utterance.id], utterance=utterance)

    chapters = tuple(
        replace(
            timed,
            chapter=chapter,
            heading=tuple(map(anew, chapter.heading)),
            opening=tuple(map(anew, chapter.opening)),
            blocks=tuple(
                TimedBlock(block=block, paragraphs=tuple(tuple(map(anew, paragraph)) for paragraph in block.paragraphs))
                for block in chapter.blocks
            ),
        )
        for timed, chapter in zip(timeline.chapters, script.chapters, strict=True)
    )
    return replace(timeline, script=script, chapters=chapters)
