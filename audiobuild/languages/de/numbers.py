"""German number words where they are inflected, or said otherwise than one counts."""

from __future__ import annotations

import re

from audiobuild.languages.shared import numbers


def cardinal(number: int) -> str:
    """``21`` → "einundzwanzig"; 1 is "eins"."""
    return numbers.cardinal(number, "de")


def counted(number: int, gender: str = "n") -> str:
    """The number before a noun: "ein Euro", "eine Stunde" (gender f), "einundzwanzig Tage"."""
    return numbers.cardinal(number, "de", "feminine" if gender == "f" else "neuter")


def ordinal(number: int) -> str:
    """The stem that takes an ending: ``3`` → "dritt", ``20`` → "zwanzigst", ``101`` → "hunderterst"."""
    stem = numbers.spelled(number, "de", "ordinal")["ordinal"].removesuffix("e")
    return re.sub("^ein(?=hundert|tausend)|^eine ", "", stem.lower())


def year(number: int) -> str:
    """``1998`` → "neunzehnhundertachtundneunzig"; other numbers than 1100 to 1999 as cardinals."""
    return numbers.spelled(number, "de", "year")["numbering-year"] if 1100 <= number <= 1999 else cardinal(number)


def fraction(numerator: int, denominator: int) -> str:
    """``3, 4`` → "drei Viertel"; ``1, 2`` → "ein halb"."""
    if denominator == 2:
        return "ein halb" if numerator == 1 else f"{cardinal(numerator)} halbe"
    return f"{counted(numerator)} {ordinal(denominator).capitalize()}el"
