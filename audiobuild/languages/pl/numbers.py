"""Polish number words; ordinals are declined like adjectives."""

from __future__ import annotations

import re
from typing import Literal

from audiobuild.languages.shared import numbers
from audiobuild.languages.shared.vocabulary import vocabulary

Case = Literal[
    "nominative",
    "genitive",
    "dative",
    "locative",
    "feminine",
    "oblique feminine",
    "accusative feminine",
    "neuter",
    "plural genitive",
    "plural instrumental",
]
_WORDS = vocabulary("pl")
_HUNDREDS = _WORDS.lists["hundreds"]
_HUNDREDTHS = _WORDS.lists["hundredths"]
_ENDINGS: dict[Case, str] = {
    "nominative": "y",
    "genitive": "ego",
    "locative": "ym",
    "feminine": "a",
    "oblique feminine": "ej",
    "neuter": "e",
    "dative": "emu",
    "accusative feminine": "ą",
    "plural genitive": "ych",
    "plural instrumental": "ymi",
}
_FEMININE: dict[str, Case] = {"n": "feminine", "a": "accusative feminine", "i": "accusative feminine"}
_SINGULAR: dict[str, Case] = {
    "n": "nominative",
    "g": "genitive",
    "d": "dative",
    "a": "nominative",
    "i": "locative",
    "l": "locative",
}
_PLURAL: dict[str, Case] = {"n": "neuter", "a": "neuter", "i": "plural instrumental", "d": "locative"}


def cardinal(number: int) -> str:
    """``42`` → "czterdzieści dwa"."""
    return numbers.cardinal(number, "pl")


def feminine_one(number: int) -> str:
    """``22`` → "dwadzieścia dwie", ``1`` → "jedna"."""
    return numbers.cardinal(number, "pl", "feminine")


def ordinal(number: int, case: Case = "nominative") -> str:
    """``22, genitive`` → "dwudziestego drugiego"; up to 999."""
    if number == 0:  # midnight, "zerowa"
        return _declined("zerowy", case)
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        return (
            f"{_HUNDREDS[hundreds - 1]} {ordinal(rest, case)}" if rest else _declined(_HUNDREDTHS[hundreds - 1], case)
        )
    if number < 20:
        return _declined(_WORDS.ordinals[number - 1], case)
    tens, rest = divmod(number, 10)
    head = _declined(_WORDS.ten_ordinals[tens - 2], case)
    return f"{head} {ordinal(rest, case)}" if rest else head


def agreed(number: int, noun: str) -> str:
    """``3, "fsl"`` → "trzeciej": an ordinal before a noun that is, say, feminine, singular, in the locative."""
    gender, count, case = noun[0], noun[1], noun[2]
    if count == "p":
        return ordinal(number, _PLURAL.get(case, "plural genitive"))
    if gender == "f":
        return ordinal(number, _FEMININE.get(case, "oblique feminine"))
    if gender in "nc" and case in "na":
        return ordinal(number, "neuter")
    return ordinal(number, "genitive" if gender in "ap" and case == "a" else _SINGULAR[case])


def like(number: int, adjective: str) -> str:
    """``3, "wojewódzkiego"`` → "trzeciego": an ordinal before an adjective, by its ending; empty before what is none."""
    ending = re.search(r"(?:ego|emu|[yi]mi|[yi]ch|[yi]m|ej|[yiaeą])$", adjective)
    return ordinal(number, _BY_ENDING[ending[0].replace("i", "y", 1)]) if ending else ""


_BY_ENDING: dict[str, Case] = {ending: case for case, ending in _ENDINGS.items()}


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
    if ending in {"a", "ą"}:
        return word[:-1] + ("i" if word.endswith("ci") else "") + ending
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
