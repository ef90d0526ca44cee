"""English number words."""

from __future__ import annotations

from audiobuild.languages.shared import numbers


def cardinal(number: int) -> str:
    """``121`` → "one hundred twenty-one"."""
    return numbers.cardinal(number, "en")


def ordinal(number: int) -> str:
    """``21`` → "twenty-first"."""
    return numbers.spelled(number, "en", "ordinal")["ordinal"]


def year(number: int) -> str:
    """``1998`` → "nineteen ninety-eight", ``1905`` → "nineteen oh five", ``2005`` → "two thousand five"."""
    if not 1010 <= number <= 2099:
        return cardinal(number)
    return numbers.spelled(number, "en", "year")["numbering-year"].replace("oh-", "oh ")


def decade(number: int) -> str:
    """``1990`` → "nineteen nineties", ``90`` → "nineties", ``2000`` → "two thousands"."""
    if number % 100 == 0:
        return f"{year(number)}s"
    tens = plural(number % 100)
    return f"{cardinal(number // 100)} {tens}" if number >= 100 else tens


def plural(number: int) -> str:
    """``13`` → "thirteens", ``6`` → "sixes", ``30`` → "thirties"."""
    words = cardinal(number)
    if words.endswith("y"):
        return f"{words[:-1]}ies"
    return f"{words}es" if words.endswith("x") else f"{words}s"


def fraction(top: int, bottom: int) -> str:
    """``3, 4`` → "three quarters"."""
    if bottom == 2:
        return "one half" if top == 1 else f"{cardinal(top)} halves"
    part = "quarter" if bottom == 4 else ordinal(bottom)
    return f"{cardinal(top)} {part}{'s' if top > 1 else ''}"
