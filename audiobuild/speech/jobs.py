"""What workers do, in any process: speak and encode sentences, or measure one voice.

A job holds all that its result depends on; its ``key`` is a hash of that, and the address of the result in the cache.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import astuple, dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from audiobuild.errors import EngineError, Problem
from audiobuild.languages.reading import calibration_text, has_rules, sentences
from audiobuild.messages import Message, msg, words_of
from audiobuild.model import FRAME_MS, Audio, Clip, Inline, Speech, Voice
from audiobuild.publication import voices
from audiobuild.sound import level, mastering, metering, mp3, plausible
from audiobuild.speech import doubts, guard
from audiobuild.speech.about import about
from audiobuild.speech.lines import Line, VoiceSpan, passages
from audiobuild.text import shown

NEAR = 0.1
"""How far a rate may be from 1. Piper's joe needs 12.0, 12.3, 12.3, 12.5 and 12.6 dB at 0.8, 0.9, 1, 1.1 and 1.25
(``benchmarks/voices.py --levels``)."""

BLAMED = msg('Give the sentence a spoken form, [text]{{say="…"}}, or use another voice; and report it to its makers.')
"""What to do about an engine that crashes."""

FORMAT = 2
"""Raised when a clip is made in another way for the same input."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """What all jobs of a build share: the show's audio, where services' answers and doubtful sounds are kept, and the names of
    the sounds that the editor accepted though they are doubtful.

    The folders are whole paths: an engine may go to another folder."""

    audio: Audio
    response_cache: Path
    doubtful: doubts.Folder | None = None
    accepted: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Measuring:
    """A voice whose gain in a language is to be found."""

    key: str
    voice: Voice
    language: str
    around: Surroundings
    audible: bool
    place: str
    text: str

    @property
    def voices(self) -> tuple[Voice, ...]:
        return (self.voice,)

    @property
    def engines(self) -> str:
        return _named(self.voices)

    @property
    def remedy(self) -> Message:
        return BLAMED


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One sentence to be made: its address, the name of its line, its spans with their gains in dB, and what to call it in an
    error."""

    key: str
    id: str
    spans: tuple[VoiceSpan, ...]
    gains_db: tuple[float, ...]
    audible: tuple[bool, ...]
    place: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """Sentences that are spoken together: mostly one, or those of a paragraph."""

    parts: tuple[Part, ...]
    around: Surroundings

    @property
    def place(self) -> str:
        return self.parts[0].place

    @property
    def text(self) -> str:
        return " ".join(part.text for part in self.parts)

    @property
    def voices(self) -> tuple[Voice, ...]:
        return tuple(span.voice for part in self.parts for span in part.spans)

    @property
    def engines(self) -> str:
        return _named(self.voices)

    @property
    def remedy(self) -> Message:
        return BLAMED


def _named(voices: tuple[Voice, ...]) -> str:
    return "/".join(dict.fromkeys(repr(voice.engine) for voice in voices))


def job(
    passage: Sequence[Line], gains: Mapping[tuple[str, str], float], around: Surroundings, *, offset_db: float = 0.0
) -> Job:
    """The job that makes the lines of a passage; ``gains`` holds each voice's gain in dB by its name and language, to which the
    offset is added."""
    whole = said(passage)
    parts = []
    for number, line in enumerate(passage):
        gains_db = tuple(round(gains[span.voice.name, span.language] + offset_db, 2) for span in line.spans)
        part = Part(
            key=keyed("clip", FORMAT, level.fingerprint(), mp3.fingerprint(), around.audio, whole, number, gains_db),
            id=line.id,
            spans=line.spans,
            gains_db=gains_db,
            audible=tuple(about(span.voice).audible for span in line.spans),
            place=line.place,
            text=line.text,
        )
        parts.append(part)
    return Job(parts=tuple(parts), around=around)


def fingerprint(lines: Iterable[Line], audio: Audio) -> str:
    """Changes when any of the lines would sound otherwise."""
    said_ = [(passage[0].speaker, said(passage)) for passage in passages(lines)]
    return keyed("lines", FORMAT, level.fingerprint(), mp3.fingerprint(), audio, said_)


def said(passage: Sequence[Line]) -> list[list[tuple[str, str, str]]]:
    """What the lines of a passage say, and how: all that their sound depends on, but for the gains of their voices."""
    return [[(about(span.voice).fingerprint, span.language, span.text) for span in line.spans] for line in passage]


def measuring(voice: Voice, language: str, around: Surroundings) -> Measuring:
    """The job that measures a voice; one that is evenly loud and a little slower or faster than normal, at its normal rate."""
    text = calibration_text(language)
    if about(voice).evenly_loud and round(abs(voice.rate - 1), 3) <= NEAR:
        voice = replace(voice, rate=1.0)
    known = about(voice)
    return Measuring(
        key=keyed("gain", FORMAT, level.fingerprint(), around.audio, known.fingerprint, language, text),
        voice=voice,
        language=language,
        around=around,
        audible=known.audible,
        place=voices.place(voice),
        text=text,
    )


def keyed(*parts: Any) -> str:
    """A hash of all its parts, which is an address in the cache."""
    return blake2b(json.dumps(parts, sort_keys=True, default=astuple).encode(), digest_size=20).hexdigest()


def make(work: Job) -> tuple[tuple[Clip, bytes], ...]:
    """Synthesise, level and encode sentences, in their order. Raises EngineError with their places."""
    if len(work.parts) == 1:
        part = work.parts[0]
        spoken = []
        for span, audible in zip(part.spans, part.audible, strict=True):
            with _placed(part, span):
                (speech,) = _spoken((span,), work.around)
                spoken.append(_sounding(span, speech, audible, work.around))
        return (_finished(part, spoken, work.around.audio),)
    spans = [part.spans[0] for part in work.parts]
    with _placed(work, spans[0]):
        speeches = _spoken(spans, work.around)
    made = []
    problems: list[Problem] = []
    for part, speech in zip(work.parts, speeches, strict=True):
        try:
            with _placed(part, part.spans[0]):
                sound = _sounding(part.spans[0], speech, part.audible[0], work.around)
            made.append(_finished(part, [sound], work.around.audio))
        except EngineError as error:
            problems += error.problems
    if problems:
        raise EngineError(problems)
    return tuple(made)


def _finished(part: Part, speeches: Iterable[Speech], audio: Audio) -> tuple[Clip, bytes]:
    runs = [
        (replace(speech, words=span.in_spoken(speech.words)), gain_db, span.start)
        for span, speech, gain_db in zip(part.spans, speeches, part.gains_db, strict=True)
    ]
    levelled = level.level(runs, audio)
    loudness_lufs, loud_ms = metering.loudness(levelled.runs, audio)
    frame_bytes = 2 * audio.frame_samples
    pcm = bytes(frame_bytes) + levelled.pcm + bytes(2 * mp3.SILENCE_BEHIND)  # why both: see mp3.encode
    pcm += bytes(-len(pcm) % frame_bytes)
    clip = Clip(
        key=part.key,
        frames=len(pcm) // frame_bytes,
        speech_start_ms=FRAME_MS + levelled.speech_start_ms,
        speech_end_ms=FRAME_MS + levelled.speech_end_ms,
        words=tuple(replace(word, time_ms=FRAME_MS + word.time_ms) for word in levelled.words),
        loudness_lufs=loudness_lufs,
        loud_ms=loud_ms,
    )
    return clip, mastering.encode(pcm, audio)


def measure(work: Measuring) -> float:
    """The gain in dB of a voice in a language: it speaks a fixed text, whose loudness behind the limiter is made right."""
    if not work.audible:
        return 0.0
    with _located(work.place, f" (engine: {work.voice.engine})"):
        speeches = [
            _sounding(span, speech, work.audible, work.around, doubted=has_rules(work.language))
            for spans in sample(work)
            for span, speech in zip(spans, _spoken(spans, work.around), strict=True)
        ]
    try:
        return level.calibrate(speeches, work.around.audio)
    except ValueError as error:
        message = msg("the voice {!r} cannot be levelled: {}", work.voice.name, words_of(error))
        raise EngineError(Problem(place=work.place, message=message)) from error


def sample(work: Measuring) -> tuple[tuple[VoiceSpan, ...], ...]:
    """What a voice that is measured says, in sentences: each alone, or all together if it connects them."""
    texts = [sentence.spoken for sentence in sentences((Inline(text=work.text),), language=work.language)]
    spans = tuple(VoiceSpan(text=text, language=work.language, voice=work.voice) for text in texts)
    return (spans,) if about(work.voice).connects else tuple((span,) for span in spans)


def _spoken(spans: Sequence[VoiceSpan], around: Surroundings) -> tuple[Speech, ...]:
    """The sounds of a span, or of several that one voice speaks together."""
    first, kept = spans[0], around.response_cache
    if len(spans) == 1:
        return (guard.synthesize(first.text, language=first.language, voice=first.voice, response_cache=kept),)
    texts = [span.text for span in spans]
    return guard.passage(texts, language=first.language, voice=first.voice, response_cache=kept)


def _sounding(span: VoiceSpan, speech: Speech, audible: bool, around: Surroundings, *, doubted: bool = True) -> Speech:
    """The sound of a span, if it can be what its text sounds like; not ``doubted`` where the text is in another language than
    the voice's, which may spell it out (espeak's Japanese). Raises EngineError."""
    text, voice = span.text, span.voice
    if not audible:
        return speech
    if not any(speech.pcm):
        message = msg("the voice {!r} gave no sound for '{}'", voice.name, shown(text))
        raise EngineError(
            Problem(message=message, remedy=msg('Give it a spoken form: [text]{{say="…"}}, or use another voice.'))
        )
    doubt = doubted and plausible.doubt(speech, text, language=span.language, rate=voice.rate)
    if doubt and doubts.name_of(speech, text) not in around.accepted:
        raise doubts.refused(speech, text, doubt=doubt, voice=voice.name, folder=around.doubtful)
    return speech


def _placed(work: Part | Job, span: VoiceSpan) -> AbstractContextManager[None]:
    return _located(work.place, f" (engine: {span.voice.engine}, sentence: '{shown(work.text)}')")


@contextmanager
def _located(place: str, behind: str) -> Iterator[None]:
    """Errors of engines, which know neither place nor sentence, get theirs."""
    try:
        yield
    except EngineError as error:
        raise EngineError(
            replace(problem, place=place, message=msg("{}{}", problem.message, behind)) for problem in error.problems
        ) from error
