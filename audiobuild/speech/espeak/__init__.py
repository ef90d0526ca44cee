"""espeak-ng's library: its voices, what it is given of a text, and its phonemes.

Its engine speaks with it; Kokoro's asks it how words are said.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from audiobuild import espeak_data
from audiobuild.errors import EngineError, Problem
from audiobuild.messages import Message, msg, words_of
from audiobuild.speech import engines, spelling
from audiobuild.speech.espeak import ipa, native
from audiobuild.text import shown

REVISION = 2
"""Of what this module makes of text and voice: raised when the same input would sound different."""

_SOUNDLESS = {"Cc", "Co", "Cs"}
_PICTURES = re.compile(  # information source, circled letters, symbols, Braille, arrows and stars, emoji
    "[\u2139\u2460-\u24ff\u2600-\u27bf\u2800-\u28ff\u2b00-\u2bff\U0001f000-\U0001faff]"
)
_BEFORE, _BEHIND = engines.IPA_BRACKETS
IPA = re.compile(f"{_BEFORE}([^{_BEHIND}]*){_BEHIND}")
_OPENING = re.compile("[„“”\"‚‘’'»«›‹(\\[{]+$")
"""What may stand before a word and has no sound; the library reports no event for phonemes behind it."""


def phonemes(text: str, language: str) -> str:
    """What espeak-ng would say for ``text``, in IPA: to compare two ways of writing the same words.

    Raises EngineError.
    """
    name = voice_file(language)
    try:
        written = written_for(spelling.for_espeak(text, language), name)
        return native.phonemes(written.text, voice=name, notation=written.notation)
    except native.NativeError as error:
        raise failed(error) from error


@cache
def made_by() -> str:
    """What the sound and the phonemes depend on besides the text, for fingerprints."""
    return f"espeak-{REVISION} library={native.version()} data={version('espeakng-loader')}"


def place_problems() -> Iterator[Problem]:
    """That its data lie too deep."""
    path = espeak_data.data_path()
    if espeak_data.length(path) > espeak_data.LONGEST_PATH_BYTES:
        yield Problem(
            message=msg("espeak-ng cannot read its data at a path of {} bytes: {}", espeak_data.length(path), path),
            remedy=msg("Install into a folder that makes it at most {} bytes.", espeak_data.LONGEST_PATH_BYTES),
        )


def unknown_language(language: str) -> Problem:
    """That no voice speaks it, with what is near."""
    remedy = offer(language.lower(), [code for code in espeak_data.languages() if "-" not in code])
    return Problem(message=msg("espeak-ng has no voice for language {!r}", language), remedy=remedy)


def offer(name: str, names: Iterable[str]) -> Message:
    """The remedy where a name is none of ``names``."""
    choices = sorted(names)
    near = difflib.get_close_matches(name, choices)
    there = msg("There are: {}.", ", ".join(choices))
    return msg("Do you mean {}? {}", near[0], there) if near else there


def failed(error: native.NativeError) -> EngineError:
    """What the library did not do, as an engine tells it."""
    remedy = msg("Reinstall espeakng-loader; let nothing else in this program use it.")
    return EngineError(Problem(message=words_of(error), remedy=remedy))


def voice_file(language: str) -> str:
    """The file of the voice for a language, such as ``gmw/de``. Raises EngineError."""
    name = espeak_data.voice_file(language)
    if name is None:
        raise EngineError(unknown_language(language))
    return name


def speakable(text: str) -> str:
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
class Written:
    """A text as the library gets it. ``origins`` is where each of its characters comes from in the text."""

    text: str
    origins: Sequence[int]
    notation: bool


def written_for(text: str, voice_file: str) -> Written:
    """``text``, where IPA is written in the library's own notation."""
    parts: list[str] = []
    origins: list[int] = []
    position = 0
    for match in IPA.finditer(text):
        before = _unbracketed(text[position : match.start()])
        parts += _OPENING.sub(lambda signs: " " * len(signs[0]), before), f"[[{_notation(match[1], voice_file)}]]"
        origins += (*range(position, match.start()), *(match.start(),) * len(parts[-1]))
        position = match.end()
    if not parts:
        return Written(text=speakable(text), origins=range(len(text)), notation=False)
    parts.append(_unbracketed(text[position:]))
    origins += range(position, len(text))
    return Written(text="".join(parts), origins=origins, notation=True)


def _unbracketed(text: str) -> str:
    """Text beside phonemes, where two brackets would begin some."""
    return re.sub(r"\[(?=\[)|(?<=\])\]", " ", speakable(text))


def _notation(spelled: str, voice_file: str) -> str:
    try:
        return ipa.mnemonics(spelled, voice_file)
    except ipa.UnknownSoundError as error:
        message = msg("/{}/ is not in the International Phonetic Alphabet: {!r}", shown(spelled), words_of(error))
        raise EngineError(Problem(message=message, remedy=msg("Correct ipa in the lexicon."))) from error
