"""From a text to the symbols that Kokoro was trained with: espeak-ng's phonemes, some in a way of its own, and punctuation.

Diphthongs and affricates are one symbol each (``A`` for eɪ), and English has fewer vowels (``ɚ`` is ``əɹ``). So does misaki
(https://github.com/hexgrad/misaki), with which it was trained, with what espeak-ng says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from audiobuild.speech import espeak

_RUNS: Final = """
1 ;:,.!?
9 —…"()“”
16  \u0303ʣʥʦʨᵝꭧAI
31 O
33 Q
35 ST
39 W
41 Yᵊabcdef
50 hijklmnopqrstuvwxyzɑɐɒæ
75 βɔɕç
80 ɖðʤə
85 ɚɛɜ
90 ɟ
92 ɡ
99 ɥ
101 ɨɪʝ
110 ɯɰŋɳɲɴø
118 ɸθœ
123 ɹ
125 ɾɻ
128 ʁɽʂʃʈʧ
135 ʊʋ
138 ʌɣɤ
142 χʎ
147 ʒʔ
156 ˈˌː
162 ʰ
164 ʲ
169 ↓
171 →↗↘
177 ᵻ
"""
"""The first number of a run, and its symbols (``vocab`` in the model's ``config.json``)."""

IDS: Final[Mapping[str, int]] = {
    symbol: int(first) + place
    for first, run in (line.split(" ", 1) for line in _RUNS.strip().splitlines())
    for place, symbol in enumerate(run)
}

_MARKS: Final = str.maketrans("«»„–[]", "“”“—()", "¡¿")
_PUNCTUATION: Final = re.compile(
    r"""⟦[^⟧]*⟧|(?P<marks>(?:(?<=\s)|^)[;:,.!?¡¿—…–"“”„«»()\[\]]+|[;:,.!?¡¿—…–"“”„«»()\[\]]+(?=\s|$)|[—…]+)"""
)
"""Where one begins or ends a word: "KL.digital" and "[[" within one are espeak-ng's business, as phonemes are."""
_SILENT: Final = frozenset(' ˈˌː;:,.!?—…"()“”')
_OTHER_LANGUAGE: Final = re.compile(r"\([a-z-]+\)")
"""How espeak-ng marks a word that it reads as another language's."""

_JOINED = "aɪ I | aʊ W | dʒ ʤ | eɪ A | tʃ ʧ | ɔɪ Y"
_BEFORE_VOWEL = "(?=[ˈˌ]?[aæɑɐɒeəɛɜiɪoɔuʊʌAIWY])"
_WEAK = f"ʔˌ?n\u0329? tᵊn | (\\S)\u0329 ᵊ\\1 | əl(?!{_BEFORE_VOWEL}) ᵊl"
_ENGLISH = f"{_JOINED} | {_WEAK} | ɚ əɹ | r ɹ | [xç] k | ɐ ə | ɬ l | \u0303"
_WAYS: Final = {
    "en-US": f"{_ENGLISH} | oʊ O | ɜːɹ? ɜɹ | ɪə iə | ː | o ɔ | ɾ T | ʔ t",
    "en-GB": f"{_ENGLISH} | əʊ Q | eə ɛː | iə ɪə | ʔ t",
}
_ELSEWHERE: Final = f"{_JOINED} | oʊ O | əʊ Q | dz ʣ | ts ʦ | -"
"""What espeak-ng writes, as a pattern, and what it becomes, one after the other."""


def symbols(text: str, language: str) -> str:
    """What Kokoro is given for ``text``; empty where there is no sound in it. Raises EngineError."""
    said = " ".join("".join(_parts(text, language)).split())
    known = "".join(symbol for symbol in said if symbol in IDS)
    return "" if _SILENT.issuperset(known) else known


def _parts(text: str, language: str) -> Iterator[str]:
    position = 0
    for match in _PUNCTUATION.finditer(text):
        if match["marks"]:
            yield _words(text[position : match.start()], language)
            yield match["marks"].translate(_MARKS)
            position = match.end()
    yield _words(text[position:], language)


def _words(text: str, language: str) -> str:
    """Their phonemes, between the spaces that they stand between."""
    words = text.strip()
    said = written(espeak.phonemes(words, language), language) if words else ""
    before, behind = (" " if side.isspace() else "" for side in (text[:1], text[-1:]))
    return f"{before}{said}{behind}"


def written(phonemes: str, language: str) -> str:
    """espeak-ng's phonemes as Kokoro has them written."""
    said = unicodedata.normalize("NFD", _OTHER_LANGUAGE.sub("", phonemes)).replace("c\u0327", "ç")
    for row in _WAYS.get(language, _ELSEWHERE).split("|"):
        pattern, _, instead = row.strip().partition(" ")
        said = re.sub(pattern, instead, said)
    return said
