"""Segments → Clips: what a sentence's sound depends on, and how it is made.

:func:`fill` is the way through: it measures the voices that are not yet measured, makes the sentences that are not yet in
the cache, and says for each which clip it is.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import astuple, dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from audiobuild.errors import EngineError, Problem
from audiobuild.languages.reading import calibration_text, sentences
from audiobuild.languages.registry import base
from audiobuild.model import FRAME_MS, Audio, Clip, Inline, Piece, Segment, Speech, Voice
from audiobuild.sound import level as sound
from audiobuild.sound import mp3
from audiobuild.speech import engines
from audiobuild.speech.cache import Cache
from audiobuild.speech.dispatch import Crew

FORMAT = 1
"""Raised when a clip is made in another way for the same input."""

Voices = Mapping[str, Voice]


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A part of a sentence in one language and voice. ``start`` is where it begins in the spoken text."""

    text: str
    language: str
    voice: Voice
    start: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Measuring:
    """A voice whose gain in a language is to be found."""

    key: str
    voice: Voice
    language: str
    audio: Audio
    answers: Path
    place: str
    text: str

    @property
    def voices(self) -> tuple[Voice, ...]:
        return (self.voice,)


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """One sentence to be made: its address, its runs with their gains in dB, and what to call it in an error."""

    key: str
    runs: tuple[Run, ...]
    gains_db: tuple[float, ...]
    audio: Audio
    answers: Path
    place: str
    text: str

    @property
    def voices(self) -> tuple[Voice, ...]:
        return tuple(run.voice for run in self.runs)


# --- what a sentence's sound depends on -----------------------------------------------------------------------------


def runs(segment: Segment, voices: Voices) -> tuple[Run, ...]:
    """The sentence by voice and language. A phrase in another language is spoken by the voice that the speaker's voice file
    names for it, else by the same voice where its engine can, else as the speaker's own language."""
    parts: list[Run] = []
    start = 0
    for piece in segment.pieces:
        voice, language = _voice_for(segment.voice, piece.language, voices)
        # Punctuation alone is nobody's: a question mark behind an English phrase still ends the German question.
        silent = not any(character.isalnum() for character in piece.spoken)
        said = _said(piece, voice)
        if parts and (silent or (parts[-1].voice.name, parts[-1].language) == (voice.name, language)):
            parts[-1] = replace(parts[-1], text=parts[-1].text + said)
        elif parts and not any(character.isalnum() for character in parts[-1].text):
            parts[-1] = replace(parts[-1], text=parts[-1].text + said, voice=voice, language=language)
        else:
            parts.append(Run(text=said, language=language, voice=voice, start=start))
        start += len(piece.spoken)
    return tuple(parts)


def _said(piece: Piece, voice: Voice) -> str:
    """The text for the engine: phonemes for one that reads them, and never their brackets by accident."""
    before, behind = engines.IPA_BRACKETS
    if piece.ipa and engines.load(voice.engine).reads_ipa:
        return f"{before}{piece.ipa}{behind}"
    return piece.spoken.replace(before, "[").replace(behind, "]")


def _voice_for(voice: Voice, language: str, voices: Mapping[str, Voice]) -> tuple[Voice, str]:
    if base(language) == base(voice.language):
        return voice, voice.language
    other = voice.languages.get(language) or voice.languages.get(base(language))
    if other:
        return voices[other], voices[other].language
    return voice, language if base(language) in engines.load(voice.engine).languages() else voice.language


def _key(*parts: Any) -> str:
    return blake2b(json.dumps(parts, sort_keys=True, default=astuple).encode(), digest_size=20).hexdigest()


def _job(
    segment: Segment, path: str, gains: Mapping[tuple[str, str], float], voices: Voices, audio: Audio, answers: Path
) -> Job:
    parts = runs(segment, voices)
    gains_db = tuple(gains[part.voice.name, part.language] for part in parts)
    spoken = [(engines.load(part.voice.engine).fingerprint(part.voice), part.language, part.text) for part in parts]
    return Job(
        key=_key("clip", FORMAT, sound.fingerprint(), mp3.fingerprint(), audio, spoken, gains_db),
        runs=parts,
        gains_db=gains_db,
        audio=audio,
        answers=answers,
        place=f"{path}:{segment.line}",
        text=segment.text,
    )


def _measuring(voice: Voice, language: str, audio: Audio, answers: Path) -> Measuring:
    text = calibration_text(language)
    fingerprint = engines.load(voice.engine).fingerprint(voice)
    return Measuring(
        key=_key("gain", FORMAT, sound.fingerprint(), audio, fingerprint, language, text),
        voice=voice,
        language=language,
        audio=audio,
        answers=answers,
        place=f"voices/{voice.name}.toml",
        text=text,
    )


# --- work, in any process -------------------------------------------------------------------------------------------


def make(work: Job) -> tuple[Clip, bytes]:
    """Synthesise, level and encode one sentence. Raises EngineError with its place."""
    speeches = []
    for part, gain_db in zip(work.runs, work.gains_db, strict=True):
        speeches.append((_speech(part, work), gain_db, part.start))
    levelled = sound.level(speeches, work.audio)
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


def _speech(part: Run, work: Job) -> Speech:
    engine = engines.load(part.voice.engine)
    try:
        speech = engine.synthesize(part.text, language=part.language, voice=part.voice, answers=work.answers)
    except EngineError as error:
        raise EngineError(
            Problem(place=work.place, message=f"{problem.message} (sentence: {work.text!r})", remedy=problem.remedy)
            for problem in error.problems
        ) from error
    if engine.audible and not any(speech.pcm):
        message = f"the voice {part.voice.name!r} gave no sound for {part.text!r}"
        remedy = 'Give it a spoken form: [text]{say="…"}, or use another voice.'
        raise EngineError(Problem(place=work.place, message=message, remedy=remedy))
    return speech


def measure(work: Measuring) -> float:
    """The gain in dB of a voice in a language: it speaks a fixed text, whose loudness behind the limiter is made right."""
    engine = engines.load(work.voice.engine)
    if not engine.audible:
        return 0.0
    spoken = (
        "".join(piece.spoken for piece in pieces)
        for pieces in sentences((Inline(text=work.text),), language=work.language)
    )
    try:
        speeches = [
            engine.synthesize(text, language=work.language, voice=work.voice, answers=work.answers) for text in spoken
        ]
        return sound.calibrate(speeches, work.audio)
    except EngineError as error:
        raise EngineError(replace(problem, place=work.place) for problem in error.problems) from error
    except ValueError as error:
        message = f"the voice {work.voice.name!r} cannot be levelled: {error}"
        raise EngineError(Problem(place=work.place, message=message)) from error


# --- all of them ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Script:
    """The segments of one interview, and the file that errors name."""

    path: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """One clip for each segment, and how many of them were made just now."""

    clips: tuple[Clip, ...]
    synthesised: int


def fill(
    scripts: Sequence[Script],
    *,
    voices: Voices,
    audio: Audio,
    cache: Cache,
    jobs: int,
    progress: Callable[[int, int], None] = lambda done, total: None,
    notify: Callable[[str], None] = lambda service: None,
) -> tuple[Filled, ...]:
    """The clips of all scripts; those that are not in the cache are made, with ``jobs`` workers, and kept there.

    ``progress`` is told how many of how many new sentences are done; ``notify`` each service, before it is sent the first
    text. Raises EngineError with all sentences that failed;
    whatever was finished stays in the cache.
    """
    crew = Crew(jobs, notify)
    gains = _gains(scripts, voices, audio, cache, crew)
    work = [
        [_job(segment, script.path, gains, voices, audio, cache.answers) for segment in script.segments]
        for script in scripts
    ]
    known = {job.key: clip for jobs_ in work for job in jobs_ if (clip := cache.get(job.key))}
    missing = {job.key: job for jobs_ in work for job in jobs_ if job.key not in known}
    progress(0, len(missing))
    first_made_by: dict[str, int] = {}
    for index, jobs_ in enumerate(work):
        for job in jobs_:
            if job.key in missing:
                first_made_by.setdefault(job.key, index)
    problems: list[Problem] = []
    # Closing calls the workers off at once, also when an interrupt comes between two results.
    with closing(crew.run(make, missing.values())) as results:
        for done, (job, result) in enumerate(results, 1):
            if isinstance(result, EngineError):
                problems += result.problems
            else:
                clip, frames = result
                cache.put(clip, frames)
                known[job.key] = clip
            progress(done, len(missing))
    if problems:
        raise EngineError(problems)
    made = Counter(first_made_by.values())
    return tuple(
        Filled(clips=tuple(known[job.key] for job in jobs_), synthesised=made[index])
        for index, jobs_ in enumerate(work)
    )


def _gains(
    scripts: Iterable[Script], voices: Voices, audio: Audio, cache: Cache, crew: Crew
) -> dict[tuple[str, str], float]:
    """The gain in dB of every voice in every language that the scripts need."""
    needed = {
        (part.voice.name, part.language): part.voice
        for script in scripts
        for segment in script.segments
        for part in runs(segment, voices)
    }
    work = {pair: _measuring(voice, pair[1], audio, cache.answers) for pair, voice in needed.items()}
    gains = {job.key: gain for job in work.values() if (gain := cache.gain(job.key)) is not None}
    problems: list[Problem] = []
    missing = {job.key: job for job in work.values() if job.key not in gains}
    for job, result in crew.run(measure, missing.values()):
        if isinstance(result, EngineError):
            problems += result.problems
        else:
            cache.put_gain(job.key, result)
            gains[job.key] = result
    if problems:
        raise EngineError(problems)
    return {pair: gains[job.key] for pair, job in work.items()}
