"""English number words."""

from __future__ import annotations

from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("en")
_ORDINALS = _WORDS.tables["ordinals"]


def cardinal(number: int) -> str:
    """``121`` → "one hundred twenty-one"; up to 999,999."""
    if number >= 1000:
        rest = f" {cardinal(number % 1000)}" if number % 1000 else ""
        return f"{cardinal(number // 1000)} thousand{rest}"
    if number >= 100:
        rest = f" {cardinal(number % 100)}" if number % 100 else ""
        return f"{_WORDS.ones[number // 100]} hundred{rest}"
    if number >= 20:
        rest = f"-{_WORDS.ones[number % 10]}" if number % 10 else ""
        return _WORDS.tens[number // 10 - 2] + rest
    return _WORDS.ones[number]


def ordinal(number: int) -> str:
    """``21`` → "twenty-first"."""
    words = cardinal(number)
    cut = max(words.rfind("-"), words.rfind(" ")) + 1
    last = words[cut:]
    if last not in _ORDINALS and last.endswith("y"):
        return f"{words[:cut]}{last[:-1]}ieth"
    return words[:cut] + _ORDINALS.get(last, f"{last}th")


def year(number: int) -> str:
    """``1998`` → "nineteen ninety-eight", ``1905`` → "nineteen oh five", ``2005`` → "two thousand five"."""
    century, rest = divmod(number, 100)
    if not 1100 <= number <= 2099 or 2000 <= number <= 2009:
        return cardinal(number)
    if rest == 0:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


def decade(number: int) -> str:
    """``1990`` → "nineteen nineties", ``90`` → "nineties", ``2000`` → "two thousands"."""
    if number % 100 == 0:
        return f"{year(number)}s"
    words = cardinal(number % 100)
    plural = f"{words[:-1]}ies" if words.endswith("y") else f"{words}s"
    return f"{cardinal(number // 100)} {plural}" if number >= 100 else plural


def fraction(top: int, bottom: int) -> str:
    """``3, 4`` → "three quarters"."""
    if bottom == 2:
        return "one half" if top == 1 else f"{cardinal(top)} halves"
    part = "quarter" if bottom == 4 else ordinal(bottom)
    return f"{cardinal(top)} {part}{'s' if top > 1 else ''}"
