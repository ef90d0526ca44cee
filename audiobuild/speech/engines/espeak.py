"""espeak-ng, the embedded default: offline, over a hundred languages, with word timing, without a system install."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from audiobuild import espeak_data
from audiobuild.errors import EngineError, Problem
from audiobuild.languages.registry import base
from audiobuild.messages import msg
from audiobuild.model import Speech, Voice, Word
from audiobuild.speech import espeak as library
from audiobuild.speech import spelling
from audiobuild.speech.espeak import native

NORMAL_WPM, SLOWEST_WPM, FASTEST_WPM = 175, 80, 450
"""espeakRATE. Up to 260 the length follows the factor within 7 % (f2, with its echo: 15 %); then less and less."""

NEUTRAL_PITCH, STEPS_UP, STEPS_DOWN, HIGHEST_SEMITONES = 50, 5.6, 6.6, 7
"""espeakPITCH and its steps per semitone, measured as the median pitch of a German sentence in de, de+f2 and de+m3:
within half a semitone of what was asked for, over the whole range. The library moves the base of the intonation but not
its range in Hz, so it takes more than the 50 / 12 steps of its table. Above 50 it also raises the formants a little.
"""

_TOKEN = re.compile(rf"(?:{library.IPA.pattern}|\S)+")


@dataclass(frozen=True, kw_only=True, slots=True)
class EspeakOptions:
    """Of a voice file."""

    variant: str = ""
    """The quality of the voice: `f1` to `f5`, `m1` to `m8`, or another of espeak-ng's, such as `whisper`."""


class Espeak:
    """Speaks through the library and data of the PyPI package espeakng-loader. :class:`EspeakOptions` says what can be chosen.

    A phrase in another language is spoken by that language's voice in the same variant.
    """

    workers: Literal["processes", "threads"] = "processes"
    concurrency = 0
    audible = True
    reads_ipa = True
    reads_figures = True
    evenly_loud = False

    def problems(self, voice: Voice) -> tuple[Problem, ...]:
        return (*library.place_problems(), *_range_problems(voice), *_name_problems(voice))

    def languages(self) -> frozenset[str]:
        return frozenset(base(code) for code in espeak_data.languages())

    def fingerprint(self, voice: Voice) -> str:
        """The language is the text's, so a German voice says English as an English one of the same timbre does."""
        return f"{library.made_by()} variant={voice.options.get('variant', '')} rate={rate(voice)} pitch={pitch(voice)}"

    def sends_text_to(self, voice: Voice) -> str:
        return ""

    def synthesize(self, text: str, *, language: str, voice: Voice, response_cache: Path | None = None) -> Speech:
        if problems := self.problems(voice):
            raise EngineError(problems)
        name = library.voice_file(language)
        written = library.written_for(spelling.for_espeak(text, language), name)
        if not written.text.strip():
            return Speech(pcm=b"", rate_hz=native.RATE_HZ)
        variant = f"{name}+{voice.options['variant']}" if "variant" in voice.options else name
        try:
            sound = native.speak(
                written.text, voice=variant, rate=rate(voice), pitch=pitch(voice), notation=written.notation
            )
        except native.NativeError as error:
            raise library.failed(error) from error
        # For punctuation alone the library gives 7 ms of silence.
        pcm = sound.pcm if any(sound.pcm) else b""
        return Speech(pcm=pcm, rate_hz=native.RATE_HZ, words=_words(text, written, sound) if pcm else ())


def _range_problems(voice: Voice) -> Iterator[Problem]:
    slowest, fastest = SLOWEST_WPM / NORMAL_WPM, FASTEST_WPM / NORMAL_WPM
    if not slowest <= voice.rate <= fastest:
        yield Problem(
            message=msg("rate {} is beyond what espeak-ng can speak", f"{voice.rate:g}"),
            remedy=msg("Give a factor from {} to {}; 1.0 is its normal speed.", f"{slowest:.2}", f"{fastest:.2}"),
        )
    if not abs(voice.pitch) <= HIGHEST_SEMITONES:
        yield Problem(
            message=msg("pitch {} is beyond what espeak-ng can speak", f"{voice.pitch:g}"),
            remedy=msg("Give semitones from -{} to {}, or another variant.", HIGHEST_SEMITONES, HIGHEST_SEMITONES),
        )


def _name_problems(voice: Voice) -> Iterator[Problem]:
    if espeak_data.voice_file(voice.language) is None:
        yield library.unknown_language(voice.language)
    for key, value in voice.options.items():
        if key != "variant":
            yield Problem(
                message=msg("the espeak engine has no option {!r}", key), remedy=msg("Its one option is: variant.")
            )
        elif value not in espeak_data.variants():
            yield Problem(
                message=msg("espeak-ng has no variant {!r}", str(value)),
                remedy=library.offer(str(value), espeak_data.variants()),
            )


def rate(voice: Voice) -> int:
    """The library's own measure: words a minute."""
    return round(NORMAL_WPM * voice.rate)


def pitch(voice: Voice) -> int:
    """The library's own measure, 0 to 100."""
    return round(NEUTRAL_PITCH + voice.pitch * (STEPS_UP if voice.pitch > 0 else STEPS_DOWN))


def _words(text: str, written: library.Written, sound: native.Synthesis) -> tuple[Word, ...]:
    """The first event inside each token: numbers and "KL.digital" bring several, a dash or a bracket none."""
    events = [
        (written.origins[position], sample) for position, sample in sound.words if position < len(written.origins)
    ]
    words = []
    for token in _TOKEN.finditer(library.speakable(text)):
        inside = [event for event in events if token.start() <= event[0] < token.end()]
        if inside:
            start, sample = inside[0]
            words.append(Word(start=start, end=token.end(), time_ms=sample * 1000 // native.RATE_HZ))
    return tuple(words)
