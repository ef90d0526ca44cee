"""What workers do, in any process: speak and encode one sentence, or measure one voice.

A job holds all that its result depends on; its ``key`` is a hash of that, and the address of the result in the cache.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from audiobuild.errors import EngineError, Problem
from audiobuild.languages.reading import calibration_text, has_rules, sentences
from audiobuild.messages import msg, words_of
from audiobuild.model import FRAME_MS, Audio, Clip, Inline, Speech, Voice
from audiobuild.publication import voices
from audiobuild.sound import level, mastering, mp3, plausible
from audiobuild.speech import doubts, guard
from audiobuild.speech.about import about
from audiobuild.speech.lines import Line, VoiceSpan
from audiobuild.text import shown

FORMAT = 1
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """One sentence to be made: its address, its spans with their gains in dB, and what to call it in an error."""

    key: str
    spans: tuple[VoiceSpan, ...]
    gains_db: tuple[float, ...]
    audible: tuple[bool, ...]
    around: Surroundings
    place: str
    text: str

    @property
    def voices(self) -> tuple[Voice, ...]:
        return tuple(span.voice for span in self.spans)

    @property
    def engines(self) -> str:
        return _named(self.voices)


def _named(voices: tuple[Voice, ...]) -> str:
    return "/".join(dict.fromkeys(repr(voice.engine) for voice in voices))


def job(line: Line, gains: Mapping[tuple[str, str], float], around: Surroundings) -> Job:
    """The job that makes a line; ``gains`` holds each voice's gain in dB by its name and language."""
    gains_db = tuple(gains[span.voice.name, span.language] for span in line.spans)
    return Job(
        key=_key("clip", FORMAT, level.fingerprint(), mp3.fingerprint(), around.audio, said(line), gains_db),
        spans=line.spans,
        gains_db=gains_db,
        audible=tuple(about(span.voice).audible for span in line.spans),
        around=around,
        place=line.place,
        text=line.text,
    )


def fingerprint(lines: Iterable[Line], audio: Audio) -> str:
    """Changes when any of the lines would sound otherwise."""
    return _key("lines", FORMAT, level.fingerprint(), mp3.fingerprint(), audio, [said(line) for line in lines])


def said(line: Line) -> list[tuple[str, str, str]]:
    """What a line says, and how: all that its sound depends on, but for the gains of its voices."""
    return [(about(span.voice).fingerprint, span.language, span.text) for span in line.spans]


def measuring(voice: Voice, language: str, around: Surroundings) -> Measuring:
    """The job that measures a voice."""
    text = calibration_text(language)
    known = about(voice)
    return Measuring(
        key=_key("gain", FORMAT, level.fingerprint(), around.audio, known.fingerprint, language, text),
        voice=voice,
        language=language,
        around=around,
        audible=known.audible,
        place=voices.place(voice),
        text=text,
    )


def _key(*parts: Any) -> str:
    return blake2b(json.dumps(parts, sort_keys=True, default=astuple).encode(), digest_size=20).hexdigest()


def make(work: Job) -> tuple[Clip, bytes]:
    """Synthesise, level and encode one sentence. Raises EngineError with its place."""
    audio = work.around.audio
    speeches = []
    for span, gain_db, audible in zip(work.spans, work.gains_db, work.audible, strict=True):
        with _placed(work.place, f" (engine: {span.voice.engine}, sentence: '{shown(work.text)}')"):
            speech = _spoken(span, audible, work.around)
            speeches.append((replace(speech, words=span.in_spoken(speech.words)), gain_db, span.start))
    levelled = level.level(speeches, audio)
    frame_bytes = 2 * audio.frame_samples
    pcm = bytes(frame_bytes) + levelled.pcm + bytes(2 * mp3.SILENCE_BEHIND)  # why both: see mp3.encode
    pcm += bytes(-len(pcm) % frame_bytes)
    clip = Clip(
        key=work.key,
        frames=len(pcm) // frame_bytes,
        speech_start_ms=FRAME_MS + levelled.speech_start_ms,
        speech_end_ms=FRAME_MS + levelled.speech_end_ms,
        words=tuple(replace(word, time_ms=FRAME_MS + word.time_ms) for word in levelled.words),
    )
    return clip, mastering.encode(pcm, audio)


def measure(work: Measuring) -> float:
    """The gain in dB of a voice in a language: it speaks a fixed text, whose loudness behind the limiter is made right."""
    if not work.audible:
        return 0.0
    with _placed(work.place, f" (engine: {work.voice.engine})"):
        own = has_rules(work.language)
        speeches = [_spoken(span, work.audible, work.around, doubted=own) for span in sample(work)]
    try:
        return level.calibrate(speeches, work.around.audio)
    except ValueError as error:
        message = msg("the voice {!r} cannot be levelled: {}", work.voice.name, words_of(error))
        raise EngineError(Problem(place=work.place, message=message)) from error


def sample(work: Measuring) -> tuple[VoiceSpan, ...]:
    """What a voice that is measured says, sentence by sentence."""
    texts = [sentence.spoken for sentence in sentences((Inline(text=work.text),), language=work.language)]
    return tuple(VoiceSpan(text=text, language=work.language, voice=work.voice) for text in texts)


def _spoken(span: VoiceSpan, audible: bool, around: Surroundings, *, doubted: bool = True) -> Speech:
    """The sound of a span, which can be what its text sounds like; not ``doubted`` where the text is in another language than
    the voice's, which may spell it out (espeak's Japanese). Raises EngineError."""
    text, voice = span.text, span.voice
    speech = guard.synthesize(text, language=span.language, voice=voice, response_cache=around.response_cache)
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


@contextmanager
def _placed(place: str, behind: str) -> Iterator[None]:
    """Errors of engines, which know neither place nor sentence, get theirs."""
    try:
        yield
    except EngineError as error:
        raise EngineError(
            replace(problem, place=place, message=msg("{}{}", problem.message, behind)) for problem in error.problems
        ) from error
