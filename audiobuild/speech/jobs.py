"""What workers do, in any process: speak and encode one sentence, or measure one voice.

A job holds all that its result depends on; its ``key`` is a hash of that, and the address of the result in the cache.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from audiobuild.errors import EngineError, Problem
from audiobuild.languages.reading import calibration_text, sentences
from audiobuild.model import FRAME_MS, Audio, Clip, Inline, Speech, Voice
from audiobuild.sound import level, mp3
from audiobuild.speech import engines
from audiobuild.speech.lines import Line, VoiceSpan

FORMAT = 1
"""Raised when a clip is made in another way for the same input."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measuring:
    """A voice whose gain in a language is to be found."""

    key: str
    voice: Voice
    language: str
    audio: Audio
    response_cache: Path
    place: str
    text: str

    @property
    def voices(self) -> tuple[Voice, ...]:
        return (self.voice,)


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """One sentence to be made: its address, its spans with their gains in dB, and what to call it in an error."""

    key: str
    spans: tuple[VoiceSpan, ...]
    gains_db: tuple[float, ...]
    audio: Audio
    response_cache: Path
    place: str
    text: str

    @property
    def voices(self) -> tuple[Voice, ...]:
        return tuple(span.voice for span in self.spans)


def job(line: Line, gains: Mapping[tuple[str, str], float], audio: Audio, response_cache: Path) -> Job:
    """The job that makes a line; ``gains`` holds each voice's gain in dB by its name and language."""
    gains_db = tuple(gains[span.voice.name, span.language] for span in line.spans)
    return Job(
        key=_key("clip", FORMAT, level.fingerprint(), mp3.fingerprint(), audio, _spoken(line), gains_db),
        spans=line.spans,
        gains_db=gains_db,
        audio=audio,
        response_cache=response_cache,
        place=line.place,
        text=line.text,
    )


def fingerprint(lines: Iterable[Line], audio: Audio) -> str:
    """Changes when any of the lines would sound otherwise."""
    return _key("lines", FORMAT, level.fingerprint(), mp3.fingerprint(), audio, [_spoken(line) for line in lines])


def _spoken(line: Line) -> list[tuple[str, str, str]]:
    return [(engines.load(span.voice.engine).fingerprint(span.voice), span.language, span.text) for span in line.spans]


def measuring(voice: Voice, language: str, audio: Audio, response_cache: Path) -> Measuring:
    """The job that measures a voice."""
    text = calibration_text(language)
    fingerprint = engines.load(voice.engine).fingerprint(voice)
    return Measuring(
        key=_key("gain", FORMAT, level.fingerprint(), audio, fingerprint, language, text),
        voice=voice,
        language=language,
        audio=audio,
        response_cache=response_cache,
        place=f"voices/{voice.name}.toml",
        text=text,
    )


def _key(*parts: Any) -> str:
    return blake2b(json.dumps(parts, sort_keys=True, default=astuple).encode(), digest_size=20).hexdigest()


def make(work: Job) -> tuple[Clip, bytes]:
    """Synthesise, level and encode one sentence. Raises EngineError with its place."""
    speeches = []
    for span, gain_db in zip(work.spans, work.gains_db, strict=True):
        speeches.append((_speech(span, work), gain_db, span.start))
    levelled = level.level(speeches, work.audio)
    frame_bytes = 2 * work.audio.frame_samples
    pcm = bytes(frame_bytes) + levelled.pcm + bytes(2 * mp3.SILENCE_BEHIND)  # why both: see mp3.encode
    pcm += bytes(-len(pcm) % frame_bytes)
    clip = Clip(
        key=work.key,
        frames=len(pcm) // frame_bytes,
        speech_start_ms=FRAME_MS + levelled.speech_start_ms,
        speech_end_ms=FRAME_MS + levelled.speech_end_ms,
        words=tuple(replace(word, time_ms=FRAME_MS + word.time_ms) for word in levelled.words),
    )
    return clip, mp3.encode(pcm, work.audio)


def _speech(span: VoiceSpan, work: Job) -> Speech:
    engine = engines.load(span.voice.engine)
    try:
        speech = engine.synthesize(
            span.text, language=span.language, voice=span.voice, response_cache=work.response_cache
        )
    except EngineError as error:
        raise EngineError(
            Problem(place=work.place, message=f"{problem.message} (sentence: {work.text!r})", remedy=problem.remedy)
            for problem in error.problems
        ) from error
    if engine.audible and not any(speech.pcm):
        message = f"the voice {span.voice.name!r} gave no sound for {span.text!r}"
        remedy = 'Give it a spoken form: [text]{say="…"}, or use another voice.'
        raise EngineError(Problem(place=work.place, message=message, remedy=remedy))
    return speech


def measure(work: Measuring) -> float:
    """The gain in dB of a voice in a language: it speaks a fixed text, whose loudness behind the limiter is made right."""
    engine = engines.load(work.voice.engine)
    if not engine.audible:
        return 0.0
    try:
        speeches = [
            engine.synthesize(
                sentence.spoken, language=work.language, voice=work.voice, response_cache=work.response_cache
            )
            for sentence in sentences((Inline(text=work.text),), language=work.language)
        ]
        return level.calibrate(speeches, work.audio)
    except EngineError as error:
        raise EngineError(replace(problem, place=work.place) for problem in error.problems) from error
    except ValueError as error:
        message = f"the voice {work.voice.name!r} cannot be levelled: {error}"
        raise EngineError(Problem(place=work.place, message=message)) from error
