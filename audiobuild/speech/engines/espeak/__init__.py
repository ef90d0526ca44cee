"""espeak-ng, the embedded default: offline, over a hundred languages, with word timing, without a system install."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from audiobuild import espeak_data
from audiobuild.errors import EngineError, Problem
from audiobuild.languages.registry import base
from audiobuild.messages import Message, msg, words_of
from audiobuild.model import Speech, Voice, Word
from audiobuild.speech import engines, spelling
from audiobuild.speech.engines.espeak import ipa, native
from audiobuild.text import shown

REVISION = 2
"""Of what this module makes of text and voice: raised when the same input would sound different."""

NORMAL_WPM, SLOWEST_WPM, FASTEST_WPM = 175, 80, 450
"""espeakRATE. Up to 260 the length follows the factor within 7 % (f2, with its echo: 15 %); then less and less."""

NEUTRAL_PITCH, STEPS_UP, STEPS_DOWN, HIGHEST_SEMITONES = 50, 5.6, 6.6, 7
"""espeakPITCH and its steps per semitone, measured as the median pitch of a German sentence in de, de+f2 and de+m3:
within half a semitone of what was asked for, over the whole range. The library moves the base of the intonation but not
its range in Hz, so it takes more than the 50 / 12 steps of its table. Above 50 it also raises the formants a little.
"""

_SOUNDLESS = {"Cc", "Co", "Cs"}
_PICTURES = re.compile(  # information source, circled letters, symbols, Braille, arrows and stars, emoji
    "[\u2139\u2460-\u24ff\u2600-\u27bf\u2800-\u28ff\u2b00-\u2bff\U0001f000-\U0001faff]"
)
_BEFORE, _BEHIND = engines.IPA_BRACKETS
_IPA = re.compile(f"{_BEFORE}([^{_BEHIND}]*){_BEHIND}")
_OPENING = re.compile("[„“”\"‚‘’'»«›‹(\\[{]+$")
"""What may stand before a word and has no sound; the library reports no event for phonemes behind it."""
_TOKEN = re.compile(rf"(?:{_IPA.pattern}|\S)+")


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

    def problems(self, voice: Voice) -> tuple[Problem, ...]:
        return (*_place_problems(), *_range_problems(voice), *_name_problems(voice))

    def languages(self) -> frozenset[str]:
        return frozenset(base(code) for code in espeak_data.languages())

    def fingerprint(self, voice: Voice) -> str:
        """The language is the text's, so a German voice says English as an English one of the same timbre does."""
        return f"{_made_by()} variant={voice.options.get('variant', '')} rate={rate(voice)} pitch={pitch(voice)}"

    def sends_text_to(self, voice: Voice) -> str:
        return ""

    def synthesize(self, text: str, *, language: str, voice: Voice, response_cache: Path | None = None) -> Speech:
        if problems := self.problems(voice):
            raise EngineError(problems)
        name = _voice_file(language)
        written = _written(spelling.for_espeak(text, language), name)
        if not written.text.strip():
            return Speech(pcm=b"", rate_hz=native.RATE_HZ)
        variant = f"{name}+{voice.options['variant']}" if "variant" in voice.options else name
        try:
            sound = native.speak(
                written.text, voice=variant, rate=rate(voice), pitch=pitch(voice), notation=written.notation
            )
        except native.NativeError as error:
            raise _failed(error) from error
        # For punctuation alone the library gives 7 ms of silence.
        pcm = sound.pcm if any(sound.pcm) else b""
        return Speech(pcm=pcm, rate_hz=native.RATE_HZ, words=_words(text, written, sound) if pcm else ())


def phonemes(text: str, language: str) -> str:
    """What espeak-ng would say for ``text``, in IPA: to compare two ways of writing the same words.

    Raises EngineError.
    """
    name = _voice_file(language)
    try:
        written = _written(spelling.for_espeak(text, language), name)
        return native.phonemes(written.text, voice=name, notation=written.notation)
    except native.NativeError as error:
        raise _failed(error) from error


@cache
def _made_by() -> str:
    return f"espeak-{REVISION} library={native.version()} data={version('espeakng-loader')}"


def _place_problems() -> Iterator[Problem]:
    path = espeak_data.data_path()
    if espeak_data.length(path) > espeak_data.LONGEST_PATH_BYTES:
        yield Problem(
            message=msg("espeak-ng cannot read its data at a path of {} bytes: {}", espeak_data.length(path), path),
            remedy=msg("Install into a folder that makes it at most {} bytes.", espeak_data.LONGEST_PATH_BYTES),
        )


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
        yield _unknown_language(voice.language)
    for key, value in voice.options.items():
        if key != "variant":
            yield Problem(
                message=msg("the espeak engine has no option {!r}", key), remedy=msg("Its one option is: variant.")
            )
        elif value not in espeak_data.variants():
            yield Problem(
                message=msg("espeak-ng has no variant {!r}", str(value)),
                remedy=_offer(str(value), espeak_data.variants()),
            )


def _unknown_language(language: str) -> Problem:
    remedy = _offer(language.lower(), [code for code in espeak_data.languages() if "-" not in code])
    return Problem(message=msg("espeak-ng has no voice for language {!r}", language), remedy=remedy)


def _offer(name: str, names: Iterable[str]) -> Message:
    choices = sorted(names)
    near = difflib.get_close_matches(name, choices)
    there = msg("There are: {}.", ", ".join(choices))
    return msg("Do you mean {}? {}", near[0], there) if near else there


def _failed(error: native.NativeError) -> EngineError:
    remedy = msg("Reinstall espeakng-loader; let nothing else in this program use it.")
    return EngineError(Problem(message=words_of(error), remedy=remedy))


def _voice_file(language: str) -> str:
    name = espeak_data.voice_file(language)
    if name is None:
        raise EngineError(_unknown_language(language))
    return name


def rate(voice: Voice) -> int:
    """The library's own measure: words a minute."""
    return round(NORMAL_WPM * voice.rate)


def pitch(voice: Voice) -> int:
    """The library's own measure, 0 to 100."""
    return round(NEUTRAL_PITCH + voice.pitch * (STEPS_UP if voice.pitch > 0 else STEPS_DOWN))


def _speakable(text: str) -> str:
    """``text`` with every character that has no sound, or upsets the library, replaced by one: so positions stay.

    Controls (U+0000 ends the text, U+0001 begins a command), private use (U+E03C is a "<" of the library's own) and lone
    surrogates (not UTF-8) become a space. So do pictures, which it describes at length or spells as numbers, and on some of
    which it crashes: U+28FF in Finnish and four more, U+24DC in Bengali and nine more, U+1F170 in Georgian, many emoji in a
    row in German. A lone "`" crashes it in Vietnamese; it is written for an apostrophe. (1.52.0; every character of the BMP
    and the emoji tried alone and in words in each language. Left: "0" in Greenlandic, "© ©" in European Portuguese.)
    """
    return "".join(
        " " if unicodedata.category(c) in _SOUNDLESS or _PICTURES.match(c) else "'" if c == "`" else c for c in text
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Written:
    """A text as the library gets it. ``origins`` is where each of its characters comes from in the text."""

    text: str
    origins: Sequence[int]
    notation: bool


def _written(text: str, voice_file: str) -> _Written:
    """``text``, where IPA is written in the library's own notation."""
    parts: list[str] = []
    origins: list[int] = []
    position = 0
    for match in _IPA.finditer(text):
        before = _unbracketed(text[position : match.start()])
        parts += _OPENING.sub(lambda signs: " " * len(signs[0]), before), f"[[{_notation(match[1], voice_file)}]]"
        origins += (*range(position, match.start()), *(match.start(),) * len(parts[-1]))
        position = match.end()
    if not parts:
        return _Written(text=_speakable(text), origins=range(len(text)), notation=False)
    parts.append(_unbracketed(text[position:]))
    origins += range(position, len(text))
    return _Written(text="".join(parts), origins=origins, notation=True)


def _unbracketed(text: str) -> str:
    """Text beside phonemes, where two brackets would begin some."""
    return re.sub(r"\[(?=\[)|(?<=\])\]", " ", _speakable(text))


def _notation(spelled: str, voice_file: str) -> str:
    try:
        return ipa.mnemonics(spelled, voice_file)
    except ipa.UnknownSoundError as error:
        message = msg("/{}/ is not in the International Phonetic Alphabet: {!r}", shown(spelled), words_of(error))
        raise EngineError(Problem(message=message, remedy=msg("Correct ipa in the lexicon."))) from error


def _words(text: str, written: _Written, sound: native.Synthesis) -> tuple[Word, ...]:
    """The first event inside each token: numbers and "KL.digital" bring several, a dash or a bracket none."""
    events = [
        (written.origins[position], sample) for position, sample in sound.words if position < len(written.origins)
    ]
    words = []
    for token in _TOKEN.finditer(_speakable(text)):
        inside = [event for event in events if token.start() <= event[0] < token.end()]
        if inside:
            start, sample = inside[0]
            words.append(Word(start=start, end=token.end(), time_ms=sample * 1000 // native.RATE_HZ))
    return tuple(words)
