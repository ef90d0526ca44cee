"""From the International Phonetic Alphabet to espeak-ng's own notation, which it reads between ``[[`` and ``]]``.

Each voice has a table of phonemes, whose names are in the library's data; the library itself says which IPA each name is
(:func:`.native.ipa_of`). So the way back needs no table of ours but one of nearest sounds, for what a voice does not have.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from audiobuild import espeak_data
from audiobuild.speech.espeak import native

_STRESS = {"ˈ": "'", "ˌ": ","}
_LONG = "ː"
_NEAREST = """
aː ɑː | ɑː aː | ɜː œː ɛː | ɔː oː | ɑ̃ː ɑ̃ | ɔ̃ː ɔ̃ | ɛ̃ː ɛ̃ | œ̃ː œ̃ | õː ɔ̃ | ãː ɑ̃ | ẽː ɛ̃ | æ̃ː ɛ̃
ɔɪ ɔø ɔi oɪ | ɔʏ ɔø ɔɪ oɪ | ɔi ɔø ɔɪ oɪ | ɔy ɔø ɔɪ oɪ | oɪ ɔɪ ɔø | oi oɪ ɔɪ ɔø | ɔø ɔɪ oɪ
eɪ ɛɪ ei | ei eɪ ɛɪ | ɛɪ eɪ | ɛi ɛɪ eɪ | oʊ əʊ ɔʊ | ɔʊ oʊ əʊ | əʊ oʊ ɔʊ | ou oʊ əʊ
ai aɪ | ae aɪ | ɑɪ aɪ | ɑi aɪ | au aʊ | ao aʊ | ɑʊ aʊ | ɑu aʊ
æ ɛ a | a ɑ æ | ɑ a | ɐ ɜ ə a | ɜ ɐ œ ɛ ə | ʌ ɐ a | ɒ ɔ ɑ | ɔ o ɒ | o ɔ oː | ɛ e æ | e ɛ eː | ə ɐ ɛ e | ɚ ər | ɝ ɜr
ɪ i | i ɪ iː | ʊ u | u ʊ uː | y ʏ i | ʏ y ɪ | ø œ øː e | œ ø ɛ | ɶ œ | ɨ ɪ | ʉ u | ɯ u | ɤ ə | ɘ ə | ɵ ø | ɞ œ
ɑ̃ ã ɐ̃ aŋ | ã ɑ̃ ɐ̃ aŋ | ɐ̃ ã ɑ̃ aŋ | ɔ̃ õ ɔŋ | õ ɔ̃ ɔŋ | ɛ̃ æ̃ ẽ ɛŋ | æ̃ ɛ̃ ɛŋ | ẽ ɛ̃ ɛŋ | œ̃ ɛ̃ œŋ | ĩ iŋ | ũ uŋ
ɽ r | ʙ b | ɺ l | ɫ l | ɭ l | ɬ ʃ | ɮ l | ʟ l | l ɫ | ʎ lj | ɲ nj | ŋ n | ɳ n | ɴ n | ɱ m
n̩ ən | m̩ əm | l̩ əl | ŋ̩ əŋ | r̩ ər | ɹ̩ ər | θ s t | ð d z | ʃ s | ʒ ʃ z | ɕ ʃ | ʑ ʒ ʃ | ʂ ʃ | ʐ ʒ ʃ
ç ʃ x | x χ h | χ x h | ɣ ɡ | ħ h | ɦ h | ʜ h | h x | w v u | ʋ v | v ʋ f | β b | ɸ f | ɥ j | ʍ w | ɰ w | ʝ j | j i
ɟ ɡj | c kj | q k | ɢ ɡ | ʈ t | ɖ d | ɓ b | ɗ d | ʄ ɟ | ɠ ɡ | ʛ ɡ | z s | p b | ɡ k | ɧ ʃ | b p | d t
"""
"""Each sound with what a voice says for it that does not have it, the nearest first; this may again be missing."""

_NO_SOUND = re.compile("[ʔʡʢʕ\u0300-\u036fʰʱʲʷˠˤˀˑ˞ⁿˡː]")
"""What is left out where a voice has no phoneme for it: the glottal stop, and marks of how a sound is made."""
_IGNORED = re.compile("[\u035c\u0361.‿|‖()/\\[\\]˥˦˧˨˩]")
_RHOTICS = (*"rʁʀɹɻɾ", "ɐ\u032f")
"""Written for the one r that a language has; Spanish has two."""
_VOWELS = "aeiouyæøœɶɐɑɒɔəɘɛɜɞɨɪɯɵɤʉʊʌʏɚɝ"
_GLIDES = re.compile(f"(?<![{_VOWELS}])(?:([iɪyʏ])|[uʊo])\u032f(?=[ˈˌ]?[{_VOWELS}])")


class UnknownSoundError(ValueError):
    """A character that is no letter of the International Phonetic Alphabet."""


def mnemonics(ipa: str, voice: str) -> str:
    """How the voice (a file such as ``gmw/de``) has it written that it is to say ``ipa``. Raises UnknownSoundError."""
    return " ".join("".join(_sounds(word, _table(voice))) for word in plain(ipa).split())


def plain(ipa: str) -> str:
    """One spelling of what means the same: base letters and their marks, without ties, dots, brackets; glides as consonants."""
    text = unicodedata.normalize("NFD", ipa).replace("c\u0327", "ç")
    text = _IGNORED.sub("", text.replace("g", "ɡ").replace(":", _LONG).replace("'", "ˈ"))
    text = _GLIDES.sub(lambda glide: "j" if glide[1] else "w", text)
    return re.sub("(?<!ɐ)\u032f", "", text)


@cache
def _table(voice: str) -> Mapping[str, str]:
    """The names of a voice's phonemes by their IPA. Of several the shortest, of the r's the own one."""
    names = sorted(espeak_data.phonemes(voice), key=lambda name: (name != "r", len(name), name))
    found = {_LONG: ":"} if ":" in names else {}
    for name, ipa in native.ipa_of(names, voice=voice).items():
        found.setdefault(plain(ipa), name)
    return found


@cache
def _nearest() -> Mapping[str, tuple[str, ...]]:
    rows = (plain(row).split() for line in _NEAREST.split("\n") for row in line.split("|") if row.strip())
    return {sound: tuple(others) for sound, *others in rows}


def _sounds(word: str, names: Mapping[str, str]) -> Iterator[str]:
    """The notation of a word, sound by sound, the longest first."""
    position = 0
    while position < len(word):
        for length in (5, 4, 3, 2, 1):
            said = _said(word[position : position + length], names)
            if said is not None:
                yield said
                position += length
                break
        else:
            raise UnknownSoundError(word[position])


def _said(sound: str, names: Mapping[str, str], tried: tuple[str, ...] = ()) -> str | None:
    """The notation of one sound, or of what is nearest to it; None if it is not one sound, or was ``tried`` in vain."""
    if sound in tried:
        return None
    if sound in _STRESS:
        return _STRESS[sound]
    if sound in _RHOTICS:
        return names.get("r", "r") if sound == "r" and names.get("ɾ") == "r" else "r"
    if sound in names:
        return names[sound]
    for other in _nearest().get(sound, ()):
        if (said := _nearly(other, names, (*tried, sound))) is not None:
            return said
    return "" if _NO_SOUND.fullmatch(sound) else None


def _nearly(sounds: str, names: Mapping[str, str], tried: tuple[str, ...]) -> str | None:
    """The notation of what is one sound for the voice, or a sequence of such."""
    said = _said(sounds, names, tried)
    if said is None and len(sounds) > 1 and not any(map(_NO_SOUND.match, sounds)):
        parts = [_said(sound, names, tried) for sound in sounds]
        return None if None in parts else "".join(filter(None, parts))
    return said
