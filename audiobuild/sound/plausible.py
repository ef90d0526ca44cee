"""Whether a sound can be what a text sounds like: neither far too long nor far too short for it, no noise, not silent.

It does not judge how well a voice speaks. It finds what is broken: a sound that stops after the first word, one that repeats
itself without end, samples of another format, a service's silence. The bounds are wide: benchmarks/plausible.py holds them
against tens of thousands of real sentences, of which none may be refused.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from audiobuild.languages.registry import base
from audiobuild.messages import NOTHING, Message, msg
from audiobuild.model import Speech
from audiobuild.sound.loudness import Samples, from_pcm

LETTER_MS = {"de": 71, "en": 65, "es": 72, "fr": 55, "it": 68, "nl": 74, "pl": 68, "pt": 73}
"""What a letter of a word takes at an engine's normal speed, over whole sentences (benchmarks/plausible.py: the medians)."""
OTHER_LETTER_MS = 70
SIGN_MS = 160
"""Of a letter in a script without cases: a consonant in Hebrew, a syllable in Japanese, a word in Chinese."""

_NO_VOWEL = re.compile(r"\b[bcdfghjklmnpqrstvwxz]+\b")
"""What is spelled, as "www" is: "uve doble, uve doble, uve doble"."""

SPELLED_MS, DIGIT_MS, SYMBOL_MS, MARK_MS = 420, 700, 1500, 400
"""The longest that one character is spoken: a capital that is spelled ("W", "ypsilon"), a digit of a number that is written out
("777": 28 letters in German), a symbol or a picture that is described, and the pause or the name of a punctuation mark."""
SHORTEST_DIGIT_MS = 60

TIMES_SHORTER, TIMES_LONGER = 3.0, 2.0
"""What a sound may be against the estimate: fast and slow voices, rates beyond a voice's powers, letters that are silent."""
SLACK_MS = 1200
"""What may be added to anything: pauses, breath, a vowel that is held; a lone abbreviation that is read in full."""

MOST_SILENCE_MS = 60_000
"""Before and behind the speech. Less is cut away and harms nobody."""

QUIET = 10 ** (-55 / 20)
"""What is quieter is no speech to anybody."""
NOISE = ((-6, 0), (-12, 0.55), (-26, 0.8))
"""So loud over a whole sentence (RMS in dBFS), and so rough (:func:`_roughness`), is no speech. Random bits have −4.8 and 1;
read from an MP3, −6.9 and 0.69. Speech was at most −12.5 dBFS loud, and at most 0.49 rough when it was whispered
(benchmarks/plausible.py)."""
WINDOW_MS = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Lengths:
    """In milliseconds: the shortest and the longest that a text can take to be spoken."""

    shortest: float
    longest: float


def doubt(speech: Speech, text: str, *, language: str, rate: float) -> str:
    """What speaks against a sound, in words that follow "the sound"; empty if nothing does.

    ``rate`` is how many times faster than usual the voice speaks. A text with nothing to say may have no sound.
    """
    limits = bounds(text, language=language, rate=rate)
    length_ms = len(speech.pcm) // 2 * 1000 / speech.rate_hz
    if length_ms > limits.longest + MOST_SILENCE_MS:  # before anything is made of so much
        return msg("is too long: {}, where {} are enough", _seconds(length_ms), _seconds(limits.longest))
    samples = from_pcm(speech.pcm)
    if not samples.any():
        return msg("is silent") if limits.shortest else NOTHING
    whole_ms, heard_ms = _lengths(samples, speech.rate_hz)
    if limits.shortest and not heard_ms:
        return msg("is almost silent")
    if heard_ms < limits.shortest:
        return msg("is too short: {}, where at least {} are needed", _seconds(heard_ms), _seconds(limits.shortest))
    if whole_ms > limits.longest:
        return msg("is too long: {}, where {} are enough", _seconds(whole_ms), _seconds(limits.longest))
    loudness = 10 * np.log10(np.square(samples, dtype=np.float64).mean())
    roughness = _roughness(samples)
    if any(loudness >= loud and roughness >= rough for loud, rough in NOISE):
        return msg("is noise")
    return NOTHING


def bounds(text: str, *, language: str, rate: float) -> Lengths:
    """How long a text may take, from what its characters are. A voice may not be as fast as it is asked to be."""
    latin = base(language) in LETTER_MS
    letter_ms = LETTER_MS.get(base(language), OTHER_LETTER_MS)
    each = tuple(
        (0, SYMBOL_MS) if latin and _is_foreign(character) else _of_character(character, follower, letter_ms)
        for character, follower in pairwise(f"{text} ")
    )
    spelled = sum(len(word) for word in _NO_VOWEL.findall(text))
    return Lengths(
        shortest=sum(shortest for shortest, _ in each) / TIMES_SHORTER / rate,
        longest=(sum(longest for _, longest in each) + spelled * SPELLED_MS) * TIMES_LONGER / min(rate, rate**0.5)
        + SLACK_MS,
    )


def _is_foreign(letter: str) -> bool:
    """Whether it is a letter of another script than the Latin: a voice may describe it or leave it out."""
    return letter.isalpha() and not unicodedata.name(letter, "").startswith(("LATIN", "FEMININE", "MASCULINE", "MICRO"))


def _of_character(character: str, follower: str, letter_ms: float) -> tuple[float, float]:
    """The least and the most that it takes at a usual pace."""
    match unicodedata.category(character):
        case "Ll":
            return letter_ms, letter_ms
        case "Lu" | "Lt":
            return letter_ms, letter_ms if follower.islower() else SPELLED_MS
        case "Lo" | "Lm":
            return min(letter_ms, SIGN_MS), SIGN_MS
        case "Nd" | "Nl" | "No":
            return SHORTEST_DIGIT_MS, DIGIT_MS
        case "Sm" | "Sc" | "Sk" | "So":
            return 0, SYMBOL_MS
        case "Zs" | "Zl" | "Zp" | "Cc" | "Cf" | "Mn" | "Me" | "Mc":
            return 0, letter_ms
        case _:
            return 0, MARK_MS


def _lengths(samples: Samples, rate_hz: int) -> tuple[float, float]:
    """From the first to the last window that is not quiet, and all those windows alone, in ms."""
    peaks = np.maximum.reduceat(np.abs(samples), np.arange(0, len(samples), rate_hz * WINDOW_MS // 1000))
    loud = np.flatnonzero(peaks > QUIET)
    return (loud[-1] - loud[0] + 1) * WINDOW_MS if len(loud) else 0, len(loud) * WINDOW_MS


def _roughness(samples: Samples) -> float:
    """How little a sample tells of the next: 0 for a slow wave, 1 for white noise. Vowels have 0.01 to 0.2."""
    steps = np.square(np.diff(samples), dtype=np.float64).mean()
    return float(steps / (2 * np.square(samples, dtype=np.float64).mean()))


def _seconds(milliseconds: float) -> Message:
    return msg("{:.2g} s", milliseconds / 1000) if milliseconds < 10_000 else msg("{:.0f} s", milliseconds / 1000)
