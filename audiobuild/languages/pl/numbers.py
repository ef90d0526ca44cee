"""Polish number words; ordinals are declined like adjectives."""

from __future__ import annotations

from typing import Literal

from audiobuild.languages.shared import numbers
from audiobuild.languages.shared.vocabulary import vocabulary

Case = Literal["nominative", "genitive", "locative", "feminine", "oblique feminine", "neuter"]
_WORDS = vocabulary("pl")
_HUNDREDS = _WORDS.lists["hundreds"]
_ENDINGS: dict[Case, str] = {
    "nominative": "y",
    "genitive": "ego",
    "locative": "ym",
    "feminine": "a",
    "oblique feminine": "ej",
    "neuter": "e",
}


def cardinal(number: int) -> str:
    """``42`` → "czterdzieści dwa"."""
    return numbers.cardinal(number, "pl")


def feminine(number: int) -> str:
    """``22`` → "dwadzieścia dwie"."""
    return numbers.cardinal(number, "pl", "feminine")


def ordinal(number: int, case: Case = "nominative") -> str:
    """``22, genitive`` → "dwudziestego drugiego"; up to 99."""
    if number == 0:  # midnight, "zerowa"
        return _declined("zerowy", case)
    if number < 20:
        return _declined(_WORDS.ordinals[number - 1], case)
    tens, rest = divmod(number, 10)
    head = _declined(_WORDS.ten_ordinals[tens - 2], case)
    return f"{head} {ordinal(rest, case)}" if rest else head


def year(number: int, case: Case) -> str:
    """``1998, locative`` → "tysiąc dziewięćset dziewięćdziesiątym ósmym": only its last two figures are declined."""
    if number == 2000:
        return _declined("dwutysięczny", case)
    century, rest = number // 100 * 100, number % 100
    if not rest:
        return f"{cardinal(number - number % 1000)} {_declined(_HUNDREDS[number % 1000 // 100 - 1] + 'ny', case)}"
    return f"{cardinal(century)} {ordinal(rest, case)}"


def _declined(word: str, case: Case) -> str:
    """ "drugi" and "trzeci" keep their i before e and m, "trzeci" before a too."""
    ending = _ENDINGS[case]
    if word.endswith("y"):
        return word[:-1] + ending
    if ending == "y":
        return word
    if ending == "a":
        return word[:-1] + ("ia" if word.endswith("ci") else "a")
    return word[:-1] + "i" + ending.removeprefix("y")


def form(count: str) -> int:
    """Which of the forms "1 kilometr, 2 kilometry, 5 kilometrów, 1,5 kilometra" a number as printed asks for."""
    if "," in count:
        return 3
    digits = "".join(digit for digit in count if digit.isdecimal())
    if digits == "1":
        return 0
    number = int(digits[-2:] or 5)
    return 1 if number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14} else 2
