"""Words in capitals: roman numerals, chemical formulas, headlines."""

from __future__ import annotations

import re
from collections.abc import Callable, Container

from audiobuild.languages.mechanism import Answer, Place, Rule, rule

_ROMAN = re.compile(r"(?=.)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_FORMULA = r"(?:[A-Z][A-Za-z]*[₀-₉][A-Za-z₀-₉]*|(?:CO2|H2O|NO2|SO2|CH4|N2O|O2|O3|NH3|H2|N2|CO2e))(?!\w)"


def roman_value(numeral: str) -> int:
    """The number that a roman numeral stands for; 0 if it is none."""
    if not _ROMAN.fullmatch(numeral):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def shouted(place: Place) -> bool:
    """Whether it stands among other words in capitals, as in a headline."""
    neighbours = [word for word in (place.before, place.after) if len(word) > 3]
    return bool(neighbours) and all(word.isupper() and word.isalpha() for word in neighbours)


def roman_numerals(
    rulers: Container[str], nouns: Container[str], regnal: Callable[[int, str], str], *, example: tuple[str, str]
) -> Rule:
    """A numeral behind a ruler's name, or as a figure behind one of the ``nouns``: "Felipe VI", "capítulo IV"."""

    several = re.compile(r"(\w{1,20})\.? [IVXLCDM]{1,9}(?:,? \w{1,2} | ?[–-] ?)$")

    def speak(place: Place) -> Answer:
        value, before = roman_value(place[1]), re.split("[-'’]", place.before)[-1]
        if 0 < value < 100 and (found := several.search(place.behind)):  # "siglos XVI y XVII"
            if found[1] in rulers:
                return regnal(value, found[1])
            if found[1] in nouns:
                return str(value)
        if not 0 < value < 100 or place.behind.rstrip().endswith((",", ";", ":")):
            return None
        if before in rulers:
            return regnal(value, before)
        return str(value) if before in nouns else None

    return rule("roman numeral", "word", r"([IVXLCDM]+)(?!\w|-\w|['’]\w)", speak, example=example)


def formulas(cardinal: Callable[[int], str], *, example: tuple[str, str]) -> Rule:
    """ "CO2" → "C-O-two": letter by letter, numbers as words."""

    def speak(place: Place) -> str:
        parts = re.findall(r"\d{1,2}|\D", place[0].translate(_SUBSCRIPTS))
        return "-".join(cardinal(int(part)) if part.isdecimal() else part for part in parts)

    return rule("formula", "word", _FORMULA, speak, example=example)


def acronyms(
    spelled: Callable[[str, str], bool],
    *,
    letters: str = "A-Z",
    beyond: str = r"[@:]\w",
    example: tuple[str, str],
) -> Rule:
    """ "an NGO", "KI": letter by letter those that ``spelled`` says, from the word and its plural's s.

    They are of ``letters`` (a character class), in no headline, and not before what ``beyond`` (a pattern) finds.
    """

    def speak(place: Place) -> Answer:
        word, plural = place[1], place[2]
        return "-".join(word) + plural if spelled(word, plural) and not shouted(place) else None

    return rule("acronym", "word", rf"([{letters}]{{2,}})(s?)(?!\w|-[^\W\d_]|{beyond})", speak, example=example)
