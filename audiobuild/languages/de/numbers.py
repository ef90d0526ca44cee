"""German number words."""

from __future__ import annotations

import re

from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("de")
_ORDINALS = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}


def cardinal(number: int) -> str:
    """``21`` → "einundzwanzig"; 1 is "eins". Up to 999,999."""
    words = _joined(number)
    return words + "s" if number % 100 == 1 else words


def _joined(number: int) -> str:
    """The word with a final "ein" as it stands before others: "einundzwanzig", "ein(tausend)"."""
    if number >= 1000:
        count, rest = divmod(number, 1000)
        return _joined(count) + "tausend" + (_joined(rest) if rest else "")
    if number >= 100:
        count, rest = divmod(number, 100)
        return _WORDS.ones[count] + "hundert" + (_joined(rest) if rest else "")
    if number >= 20:
        count, rest = divmod(number, 10)
        return (f"{_WORDS.ones[rest]}und" if rest else "") + _WORDS.tens[count - 2]
    return _WORDS.ones[number]


def counted(number: int, gender: str = "n") -> str:
    """The number before a noun: "ein Euro", "eine Stunde" (gender f), "einundzwanzig Tage"."""
    if number == 1:
        return "eine" if gender == "f" else "ein"
    return cardinal(number)


def ordinal(number: int) -> str:
    """The stem that takes an ending: ``3`` → "dritt", ``20`` → "zwanzigst", ``101`` → "hunderterst"."""
    if number == 1_000_000:
        return "millionst"
    stem = _ordinal(number)
    return _breakable(stem.removeprefix("ein") if 100 <= number < 200 or 1000 <= number < 2000 else stem)


def _breakable(word: str) -> str:
    """espeak-ng 1.52 reads "undvier" and "hundertvier" in the middle of a word with a w: a space keeps the f."""
    return re.sub(r"(und|hundert)(?=vier)", r"\1 ", word)


def _ordinal(number: int) -> str:
    rest = number % 100
    if 0 < rest < 20:
        head = _joined(number - rest) if number > rest else ""
        return head + (_ORDINALS.get(rest) or _WORDS.ones[rest] + "t")
    return _joined(number) + "st"


def year(number: int) -> str:
    """``1998`` → "neunzehnhundertachtundneunzig"; other numbers than 1100 to 1999 as cardinals."""
    if not 1100 <= number <= 1999:
        return cardinal(number)
    century, rest = divmod(number, 100)
    return _breakable(_joined(century) + "hundert" + (cardinal(rest) if rest else ""))


def fraction(numerator: int, denominator: int) -> str:
    """``3, 4`` → "drei Viertel"; ``1, 2`` → "ein halb"."""
    if denominator == 2:
        return "ein halb" if numerator == 1 else f"{cardinal(numerator)} halbe"
    return f"{counted(numerator)} {ordinal(denominator).capitalize()}el"
