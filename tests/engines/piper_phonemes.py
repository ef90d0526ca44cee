"""The rows of the tables that Piper's own espeak-ng says in other words than their written-out text: ``python -m engines.piper_phonemes``.

In a process of its own, since the library keeps state. Prints nothing where all is well.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from languages.phonemes import VOICES
from languages.tables import CODES, by_language, rows
from piper.phonemize_espeak import EspeakPhonemizer

from audiobuild.speech.spelling import for_espeak

SAME_WORDS = 0.79
"""The least share of phonemes in common. In figures some vowels are longer or shorter ("trenta", "vier"): 0.8 and more."""


def sound(piper: EspeakPhonemizer, text: str, code: str) -> str:
    """The phonemes without stress, pauses and ends of sentences."""
    said = (
        "".join(map("".join, piper.phonemize(VOICES.get(language, language), for_espeak(part, language))))
        for language, part in by_language(text, code)
    )
    return re.sub(r"[\sˈˌ.,;:?!]|\([\w-]+\)", "", "".join(said))


def main() -> None:
    piper = EspeakPhonemizer()
    for code in CODES:
        for row in rows(code):
            spoken, heard = (sound(piper, text, code) for text in (row.spoken, row.heard))
            if SequenceMatcher(None, spoken, heard, autojunk=False).ratio() < SAME_WORDS:
                print(f"{code} {row.spoken!r} /{spoken}/ not /{heard}/")


if __name__ == "__main__":
    main()
