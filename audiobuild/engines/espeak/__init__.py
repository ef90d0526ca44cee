"""espeak-ng, the embedded default: offline, over a hundred languages, with word timing, without a system install."""

from __future__ import annotations

import difflib
import re
import unicodedata
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from audiobuild.engines.espeak import native, voices
from audiobuild.errors import EngineError, Problem
from audiobuild.model import Speech, Voice, Word

REVISION = 1  # of what this module makes of text and voice: raise it when the same input would sound different
NORMAL_WPM = 175
SLOWEST_WPM, FASTEST_WPM = 80, 450
NEUTRAL_PITCH = 50
PITCH_STEPS_PER_SEMITONE = 50 / 12
HIGHEST_SEMITONES = 12

_EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_TOKEN = re.compile(r"\S+")


class Espeak:
    """Speaks through the library and data of the PyPI package espeakng-loader.

    Options of a voice file: ``variant``, one of the data's voice qualities (``f2``, ``m3``, ``whisper``, …).
    """

    workers: Literal["processes", "threads"] = "processes"
    concurrency = 0
    audible = True

    def problems(self, voice: Voice) -> tuple[Problem, ...]:
        return tuple(_problems(voice))

    def languages(self) -> frozenset[str]:
        return frozenset(code.split("-")[0] for code in voices.languages())

    def fingerprint(self, voice: Voice) -> str:
        data = version("espeakng-loader")
        return (
            f"espeak-{REVISION} library={native.version()} data={data} voice={_voice_name(voice.language, voice)}"
            f" rate={_rate(voice)} pitch={_pitch(voice)}"
        )

    def sends_text_to(self, voice: Voice) -> str:
        return ""

    def synthesize(self, text: str, *, language: str, voice: Voice, answers: Path | None = None) -> Speech:
        if problems := self.problems(voice):
            raise EngineError(problems)
        speakable = _speakable(text)
        if not speakable.strip():
            return Speech(pcm=b"", rate_hz=native.RATE_HZ)
        try:
            sound = native.speak(speakable, voice=_voice_name(language, voice), rate=_rate(voice), pitch=_pitch(voice))
        except native.NativeError as error:
            raise EngineError(Problem(message=str(error), remedy="Reinstall espeakng-loader.")) from error
        if not sound.words:
            return Speech(pcm=b"", rate_hz=native.RATE_HZ)
        return Speech(pcm=sound.pcm, rate_hz=native.RATE_HZ, words=_words(speakable, sound))


def phonemes(text: str, language: str) -> str:
    """What espeak-ng would say for ``text``, in IPA: to compare two ways of writing the same words."""
    if (name := voices.voice_file(language)) is None:
        raise EngineError(_unknown_language(language))
    return native.phonemes(_speakable(text), voice=name)


def _problems(voice: Voice) -> list[Problem]:
    found = []
    if voices.voice_file(voice.language) is None:
        found.append(_unknown_language(voice.language))
    if not SLOWEST_WPM <= _rate(voice) <= FASTEST_WPM:
        slowest, fastest = SLOWEST_WPM / NORMAL_WPM, FASTEST_WPM / NORMAL_WPM
        found.append(
            Problem(
                message=f"rate {voice.rate:g} is beyond what espeak-ng speaks",
                remedy=f"Give a factor from {slowest:.2f} to {fastest:.2f}.",
            )
        )
    if abs(voice.pitch) > HIGHEST_SEMITONES:
        found.append(
            Problem(
                message=f"pitch {voice.pitch:g} is beyond what espeak-ng speaks",
                remedy=f"Give semitones from -{HIGHEST_SEMITONES} to {HIGHEST_SEMITONES}.",
            )
        )
    for key, value in voice.options.items():
        if key != "variant":
            found.append(Problem(message=f"espeak has no option {key!r}", remedy="It knows: variant."))
        elif value not in voices.variants():
            found.append(_unknown_variant(str(value)))
    return found


def _unknown_language(language: str) -> Problem:
    known = sorted(voices.languages())
    near = difflib.get_close_matches(language.lower(), known) or [code for code in known if "-" not in code]
    return Problem(
        message=f"espeak-ng has no voice for the language {language!r}", remedy=f"It has: {', '.join(near)}."
    )


def _unknown_variant(variant: str) -> Problem:
    near = difflib.get_close_matches(variant, sorted(voices.variants())) or sorted(voices.variants())
    return Problem(message=f"espeak-ng has no variant {variant!r}", remedy=f"It has: {', '.join(near)}.")


def _voice_name(language: str, voice: Voice) -> str:
    name = voices.voice_file(language)
    if name is None:
        raise EngineError(_unknown_language(language))
    return f"{name}+{voice.options['variant']}" if "variant" in voice.options else name


def _rate(voice: Voice) -> int:
    return round(NORMAL_WPM * voice.rate)


def _pitch(voice: Voice) -> int:
    return round(NEUTRAL_PITCH + voice.pitch * PITCH_STEPS_PER_SEMITONE)


def _speakable(text: str) -> str:
    """``text`` with a space for each character that has no sound, so that positions stay."""
    return "".join(" " if unicodedata.category(c) in {"Cc", "Co", "Cs"} or _EMOJI.match(c) else c for c in text)


def _words(text: str, sound: native.Sound) -> tuple[Word, ...]:
    """The first event inside each token: numbers and "KL.digital" bring several, some tokens (dashes) none."""
    words = []
    for token in _TOKEN.finditer(text):
        inside = [(start, sample) for start, sample in sound.words if token.start() <= start < token.end()]
        if inside:
            start, sample = inside[0]
            words.append(Word(start=start, end=token.end(), time_ms=sample * 1000 // native.RATE_HZ))
    return tuple(words)
