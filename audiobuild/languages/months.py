"""The names of months in all languages, in full, in short and in other cases: ``months`` and ``[other_months]`` of
``words.toml``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

from audiobuild.languages.registry import CODES
from audiobuild.languages.words import table, words

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
"""Months as they are printed in Polish, among others: "3 V 2027"."""


def month_of(word: str, language: str) -> int:
    """The number of a month by its name or the beginning of it, in the language or else in any; 0 if it is none.

    Pages print dates in the language of their program, whatever the text is in.
    """
    if word in _ROMAN:
        return _ROMAN.index(word) + 1
    plain = _fold(word)
    for code in (language, *CODES):
        if code in CODES and (number := _month_in(plain, code)):
            return number
    return 0


def months_meant(word: str) -> frozenset[int]:
    """The numbers of all months that some language calls so, in full or in short."""
    return frozenset(month_of(word, code) for code in CODES) - {0}


@cache
def _month_in(plain: str, code: str) -> int:
    names = _names(code)
    if plain in names:
        return names[plain]
    numbers = {number for name, number in names.items() if name.startswith(plain)}
    return numbers.pop() if len(plain) >= 3 and len(numbers) == 1 else 0


@cache
def _names(code: str) -> Mapping[str, int]:
    """The months of a language by their names, folded."""
    names = {_fold(name): number for number, name in enumerate(words(code).months, start=1)}
    return names | {_fold(name): number for name, number in table(code).get("other_months", {}).items()}


def _fold(word: str) -> str:
    """A word in small letters without accents: "FÉVR" → fevr."""
    letters = unicodedata.normalize("NFKD", word.lower().replace("ł", "l"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
